"""What someone may have meant who typed a word that does not exist: every "did you mean" comes from here."""

from collections.abc import Iterable

_CLOSE = 60
"""How alike two words are at least, of 100: two of five letters may differ."""


def closest(word: str, known: Iterable[str], *, at_least: float = _CLOSE) -> str | None:
    """Return the known word most like `word`, the first in the alphabet of several, None if none is close."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=at_least)
    return best[0] if best else None


def did_you_mean(word: str, known: Iterable[str], *, at_least: float = _CLOSE) -> str | None:
    """Return a hint that names the closest known word, None if none is close."""
    near = closest(word, known, at_least=at_least)
    return near and f"did you mean `{near}`?"
