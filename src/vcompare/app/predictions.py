"""Reviewers' predictions: what is open, how good those were that are settled, and which were changed."""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from vcompare.app.names import Choose, panelist, resolve_each_once
from vcompare.app.opened import OpenCatalog
from vcompare.catalog.predicted import predicts, reviewed
from vcompare.comparison.predictions import PredictionEntry, PredictionList, Status, by_day, entries, scores
from vcompare.errors import VcompareError
from vcompare.text import days

if TYPE_CHECKING:
    from vcompare.history.predictions import EditedPredictions

UNSETTLED: tuple[Status, ...] = ("overdue", "due", "open")


class Asked(NamedTuple):
    """Whose predictions are asked for, about which tools: those that are named, or else all of a catalog.

    `reviewers` are slugs or names of panelists.
    """

    opened: OpenCatalog
    tools: Sequence[str] = ()
    reviewers: Sequence[str] = ()
    exact: bool = False
    choose: Choose | None = None

    def panelists(self) -> set[str]:
        """Return the slugs of the panelists, empty for all. Raises VcompareError for one who is not there."""
        return {panelist(self.opened, name) for name in self.reviewers}

    def slugs(self) -> list[str]:
        """Return the slugs of the tools, none for all. Raises as `compare` does."""
        if not self.tools:
            return []
        return resolve_each_once(self.opened, self.tools, exact=self.exact, choose=self.choose)


def predictions(asked: Asked, statuses: Collection[Status] = UNSETTLED) -> PredictionList:
    """Return the predictions of these statuses.

    Those that are due first come first, then those without a day, then settled ones by the day on which they
    were. Raises VcompareError for a tool or a panelist that is not there.
    """
    wanted = asked.panelists()
    found, problems = _all(asked)
    chosen = (one for one in found if one.status in statuses and (not wanted or one.reviewer in wanted))
    return PredictionList(days.local_today(), by_day(chosen), total=len(found), problems=problems)


def scored(asked: Asked) -> PredictionList:
    """Return how good the predictions of each reviewer were; raises as `predictions` does.

    Ranks are among all reviewers, also where some are asked for.
    """
    wanted = asked.panelists()
    found, problems = _all(asked)
    chosen = tuple(one for one in scores(found) if not wanted or one.reviewer in wanted)
    return PredictionList(days.local_today(), (), chosen, len(found), problems)


def edited_predictions(asked: Asked) -> "EditedPredictions":
    """Return what was changed in predictions after the commit that brought them, up to the files as they are.

    Raises VcompareError where the history of the catalog cannot tell, and as `predictions` does.
    """
    from vcompare.history.git.repository import Repository
    from vcompare.history.predictions import edited

    slugs, wanted = asked.slugs(), asked.panelists()
    with Repository(asked.opened.root) as repository:
        found = edited(repository, asked.opened.catalog)
    changes = (one for one in found.changes if not slugs or one.slug in slugs)
    return replace(found, changes=tuple(one for one in changes if not wanted or one.reviewer in wanted))


def _all(asked: Asked) -> tuple[list[PredictionEntry], list[VcompareError]]:
    """Return all predictions about the tools, and an error for each tool that cannot be read."""
    opened, problems = asked.opened, list[VcompareError]()
    slugs = asked.slugs() or [slug for slug in reviewed(opened.catalog.source) if slug in opened.catalog]
    return [entry for slug in slugs for entry in _of_tool(opened, slug, problems)], problems


def _of_tool(opened: OpenCatalog, slug: str, problems: list[VcompareError]) -> Iterator[PredictionEntry]:
    if not predicts(opened.catalog.source, slug):
        return
    try:
        record = opened.record(slug)
    except VcompareError as problem:
        problems.append(problem)
        return
    yield from entries(record, opened.settings.panel, days.local_today())
