"""Reviewers' predictions: what waits, how good those were that are settled, and what was changed in them."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from vcompare.comparison.calibration import ENOUGH
from vcompare.comparison.predictions import PredictionEntry, PredictionList, ReviewerScore
from vcompare.text.words import natural_list, plural, spelled
from vcompare.views.blocks import Block, Cell, Column, Passage, Table, unknown, words
from vcompare.views.opinions import chance, turned_out

if TYPE_CHECKING:
    from vcompare.history.predictions import EditedPredictions, PredictionChange

_LIST = ("Tool", "Reviewer", "Prediction", "Status", "Due", "Probability", "Says")
_SCORES = ("Reviewer", "Rank", "Settled", "Brier", "Reliability", "Resolution", "Uncertainty", "Base rate")
_CHANGES = ("Tool", "Reviewer", "Prediction", "Changed", "From", "To", "Commit")


def blocks(found: PredictionList, limit: int | None = None) -> list[Block]:
    """Lay out predictions, those first that are due first, and count them."""
    if not found.entries:
        return []
    shown = found.entries[:limit]
    table = Table(_columns(_LIST), tuple(map(_row, shown)))
    more = len(found.entries) - len(shown)
    counts = [(found.count("overdue"), "overdue"), (found.count("due"), "due today"),
              (found.count("open"), "open"), (found.count("settled"), "settled")]  # fmt: skip
    counted = f"{natural_list([f'{count:,} {what}' for count, what in counts if count])}"
    after = f"; {more:,} more below" if more else ""
    return [table, Passage(words(f"{counted}{after}"))]


def score_blocks(found: PredictionList, limit: int | None = None) -> list[Block]:
    """Lay out how good predictions were, by rank where there are enough, and what is left out."""
    if not found.scores:
        return []
    rows = tuple(_score(one) for one in found.scores[:limit] if one.calibration)
    tables = [Table(_columns(_SCORES, numeric=tuple(range(1, 8))), rows)] if rows else []
    return [*tables, *(Passage(words(one)) for one in _remarks(found))]


def change_blocks(found: "EditedPredictions", limit: int | None = None) -> list[Block]:
    """Lay out what was changed in predictions after they were committed, or say that nothing was."""
    count = plural(found.committed, "committed prediction")
    new = f", {found.uncommitted:,} not committed yet" if found.uncommitted else ""
    if not found.changes:
        is_one = found.committed == 1
        said = f"{count}, {'which is as it was' if is_one else 'all as they were'} when committed{new}"
        return [Passage(words(said if found.committed else f"no prediction is committed yet{new}"))]
    table = Table(_columns(_CHANGES), tuple(map(_change, found.changes[:limit])))
    more = len(found.changes) - len(found.changes[:limit])
    after = f"; {more:,} more below" if more else ""
    return [table, Passage(words(f"{plural(len(found.changes), 'change')} in {count}{new}{after}"))]


def _columns(titles: tuple[str, ...], numeric: tuple[int, ...] = ()) -> tuple[Column, ...]:
    long = {"Says", "From", "To"}
    return tuple(Column(title, at in numeric, title in long) for at, title in enumerate(titles))


def _row(of: PredictionEntry) -> tuple[Cell, ...]:
    made, outcome = of.prediction, of.outcome
    return (
        Cell(of.slug),
        Cell(of.reviewer_name),
        Cell(made.prediction),
        Cell(turned_out(outcome) if outcome else of.status),
        Cell(str(made.due)) if made.due else unknown("not stated"),
        Cell(chance(made.probability)) if made.probability is not None else unknown("not stated"),
        Cell(made.says),
    )


def _percent(of: Fraction) -> str:
    return f"{float(of * 100):.3g}%"


def _score(of: ReviewerScore) -> tuple[Cell, ...]:
    one = of.calibration
    if one is None:
        return ()
    rank = unknown("none") if of.rank is None else Cell(str(of.rank))
    numbers = (
        Cell(f"{float(part):.3f}") for part in (one.brier, one.reliability, one.resolution, one.uncertainty)
    )
    return Cell(of.name), rank, Cell(str(one.n)), *numbers, Cell(_percent(one.base_rate))


def _remarks(found: PredictionList) -> Iterator[str]:
    few = [one.name for one in found.scores if one.rank is None]
    waiting = [one.name for one in found.scores if one.calibration is None]
    if waiting:
        yield f"Nothing to score yet: {natural_list(waiting)}."
    if len(few) == len(found.scores):
        yield f"No ranking: nobody has {ENOUGH} settled predictions with a probability yet."
    elif few:
        yield f"Not ranked, with fewer than {ENOUGH} settled predictions: {natural_list(few)}."
    left_out = [
        (sum(one.void for one in found.scores), "void"),
        (sum(one.without_probability for one in found.scores), "settled without a probability"),
        (sum(one.unsettled for one in found.scores), "not settled"),
    ]
    if listed := [f"{spelled(count)} {what}" for count, what in left_out if count]:
        yield f"Left out: {natural_list(listed)}."
    if len(waiting) == len(found.scores):
        return
    yield (
        "The Brier score is reliability - resolution + uncertainty: 0 is perfect, and 0.25 is what 50% for "
        "everything scores."
    )


def _change(of: "PredictionChange") -> tuple[Cell, ...]:
    at = (
        "not committed" if of.commit is None else f"{of.commit.short} of {of.commit.date}, {of.commit.author}"
    )
    return (
        Cell(of.slug),
        Cell(of.reviewer),
        Cell(of.prediction),
        Cell(_what(of)),
        *(_value(of, one) for one in (of.before, of.after)),
        Cell(f"{at} (restored since)" if of.restored else at),
    )


def _what(of: "PredictionChange") -> str:
    if of.what != "prediction":
        return of.what
    return "removed" if of.after is None else "brought back" if of.before is None else "key"


def _value(of: "PredictionChange", value: Any) -> Cell:
    if value is None:
        return unknown("" if of.what == "prediction" else "none")
    return Cell(str(value))
