"""A name as it is compared: without case, width, punctuation and, in some scripts, accents."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_PARTS = re.compile(r"[+#]+|[^\s+#]+")
_POINTS = re.compile(r"(?<!\d)\.|\.(?!\d)")
# Points are looked at afterwards, as those inside numbers stay.
_SPACES = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) in "+#.")}
_CLOSED = ("<super>", "<sub>", "<fraction>", "<circle>", "<square>")
"""What Unicode calls compatible although it says something else: ² is not 2, ½ is not 1 and 2."""
_ACCENTED = ("LATIN", "GREEK", "CYRILLIC")


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """Return a name without case, width and punctuation; points inside numbers stay.

    Accents go in Latin, Greek and Cyrillic; elsewhere marks are vowels or make other letters: バ is not ハ.
    `+`, `#` and symbols outside ASCII are part of names: C++ is not C#, and one emoji is not another.
    A name of nothing but punctuation is compared as it is.
    """
    folded = text.lower() if text.isascii() else "".join(_kept(_plain(_plain(text).casefold())))
    folded = folded.translate(_SPACES)
    if "." in folded:
        folded = _POINTS.sub(" ", folded)
    return unicodedata.normalize("NFC", " ".join(folded.split())) or text.strip()


def split(folded: str) -> tuple[str, ...]:
    """Return the words of a folded text: `+` and `#` apart from what they follow, numbers as they stand."""
    parts = _PARTS.findall(folded) if "+" in folded or "#" in folded else folded.split()
    # What is nothing but punctuation is so from its first character to its last.
    return tuple(parts) if parts and kind(parts[0]) != "none" else ()


@lru_cache(maxsize=1 << 16)
def kind(word: str) -> str:
    """Say what a word of a folded text is: letters, a number (has a digit), a sign, a picture, or none."""
    if any(map(str.isnumeric, word)):
        return "number"
    if word[0] in "+#":
        return "sign"
    category = unicodedata.category(word[0])
    if category[0] == "L":
        return "letters"
    if category[0] in "SC" and not word.isascii():
        return "sign" if category in {"Sm", "Sc"} else "picture"
    return "none"


def _plain(text: str) -> str:
    opened = "".join(
        unicodedata.normalize("NFKD", character)
        if unicodedata.decomposition(character).startswith("<") and not _closed(character)
        else character
        for character in text
    )
    return unicodedata.normalize("NFD", opened)


def _closed(character: str) -> bool:
    return unicodedata.decomposition(character).startswith(_CLOSED)


def _kept(text: str) -> Iterator[str]:
    """Yield what stays of a text taken apart: symbols by themselves, marks where they make another letter."""
    base = " "
    for character in text:
        category = unicodedata.category(character)
        if category[0] == "M":
            if not (base == " " or (category == "Mn" and _takes_accents(base))):
                yield character
        elif category != "Cf":
            letter = character.isascii() or category[0] in "LN"
            base = character if category[0] in "LN" else " "
            symbol = category[0] in "SC" and category != "Cc"
            yield character if letter else f" {character} " if symbol else " "


@lru_cache(maxsize=1 << 16)
def _takes_accents(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(_ACCENTED)
