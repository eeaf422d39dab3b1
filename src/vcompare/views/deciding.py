"""What tools are worth in a decision: a row for each, and what would change the winner in sentences."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain, repeat
from typing import Any

from vcompare.comparison import LETTERS
from vcompare.comparison.criteria import Criterion, keys
from vcompare.comparison.deciding import DecisionResult, at_score
from vcompare.fields import Field
from vcompare.fields.kinds import Amount, Choice, Date, Flag, Worth
from vcompare.model import Decision, Money
from vcompare.text.words import natural_list, plural, possessive
from vcompare.views.blocks import Block, Cell, Column, Passage, Table, words

_SIGNS = "█▓▒░▞▚▤▥▦▧"
"""What draws the part of each criterion in a bar, in their order; more begin again."""
_OPEN = "·"
"""What draws how much more it may be."""
_WIDTH = 20
_LONG = 10**15
"""From here on, a whole number is too long to read."""
_FEW = 3
"""So many unknown values that matter have a sentence each."""
_READABLE = 8
"""So many tools are named in a sentence; of more, only a few are."""


def blocks(found: DecisionResult, limit: int | None = None) -> list[Block]:
    """Lay out tools by rank, a key to the bars, and the sentences."""
    shown, bar = found.standings[:limit], _bars(found)
    letters, blank = chain(LETTERS, repeat("")), Cell("")
    rows = [
        (
            Cell(found.cards[one.row].slug),
            Cell(str(one.rank), "number"),
            Cell(worth(found, one.row), "number"),
            Cell(letter, tool=place) if letter else blank,
            Cell(bar(one.row), tool=place if letter else None, shares=_shares(found, one.row)),
            Cell(found.cards[one.row].name),
        )
        for place, (one, letter) in enumerate(zip(shown, letters, strict=False))
    ]
    columns = (
        Column("Slug"),
        Column("Rank", numeric=True),
        Column("Worth", numeric=True),
        Column(""),
        Column("Parts"),
        Column("Name", long=True),
    )
    more = len(found.standings) - len(shown)
    key = [
        f"{sign} {called(one)} (weight {number(one.weight)}, {float(share):.0%})"
        for sign, one, share in zip(_signs(found), found.criteria, found.shares, strict=True)
    ]
    if any(found.scores.lows[one.row] < found.scores.highs[one.row] for one in shown):
        key.append(f"{_OPEN} more, if what is unknown is good")
    blocks: list[Block] = [Passage(words(found.label))] if found.label else []
    blocks += [Table(columns, tuple(rows), one_line=True), Passage(words("; ".join(key)))]
    if more > 0:
        blocks.append(Passage(words(f"{plural(more, 'more tool')} below")))
    return [*blocks, *(Passage(words(one)) for one in sentences(found))]


def listed(known: Mapping[str, Decision]) -> list[Block]:
    """Lay out the decisions of a catalog, one row each."""
    columns = (Column("Decision"), Column("Label", long=True), Column("Criteria", long=True))
    rows = [(Cell(name), Cell(one.label), Cell(", ".join(keys(one)))) for name, one in known.items()]
    return [Table(columns, tuple(rows), one_line=True)]


def worth(found: DecisionResult, row: int) -> str:
    """Return what a tool is worth to two decimals, or what that lies between."""
    scores, kind = found.scores, Worth()
    low, high = scores.lows[row], scores.highs[row]
    text = kind.short(low / scores.whole)
    return text if low == high else kind.between(text, kind.short(high / scores.whole))


def described(one: Criterion) -> str:
    """Say what a criterion is and how much it weighs."""
    return f"{called(one)} (weight {number(one.weight)})"


def called(one: Criterion) -> str:
    """Return what sentences call a criterion: a cost has only the label of its workload."""
    return f"Cost of {one.field.row}" if one.field.is_cost else one.field.row


def number(of: Fraction) -> str:
    """Return a number in short: whole, or to a few digits; no float may be as large."""
    if of.denominator == 1 and abs(of) < _LONG:
        return str(of.numerator)
    return f"{Decimal(of.numerator) / Decimal(of.denominator):.3g}"


def _signs(found: DecisionResult) -> list[str]:
    return [_SIGNS[at % len(_SIGNS)] for at in range(len(found.criteria))]


def _bars(found: DecisionResult) -> Callable[[int], str]:
    """Return what draws the parts of a worth; each ends where the sum of them up to it ends."""
    scores, signs, step = found.scores, _signs(found), 2 * found.scores.whole

    def place(of: int) -> int:
        return (2 * _WIDTH * of + scores.whole) // step

    def drawn(row: int) -> str:
        bar, total = "", 0
        for sign, weight, score in zip(signs, scores.weights, scores.low[row], strict=True):
            total += weight * score
            bar += sign * (place(total) - len(bar))
        return bar + _OPEN * (place(scores.highs[row]) - len(bar))

    return drawn


def _shares(found: DecisionResult, row: int) -> tuple[float, ...]:
    """Return the parts of a worth at their lowest, and how much more it may be."""
    scores = found.scores
    parts = (
        weight * score / scores.whole for weight, score in zip(scores.weights, scores.low[row], strict=True)
    )
    return (*parts, (scores.highs[row] - scores.lows[row]) / scores.whole)


def sentences(found: DecisionResult) -> list[str]:
    """Say who wins and how surely, and what would change that."""
    if not found.cards:
        return []
    if len(found.cards) == 1:
        return [f"{found.labels[0]} is the only tool in this decision."]
    return [*_winner(found), *_flips(found), *_shift(found), *_unknowns(found), *_dominated(found)]


def _winner(found: DecisionResult) -> Iterator[str]:
    name = found.labels[found.scores.leader]
    first = [one.row for one in found.standings if one.rank == 1]
    if found.certain is not None and found.scores.lows == found.scores.highs:
        yield f"{name} leads by {_margin(found)}."
    elif found.certain is not None:
        yield f"{name} leads by at least {_margin(found)}, whatever the unknown values are."
    elif first[1:]:
        yield f"{name} leads by its lowest worth; {_named(found, first)} share the first rank."
    else:
        yield f"{name} leads by its lowest worth."


def _named(found: DecisionResult, rows: Sequence[int], word: str = "and") -> str:
    """List tools in a sentence: the first, and how many others if there are too many to read."""
    few = rows if len(rows) <= _READABLE else rows[:_FEW]
    names = [found.labels[one] for one in few]
    return natural_list([*names, f"{len(rows) - _FEW:,} others"] if few is not rows else names, word)


def _margin(found: DecisionResult) -> str:
    """Return by how much the winner leads for certain."""
    leader, scores = found.scores.leader, found.scores
    nearest = max(high for row, high in enumerate(scores.highs) if row != leader)
    return f"{(scores.lows[leader] - nearest) / scores.whole:.2f}"


def _flips(found: DecisionResult) -> Iterator[str]:
    for at, criterion in enumerate(found.criteria):
        flips = [one for one in found.flips if one.criterion == at]
        for flip in flips:
            more = flip.weight > criterion.weight
            winner, loser = (flip.after, flip.before) if more else (flip.before, flip.after)
            way = "more" if more else "less"
            when = f"{called(criterion)} weighs {way} than {number(flip.weight)}"
            overtakes = f"{found.labels[winner]} overtakes {found.labels[loser]}"
            yield f"{overtakes} when {when} {_share(found, at, flip.weight)}."
    turned = {flip.criterion for flip in found.flips}
    steady = [called(one) for at, one in enumerate(found.criteria) if at not in turned]
    if steady:
        yield f"No weight of {natural_list(steady, 'or')} changes the winner."


def _share(found: DecisionResult, at: int, weight: Fraction) -> str:
    """Say which share of all weight a weight of a criterion is, and what it weighs now."""
    others = sum(one.weight for place, one in enumerate(found.criteria) if place != at)
    share = f"{float(weight / (others + weight)):.1%} of all weight; " if others else ""
    return f"({share}now {number(found.criteria[at].weight)})"


def _shift(found: DecisionResult) -> Iterator[str]:
    shift = found.smallest_shift
    if shift is None:
        yield "No weights make another tool win."
    elif not shift.moved:
        yield f"{found.labels[shift.winner]} is level with the winner."
    else:
        level = f"{found.labels[shift.winner]} comes level with the winner"
        yield f"{level} once {float(shift.moved):.1%} of all weight moves between criteria."


def _unknowns(found: DecisionResult) -> Iterator[str]:
    for one in found.decisive[:_FEW]:
        criterion = found.criteria[one.criterion]
        tool = found.labels[one.tool]
        unsure = f"{possessive(tool)} {called(criterion)} is not known for certain"
        yield f"{unsure}: {_from(criterion, one.score)}, {tool} leads."
    if more := found.decisive[_FEW:]:
        yield f"{len(more):,} other values like that could change the winner, too."


def _from(criterion: Criterion, score: Fraction) -> str:
    """Say from which value on a score is reached, in the words of the field."""
    value, field = at_score(criterion, score), criterion.field
    rises = criterion.best > criterion.worst
    if isinstance(field.kind, Flag | Choice):
        return f"if it is {field.exact(value)}" + (" or better" if isinstance(field.kind, Choice) else "")
    if isinstance(field.kind, Date):
        return f"from {value} on" if rises else f"up to {value}"
    shown = field.shown(_value(field, value))
    return f"at about {shown} or {'more' if rises else 'less'}"


def _value(field: Field, number: Fraction) -> Any:
    """Return a number as a value of a field, which a table rounds."""
    if isinstance(field.kind, Amount):
        amount = Decimal(number.numerator) / Decimal(number.denominator)
        return Money(round(amount, 4), field.kind.currencies.main or "")
    return number.numerator if number.denominator == 1 else float(number)


def _dominated(found: DecisionResult) -> Iterator[str]:
    dominated = found.dominated
    for row, by in [*dominated.items()][:_READABLE]:
        others = _named(found, by, "or")
        yield f"{found.labels[row]} is dominated: {others} is at least as good by every criterion."
    if (more := len(dominated) - _READABLE) > 0:
        yield f"{plural(more, 'more tool')} of the first rank {'is' if more == 1 else 'are'} dominated."
