"""How values of which only limits are known are worded."""

import pytest

from vcompare.fields import Field
from vcompare.fields.kinds import Date, Kind, Measure
from vcompare.model import NONE, Bounds, Period

TOKENS, SHARE, MILLISECONDS = Measure(unit="tokens"), Measure(unit="%"), Measure(unit="ms")
MONTHS = Date(periods=True)
MARCH, JUNE = Period(2025, 3), Period(2025, 6)


@pytest.mark.parametrize(
    ("kind", "value", "shown", "brief", "exact"),
    [
        (TOKENS, 1_048_576, "1.05M", "1.05M", "1,048,576 tokens"),
        (TOKENS, Bounds(at_least=200_000), "at least 200k", "≥ 200k", "at least 200,000 tokens"),
        (TOKENS, Bounds(at_most=64_000), "≤ 64k", "≤ 64k", "at most 64,000 tokens"),
        (TOKENS, Bounds(60_000, 90_000), "60k–90k", "60k–90k", "60,000–90,000 tokens"),
        (TOKENS, Bounds(60_000, 60_000), "60k", "60k", "60,000 tokens"),
        (TOKENS, NONE, "none", "none", "none"),
        (MILLISECONDS, Bounds(5, 90), "5–90 ms", "5–90 ms", "5–90 ms"),
        (MILLISECONDS, Bounds(-5, -3), "-5 to -3 ms", "-5 to -3 ms", "-5 to -3 ms"),
        (SHARE, Bounds(1.5, 2), "1.5–2%", "1.5–2%", "1.5–2%"),
        (MONTHS, Bounds(MARCH, JUNE), "2025-03 to 2025-06", "2025-03 to 2025-06", "2025-03 to 2025-06"),
        (MONTHS, Bounds(at_least=MARCH), "2025-03 or later", "≥ 2025-03", "2025-03 or later"),
    ],
)
def test_a_value_in_words(kind: Kind, value: object, shown: str, brief: str, exact: str) -> None:
    field = Field("specs.context", "Context", "Limits", kind)
    assert (field.shown(value), field.brief(value), field.exact(value)) == (shown, brief, exact)
