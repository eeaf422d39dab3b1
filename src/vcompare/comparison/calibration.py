"""How good stated probabilities were: pure arithmetic, in exact fractions.

The score is that of G. W. Brier (1950), "Verification of forecasts expressed in terms of probability",
Monthly Weather Review 78, 1-3, for events that happen or do not: the mean of (probability - outcome)²,
0 at best and 1 at worst. It is decomposed as by A. H. Murphy (1973), "A new vector partition of the
probability score", Journal of Applied Meteorology 12, 595-600.
"""

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

ENOUGH = 20
"""With fewer settled predictions, chance decides who is ahead: they are not ranked."""


class Group(Struct, frozen=True):
    """The predictions of one probability: how many there are, and how many came true."""

    probability: Fraction
    count: int
    true: int

    @property
    def share(self) -> Fraction:
        """The share that came true."""
        return Fraction(self.true, self.count)


class Calibration(Struct, frozen=True):
    """How `n` settled predictions with a probability turned out, all of it between 0 and 1.

    `brier` is `reliability` - `resolution` + `uncertainty`, exactly. `reliability` is how far the stated
    probabilities are from the shares that came true (0 is best), `resolution` how far those shares are from
    the base rate (higher is better), and `uncertainty` what someone would score who always states the
    `base_rate`, the share of all that came true. `groups` are in the order of their probabilities.
    """

    n: int
    brier: Fraction
    reliability: Fraction
    resolution: Fraction
    uncertainty: Fraction
    base_rate: Fraction
    groups: tuple[Group, ...]


def exactly(probability: float) -> Fraction:
    """Return a probability as it is written: 0.6 is 3/5."""
    return Fraction(str(probability))


def calibration(settled: Iterable[tuple[Fraction, bool]]) -> Calibration | None:
    """Return how probabilities, each with whether that came true, turned out; None of nothing.

    They are grouped by the stated probability itself: in wider groups, Murphy's identity would not be exact.
    """
    counts = dict[Fraction, list[int]]()
    for probability, is_true in settled:
        counts.setdefault(probability, [0, 0])[is_true] += 1
    groups = tuple(Group(key, sum(counts[key]), counts[key][True]) for key in sorted(counts))
    n = sum(group.count for group in groups)
    if not n:
        return None
    base = Fraction(sum(group.true for group in groups), n)
    return Calibration(
        n=n,
        brier=sum((_squares(group) for group in groups), Fraction()) / n,
        reliability=sum((one.count * (one.probability - one.share) ** 2 for one in groups), Fraction()) / n,
        resolution=sum((one.count * (one.share - base) ** 2 for one in groups), Fraction()) / n,
        uncertainty=base * (1 - base),
        base_rate=base,
        groups=groups,
    )


def _squares(group: Group) -> Fraction:
    return group.true * (1 - group.probability) ** 2 + (group.count - group.true) * group.probability**2
