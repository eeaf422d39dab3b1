"""The front matter of a post: what Jekyll and Astro (YAML) and Hugo (TOML) read before the text."""

import datetime
from typing import Any, Literal, Protocol

from vcompare.text.safe import one_line

Kind = Literal["none", "yaml", "toml"]


class Post(Protocol):
    """What there is to say before the text of a post."""

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


def front_matter(post: Post, kind: Kind) -> str:
    """Return title, description, date, tags and slug between their marks; nothing for `none`.

    A date that is not known is left out. Texts are on one line, with what is hidden in them written out.
    """
    if kind == "none":
        return ""
    facts: dict[str, Any] = {
        "title": one_line(post.title),
        "description": one_line(post.description),
        **({"date": post.date} if post.date else {}),
        "tags": list(post.tags),
        "slug": post.slug,
    }
    if kind == "toml":
        import tomli_w

        return f"+++\n{tomli_w.dumps(facts)}+++\n\n"
    import yaml

    text = yaml.safe_dump(facts, sort_keys=False, allow_unicode=True, width=1 << 30)
    return f"---\n{text}---\n\n"
