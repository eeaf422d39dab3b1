"""`text.py`: what is invisible or dangerous is written out, all else stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.text import is_safe, one_line, visible

ANYTHING = st.text(st.characters(codec=None))
KEPT_INVISIBLE = {"\u200d", "\ufe0e", "\ufe0f", *map(chr, range(0xE0100, 0xE01F0))}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;x", r"\x1b]0;x"),
        ("list[int]", "list[int]"),
        ("a\nb\tc\r", r"a\nb\tc\r"),
        ("\u202eevil", r"\u202eevil"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("\U000e0041tag", r"\U000e0041tag"),
        ("lone \ud800", r"lone \ud800"),
        ("\ufdd0\U0010ffff", r"\ufdd0\U0010ffff"),
        ("C1 \x9b31m", r"C1 \x9b31m"),
        ("soft\u00adhyphen", r"soft\xadhyphen"),
        ("family 👩\u200d👩\u200d👧", "family 👩\u200d👩\u200d👧"),
        ("heart ❤\ufe0f, keycap 1\ufe0f⃣", "heart ❤\ufe0f, keycap 1\ufe0f⃣"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("letter a\ufe0f, a\u200db", r"letter a\ufe0f, a\u200db"),
        ("日本語 é ß Ωμέγα", "日本語 é ß Ωμέγα"),
        ("", ""),
    ],
)
def test_named_examples(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_every_code_point_alone() -> None:
    """Each is either left alone or an ASCII escape that names it; none of the dangerous kinds is left."""
    for code in range(0x110000):
        character = chr(code)
        shown = visible(character)
        if shown == character:
            assert unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}, hex(code)
            assert not 0xFDD0 <= code <= 0xFDEF
            assert code & 0xFFFE != 0xFFFE
            assert unicodedata.bidirectional(character) not in {
                "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
            }  # fmt: skip
        else:
            assert shown.isascii()
            assert shown.encode().decode("unicode_escape") == character


@given(ANYTHING)
def test_is_idempotent_and_agrees_with_is_safe(text: str) -> None:
    once = visible(text, lines=True)
    assert visible(once, lines=True) == once
    assert is_safe(text) == (once == text)


@given(ANYTHING)
def test_no_control_survives_in_company(text: str) -> None:
    for character in visible(text):
        if not character.isprintable() and unicodedata.category(character) != "Cn":
            assert character in KEPT_INVISIBLE or unicodedata.category(character) in {"Zs", "Cf", "Co"}
        assert unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}


@given(ANYTHING)
def test_one_line_has_no_line_ends(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1
