"""What reviewers say of tools, and how their scores differ."""

from collections.abc import Sequence

from msgspec.structs import replace

from vcompare.comparison import LETTERS, Card, Comparison, Gap, Opinion, StatedPrediction
from vcompare.model import Outcome
from vcompare.text.prose import Items, Node
from vcompare.views.blocks import Cell, Plot, PlotRow, unknown, words


def on_one_axis(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Give the scales of a row one axis, which fits all of them."""
    scales = [cell.scale for cell in cells if cell.scale]
    if not scales:
        return tuple(cells)
    start, end = _axis(min(scale.low for scale in scales), max(scale.high for scale in scales))
    return tuple(
        replace(cell, scale=replace(cell.scale, start=start, end=end)) if cell.scale else cell
        for cell in cells
    )


def split(result: Comparison, *, differences: bool = False) -> Sequence[Plot]:
    """Plot the scores of the reviewers, with `differences` only if some of them differ."""
    scores = [score for gap in result.gaps for score in gap.scores if score is not None]
    if not scores or (differences and not any(gap.leader is not None for gap in result.gaps)):
        return []
    low, high = _axis(min(scores), max(scores))
    rows = tuple(PlotRow(gap.name, gap.scores, gap.leader, _lead(gap, result.tools)) for gap in result.gaps)
    return [Plot("Where the panel splits", low, high, rows)]


def _lead(gap: Gap, cards: Sequence[Card]) -> str:
    """Say who is ahead and by how much; for one tool, how far the reviewer is from the mean."""
    if len(cards) == 1:
        score, panel = gap.scores[0], cards[0].panel.score
        return f"{score - panel.mean:+.1f} from the mean" if score is not None and panel else ""
    if gap.leader is not None:
        return f"{LETTERS[gap.leader]} +{gap.lead}"
    known = [score for score in gap.scores if score is not None]
    level = [letter for letter, score in zip(LETTERS, gap.scores, strict=False) if score == max(known)]
    return " = ".join(level) if len(level) > 1 else ""


def _axis(low: int, high: int) -> tuple[int, int]:
    """Return an axis in tens that leaves room around the data and is at least 20 long, within 0 to 100."""
    start = max(0, (low - 1) // 10 * 10)
    end = min(100, -(-(high + 1) // 10) * 10)
    return (start, end) if end - start >= 20 else (max(0, end - 20), max(end, 20))  # noqa: PLR2004


def opinion_cell(opinion: Opinion | None, best: bool, full: bool) -> Cell:
    """Return the cell for what a panelist says, in full or in a line."""
    if opinion is None:
        return unknown("no review yet")
    return Cell(
        opinion.verdict,
        "verdict",
        best=best,
        verdict=opinion.verdict,
        detail="" if opinion.score is None else str(opinion.score),
        note=str(opinion.date) if full and opinion.date else "",
        prose=_full(opinion) if full else words(opinion.summary),
    )


def _full(opinion: Opinion) -> tuple[Node, ...]:
    from vcompare.text.markdown import parse_cached

    return *parse_cached(opinion.text), *predicted(opinion)


def predicted(opinion: Opinion) -> tuple[Node, ...]:
    """List what a panelist predicts, nothing where there is no prediction."""
    if not opinion.predictions:
        return ()
    return *words("Predictions:"), Items(tuple(words(_told(one)) for one in opinion.predictions))


def _told(of: StatedPrediction) -> str:
    """Say in a line what is predicted, how likely that was thought to be, by when, and how it turned out."""
    parts = [] if of.probability is None else [chance(of.probability)]
    parts += [] if of.made is None else [f"made on {of.made}"]
    parts += [] if of.due is None else [f"due on {of.due}"]
    parts += [] if of.outcome is None else [turned_out(of.outcome)]
    return f"{of.says} ({', '.join(parts)})" if parts else of.says


def turned_out(of: Outcome) -> str:
    """Say how a prediction turned out, and when that was settled."""
    how = "void" if of.outcome == "void" else "came true" if of.outcome else "did not come true"
    return f"{how} on {of.settled}" if of.settled else how


def chance(probability: float) -> str:
    """Return a probability as a percentage."""
    return f"{100 * probability:.4g}%"
