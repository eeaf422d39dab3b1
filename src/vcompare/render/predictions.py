"""Reviewers' predictions as JSON and as rows of CSV; exact numbers are texts such as `11/18`."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from vcompare.comparison.calibration import ENOUGH, Calibration
from vcompare.comparison.predictions import PredictionEntry, PredictionList, ReviewerScore
from vcompare.render.rows import Rows

if TYPE_CHECKING:
    from vcompare.history.predictions import EditedPredictions, PredictionChange

_PARTS = ("brier", "reliability", "resolution", "uncertainty", "base_rate")
_LEFT_OUT = ("unsettled", "overdue", "void", "without_probability")
_STATED = ("says", "probability", "made", "due", "settled_by")
_OUTCOME = ("outcome", "settled", "source", "quote")
_CHANGE = ("slug", "reviewer", "prediction", "what", "before", "after")
_COMMIT = ("commit", "date", "author")


def predictions_payload(of: PredictionList) -> dict[str, Any]:
    """Return the JSON object of `predictions`."""
    predictions = [*map(_entry, of.entries)]
    return {"schema": "vcompare.predictions/1", "today": of.today, "predictions": predictions}


def _entry(of: PredictionEntry) -> dict[str, Any]:
    about = {"slug": of.slug, "name": of.name, "reviewer": of.reviewer, "status": of.status}
    return {**about, **asdict(of.prediction)}


def scores_payload(of: PredictionList) -> dict[str, Any]:
    """Return the JSON object of `predictions --score`."""
    scores = [*map(_score, of.scores)]
    return {"schema": "vcompare.prediction-scores/1", "ranked_from": ENOUGH, "scores": scores}


def _score(of: ReviewerScore) -> dict[str, Any]:
    left_out = {key: getattr(of, key) for key in _LEFT_OUT}
    found = {"reviewer": of.reviewer, "name": of.name, "rank": of.rank, **_parts(of.calibration), **left_out}
    groups = [
        {"probability": str(one.probability), "n": one.count, "true": one.true}
        for one in (of.calibration.groups if of.calibration else ())
    ]
    return {**found, "groups": groups}


def _parts(of: Calibration | None) -> dict[str, Any]:
    return {"n": of.n if of else 0, **{key: str(getattr(of, key)) if of else None for key in _PARTS}}


def changes_payload(of: "EditedPredictions") -> dict[str, Any]:
    """Return the JSON object of `predictions --check`."""
    counts = {"committed": of.committed, "uncommitted": of.uncommitted}
    return {"schema": "vcompare.prediction-changes/1", **counts, "changes": [*map(_change, of.changes)]}


def _change(of: "PredictionChange") -> dict[str, Any]:
    by = of.commit
    commit = dict(zip(_COMMIT, (by.commit, by.date, by.author) if by else (None, None, None), strict=True))
    return {**{key: getattr(of, key) for key in _CHANGE}, **commit, "restored": of.restored}


def prediction_rows(found: PredictionList) -> Rows:
    """Return predictions, one row each, in columns that are called as the keys of their JSON."""
    heads = ("slug", "name", "reviewer", "status", "prediction", *_STATED)
    rows = (
        (
            *(one[key] for key in heads),
            *(None if one["outcome"] is None else getattr(one["outcome"], key) for key in _OUTCOME),
        )
        for one in map(_entry, found.entries)
    )
    return [(*heads, *_OUTCOME), *rows]


def score_rows(found: PredictionList) -> Rows:
    """Return scores, one row per reviewer, in columns that are called as the keys of their JSON."""
    heads = ("reviewer", "name", "rank", "n", *_PARTS, *_LEFT_OUT)
    return _rows(heads, map(_score, found.scores))


def change_rows(found: "EditedPredictions") -> Rows:
    """Return changes, one row each, in columns that are called as the keys of their JSON."""
    return _rows((*_CHANGE, *_COMMIT, "restored"), map(_change, found.changes))


def _rows(heads: tuple[str, ...], objects: Iterable[dict[str, Any]]) -> Rows:
    return [heads, *(tuple(one[key] for key in heads) for one in objects)]
