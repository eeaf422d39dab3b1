"""The names of pages about two tools: no two pairs share one, and it says which tools a page is about."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vcompare.publish.page_names import page_name, pair_of

SLUGS = st.lists(st.sampled_from(["a", "b", "vs", "v", "s", "0"]), min_size=1, max_size=5).map("-".join)


@given(one=st.tuples(SLUGS, SLUGS), other=st.tuples(SLUGS, SLUGS))
def test_no_two_pairs_share_a_name(one: tuple[str, str], other: tuple[str, str]) -> None:
    assume(one[0] != one[1] and other[0] != other[1])
    names = page_name(*one, ".md"), page_name(*other, ".md")
    assert (names[0] == names[1]) == (set(one) == set(other))
    assert names[0] == names[0].lower() == page_name(one[1], one[0], ".md")
    assert pair_of(names[0], ".md") == tuple(sorted(one))


def test_a_name_says_which_tools_a_page_is_about() -> None:
    assert page_name("modal", "claude-4-api", ".md") == "claude-4-api-vs-modal.md"
    assert page_name("a", "b-vs-c", ".html") == "a--vs--b-vs-c.html"
    assert page_name("a-vs", "b", ".md") == "a-vs--vs--b.md"
    assert len(page_name("a" * 80, "b" * 80, ".html")) < 255


@pytest.mark.parametrize(
    "name",
    [
        "index.md",
        "b-vs-a.md",
        "a-vs-a.md",
        "a-vs-b.html",
        "a-vs-b",
        "A-vs-b.md",
        "a-vs-b-vs-c.md",
        "a--vs--b.md",
        "-vs-.md",
        "a-vs-b.md.md",
        "",
    ],
)
def test_no_other_name_is_that_of_a_page(name: str) -> None:
    assert pair_of(name, ".md") is None
