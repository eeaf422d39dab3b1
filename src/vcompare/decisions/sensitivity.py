"""What a winner depends on: certainty, the smallest change of weights, unknowns that matter, dominance."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from msgspec import Struct

from vcompare.decisions.scores import Scores

_NEAR = 1e-6
"""What floating point finds within this of the best is compared exactly."""


class Shift(Struct, frozen=True):
    """The share of all weight that has to move for another tool to come level, and the weights then.

    `weights` are shares of 1, by criterion; `winner` is the number of a row.
    """

    moved: Fraction
    weights: Sequence[Fraction]
    winner: int


class Decisive(Struct, frozen=True):
    """An unknown that alone could change the winner: from a score on, `winner` comes first.

    `tool` and `criterion` are the numbers of a row and a column.
    """

    tool: int
    criterion: int
    score: Fraction
    winner: int


def certain(scores: Scores) -> int | None:
    """Return the tool that is worth more than all others whatever the unknowns are, None without one."""
    leader = scores.leader
    lowest = scores.lows[leader]
    others = (high for tool, high in enumerate(scores.highs) if tool != leader)
    return leader if all(high < lowest for high in others) else None


def smallest_shift(scores: Scores) -> Shift | None:
    """Return the smallest share of weight that has to move between criteria to change the winner.

    Weights are taken as shares of 1, and unknowns at their lowest. For each other tool, weight moves from the
    criteria that speak least for it to the one that speaks most for it; that is the least that is enough, as
    what a share moves is linear. None is the answer where nothing changes the winner.
    """
    leader, total = scores.leader, sum(scores.weights)
    shares = [Fraction(weight, total) for weight in scores.weights]
    guesses, nearest = dict[int, float](), 1.0
    for tool in scores.order[1:]:
        # A share moves twice as much worth at the most, and the rest lacks even more.
        if (scores.lows[leader] - scores.lows[tool]) / scores.whole > 2 * (nearest + _NEAR):
            break
        if (guess := _guess(scores, tool, leader, total)) is not None:
            guesses[tool], nearest = guess, min(guess, nearest)
    candidates = [tool for tool, guess in guesses.items() if guess <= nearest + _NEAR]
    found = [shift for tool in candidates if (shift := _shift(scores, tool, leader, shares)) is not None]
    return min(found, key=lambda shift: shift.moved, default=None)


def _differences(scores: Scores, tool: int, leader: int) -> list[int]:
    return [own - other for own, other in zip(scores.low[tool], scores.low[leader], strict=True)]


def _guess(scores: Scores, tool: int, leader: int, total: int) -> float | None:
    """Return about which share has to move, None where no weights help."""
    unit = scores.unit
    differences = [
        (own - other) / unit for own, other in zip(scores.low[tool], scores.low[leader], strict=True)
    ]
    most = max(differences)
    if most < 0:
        return None
    lack, moved = (scores.lows[leader] - scores.lows[tool]) / scores.whole, 0.0
    for difference, weight in sorted(zip(differences, scores.weights, strict=True)):
        gain = most - difference
        share = weight / total
        if gain * share >= lack:
            return moved + (lack / gain if gain else 0.0)
        lack -= gain * share
        moved += share
    return moved


def _shift(scores: Scores, tool: int, leader: int, shares: Sequence[Fraction]) -> Shift | None:
    """Return the least that has to move for a tool to come level with the leader, exactly."""
    differences = _differences(scores, tool, leader)
    to = max(range(len(differences)), key=differences.__getitem__)
    if differences[to] < 0:
        return None
    lack = -sum((share * one for share, one in zip(shares, differences, strict=True)), Fraction())
    weights, moved = [*shares], Fraction()
    for criterion in sorted(range(len(differences)), key=differences.__getitem__):
        gain = differences[to] - differences[criterion]
        if lack <= 0 or not gain:
            break
        part = min(weights[criterion], lack / gain)
        weights[criterion] -= part
        weights[to] += part
        moved += part
        lack -= part * gain
    return Shift(moved, weights, tool) if lack <= 0 else None


def decisive(scores: Scores) -> Iterator[Decisive]:
    """Yield the unknowns each of which could change the winner while all others stay at their lowest."""
    leader = scores.leader
    lowest = scores.lows[leader]
    for tool in scores.order:
        if tool == leader or scores.highs[tool] < lowest:
            continue
        for criterion, weight in enumerate(scores.weights):
            low, high = scores.low[tool][criterion], scores.high[tool][criterion]
            lack = lowest - scores.lows[tool]
            if weight and high > low and weight * (high - low) > lack:
                score = Fraction(low, scores.unit) + Fraction(lack, weight * scores.unit)
                yield Decisive(tool, criterion, score, tool)


def dominated(scores: Scores, tools: Sequence[int]) -> dict[int, list[int]]:
    """Return those of some tools that another of them beats for certain, each with those that do.

    That one scores at least as much by every criterion that counts, and more by one, whatever the unknowns.
    """
    # Sets of tools are the bits of a number: thousands are compared at once.
    above = _above([scores.lows[tool] for tool in tools], [scores.highs[tool] + 1 for tool in tools])
    for criterion, weight in enumerate(scores.weights):
        if weight:
            sides = ([rows[tool][criterion] for tool in tools] for rows in (scores.low, scores.high))
            above = [one & other for one, other in zip(above, _above(*sides), strict=True)]
    return {
        tool: [other for place, other in enumerate(tools) if of >> place & 1]
        for tool, of in zip(tools, above, strict=True)
        if of
    }


def _above(lows: Sequence[int], bars: Sequence[int]) -> list[int]:
    """Return for each bar which lows reach it, as bits."""
    descending = sorted(range(len(lows)), key=lows.__getitem__, reverse=True)
    found, reached, bits = [0] * len(bars), 0, 0
    for tool in sorted(range(len(bars)), key=bars.__getitem__, reverse=True):
        while reached < len(lows) and lows[descending[reached]] >= bars[tool]:
            bits |= 1 << descending[reached]
            reached += 1
        found[tool] = bits
    return found
