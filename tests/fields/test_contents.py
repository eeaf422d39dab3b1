"""What people type for a spec: it is taken as they mean it, or refused with what to type."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN
from vcompare.fields.conditions import condition
from vcompare.fields.contents import parsed, typed
from vcompare.fields.meant import hint
from vcompare.model import NONE, Bounds, Period, Settings, Spec

SPECS = {
    "context": Spec(label="Context", kind="quantity", unit="tokens"),
    "ram": Spec(label="RAM", kind="quantity", unit="GB"),
    "start": Spec(label="Start", kind="quantity", unit="s"),
    "share": Spec(label="Share", kind="quantity", unit="%"),
    "open": Spec(label="Open", kind="flag"),
    "license": Spec(label="License", kind="choice", choices=("MIT", "Apache 2.0")),
    "cutoff": Spec(label="Cutoff", kind="date"),
    "card": Spec(label="Card", kind="link"),
}
FIELDS = BUILTIN.completed(Settings(format=1, title="T", specs=SPECS))
DAY, MONTH = datetime.date(2025, 3, 4), Period(2025, 3)


@pytest.mark.parametrize(
    ("key", "texts", "content"),
    [
        ("context", ["1.05M", "1050k", "1,050,000", "1_050_000", "1 050 000", "1'050'000", "1.05e6"], 1_050_000),
        ("context", ["200k", "200K", "200 k", "200K tokens", "200k token", "200,000 tokens", "0.2M"], 200_000),
        ("context", ["１００", " 100 ", "+100", "1e2"], 100),
        ("context", ["12,345.678", "12 345.678", "12\u202f345.678"], 12_345.678),
        ("context", [".5", "0.5"], 0.5),
        ("context", ["-3", "−3"], -3),
        ("context", ["0", "0.0", "0k"], 0),
        ("context", ["≥ 80", ">=80", "at least 80", "80+", "80..", "80 or more", "from 80"], Bounds(80)),
        ("context", ["≤80", "<= 80", "at most 80", "up to 80", "..80", "80 or less"], Bounds(None, 80)),
        (
            "context",
            ["80-120", "80–120", "80—120", "80 - 120", "80..120", "80 to 120", "between 80 and 120", "from 80 to 120"],
            Bounds(80, 120),
        ),
        ("context", ["-5..-3", "-5 to -3", "-5 - -3"], Bounds(-5, -3)),
        ("context", ["100k–200k", "100k to 200k tokens"], Bounds(100_000, 200_000)),
        ("context", ["none", "None", " none "], NONE),
        ("ram", ["16", "16GB", "16 gb"], 16),
        ("ram", ["20k GB", "20,000"], 20_000),
        ("share", ["85", "85%", "85 %"], 85),
        ("open", ["yes", "Yes", "true", "TRUE", "y", "on"], True),
        ("open", ["no", "false", "N", "off"], False),
        ("license", ["apache 2.0", "Apache 2.0"], "Apache 2.0"),
        ("cutoff", ["2025-03"], MONTH),
        ("cutoff", ["2025-03-04"], DAY),
        ("cutoff", ["2025"], Period(2025)),
        ("cutoff", [">=2025-03", "since 2025-03", "2025-03 or later", "2025-03+"], Bounds(MONTH)),
        ("cutoff", ["<=2025-03", "until 2025-03", "2025-03 or earlier"], Bounds(None, MONTH)),
        ("cutoff", ["2024..2025", "2024-2025", "2024–2025", "2024 to 2025"], Bounds(Period(2024), Period(2025))),
    ],
)  # fmt: skip
def test_what_is_typed_is_what_is_meant(key: str, texts: list[str], content: Any) -> None:
    for text in texts:
        assert parsed(FIELDS.specs[key], text) == content, text


@pytest.mark.parametrize(
    ("key", "texts", "remedy"),
    [
        ("context", ["~200k", "≈ 200k", "about 200k"], "write 200k if that is exact, or its limits, as in 60k..90k"),
        ("context", ["> 80", "more than 80"], "write >=80, which includes that itself"),
        ("context", ["<80", "under 80"], "write <=80, which includes that itself"),
        ("context", ["1 million", "one million", "1.000.000", "1mm", "10^6"], "write 1_000_000"),
        ("context", ["1,5"], "write 1.5"),
        ("context", ["unlimited", "no limit", "∞"], "write none if there is known to be none"),
        ("context", ["100-200k", "1–2M", "100..200k"], None),
        ("context", ["120-80", "1e400", "nan", "0x10", "$5", "10%"], None),
        ("ram", ["16G", "512MB", "1 TB", "16 GB of RAM"], "write the number in GB"),
        ("start", ["500ms", "5m", "2 min"], "write the number in s"),
        ("share", ["85 percent"], "write 85"),
        ("open", ["1", "✓"], "write yes"),
        ("license", ["Apache-2.0"], "did you mean `Apache 2.0`?"),
        ("cutoff", ["2025-3-4", "2025/03/04", "March 4, 2025", "4 Mar 2025", "4.3.2025", "20250304"], "write 2025-03-04"),
        ("cutoff", ["March 2025", "mar 2025", "03/2025", "2025/3"], "write 2025-03"),
        ("cutoff", ["Q3 2025", "2025-Q3"], "write 2025-07..2025-09"),
        ("cutoff", ["03/04/2025", "2025-13", "2025-02-30", "soon"], None),
        ("card", ["example.com/card"], "write https://example.com/card"),
    ],
)  # fmt: skip
def test_what_is_unclear_is_refused_with_what_to_type(key: str, texts: list[str], remedy: str | None) -> None:
    for text in texts:
        with pytest.raises(ValueError, match=r"^(a|an|one|yes|\")\b.*"):
            parsed(FIELDS.specs[key], text)
        assert hint(FIELDS.specs[key], text) == remedy, text


@pytest.mark.parametrize(
    ("expression", "operand"),
    [
        ("context>=1,000,000", 1_000_000),
        ("context=1,000,000", 1_000_000),
        ("context=1,000 tokens", 1_000),
    ],
)
def test_a_filter_takes_a_number_as_people_write_it(expression: str, operand: float) -> None:
    assert condition(FIELDS, expression).operands == (operand,)


@pytest.mark.parametrize(
    ("expression", "remedy"),
    [
        ("context=80-120", "write --where 'context>=80' and --where 'context<=120'"),
        ("context=> 80", "did you mean `context>=80`?"),
        ("context>=1 million", "write 1_000_000"),
        ("context=1,05", "write 1.05"),
        ("context=n/a", "what is unknown passes no filter"),
        ("cutoff=March 4, 2025", "write 2025-03-04"),
        ("added>=March 2025", "write 2025-03"),
        ("ram>16G", "write the number in GB"),
    ],
)
def test_a_filter_that_cannot_be_read_says_what_to_type(expression: str, remedy: str) -> None:
    with pytest.raises(VcompareError) as caught:
        condition(FIELDS, expression)
    assert caught.value.hint == remedy


def test_a_comma_still_parts_alternatives() -> None:
    assert condition(FIELDS, "context=200k,1M").operands == (200_000, 1_000_000)
    assert condition(FIELDS, "context=128,256").operands == (128, 256)
    assert condition(FIELDS, "cutoff=2024,2025-03").texts == ("2024", "2025-03")


NUMBERS = st.integers(-(10**15), 10**15) | st.sampled_from([0.5, 1.25, -0.1, 1e-7, 2.5e9])
DAYS = st.dates(datetime.date(1000, 1, 1)) | st.builds(
    Period, st.integers(1000, 9999), st.none() | st.integers(1, 12)
)


@given(st.sampled_from(["context", "ram", "start", "share", "cutoff"]), st.data())
def test_what_is_shown_can_be_typed(key: str, data: st.DataObject) -> None:
    field, values = FIELDS.specs[key], DAYS if key == "cutoff" else NUMBERS
    ends = sorted([data.draw(values), data.draw(values)], key=field.kind.order)
    if field.kind.span(ends[0])[1] >= field.kind.span(ends[1])[0]:
        ends = [ends[0], ends[0]]
    contents = [ends[0], Bounds(*ends), Bounds(ends[0]), Bounds(None, ends[1]), NONE]
    content = data.draw(st.sampled_from(contents))
    same = (
        content.at_least
        if isinstance(content, Bounds)
        and ends[0] == ends[1]
        and None not in (content.at_least, content.at_most)
        else content
    )
    for words in (field.exact, lambda one: field.brief(one, exact=True)):
        assert parsed(field, words(content)) == same
    assert parsed(field, typed(field, content)) == content
