"""`text/suggestions.py`: what a mistyped word was meant to be."""

import time

import pytest

from vcompare.text.suggestions import closest, did_you_mean


@pytest.mark.parametrize(
    ("word", "meant"),
    [("taglin", "tagline"), ("categroy", "category"), ("nmae", "name"), ("zzz", None), ("", None)],
)
def test_the_closest_word_is_suggested_if_it_is_close(word: str, meant: str | None) -> None:
    known = ["name", "tagline", "category"]
    assert closest(word, known) == meant
    assert did_you_mean(word, known) == (f"did you mean `{meant}`?" if meant else None)


def test_of_words_that_are_equally_close_the_first_in_the_alphabet_is_suggested() -> None:
    assert closest("quill-3", ["quill-2", "quill-1"]) == "quill-1"


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("stale", "did you mean `stale-pricing` or `stale-review`?"),
        ("pricing", "did you mean `stale-pricing`?"),
        ("fre", "did you mean `free`?"),
        ("FREE", "did you mean `free`?"),
        ("free-", "did you mean `free`?"),
        ("--cat", "did you mean `--catalog` or `--category`?"),
        ("fr", "did you mean `free`?"),
        ("e", None),
    ],
)
def test_the_beginning_of_words_and_a_part_of_them_are_suggested(word: str, hint: str | None) -> None:
    known = ["stale-pricing", "stale-review", "free", "freemium", "--catalog", "--category", "--exact"]
    assert did_you_mean(word, known) == hint


def test_nothing_is_close_to_nothing() -> None:
    assert did_you_mean("name", []) is None


def test_how_close_a_word_must_be_can_be_said() -> None:
    assert closest("xyz", ["tools"], at_least=0) == "tools"
    assert closest("tool", ["tools"], at_least=95) is None


def test_a_word_among_ten_thousand_slugs_takes_milliseconds() -> None:
    slugs = [f"tool-{number}" for number in range(10_000)]
    closest("warm up", slugs)
    started = time.process_time()
    assert closest("tol-4711", slugs) == "tool-4711"
    assert time.process_time() - started < 0.2
