"""The front matter of a post: what Jekyll and Astro (YAML) and Hugo (TOML) read before the text."""

import re
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct, structs

from vcompare.text.prose import CodeBlock, Paragraph, Span
from vcompare.text.safe import one_line

if TYPE_CHECKING:
    from vcompare.views.blocks import Post
    from vcompare.views.draft import Draft

FrontMatter = Literal["none", "yaml", "toml"]
"""The syntax, if there is any front matter."""
_TAG = re.compile(r"\{[{%#]")
"""What begins a tag or a shortcode of a site generator."""


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


def inert(part: Any) -> Any:
    """Return a part of a draft in which code that holds tags or shortcodes is text, where they are escaped.

    Jekyll and Hugo run them in code as well, in every page with front matter.
    """
    match part:
        case Span():
            return part._replace(code=part.code and not _TAG.search(part.text))
        case CodeBlock() if _TAG.search(part.text):
            first, *rest = part.text.split("\n")
            return Paragraph((Span(first), *(span for line in rest for span in (Span("\n"), Span(line)))))
        case tuple():
            return tuple(map(inert, part))
        case Struct():
            changed = {field: inert(value) for field, value in structs.asdict(part).items()}
            return structs.replace(part, **changed)
        case _:
            return part
