"""Which tools a list holds, in which order, and which fields are its columns."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from msgspec import Struct
from msgspec.structs import force_setattr

from vcompare.app import lookup
from vcompare.app.arguments import as_list, refuse_negative, refuse_unknown
from vcompare.app.opened import OpenCatalog
from vcompare.catalog.store import unreadable
from vcompare.comparison import Card
from vcompare.comparison.listed import Listed
from vcompare.errors import UnreadableFileError, VcompareError
from vcompare.fields import BUILTIN
from vcompare.model import Entry, PanelVerdict

SortKey = Literal["slug", "name", "score", "ship-percent", "community", "entry", "category", "added"]

COLUMNS = tuple(BUILTIN[path] for path in ("panel.verdict", "panel.score", "entry", "category"))
"""What `list` shows beside the names of tools."""

_SORTS: Mapping[SortKey, tuple[str, bool]] = {
    "slug": ("slug", False),
    "name": ("name", False),
    "score": ("panel.score", True),
    "ship-percent": ("panel.ship_percent", True),
    "community": ("community.ship_percent", True),
    "entry": ("entry", False),
    "category": ("category", False),
    "added": ("added", True),
}
"""The field of each order, and whether the highest comes first."""


class Filter(Struct, frozen=True):
    """What a tool must be to be listed; None asks for nothing, and what is unknown never passes.

    Raises VcompareError for an entry or a verdict that there is not, and for a score that is no number.
    """

    category: str | None = None
    entry: Entry | None = None
    verdict: PanelVerdict | None = None
    min_score: float | None = None
    tags: Sequence[str] = ()

    def __post_init__(self) -> None:
        if self.entry is not None:
            refuse_unknown("entry", self.entry, get_args(Entry))
        if self.verdict is not None:
            refuse_unknown("verdict", self.verdict, get_args(PanelVerdict))
        if self.min_score is not None and math.isnan(self.min_score):
            raise VcompareError("min-score must be a number from 0 to 100, not nan")
        force_setattr(self, "tags", tuple(as_list(self.tags)))

    def passes(self, card: Card) -> bool:
        """Say whether a tool's card passes everything that is asked for."""
        score = card.panel.score
        return (
            (
                self.category is None
                or BUILTIN["category"].order(card) == BUILTIN["category"].kind.order(self.category)
            )
            and (self.entry is None or card.tool.entry == self.entry)
            and (self.verdict is None or card.panel.verdict == self.verdict)
            and (self.min_score is None or (score is not None and score.mean >= self.min_score))
            and set(self.tags) <= set(card.tool.tags)
        )


class Listing(NamedTuple):
    """The tools of a list, and an error for each tool that cannot be read."""

    listed: Sequence[Listed]
    problems: Sequence[UnreadableFileError]
    total: int
    """How many tools there are, whatever the list asks for."""

    @property
    def tools(self) -> list[Card]:
        """The cards of the tools, without their reviews."""
        return [tool.card for tool in self.listed]


def list_tools(
    opened: OpenCatalog,
    wanted: Filter | None = None,
    *,
    sort: SortKey = "slug",
    reverse: bool = False,
    limit: int | None = None,
    among: Collection[str] | None = None,
) -> Listing:
    """Return the tools that a list asks for, in order; `among` names slugs that it is limited to.

    Raises VcompareError for a sort key that there is not, and a negative limit.
    """
    refuse_unknown("sort", sort, _SORTS)
    refuse_negative("limit", limit)
    known, problems = list[Listed](), list[UnreadableFileError]()
    for tool, findings in lookup.tools(opened):
        if tool is None:
            problems.append(unreadable(opened.root, findings))
        else:
            known.append(tool)
            opened.warn(findings)
    fitting = (tool for tool in known if among is None or tool.slug in among)
    chosen = choose(fitting, wanted, sort=sort, reverse=reverse, limit=limit)
    return Listing(chosen, problems, len(known))


def choose(
    tools: Iterable[Listed],
    wanted: Filter | None = None,
    *,
    sort: SortKey = "slug",
    reverse: bool = False,
    limit: int | None = None,
) -> Sequence[Listed]:
    """Return the tools that pass a filter, in order, at most `limit` of them."""
    if wanted is not None and wanted != Filter():
        tools = (tool for tool in tools if wanted.passes(tool.card))
    return arrange(tools, sort, reverse=reverse)[:limit]


def arrange(tools: Iterable[Listed], key: SortKey, *, reverse: bool) -> Sequence[Listed]:
    """Return the tools in order: highest, newest or first in the alphabet first.

    Ties go by slug, and what is unknown comes last in either direction.
    """
    by_slug = sorted(tools, key=lambda tool: tool.slug, reverse=reverse and key == "slug")
    if key == "slug":
        return by_slug
    path, descending = _SORTS[key]
    keyed = [(BUILTIN[path].order(tool.card), tool) for tool in by_slug]
    known = [item for item in keyed if item[0] is not None]
    unknown = [tool for order, tool in keyed if order is None]
    # Sorting in reverse keeps ties as they are, which is by slug.
    known.sort(key=lambda item: item[0], reverse=descending != reverse)
    return [*(tool for _, tool in known), *unknown]
