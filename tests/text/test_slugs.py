"""`text/slugs.py`: from a name to a slug."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.text.slugs import DEVICES, LONGEST, is_slug, slug_of


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


@pytest.mark.parametrize(
    "text", ["", "A", "a b", "-a", "a-", "a--b", "a\n", "ä", "../a", "a.toml", "a" * (LONGEST + 1)]
)
def test_what_is_no_slug(text: str) -> None:
    assert not is_slug(text)


@given(st.text())
def test_a_slug_has_only_what_a_slug_may_have(name: str) -> None:
    slug = slug_of(name)
    assert slug == "" or is_slug(slug)
    assert slug_of(slug) == slug


def test_devices_are_those_of_windows() -> None:
    numbered = [f"{port}{number}" for port in ("com", "lpt") for number in range(20)]
    assert [one for one in numbered if one in DEVICES] == [*numbered[1:10], *numbered[21:30]]
    assert DEVICES - {*numbered} == {"con", "prn", "aux", "nul"}
