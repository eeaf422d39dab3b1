"""Facts about one tool, as in `tools/<slug>.toml`."""

import datetime
from typing import Any

from msgspec import field

from vcompare.model.facts import Source
from vcompare.model.file import TomlTable
from vcompare.model.prices import Offer, Pricing
from vcompare.model.scalars import Entry, Line, Markdown, Name, Sentence, ShortName, Slug, Url


class Tool(TomlTable, frozen=True, kw_only=True):
    """Facts about one tool, as in `tools/<slug>.toml`."""

    # The order of the keys is the one in which `fmt` writes them.

    name: Name
    short_name: ShortName | None = None
    tagline: Sentence
    category: Line
    entry: Entry | None = None
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
    sources: dict[Slug, Source] = field(default_factory=dict)
    # In a file, a bare value or a table; `catalog/specs.py` makes each a `Fact` of the kind that is declared.
    specs: dict[str, Any] = field(default_factory=dict)
    offers: dict[Slug, Offer] = field(default_factory=dict)

    def is_retired(self, today: datetime.date) -> bool:
        """Say whether it is discontinued; a date in the future only announces that."""
        return self.retired is not None and self.retired <= today


class ToolLayer(Tool, frozen=True, kw_only=True):
    """What one file says of a tool of which others say more; an empty text says nothing."""

    name: Name = ""
    tagline: Sentence = ""
    category: Line = ""


class ImportedTool(ToolLayer, frozen=True, kw_only=True):
    """Facts about a tool from a source, as in `imported/<source>/<slug>.toml`.

    `seen` is the day on which they last changed there, or were imported first.
    """

    seen: datetime.date
