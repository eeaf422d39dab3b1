"""`text/words.py`: counts, lists and cuts."""

import pytest

from vcompare.text.words import (
    labels,
    natural_list,
    plural,
    series,
    shorten,
    singular,
    spelled,
    split,
    together,
    uncapitalized,
    units,
)


@pytest.mark.parametrize(("count", "text"), [(0, "0 errors"), (1, "1 error"), (2, "2 errors")])
def test_a_noun_has_its_number(count: int, text: str) -> None:
    assert plural(count, "error") == text


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")]
)
def test_a_list_reads_as_in_a_sentence(items: list[str], text: str) -> None:
    assert natural_list(items, "or") == text
    assert natural_list(items) == text.replace(" or ", " and ")


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b, and c")]
)
def test_running_text_has_a_comma_before_the_last_of_three(items: list[str], text: str) -> None:
    assert series(items) == text


@pytest.mark.parametrize(("count", "text"), [(0, "no"), (1, "one"), (9, "nine"), (10, "10"), (1200, "1,200")])
def test_running_text_spells_small_counts(count: int, text: str) -> None:
    assert spelled(count) == text


@pytest.mark.parametrize(
    ("text", "short"),
    [("one two", "one two"), ("one two!", "one…"), ("a very long one", "a very…"), ("abcdefghi", "abcdef…")],
)
def test_a_long_text_is_cut_after_a_word(text: str, short: str) -> None:
    assert shorten(text, 7) == short


def test_names_that_two_share_have_their_slugs() -> None:
    assert labels({"a": "Nib", "b": "Nib", "c": "Quill"}) == {"a": "Nib (a)", "b": "Nib (b)", "c": "Quill"}


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("a", ["a"]),
        ("a, b,c", ["a", "b", "c"]),
        (", a,,", ["a"]),
        ('"Foo, Inc.", Bar', ["Foo, Inc.", "Bar"]),
        ('"Doe, Jane" <j@example.com>, k@example.com', ['"Doe, Jane" <j@example.com>', "k@example.com"]),
        ('5" disk, x', ['5" disk', "x"]),
    ],
)
def test_commas_part_a_list_but_not_what_is_in_quotes(text: str, items: list[str]) -> None:
    assert split(text) == items


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a $4", "a $5", ("a $4", "a $5")),
        (f"{'word ' * 20}$4", f"{'word ' * 20}$5", ("…word $4", "…word $5")),
        (f"{'x' * 99}a", f"{'x' * 99}b", (f"…{'x' * 18}…", f"…{'x' * 18}…")),
        ("same " * 20, "same " * 20, ("same same same same…", "same same same same…")),
    ],
)
def test_shortened_texts_show_where_they_differ(before: str, after: str, shown: tuple[str, str]) -> None:
    from vcompare.text.words import shorten_both

    assert shorten_both(before, after, 20) == shown


def test_what_is_said_of_several_places_is_one_line() -> None:
    said = [("a:1", "x"), ("b:1", "y"), ("b:2", "x"), ("c:1", "x")]
    assert together(said) == ["a:1 and 2 more: x", "b:1: y"]
    assert together([]) == []


@pytest.mark.parametrize(
    ("unit", "one"),
    [("requests", "request"), ("seat-month", "seat-month"), ("ms", "ms"), ("GPUs", "GPUs"), ("", "")],
)
def test_one_of_a_unit(unit: str, one: str) -> None:
    assert singular(unit) == one


@pytest.mark.parametrize(
    ("quantity", "unit", "text"),
    [
        ("5", "seat-month", "5 seat-months"),
        ("1", "requests", "1 request"),
        ("30M", "tokens", "30M tokens"),
        ("5", "GB", "5 GB"),
        ("5", "ms", "5 ms"),
        ("1", "ms", "1 ms"),
    ],
)
def test_so_many_of_a_unit(quantity: str, unit: str, text: str) -> None:
    assert units(quantity, unit) == text


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Max output", "max output"),
        ("SLA", "SLA"),
        ("JSON mode", "JSON mode"),
        ("OpenAI API", "OpenAI API"),
        ("Open API", "open API"),
        ("X", "x"),
        ("", ""),
    ],
)
def test_a_label_within_a_sentence_keeps_the_capitals_of_names(label: str, text: str) -> None:
    assert uncapitalized(label) == text
