"""What someone may have meant who typed a word that does not exist: every "did you mean" comes from here."""

from collections.abc import Iterable, Sequence

from vcompare.text.words import natural_list

_CLOSE = 60
"""How alike two words are at least, of 100: two of five letters may differ."""
ALIKE = 80
"""A word so much like a known one is taken for a slip, and not for a new word."""
_MOST = 8
"""How many words a hint names at most: nobody reads more of them."""
_TELLING = 3
"""How many characters it takes, at least, to suggest the words that begin with them, or hold them."""


def closest(word: str, known: Iterable[str], *, at_least: float = _CLOSE) -> str | None:
    """Return the known word most like `word`, the first in the alphabet of several, None if none is close.

    Case does not count.
    """
    from rapidfuzz import fuzz, process

    best = process.extractOne(
        word, sorted(known), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=at_least
    )
    return best[0] if best else None


def alternatives(word: str, known: Iterable[str], *, at_least: float = _CLOSE) -> Sequence[str]:
    """Return the known words that may be meant, all up to a few.

    They are the one that is all but typed, or else those that begin like `word`, or the closest one, or those
    with `word` in them.
    """
    words, part = sorted(known), word.casefold()
    if clear := closest(word, words, at_least=ALIKE):
        return [clear]
    is_telling = len(part.lstrip("-")) >= _TELLING
    if is_telling and (starting := [one for one in words if one.casefold().startswith(part)][:_MOST]):
        return starting
    if near := closest(word, words, at_least=at_least):
        return [near]
    return [one for one in words if is_telling and part in one.casefold()][:_MOST]


def did_you_mean(word: str, known: Iterable[str], *, at_least: float = _CLOSE) -> str | None:
    """Return a hint that names the known words that may be meant, None if there are none."""
    found = alternatives(word, known, at_least=at_least)
    return f"did you mean {natural_list([f'`{one}`' for one in found], 'or')}?" if found else None
