"""How values and keys are written."""

import math

import pytest
import rtoml
from hypothesis import given
from hypothesis import strategies as st

from vcompare.editing.style import fields, quoted, rendered, same
from vcompare.model import Review, Tool

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(value=st.one_of(TEXT, st.booleans(), st.integers(-9, 9), st.lists(TEXT)), key=TEXT)
def test_what_is_written_reads_back(value: object, key: str) -> None:
    assert rtoml.loads(f"{quoted(key)} = {rendered(value)}\n") == {key: value}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("plain text", '"plain text"'),
        ('a "b" \\', '"a \\"b\\" \\\\"'),
        ("one\ntwo", '"""\none\ntwo"""'),
        (["a", "b\nc"], '["a", "b\\nc"]'),
        ([], "[]"),
        (1.5, "1.5"),
        ("a\u200bb\U000e0001", '"a\\u200bb\\U000e0001"'),
        (["\u202e"], '["\\u202e"]'),
    ],
)
def test_one_style(value: object, written: str) -> None:
    assert rendered(value) == written


def test_a_long_list_has_a_line_per_item() -> None:
    assert rendered(["x" * 60, "y" * 60]) == f'[\n  "{"x" * 60}",\n  "{"y" * 60}",\n]'


def test_a_key_is_bare_where_that_is_allowed() -> None:
    assert (quoted("a-1_b"), quoted("a b"), quoted("")) == ("a-1_b", '"a b"', '""')


def test_values_of_another_kind_are_not_the_same() -> None:
    assert same({"a": [1, math.nan]}, {"a": [1, math.nan]})
    assert not any(same(1, other) for other in (1.0, True, "1"))


def test_the_order_of_keys_is_that_of_the_model() -> None:
    assert list(fields(Review) or ())[:2] == ["verdict", "text"]
    assert fields(Tool, ("nothing",)) is None
