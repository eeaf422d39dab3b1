"""From what someone typed to a tool: exact, then close, and never a guess.

A name is a bag of words and numbers. Every word that was typed must be found in a name, exactly, as a
beginning, as initials, or with a typo in a long enough word; every number exactly, so that no typo turns
one version into another. Two names that fit equally well are a question, not a choice.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from vcompare.errors import AmbiguousNameError, Candidate, UnknownNameError
from vcompare.model import Named

LISTED = 5
"""How many candidates an error names."""

_WORD = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+|[+#]+")
_JOINED = re.compile(r"(?<=\d)-(?=\d)")
_SEPARATORS = re.compile(r"[^\w+#.]+|_+|(?<!\d)\.|\.(?!\d)")
# The same for ASCII without points, several times faster.
_SPACES = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) in "+#")}
_MARGIN = 0.05
_AS_ONE = 0.97
_NEAR = 70.0
_LONGEST = 200
"""Nobody types more characters than this for a name that has 120 at most; every word costs time."""


class Match(NamedTuple):
    """The tool that a name means, and whether the name was its own or only close to it."""

    slug: str
    how: Literal["exact", "fuzzy"]


class Fit(NamedTuple):
    """How well words fit a name, 0 to 1; whether they use all of it; whether what is left is harmless."""

    quality: float
    whole: bool
    safe: bool


def fold(text: str) -> str:
    """Return a name without case, accents, width and punctuation; points inside numbers stay.

    `+` and `#` are part of names (C++ is not C#). A name of nothing else is compared as it is.
    """
    if text.isascii() and "." not in text:
        return " ".join(text.lower().translate(_SPACES).split()) or text.strip()
    base = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    marks_gone = "".join(character for character in base if not unicodedata.combining(character))
    return " ".join(_SEPARATORS.sub(" ", marks_gone).split()) or text.strip()


def resolve(query: str, named: Sequence[Named], *, exact: bool = False) -> Match:
    """Find the tool that `query` means among `named`.

    Raises AmbiguousNameError where several tools fit equally well and UnknownNameError where none does;
    both carry up to five candidates, best first. With `exact`, only slugs, names and aliases count.
    """
    wanted = fold(query)
    same = [tool for tool in named if wanted in _folded(tool)]
    if same:
        return _only(query, same, "exact")
    if exact or not 1 < len(wanted) <= _LONGEST:
        raise UnknownNameError(query)
    scored = _fuzzy(query, named)
    if not scored:
        raise UnknownNameError(query, _candidates(_nearest(query, named)))
    level = [tool for fit, tool in scored if fit.quality >= scored[0][0].quality - _MARGIN]
    if len(level) == 1 and not scored[0][0].safe:
        raise UnknownNameError(query, _candidates([tool for _, tool in scored[:LISTED]]))
    return _only(query, level, "fuzzy")


def _only(query: str, tools: Sequence[Named], how: Literal["exact", "fuzzy"]) -> Match:
    if len(tools) > 1:
        raise AmbiguousNameError(query, _candidates(tools[:LISTED]), len(tools))
    return Match(tools[0].slug, how)


def _candidates(tools: Iterable[Named]) -> tuple[Candidate, ...]:
    return tuple(Candidate(tool.slug, tool.name, tool.tagline) for tool in tools)


def _folded(tool: Named) -> set[str]:
    return {fold(text) for text in (tool.slug, tool.name, *tool.aliases)}


def _joined(text: str) -> str:
    """Return a name as it is typed in one go: 4.5 becomes 45, for points are left out like spaces."""
    return fold(text).replace(" ", "").replace(".", "")


def _spoken(tool: Named) -> set[str]:
    """Return the names to look for words in, the vendor's alone and before the tool's among them.

    Numbers that a slug joins with hyphens are one: 4-5 is 4.5.
    """
    own = (tool.name, *tool.aliases)
    vendor = (tool.vendor, *(f"{tool.vendor} {name}" for name in own)) if tool.vendor else ()
    return {fold(text) for text in (_JOINED.sub(".", tool.slug), tool.name, *tool.aliases, *vendor)}


def _fuzzy(query: str, named: Sequence[Named]) -> list[tuple[Fit, Named]]:
    """Return the tools that fit, best first, each with how well.

    Where a name is used up by what was typed, names of which more would be left over do not count.
    """
    words = _WORD.findall(fold(query))
    joined = _joined(query)
    scored = (
        (max(Fit(_AS_ONE, True, True) if _joined(text) == joined else _fit(words, _WORD.findall(text))
             for text in _spoken(tool)), tool)
        for tool in named
    )  # fmt: skip
    fitting = [(fit, tool) for fit, tool in scored if fit[0]]
    top = max((fit[0] for fit, _ in fitting), default=0.0)
    if any(fit.whole and fit.quality >= top - _MARGIN for fit, _ in fitting):
        fitting = [(fit, tool) for fit, tool in fitting if fit[1]]
    return sorted(fitting, key=lambda item: (-item[0].quality, item[1].slug))


def _fit(query: Sequence[str], name: Sequence[str]) -> Fit:
    """Say how well the words typed fit a name's words."""
    left, total = list(name), 0.0
    for word in query:
        quality, used = _find(word, left)
        if not quality:
            return Fit(0.0, False, False)
        total += quality * len(word)
        for part in used:
            left.remove(part)
    length = sum(map(len, query))
    # Numbers, single letters and signs tell versions and kinds apart, so to leave them out settles nothing.
    safe = all(len(part) > 1 and part.isalpha() for part in left)
    return Fit(total / length if length else 0.0, not left, safe)


def _find(word: str, words: Sequence[str]) -> tuple[float, Sequence[str]]:
    """Find one typed word among those of a name: how well, and which of them it stands for."""
    if word in words:
        return 1.0, [word]
    if word[0].isdigit():
        return 0.0, []
    letters = [other for other in words if not other[0].isdigit()]
    return max(
        ((quality, used) for quality, used in _near(word, letters)),
        key=lambda item: item[0],
        default=(0.0, []),
    )


def _near(word: str, words: Sequence[str]) -> Iterable[tuple[float, Sequence[str]]]:
    from rapidfuzz.distance import OSA

    for other in words:
        if len(word) > 2 and other.startswith(word) and 2 * len(word) >= len(other):  # noqa: PLR2004
            yield 0.85 + 0.1 * len(word) / len(other), [other]
        elif _slipped(word, other):
            yield 0.8, [other]
    for start in range(len(words)):
        for end in range(start + 2, min(start + 5, len(words)) + 1):
            run = words[start:end]
            joined = "".join(run)
            if word == joined or (len(word) > 2 and word == "".join(part[0] for part in run)):  # noqa: PLR2004
                yield 0.95, run
            elif OSA.distance(word, joined, score_cutoff=1) <= min(1, _slips(len(word))):
                yield 0.75, run


def _slipped(word: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    slips = _slips(min(len(word), len(other)))
    if max(len(word), len(other)) < 5 and sorted(word) != sorted(other):  # noqa: PLR2004 - of so few letters, only a swap is a slip
        return False
    return bool(slips) and OSA.distance(word, other, score_cutoff=slips) <= slips


def _slips(length: int) -> int:
    """How many slips of the finger a word of this length survives: a swap, a missing or a wrong letter."""
    return 0 if length < 4 else 1 if length < 8 else 2  # noqa: PLR2004


def _nearest(query: str, named: Sequence[Named]) -> list[Named]:
    from rapidfuzz import fuzz, process

    texts = {(tool.slug, text): text for tool in named for text in _folded(tool)}
    found = process.extract(fold(query), texts, scorer=fuzz.token_set_ratio, limit=None, score_cutoff=_NEAR)
    slugs = list(dict.fromkeys(key[0] for _, _, key in found))[:LISTED]
    by_slug = {tool.slug: tool for tool in named}
    return [by_slug[slug] for slug in slugs]
