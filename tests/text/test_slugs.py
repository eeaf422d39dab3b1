"""`text/slugs.py`: from a name to a slug."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.text.slugs import LONGEST, slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Claude 4.5 Sonnet", "claude-4-5-sonnet"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("Søren & Łukasz’s", "soren-and-lukaszs"),
        ("Café Ünïcode", "cafe-unicode"),
        ("ﬁne ＡＰＩ", "fine-api"),
        ("日本語 2", "2"),
        ("🚀", ""),
        (f"{'a' * 50} {'b' * 50}", "a" * 50),
        ("a" * 100, "a" * 80),
    ],
)
def test_examples(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@given(st.text())
def test_a_slug_has_only_what_a_slug_may_have(name: str) -> None:
    slug = slug_of(name)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert len(slug) <= LONGEST
    assert slug_of(slug) == slug
