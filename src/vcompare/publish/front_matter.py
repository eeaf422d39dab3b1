"""The front matter of a post: what Jekyll and Astro (YAML) and Hugo (TOML) read before the text."""

import datetime
from typing import Any, Literal, Protocol

from vcompare.text.safe import one_line

FrontMatter = Literal["none", "yaml", "toml"]
"""The syntax, if there is any front matter."""


class Described(Protocol):
    """A post, and what its front matter holds."""

    @property
    def title(self) -> str: ...  # noqa: D102 - as in front_matter
    @property
    def description(self) -> str: ...  # noqa: D102
    @property
    def date(self) -> datetime.date | None: ...  # noqa: D102
    @property
    def tags(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def slug(self) -> str: ...  # noqa: D102


def front_matter(post: Described, syntax: FrontMatter) -> str:
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
