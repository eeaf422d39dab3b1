"""`catalog.toml`: what holds for the whole catalog."""

from typing import Literal

from msgspec import field

from vcompare.model.file import TomlTable
from vcompare.model.scalars import Count, Line, Name, Slug


class Panelist(TomlTable, frozen=True):
    """A member of the panel; the key of its table is the name of its review files."""

    name: Name
    asks: Line | None = None


class Freshness(TomlTable, frozen=True):
    """Days until a dated fact counts as stale."""

    pricing: Count = 90
    reviews: Count = 365


class CheckSettings(TomlTable, frozen=True):
    """Rules whose severity this catalog changes."""

    ignore: tuple[Line, ...] = ()
    warn: tuple[Line, ...] = ()
    error: tuple[Line, ...] = ()


class Settings(TomlTable, frozen=True):
    """`catalog.toml`: what holds for the whole catalog. The panel is in the order of the file."""

    format: Literal[1]
    title: Line
    categories: tuple[Line, ...] = ()
    panel: dict[Slug, Panelist] = field(default_factory=dict)
    freshness: Freshness = Freshness()
    check: CheckSettings = CheckSettings()

    @property
    def reviewers(self) -> dict[str, str]:
        """The names of the panelists by slug, in the order of the panel."""
        return {slug: panelist.name for slug, panelist in self.panel.items()}
