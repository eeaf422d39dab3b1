"""`text/cells.py`: no spreadsheet runs a cell, and every cell reads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.text.cells import as_items, guarded, unguarded


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "a;=1", "a\n-1", "'=1"])
def test_what_a_spreadsheet_would_run_gets_a_sign_before_it(text: str) -> None:
    assert guarded(text) != text
    assert unguarded(guarded(text)) == text


@given(st.text("'=+-@;\t\n \"aé＝"))
def test_what_is_guarded_reads_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_items_stand_between_semicolons_or_in_json() -> None:
    assert as_items("a; b;") == ["a", "b"]
    assert as_items('["a; b", "c"]') == ["a; b", "c"]
    assert as_items("[a") == ["[a"]
