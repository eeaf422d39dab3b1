"""The front matter of a post: what Jekyll and Astro (YAML) and Hugo (TOML) read before the text."""

from typing import TYPE_CHECKING, Any, Literal

from vcompare.text.safe import one_line

if TYPE_CHECKING:
    from vcompare.views.blocks import Post
    from vcompare.views.draft import Draft

FrontMatter = Literal["none", "yaml", "toml"]
"""The syntax, if there is any front matter."""


def front_matter(post: "Draft | Post", syntax: FrontMatter) -> str:
    """Return title, description, date, tags and slug between their marks; nothing for `none`.

    An unknown date is left out. Texts are on one line, and what is invisible in them is escaped.
    """
    if syntax == "none":
        return ""
    facts: dict[str, Any] = {
        "title": one_line(post.title),
        "description": one_line(post.description),
        **({"date": post.date} if post.date else {}),
        "tags": list(post.tags),
        "slug": post.slug,
    }
    if syntax == "toml":
        import tomli_w

        return f"+++\n{tomli_w.dumps(facts)}+++\n\n"
    import yaml

    text = yaml.safe_dump(facts, sort_keys=False, allow_unicode=True, width=1 << 30)
    return f"---\n{text}---\n\n"
