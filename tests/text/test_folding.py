"""`text/folding.py`: which spellings are one name."""

import unicodedata

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


def _characters(*categories: str) -> list[str]:
    return [one for one in map(chr, range(0x80, 0x30000)) if unicodedata.category(one) in categories]


def test_punctuation_and_space_of_all_scripts_are_no_part_of_a_name() -> None:
    """`#` and `+` alone count, in whatever width they are written; a sign that is a letter's point is none."""
    signs = set(_characters("Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Zs", "Zl", "Zp"))
    kept = {one for one in signs if set("#+") & set(unicodedata.normalize("NFKC", one))}
    for one in signs - kept:
        assert fold(f"ab{one}cd") == fold(f"ab {one} cd") == "ab cd", ascii(one)
        assert fold(f"{one}ab{one}") == "ab", ascii(one)
    assert {fold(f"c{one}") for one in kept} == {"c#"}


def test_what_draws_nothing_is_no_part_of_a_name() -> None:
    for one in _characters("Cf"):
        assert fold(f"ab{one}cd") == "abcd", ascii(one)


def test_symbols_of_all_scripts_are_words_of_a_name() -> None:
    """A symbol that is written with letters, such as ™, is these letters."""
    for one in _characters("So", "Sm", "Sc"):
        if not unicodedata.decomposition(one):
            assert fold(f"ab{one}cd") == f"ab {one} cd", ascii(one)
