"""What tools are worth in a decision, as JSON and as rows of CSV; fractions are texts such as `11/18`."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from operator import mul
from typing import Any

from vcompare.comparison.criteria import Criterion, keys
from vcompare.comparison.deciding import DecisionResult, at_score
from vcompare.decisions import Shift
from vcompare.model import Decision
from vcompare.render.rows import Rows


def decision_payload(of: DecisionResult) -> dict[str, Any]:
    """Return the JSON object of `decide`."""
    criteria = [
        {"field": one.key, "weight": str(one.weight), "worst": str(one.worst), "best": str(one.best)}
        for one in of.criteria
    ]
    text, scores = _texts(of), of.scores
    names = [one.key for one in of.criteria]
    results = [
        {
            "slug": one.tool,
            "low": text(scores.lows[one.row]),
            "high": text(scores.highs[one.row]),
            "rank": one.rank,
            "parts": {
                key: {"low": text(weight * low), "high": text(weight * high)}
                for key, weight, low, high in zip(
                    names, scores.weights, scores.low[one.row], scores.high[one.row], strict=True
                )
            },
        }
        for one in of.standings
    ]
    found = {"schema": "vcompare.decision/1", "name": of.name, "label": of.label or None}
    return {**found, "criteria": criteria, "results": results, **_sensitivity(of)}


def decisions_payload(known: Mapping[str, Decision]) -> dict[str, Any]:
    """Return the JSON object of `decide` without a name: the decisions of the catalog."""
    found = [
        {"name": name, "label": one.label, "where": one.where, "tools": one.tools, "criteria": keys(one)}
        for name, one in known.items()
    ]
    return {"schema": "vcompare.decisions/1", "decisions": found}


def decisions_rows(known: Mapping[str, Decision]) -> Rows:
    """Return the catalog's decisions, one row each."""
    rows = ((name, one.label, "; ".join(keys(one))) for name, one in known.items())
    return [("name", "label", "criteria"), *rows]


def _sensitivity(of: DecisionResult) -> dict[str, Any]:
    """Return what would change the winner."""
    slugs, fields, shift = (
        [card.slug for card in of.cards],
        [one.key for one in of.criteria],
        of.smallest_shift,
    )
    flips = [
        {
            "criterion": fields[one.criterion],
            "weight": str(one.weight),
            "from": slugs[one.before],
            "to": slugs[one.after],
        }
        for one in of.flips
    ]
    unknowns = [
        {
            "slug": slugs[one.tool],
            "field": fields[one.criterion],
            "from": _from(of.criteria[one.criterion], one.score),
            "winner": slugs[one.winner],
        }
        for one in of.decisive
    ]
    return {
        "certain": None if of.certain is None else slugs[of.certain],
        "flips": flips,
        "smallest_change": shift and _change(shift, fields, slugs),
        "dominated": [
            {"slug": slugs[row], "by": [slugs[one] for one in by]} for row, by in of.dominated.items()
        ],
        "decisive_unknowns": unknowns,
    }


def _change(shift: Shift, fields: Sequence[str], slugs: Sequence[str]) -> dict[str, Any]:
    weights = {key: str(weight) for key, weight in zip(fields, shift.weights, strict=True)}
    return {"moved": str(shift.moved), "weights": weights, "winner": slugs[shift.winner]}


def _from(criterion: Criterion, score: Fraction) -> Any:
    value = at_score(criterion, score)
    return str(value) if isinstance(value, Fraction) else value


def _texts(of: DecisionResult) -> Callable[[int], str]:
    """Return what writes a share of a worth as a fraction; many of ten thousand tools have the same."""
    whole = of.scores.whole

    @cache
    def text(part: int) -> str:
        return str(Fraction(part, whole))

    return text


def decision_rows(found: DecisionResult) -> Rows:
    """Return what tools are worth, one row per tool, with the part of each criterion, at its lowest."""
    text, scores = _texts(found), found.scores
    heads = ("slug", "rank", "low", "high", *(one.key for one in found.criteria))
    rows = (
        (
            one.tool,
            one.rank,
            text(scores.lows[one.row]),
            text(scores.highs[one.row]),
            *map(text, map(mul, scores.weights, scores.low[one.row])),
        )
        for one in found.standings
    )
    return [heads, *rows]
