"""How good stated probabilities were, against a calculation in floats that shares nothing with ours."""

from fractions import Fraction
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.comparison.calibration import calibration, exactly

STATED = st.one_of(st.sampled_from([0, 0.1, 0.5, 0.6, 0.9, 1, 1e-9]), st.floats(0, 1))


@given(st.lists(st.tuples(STATED, st.booleans()), min_size=1, max_size=60))
def test_the_identity_of_murphy(settled: list[tuple[float, bool]]) -> None:
    """Brier = reliability - resolution + uncertainty: exactly, and as floats to 1e-12."""
    found = calibration((exactly(stated), is_true) for stated, is_true in settled)
    assert found
    assert found.brier == found.reliability - found.resolution + found.uncertainty
    base = fmean(is_true for _, is_true in settled)
    brier = fmean((stated - is_true) ** 2 for stated, is_true in settled)
    reliability = resolution = 0.0
    for value in {stated for stated, _ in settled}:
        of_value = [is_true for stated, is_true in settled if stated == value]
        reliability += len(of_value) * (value - fmean(of_value)) ** 2 / len(settled)
        resolution += len(of_value) * (fmean(of_value) - base) ** 2 / len(settled)
    expected = [brier, reliability, resolution, base * (1 - base), base, len(settled)]
    parts = [found.brier, found.reliability, found.resolution, found.uncertainty, found.base_rate, found.n]
    assert [float(part) for part in parts] == pytest.approx(expected, abs=1e-12)
    assert float(found.brier) == pytest.approx(reliability - resolution + base * (1 - base), abs=1e-12)


def test_a_case_computed_by_hand() -> None:
    """Four at 60%, of which three came true, and one at 10%, which did not."""
    settled = [(0.6, True), (0.6, True), (0.6, True), (0.6, False), (0.1, False)]
    found = calibration((exactly(stated), is_true) for stated, is_true in settled)
    assert found
    assert (found.brier, found.base_rate) == (Fraction(17, 100), Fraction(3, 5))
    assert found.uncertainty == Fraction(6, 25)
    assert found.reliability == (4 * Fraction(3, 20) ** 2 + Fraction(1, 10) ** 2) / 5
    assert [(one.probability, one.count, one.true) for one in found.groups] == [
        (Fraction(1, 10), 1, 0),
        (Fraction(3, 5), 4, 3),
    ]


def test_nothing_is_settled() -> None:
    assert calibration([]) is None
