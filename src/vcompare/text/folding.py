"""A name as it is compared: without case, width, punctuation and, in some scripts, accents."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

WordKind = Literal["letters", "number", "sign", "picture", "punctuation"]

_WORDS = re.compile(r"[+#]+|[^\s+#]+")
_POINTS_OUTSIDE_NUMBERS = re.compile(r"(?<!\d)\.|\.(?!\d)")
# Points are looked at afterwards, as those inside numbers stay.
_DATE = re.compile(
    r"(?<!\S)(?:((?:19|20)\d\d)[ .](0[1-9]|1[0-2])(?:[ .](0[1-9]|[12]\d|3[01]))?|(0[1-9]) ([0-3]\d))(?!\S)"
)
_SPACES = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) in "+#.")}
_DISTINCT = ("<super>", "<sub>", "<fraction>", "<circle>", "<square>")
"""Compatibility forms that mean something else: ² is not 2, ½ is not 1 and 2."""
_WITH_ACCENTS = ("LATIN", "GREEK", "CYRILLIC")


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """Return a name without case, width and punctuation; points inside numbers stay.

    Accents go in Latin, Greek and Cyrillic; elsewhere marks are vowels or make other letters: バ is not ハ.
    `+`, `#` and symbols outside ASCII are part of names: C++ is not C#, and one emoji is not another.
    A name of nothing but punctuation is compared as it is.
    """
    if text.isascii():
        folded = text.lower()
    else:
        folded = "".join(_without_accents(_decomposed(_decomposed(text).casefold())))
    folded = folded.translate(_SPACES)
    if "." in folded:
        folded = _POINTS_OUTSIDE_NUMBERS.sub(" ", folded)
    return unicodedata.normalize("NFC", " ".join(folded.split())) or text.strip()


def split_words(folded: str) -> tuple[str, ...]:
    """Return the words of a folded text: `+` and `#` apart from what they follow, numbers as they are.

    A date is one word, however it was written: 2025 09 29 is 20250929, and 05 20 is 0520.
    """
    folded = _DATE.sub(r"\1\2\3\4\5", folded)
    words = _WORDS.findall(folded) if "+" in folded or "#" in folded else folded.split()
    # A text that begins with punctuation is nothing but punctuation.
    return tuple(words) if words and kind_of(words[0]) != "punctuation" else ()


@lru_cache(maxsize=1 << 16)
def kind_of(word: str) -> WordKind:
    """Return the kind of a word of a folded text; a word with a digit in it is a number."""
    if any(map(str.isnumeric, word)):
        return "number"
    if word[0] in "+#":
        return "sign"
    category = unicodedata.category(word[0])
    if category[0] == "L":
        return "letters"
    if category[0] in "SC" and not word.isascii():
        return "sign" if category in {"Sm", "Sc"} else "picture"
    return "punctuation"


def _decomposed(text: str) -> str:
    """Return a text with its letters and accents as separate characters, and ＡＰＩ as API."""
    opened = "".join(
        unicodedata.normalize("NFKD", character)
        if (form := unicodedata.decomposition(character)).startswith("<") and not form.startswith(_DISTINCT)
        else character
        for character in text
    )
    return unicodedata.normalize("NFD", opened)


def _without_accents(decomposed: str) -> Iterator[str]:
    """Yield the characters that count: symbols as words, marks where they make another letter."""
    base = " "
    for character in decomposed:
        category = unicodedata.category(character)
        if category[0] == "M":
            if not (base == " " or (category == "Mn" and _takes_accents(base))):
                yield character
        elif category != "Cf":
            is_word = category[0] in "LN"
            base = character if is_word else " "
            is_symbol = category[0] in "SC" and category != "Cc"
            yield character if character.isascii() or is_word else f" {character} " if is_symbol else " "


@lru_cache(maxsize=1 << 16)
def _takes_accents(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(_WITH_ACCENTS)
