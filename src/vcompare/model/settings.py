"""`catalog.toml`: what holds for the whole catalog."""

import datetime
from typing import Literal

from msgspec import field

from vcompare.model.file import TomlTable
from vcompare.model.prices import Currency, PositiveQuantity
from vcompare.model.scalars import Count, HexColor, Line, Name, Sentence, ShortName, Slug, Url, UrlPattern


class Panelist(TomlTable, frozen=True):
    """A member of the panel; the key of its table is the name of its review files."""

    name: Name
    asks: Line | None = None


SpecKind = Literal["quantity", "flag", "choice", "text", "list", "date", "link"]


class Spec(TomlTable, frozen=True):
    """A fact that this catalog compares; the key of its table is its key in `[specs]` of a tool.

    `short` is the label for narrow columns, `group` the title of its section in `show`, and `categories` are
    those of the tools that it applies to, none meaning all. `fresh` is in days.
    """

    label: Name
    kind: SpecKind
    short: ShortName | None = None
    unit: Line | None = None
    better: Line | bool | None = None
    choices: tuple[Line, ...] = ()
    group: Name = "Specs"
    categories: tuple[Line, ...] = ()
    required: bool = False
    fresh: Count | None = None
    asks: Line | None = None


class Meter(TomlTable, frozen=True):
    """What is billed; the key of its table is its key in the rates of a tool.

    Rates are for `per` units. The quantity of a meter that is `part_of` another is part of that one's.
    """

    label: Name
    unit: Line
    per: PositiveQuantity = 1
    part_of: Slug | None = None


class Exchange(TomlTable, frozen=True):
    """What one unit of a currency is worth in US dollars, as of a day."""

    usd: PositiveQuantity
    checked: datetime.date


class Freshness(TomlTable, frozen=True):
    """Days until a dated fact counts as stale."""

    pricing: Count = 90
    reviews: Count = 365
    specs: Count = 180


class Imports(TomlTable, frozen=True):
    """Which sources come first, after what people wrote: their names, in that order."""

    order: tuple[Slug, ...] = ()


class Import(TomlTable, frozen=True, kw_only=True):
    """What is known of a source, as in `imported/<source>.toml`, written by `import`.

    `version` is what the source calls its state, and `seen` the day on which a change of it was seen last.
    `gone` are the tools that the source no longer has, and that are still here.
    """

    home: Url | None = None
    license: Line | None = None
    version: Line | None = None
    gone: tuple[Slug, ...] = ()
    seen: datetime.date


class CheckSettings(TomlTable, frozen=True):
    """Rules whose severity this catalog changes."""

    ignore: tuple[Line, ...] = ()
    warn: tuple[Line, ...] = ()
    error: tuple[Line, ...] = ()


class Site(TomlTable, frozen=True):
    """The catalog as a site: what it says of itself, where it is, and which two tools have a page.

    `url` is the address of the first page. `links` are addresses by label, for the menu. `pairs` says which
    two tools have a page of their own, and `also` names more of them. `votes` is where a vote is prepared,
    with `{path}` and `{slug}` for the file of votes and the tool.
    """

    title: Line | None = None
    url: Url | None = None
    description: Sentence | None = None
    accent: HexColor | None = None
    links: dict[ShortName, Url] = field(default_factory=dict)
    pairs: Literal["near", "category", "all"] = "near"
    also: tuple[tuple[Slug, Slug], ...] = ()
    votes: UrlPattern | None = None


class Settings(TomlTable, frozen=True):
    """`catalog.toml`: what holds for the whole catalog. Its tables are in the order of the file."""

    format: Literal[1]
    title: Line
    categories: tuple[Line, ...] = ()
    currency: Currency | None = None
    panel: dict[Slug, Panelist] = field(default_factory=dict)
    specs: dict[Slug, Spec] = field(default_factory=dict)
    meters: dict[Slug, Meter] = field(default_factory=dict)
    currencies: dict[Currency, Exchange] = field(default_factory=dict)
    freshness: Freshness = Freshness()
    imports: Imports = Imports()
    site: Site = Site()
    check: CheckSettings = CheckSettings()

    @property
    def reviewers(self) -> dict[str, str]:
        """The names of the panelists by slug, in the order of the panel."""
        return {slug: panelist.name for slug, panelist in self.panel.items()}
