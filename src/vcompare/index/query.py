"""What a person may ask of a search, and what a hit looks like; all without SQLite, which may be missing."""

import re

from msgspec import Struct

from vcompare.errors import VcompareError
from vcompare.text.folding import fold

_MOST_WORDS = 20
"""A query of more words is no query, and every word costs time."""
_TOKENS = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_WORD = re.compile(r"[^\W_]+")


class Hit(Struct, frozen=True):
    """A tool that was found: the field that shows why, the text around the hit, and the rank.

    `rank` is BM25 to nine decimals (words that most tools have are worth a millionth each), and more for a
    tool that was named; the higher the better, and only within one search.
    """

    slug: str
    name: str
    field: str
    snippet: str
    rank: float


class SearchQuery(Struct, frozen=True):
    """A query in FTS5's language: the whole, and the terms that must be there.

    `name` is what is asked for as a folded name, and `excludes` whether something must not be there.
    """

    expression: str
    terms: tuple[str, ...]
    name: str
    excludes: bool


def parse(query: str) -> SearchQuery:
    """Read what a person typed: words that must all be there, "phrases", `begin*`, and `-not`.

    Raises VcompareError where that asks for nothing, for too much, or is no text.
    """
    _refuse_what_is_no_text(query)
    wanted: dict[str, None] = {}
    unwanted: list[str] = []
    name: list[str] = []
    for minus, phrase, word in _TOKENS.findall(query):
        text, prefix = (phrase, "") if phrase else (word.rstrip("*"), "*" if word.endswith("*") else "")
        if _WORD.search(text):
            term = f'"{cleared(text)}"{prefix}'
            if minus:
                unwanted.append(term)
            else:
                wanted[term] = None
                name.append(text)
    _refuse_what_cannot_be_asked(query, [*wanted, *unwanted] if wanted else [])
    expression = " AND ".join(wanted) + "".join(f" NOT {term}" for term in unwanted)
    return SearchQuery(expression, tuple(wanted), fold(" ".join(name)), bool(unwanted))


def cleared(text: str) -> str:
    """Return a text without the characters that mean something in the index."""
    return text.replace("\ue000", " ").replace("\0", " ")


def _refuse_what_is_no_text(query: str) -> None:
    try:
        query.encode()
    except UnicodeEncodeError:
        raise VcompareError(
            f'"{query}" is not UTF-8, and nothing in a catalog is otherwise', "type the words as text"
        ) from None


def _refuse_what_cannot_be_asked(query: str, terms: list[str]) -> None:
    if not terms:
        raise VcompareError(
            f'"{query}" names nothing to search for',
            'all words must be there; "a phrase" has quotes, `deploy*` begins a word, `-voice` is unwanted',
        )
    words = sum(len(_WORD.findall(term)) for term in terms)
    if words > _MOST_WORDS:
        raise VcompareError(f"{words} words are too many to search for", f"give at most {_MOST_WORDS}")
