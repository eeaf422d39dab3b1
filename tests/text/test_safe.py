"""`text/safe.py`: what is invisible or dangerous is written out, all else stays."""

import unicodedata
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.text.safe import is_safe, one_line, visible

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
        ("keycaps 1\ufe0e⃣ #\ufe0f⃣ *\ufe0f⃣", "keycaps 1\ufe0e⃣ #\ufe0f⃣ *\ufe0f⃣"),
        ("no keycaps 1\ufe0f2 #\ufe0e *\ufe0f", r"no keycaps 1\ufe0f2 #\ufe0e *\ufe0f"),
        ("👩🏽\u200d🚒 🏳\ufe0f\u200d🌈 🏴\u200d☠\ufe0f", "👩🏽\u200d🚒 🏳\ufe0f\u200d🌈 🏴\u200d☠\ufe0f"),
        ("👩\u200d, \u200d👩, 👩\ufe0f\ufe0f", r"👩\u200d, \u200d👩, 👩" + "\ufe0f" + r"\ufe0f"),
        (
            "a🏽\u200d👩, 👩\ufe0e\u200d👩, 👩\u200d🏽",
            r"a🏽\u200d👩, 👩" + "\ufe0e" + r"\u200d👩, 👩\u200d🏽",
        ),
        ("می\u200cخواهم क\u094d\u200dष", "می\\u200cخواهم क\u094d\\u200dष"),
        ("あ\u200dい →\u200d→ 〒\u200d〒", r"あ\u200dい →\u200d→ 〒\u200d〒"),
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


@cache
def left_alone() -> list[str]:
    """Return what is shown as it is: all of the planes with pictographs, and every 16th of the others."""
    points = [*range(0x20000), *range(0x20000, 0x110000, 16)]
    return [character for character in map(chr, points) if visible(character) == character]


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        ("{}\u200d❤", 3537),
        ("❤\u200d{}", 3537),
        ("❤{}\u200d❤", 3537 + 5),  # or a modifier between them
        ("{}\ufe0f", 3537),
        ("{}\ufe0e", 3537),
        ("{}\ufe0f⃣", 3537 + 12),  # or a digit, # or * in a keycap
    ],
)
def test_every_code_point_beside_a_joiner_or_a_selector(pattern: str, count: int) -> None:
    """What they belong to is as many characters as Unicode 16 counts as Extended_Pictographic, and few others."""
    shown = visible("\n".join(map(pattern.format, left_alone())), lines=True)
    assert visible(shown, lines=True) == shown
    kept = [line for line in shown.split("\n") if "\\" not in line.replace("\\\u200d", "")]
    assert len(kept) == count


SEQUENCES = st.lists(
    st.sampled_from("👩❤🏽→あ1#a葛\u20e3\ufe0e\ufe0f\u200d\u200c\U000e0100\x1b\u202e\n")
).map("".join)


@given(SEQUENCES | ANYTHING)
def test_what_is_kept_belongs_to_what_is_before_it(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    for at, character in enumerate(shown):
        before, after = shown[:at], shown[at + 1 :]
        if character == "\u200d":
            assert is_pictograph(before.rstrip("\ufe0f🏽")[-1:])
            assert is_pictograph(after[:1])
        elif character in {"\ufe0e", "\ufe0f"}:
            assert is_pictograph(before[-1:]) or (before[-1] in "0123456789#*" and after[0] == "\u20e3")
        elif "\U000e0100" <= character <= "\U000e01ef":
            assert unicodedata.name(before[-1:]).startswith("CJK")
        else:
            assert visible(character) == character


def is_pictograph(character: str) -> bool:
    """Say whether a character can be joined, which is tested above for all of them."""
    return visible(f"{character}\u200d❤") == f"{character}\u200d❤"


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
