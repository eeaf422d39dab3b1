"""`text/prose.py`: one form for what reads the same."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.text.markdown import parse
from vcompare.text.prose import Paragraph, Span, collapsed, plain

SPANS = st.lists(
    st.builds(
        Span,
        st.text(st.sampled_from("ab \n\t\u00a0")),
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.sampled_from([None, "https://x.y"]),
    )
)


@given(SPANS)
def test_collapsing_keeps_the_text_and_is_done_once(loose: list[Span]) -> None:
    tight = collapsed(loose)
    assert collapsed(tight) == tight
    assert plain([Paragraph(tight)]) == plain([Paragraph(tuple(loose))])
    assert all(one[1:] != other[1:] or "\n" in (one.text, other.text) for one, other in pairwise(tight))


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("- cheap\n- fast", "cheap; fast"),
        ("It is:\n\n1. cheap\n2. fast\n\nSo use it.", "It is: cheap; fast; So use it."),
        ("- It is cheap.\n- It is fast!\n- x", "It is cheap. It is fast! x"),
        ("- a\n  - b\n  - c\n- d\n-\n- e", "a b; c; d; e"),
        ("> - cheap\n> - fast", "cheap; fast"),
    ],
)
def test_items_of_a_list_do_not_run_together(source: str, line: str) -> None:
    assert plain(parse(source)) == line
