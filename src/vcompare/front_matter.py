"""The front matter of a post: what Jekyll and Astro (YAML) and Hugo (TOML) read before the text."""

from typing import Any, Literal

from vcompare.text import one_line
from vcompare.views.draft import Draft

Kind = Literal["none", "yaml", "toml"]


def front_matter(draft: Draft, kind: Kind) -> str:
    """Return title, description, date, tags and slug between their marks; nothing for `none`.

    A date that is not known is left out. Texts are on one line, with what is hidden in them written out.
    """
    if kind == "none":
        return ""
    facts: dict[str, Any] = {
        "title": one_line(draft.title),
        "description": one_line(draft.description),
        **({"date": draft.date} if draft.date else {}),
        "tags": list(draft.tags),
        "slug": draft.slug,
    }
    if kind == "toml":
        import tomli_w

        return f"+++\n{tomli_w.dumps(facts)}+++\n\n"
    import yaml

    text = yaml.safe_dump(facts, sort_keys=False, allow_unicode=True, width=1 << 30)
    return f"---\n{text}---\n\n"
