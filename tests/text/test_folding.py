"""`text/folding.py`: which spellings are one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.text.folding import fold


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(categories=["L", "N", "Zs", "P"]), min_size=1))
def test_folding_ignores_case_width_and_outer_space(text: str) -> None:
    assert fold(f"  {text}\t") == fold(text)
    if len(text.upper()) == len(text) and text.upper().lower() == text.lower():
        assert fold(text.upper()) == fold(text.lower())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "cafe"),
        ("ＡＰＩ", "api"),
        ("Claude 4 API:", "claude-4 api"),
        ("a_b", "a b"),
        ("v1.10", "V1.10"),
        ("Cafe\u0301", "Café"),
        ("Ёлка", "елка"),
        ("ﾊﾞｰﾄﾞ", "バード"),
        ("\u2764\ufe0f", "\u2764"),
        ("ﬁne", "fine"),
        ("Rocket🚀", "rocket 🚀"),
    ],
)
def test_folding_brings_spellings_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4.1", "41"),
        ("C++", "C"),
        ("C#", "C"),
        ("1.10", "1.1"),
        ("バード", "ハート"),
        ("の\u3099", "の"),
        ("はし\u309a", "はし"),
        ("की", "क"),
        ("คิด", "คด"),
        ("كَتَبَ", "كُتِبَ"),
        ("שָׁלוֹם", "שלום"),
        ("Rocket 🚀", "Rocket 🔥"),
        ("Rocket 🚀", "Rocket"),
        ("m²", "m2"),
        ("½", "1⁄2"),
        ("½", "12"),
        ("①", "1"),
        ("H₂O", "H2O"),
        ("㎏", "kg"),
        ("A ± B", "A B"),
    ],
)
def test_folding_keeps_names_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)
