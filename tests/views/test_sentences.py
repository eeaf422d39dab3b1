"""The sentences of a draft: read aloud once, and then only what is known."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from tests.views.scenes import PANEL, SCENES, scene
from vcompare.comparison import Comparison, short_labels
from vcompare.views.sentences import differences, dissent, lead

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def sentences(of: Comparison) -> list[str]:
    names = short_labels(of.tools)
    return [*lead(of, names), *differences(of, names), *dissent(of, names)]


def read_aloud(of: Comparison) -> str:
    names = short_labels(of.tools)
    items = "".join(f"- {sentence}\n" for sentence in differences(of, names))
    return f"{' '.join(lead(of, names))}\n{items}{' '.join(dissent(of, names))}\n"


@pytest.mark.parametrize("name", SCENES)
def test_what_an_editor_would_write(snapshot: SnapshotAssertion, name: str) -> None:
    assert read_aloud(scene(*SCENES[name])) == snapshot


@pytest.mark.parametrize("panel", [1, 2, 3])
def test_panels_of_every_size(snapshot: SnapshotAssertion, panel: int) -> None:
    assert read_aloud(scene("Quill|- free 80+ 70+ 60-", "Nib|- free 75- 80+ 70-", panel=panel)) == snapshot


def test_one_score_is_said_to_be_one_and_whose_it_is() -> None:
    said = read_aloud(scene("Lumen|- paid 84+", "Opus|- paid"))
    assert "Builder's score is the only one: out of 100, 84 for Lumen." in said
    assert "average" not in said
    said = read_aloud(scene("Lumen|- paid 84+", "Opus|- paid 88+ 82+"))
    assert "Lumen has a single score, Builder's 84;" in said


def test_the_opinion_of_one_is_not_that_of_the_panel() -> None:
    said = read_aloud(scene("Lumen|- paid 84+", "Opus|- paid 60-"))
    assert said.startswith("Builder, the only reviewer so far, would ship Lumen; ")
    assert "votes" not in said


def test_the_lead_over_the_next_tool_is_not_called_the_widest_gap_of_three() -> None:
    said = read_aloud(scene("Opus|- paid 80+ 80+", "GPT-5|- paid 90+ 50-", "Kimi|- paid 75+ 75+", panel=2))
    assert "Builder puts GPT-5 furthest ahead, by 10 points: 90 against 80 for Opus." in said
    assert "widest" not in said


tools = st.lists(
    st.tuples(
        st.sampled_from(["free", "freemium", "paid", "?"]),
        st.lists(
            st.one_of(
                st.just("/"),
                st.sampled_from([".+", ".-"]),
                st.tuples(st.integers(10, 99), st.sampled_from("+-")).map(lambda one: f"{one[0]}{one[1]}"),
            ),
            max_size=4,
        ),
    ),
    min_size=2,
    max_size=6,
)
Tools = list[tuple[str, list[str]]]
NAMES = ("Anvil", "Brush", "Chalk", "Drill", "Easel", "Flask")


def compared(of: Tools) -> Comparison:
    return scene(
        *(f"{name}|- {entry} {' '.join(marks)}" for name, (entry, marks) in zip(NAMES, of, strict=False))
    )


def numbers(of: Comparison) -> Iterator[float]:
    """Yield what a sentence may say: scores, means, counts, and the differences of two scores or means."""
    means = [card.panel.score.mean for card in of.tools if card.panel.score]
    scores = [score for gap in of.gaps for score in gap.scores if score is not None]
    yield from (100, *means, *scores)
    yield from (round(abs(one - other), 1) for one in means for other in means)
    yield from (gap.lead for gap in of.gaps if gap.lead is not None)


@given(tools)
def test_every_number_and_every_name_is_in_the_data(of: Tools) -> None:
    comparison = compared(of)
    known = set(numbers(comparison))
    counts = {0, len(comparison.panel)} | {
        count
        for card in comparison.tools
        for count in (len(card.reviews), card.panel.ship, len(card.scorers))
    }
    names = {*short_labels(comparison.tools), *comparison.panel.values()}
    ours = {"No", "Out", "Both", "All", "Different", "Only", "Everyone", "On", "A"}
    for sentence in sentences(comparison):
        assert {float(number) for number in re.findall(r"\d+(?:\.\d+)?", sentence)} <= known, sentence
        said = {WORDS.index(word) for word in re.findall(r"\b(?:two|three|four|five|six)\b", sentence)}
        assert said <= counts, sentence
        assert set(re.findall(r"\b[A-Z]\w*", sentence)) <= names | ours, sentence
        assert re.fullmatch(r"(?!.*  )(?!.*,,)\S.*[^.]\.", sentence), sentence


@given(tools)
def test_what_different_reviewers_said_is_not_compared(of: Tools) -> None:
    comparison = compared(of)
    scorers = {card.scorers for card in comparison.tools if card.scorers}
    said = " ".join(sentences(comparison))
    compares = re.search(r"points? more than|highest average|[Bb]oth average|All average", said)
    assert not (compares and len(scorers) > 1), said
    averages = [card.name for card in comparison.tools if len(card.scorers) < 2]
    assert not any(f"{name} averages" in said for name in averages), said
    assert ("win all four" in said or "wins all four" in said) <= any(
        card.panel.ship == len(PANEL) for card in comparison.tools
    )


@given(tools)
def test_nobody_reads_the_same_pattern_three_times(of: Tools) -> None:
    comparison = compared(of)
    names = "|".join([*NAMES, *comparison.panel.values()])
    # Lists of names, numbers and counts are what varies in a pattern.
    series = rf"(?:{names})(?:(?:, and|,| and| or|, or) (?:{names}))*"
    patterns = [
        re.sub(r"[\d.]+|\b(?:two|three|four)\b", "0", re.sub(series, "X", one))
        for one in sentences(comparison)
    ]
    for first, second, third in zip(patterns, patterns[1:], patterns[2:], strict=False):
        assert not first == second == third, patterns
