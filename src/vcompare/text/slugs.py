"""Slugs: what they look like, and which one a name gets."""

import re
from collections.abc import Iterable
from functools import lru_cache

LONGEST = 80
DEFINITION = f"lower-case letters and digits joined by single hyphens, at most {LONGEST} characters"
# (?![\s\S]) is "end of text" in every dialect that reads this pattern; Python's $ would let a newline pass.
PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*(?![\s\S])"
DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
)
"""What Windows takes for devices whatever the suffix (Microsoft, "Naming Files, Paths, and Namespaces")."""
_APART = str.maketrans(
    # Latin letters that Unicode does not take apart into a letter and its accent.
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "ng"}
    # Two languages are not one because the sign between them is no letter: C++ is not C#.
    | {"+": " plus ", "&": " and ", "'": None, "’": None}
)
_SHARP = r"(?<=\w)#"


@lru_cache(maxsize=1024)
def is_slug(text: str) -> bool:
    """Say whether a text can be the slug of a tool or a reviewer."""
    return len(text) <= LONGEST and re.match(PATTERN, text) is not None


def slugs_among(texts: Iterable[str]) -> list[str]:
    """Return those of many texts that can be slugs."""
    fits = re.compile(PATTERN).match
    return [text for text in texts if len(text) <= LONGEST and fits(text)]


def slug_of(name: str) -> str:
    """Return a slug for a name: ASCII, lower case, hyphens; "" where nothing of the name is left.

    Accents go, and Latin letters such as ø are written with the usual ones. Other scripts are left out, since
    each language writes them in Latin letters in its own way. A long name is cut at a hyphen.
    """
    import unicodedata

    plain = unicodedata.normalize("NFKD", re.sub(_SHARP, " sharp ", name).casefold().translate(_APART))
    if not plain.isascii():
        plain = "".join(character for character in plain if not unicodedata.combining(character))
    slug = re.sub("[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) > LONGEST:
        head = slug[: LONGEST + 1].rpartition("-")[0]
        slug = head or slug[:LONGEST]
    return slug
