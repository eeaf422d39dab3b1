"""What `benchmarks/names.py` measures of our resolver, as bounds that must hold."""

import random

import pytest

from benchmarks import names
from vcompare.match import explain
from vcompare.match.explanation import MOST_EXPLAINED
from vcompare.model import Named

LISTS = ["families", "known names", "invented"]
SEED = 1


@pytest.mark.parametrize("title", LISTS)
def test_names_are_hardly_ever_guessed_wrong_and_garbage_never_taken(title: str) -> None:
    everything = names.lists(SEED)[title]
    counts, wrong = names.judged(names.ours(everything), everything, SEED)
    garbage = counts.pop("garbage")
    total = sum(counter.total() for counter in counts.values())
    assert garbage["wrong"] == 0
    assert len(wrong) <= 0.003 * total
    assert sum(counter["right"] for counter in counts.values()) >= 0.99 * total


@pytest.mark.parametrize("title", LISTS)
def test_a_name_that_is_not_there_is_not_taken_for_another(title: str) -> None:
    everything = names.lists(SEED)[title]
    counts, wrong = names.left_out(names.ours, everything, SEED)
    assert counts.total() > 3 * len(everything)
    # What is left are typos that make one name of the list of another: "vitet" is one letter from Vite.
    assert len(wrong) <= 0.005 * counts.total(), wrong


@pytest.mark.parametrize("title", LISTS)
def test_a_name_with_a_word_missing_fits_all_the_same(title: str) -> None:
    everything = names.lists(SEED)[title]
    tools = [Named(names.slug(name), name, (), "") for name in everything]
    for kind, query, meant in names.queries(everything, random.Random(SEED)):  # noqa: S311 - seeded data
        if kind == names.SHORTER:
            fitting = [tool.slug for tool in explain(query, tools).tools if tool.fits]
            assert names.slug(meant) in fitting or len(fitting) == MOST_EXPLAINED, query


@pytest.mark.parametrize(
    ("name", "taken", "excused"),
    [
        ("Opus 4.5", "Claude Opus 4.5", True),
        ("GPT 4o", "GPT-4o", True),
        ("Claude Haiku", "Claude Haiku Instant", False),
        ("Phi 3 4B", "Phi 4 3B", False),
    ],
)
def test_only_spelling_and_the_end_of_a_name_excuse_a_guess(name: str, taken: str, excused: bool) -> None:
    assert names.excused(name, taken) == excused


def test_fzf_is_compared_where_it_is_installed() -> None:
    assert not any("fzf" in name for name in names.makers(None))
    assert any("fzf" in name for name in names.makers("/bin/fzf"))
