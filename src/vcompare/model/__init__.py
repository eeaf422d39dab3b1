"""The catalog as frozen data, in the shape its files have.

These types decode the files (`catalog/decode.py`), so every limit of the format stands here once:
a constraint with the words that describe it. What is unknown is None, never zero or empty.
"""

import datetime
from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

# (?![\s\S]) is "end of text" in every dialect that reads these patterns; Python's $ would let a newline pass.
_LINE = r"^(?=[^\r\n]*\S)[^\r\n]+(?![\s\S])"
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*(?![\s\S])"
_URL = r"^[hH][tT][tT][pP][sS]?://[^\s<>\"\\^`{|}]+(?![\s\S])"

Line = Annotated[str, Meta(pattern=_LINE, description="one line of text, not blank")]
Name = Annotated[
    str, Meta(pattern=_LINE, max_length=120, description="one line of 1 to 120 characters, not blank")
]
Sentence = Annotated[
    str, Meta(pattern=_LINE, max_length=200, description="one line of 1 to 200 characters, not blank")
]
Markdown = Annotated[str, Meta(pattern=r"\S", description="Markdown text, not blank")]
Slug = Annotated[
    str,
    Meta(
        pattern=SLUG,
        max_length=80,
        description="a slug: lower-case letters and digits joined by single hyphens, at most 80 characters",
    ),
]
Url = Annotated[str, Meta(pattern=_URL, description="an http:// or https:// address")]
Percent = Annotated[int, Meta(ge=0, le=100, description="a whole number from 0 to 100")]
Count = Annotated[int, Meta(ge=0, description="a whole number, 0 or more")]

Entry = Literal["free", "freemium", "paid"]
Verdict = Literal["ship", "skip"]
PanelVerdict = Literal["ship", "skip", "split"]


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every table in a catalog has in common: immutable, and no key that the format does not know."""


class Pricing(_File, frozen=True):
    """The pricing read of a tool: in words, from a page, as of a date."""

    summary: Line
    source: Url | None = None
    checked: datetime.date | None = None


class Tool(_File, frozen=True):
    """Facts about one tool, as in `tools/<slug>.toml`."""

    name: Name
    tagline: Sentence
    category: Line
    entry: Entry
    description: Markdown | None = None
    best_for: Line | None = None
    vendor: Line | None = None
    homepage: Url | None = None
    aliases: tuple[Line, ...] = ()
    tags: tuple[Slug, ...] = ()
    added: datetime.date | None = None
    retired: datetime.date | None = None
    allow: tuple[Line, ...] = ()
    pricing: Pricing | None = None


class Review(_File, frozen=True):
    """One panelist's opinion of one tool, as in `reviews/<tool>/<reviewer>.toml`."""

    verdict: Verdict
    text: Markdown
    score: Percent | None = None
    summary: Sentence | None = None
    date: datetime.date | None = None
    allow: tuple[Line, ...] = ()


class Tally(_File, frozen=True):
    """Votes counted elsewhere."""

    ship: Count
    skip: Count
    source: Url | None = None
    counted: datetime.date | None = None


class Votes(_File, frozen=True):
    """The community's votes on one tool, as in `votes/<tool>.toml`."""

    tally: Tally | None = None
    ballots: dict[Line, Verdict] = {}


class Panelist(_File, frozen=True):
    """A seat on the panel; its key is the name of the review files."""

    name: Name
    asks: Line | None = None


class Freshness(_File, frozen=True):
    """Days until a dated fact counts as stale."""

    pricing: Count = 90
    reviews: Count = 365


class CheckSettings(_File, frozen=True):
    """Rules whose severity this catalog changes."""

    ignore: tuple[Line, ...] = ()
    warn: tuple[Line, ...] = ()
    error: tuple[Line, ...] = ()


class Settings(_File, frozen=True):
    """`catalog.toml`: what holds for the whole catalog. The panel is in the order of the file."""

    format: Literal[1]
    title: Line
    categories: tuple[Line, ...] = ()
    panel: dict[Slug, Panelist] = {}
    freshness: Freshness = Freshness()
    check: CheckSettings = CheckSettings()


class Named(Struct, frozen=True):
    """What a tool can be called, and what tells it apart."""

    slug: str
    name: str
    aliases: tuple[str, ...]
    tagline: str
    vendor: str | None = None


class Record(Struct, frozen=True):
    """Everything a catalog holds about one tool. `reviews` maps a reviewer's slug to the review."""

    slug: str
    tool: Tool
    reviews: Mapping[str, Review] = {}
    votes: Votes = Votes()
