"""`remarks.py`: each sentence with the data that call for it, and with data that must not."""

import pytest

from tests.comparison.test_cards import PANEL, record
from vcompare.comparison import compare
from vcompare.model import Verdict
from vcompare.views.remarks import remarks

NAMES = ("builder", "skeptic", "futurist", "founder")


def remarked(*tools: str) -> str:
    """Remarks on tools written as `88+ 72- .+` (score and verdict a reviewer; `.` no score, `/` no review)."""
    records = []
    for number, tool in enumerate(tools):
        reviews: dict[str, tuple[Verdict, int | None]] = {}
        for name, mark in zip(NAMES, tool.split(), strict=False):
            if mark != "/":
                score = mark[:-1]
                reviews[name] = ("ship" if mark[-1] == "+" else "skip", None if score == "." else int(score))
        records.append(record(f"tool-{number}", reviews))
    return " ".join(remarks(compare(records, PANEL), "ABCDEF"[: len(tools)]))


@pytest.mark.parametrize(
    ("tools", "sentences"),
    [
        (("88+ 82+ 85+ 79+", "78+ 72+ 75+ 81+"), "Only Founder scores B higher. No reviewer skips either."),
        (
            ("88+ 82+ 85+ 82+", "78+ 72+ 75+ 81+"),
            "Everyone who scored both scores A higher. No reviewer skips either.",
        ),
        (("88+ 60+", "78+ 72-"), "Builder scores A higher; Skeptic scores B higher. Skeptic skips B."),
        (
            ("88+ 60+ 50+", "78+ 72+ 50+"),
            "Builder scores A higher; Skeptic scores B higher; Futurist scores them alike. No reviewer skips either so far.",
        ),
        (("88+", "78+"), "Builder scores A higher. No reviewer skips either so far."),
        ((".+ .+", ".+ .+"), "No reviewer skips either so far."),
        ((".+ .+ .+ .+", ".+ .+ .+ .+"), "No reviewer skips either."),
        ((".+ .-", ".+ .+"), "Skeptic skips A."),
        ((".+ .- .+ .-", ".+ .+ .+ .+"), "Skeptic and Founder skip A."),
        ((".- .-", ".+ .+"), "No reviewer ships A so far."),
        (("/ /", ".+ .+"), ""),
        (("88+ /", "/ 70+"), "No reviewer skips either so far."),
        (
            ("80+ 80+", "90+ 90+", "70+ 70+"),
            "B has the highest panel score (90.0), C the lowest (70.0). No reviewer skips any so far.",
        ),
        (
            ("80+ 80+", "90+ 90+", ".+"),
            "Of the tools with scores, B has the highest panel score (90.0), A the lowest (80.0)."
            " No reviewer skips any so far.",
        ),
        (("80+ 80+", "80+ 80+", "70+ 70+"), "No reviewer skips any so far."),
        # Means over one score, or over those of different reviewers, are no ranking.
        (("80+", "90+", "70+"), "No reviewer skips any so far."),
        (("80+ 80+", "90+ .+", "70+ 70+"), "No reviewer skips any so far."),
        (
            ("80+ 80+ 80+ 80+", "80+ 80+ 80+ 80+"),
            "Everyone who scored both scores them alike. No reviewer skips either.",
        ),
        (("80+",), "No reviewer skips it so far."),
        (("80+ .+ .+ .+",), "No reviewer skips it."),
        ((".+ .-", ".+ .-", ".+ .+"), "Skeptic skips A and B."),
        ((".- .-", ".- .-"), "No reviewer ships either so far."),
        ((".- .-", ".- .-", ".+ .+"), "No reviewer ships A or B so far."),
        (("/",), ""),
    ],
)
def test_a_sentence_is_there_exactly_when_the_data_say_so(tools: tuple[str, ...], sentences: str) -> None:
    assert remarked(*tools) == sentences
