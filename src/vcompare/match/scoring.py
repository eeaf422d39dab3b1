"""How well a query fits a phrase, and what that allows."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Literal, NamedTuple

from vcompare.match.alignment import How, Query, WordMatch, align, unit
from vcompare.match.phrases import Phrase
from vcompare.text.folding import kind_of

_ONLY_SUGGESTED: tuple[How, ...] = ("prefix", "similar")
"""What makes a tool a suggestion and never a match."""
_LETTERS_PER_SLIP = 4
"""How many characters are meant, at least, for each slip; one more where words are left out, too."""
_OUT_OF_ORDER = 0.1
_TELLING_INITIALS = 4
"""How many letters mean something, at least, as initials with nothing else beside them."""
_DESCRIPTION = 3
"""At least this many words left over are a description; fewer tell a thing from its siblings."""
_STAGES = frozenset(("latest", "preview", "beta", "alpha", "experimental", "exp", "instruct", "it"))
"""Words after a version that do not make it another one, or that people take for granted."""
_NEGATIONS = frozenset(("no", "non", "not", "without"))
"""Words without which a name says the opposite."""
_DETAIL = re.compile(r"\d{3,}|0\d+|[ae]?[\d.x]+(?:b|k|m|t|bit)|(?:fp|bf|int|q)\d+")
"""Numbers that are no version: dates and builds, sizes, precisions."""


Rest = Literal["none", "leading", "omissible", "telling"]
"""What is left over of a name: nothing, only words before those that were typed, more, or what it needs."""


class Fit(NamedTuple):
    """How well a query fits a phrase: `quality` from 0 to 1, and what that means.

    `fits`: every word was found, and the numbers in order. `left`: how many words of the name are left over.
    `safe`: it is the tool that is meant, if no other one is near, as what was typed is `likely` to stand for
    what it was found to be, and nothing telling is left over. `slips`: how many were made.
    """

    fits: bool
    quality: float
    left: int
    safe: bool
    likely: bool
    rest: Rest
    slips: int
    phrase: Phrase
    matches: tuple[WordMatch, ...]

    @property
    def names_vendor(self) -> bool:
        """Whether a word that was typed is in the name of the vendor only."""
        return self.phrase.is_vendor or any(
            place < self.phrase.own for match in self.matches for place in match.places
        )

    def order(self) -> tuple[bool, float, bool, bool, bool]:
        """Return what to sort by for the best phrase of a tool last."""
        return self.fits, self.quality, not self.left, self.safe, not self.names_vendor


def score(query: Query, phrase: Phrase) -> Fit:
    """Score how well a query fits a phrase.

    Numbers come in the order of the name, as Phi 3 2 is not Phi 2 3. Only where the whole name is typed with
    its other words in another order too may they be in any, which counts for less.
    """
    matches = align(query, phrase)
    used = {place for match in matches for place in match.places}
    left = [place for place in range(phrase.own, len(phrase.words)) if place not in used]
    in_order = has_numbers_in_order(matches, phrase)
    rest = _rest(left, used, phrase)
    slips = sum(match.slips for match in matches)
    likely = _is_likely(matches, slips, phrase, rest)
    return Fit(
        fits=bool(matches)
        and all(match.places for match in matches)
        and not _splits_a_version(left, used, phrase)
        and (in_order or (not left and _is_shuffled(matches, phrase))),
        quality=_quality(matches) - (0 if in_order else _OUT_OF_ORDER),
        left=len(left) + phrase.cut,
        safe=likely and rest != "telling",
        likely=likely,
        rest=rest,
        slips=slips,
        phrase=phrase,
        matches=matches,
    )


def _is_likely(matches: Sequence[WordMatch], slips: int, phrase: Phrase, rest: Rest) -> bool:
    """Return whether what was typed resembles the name enough to stand for it.

    A short word alone may be anything: its slips and initials do not count, nor does the beginning of a word
    where no other word is right.
    """
    if len(matches) == 1 and matches[0].how == "initials" and len(matches[0].typed) < _TELLING_INITIALS:
        return False
    if any(match.how in _ONLY_SUGGESTED for match in matches):
        return False
    if rest not in {"none", "leading"} and any(match.how == "size" for match in matches):
        return False
    right = [match for match in matches if not match.slips and kind_of(match.typed) != "number"]
    if not right and any(match.how in {"beginning", "size"} for match in matches):
        return False
    letters = sum(len(phrase.words[place]) for match in matches for place in match.places)
    return slips * (_LETTERS_PER_SLIP + (rest not in {"none", "leading"})) <= letters


def _quality(matches: Iterable[WordMatch]) -> float:
    """Return the mean quality of the typed words, each weighed by its length."""
    length = sum(len(match.typed) for match in matches)
    return sum(match.quality * len(match.typed) for match in matches) / length if length else 0.0


def has_numbers_in_order(matches: Iterable[WordMatch], phrase: Phrase) -> bool:
    """Return whether numbers of one unit (plain ones, sizes in b) come in the order of the name."""
    last: dict[str, int] = {}
    for place in _own_places(matches, phrase):
        if kind_of(phrase.words[place]) == "number":
            one = unit(phrase.words[place])
            if last.get(one, -1) > place:
                return False
            last[one] = place
    return True


def _rest(left: Sequence[int], used: Collection[int], phrase: Phrase) -> Rest:
    """Return what the words at the places in `left` are where those in `used` were typed."""
    own = [place for place in used if place >= phrase.own]
    if not left and not phrase.cut:
        return "telling" if phrase.is_vendor and phrase.needed else "none"
    if not own or phrase.is_vendor or _lacks_what_it_needs(left, own, phrase):
        return "telling"
    if phrase.cut or max(left) > min(own) or any(kind_of(phrase.words[place]) == "number" for place in left):
        return "omissible"
    return "leading"


def _lacks_what_it_needs(left: Sequence[int], own: Sequence[int], phrase: Phrase) -> bool:
    """Return whether a name lacks a sign, a "non", a version that has to be there, or telling words."""
    if not phrase.needed.isdisjoint(left) or not _NEGATIONS.isdisjoint(phrase.words[place] for place in left):
        return True
    if phrase.cut and (len(phrase.words) == phrase.own + 1 or _has_version(own, phrase.words)):
        return True
    return bool(left) and _tells_things_apart(left, own, phrase.words)


def _has_version(places: Iterable[int], words: Sequence[str]) -> bool:
    return any(is_version(words[place]) for place in places)


def _tells_things_apart(left: Sequence[int], own: Sequence[int], words: Sequence[str]) -> bool:
    """Return whether what is left over may make the name that of another thing than was typed.

    Words may be left out, as long as those that are typed mean one tool only. After a version they may not:
    GPT-5 is not GPT-5 Pro. More than two of them are a description, though, and some are taken for granted. A
    version is left out only where none was typed; single letters and signs at either end never are.
    """
    ends = [words[place] for place in left if not min(own) < place < max(own)]
    if any(kind_of(word) == "sign" or (kind_of(word) == "letters" and len(word) == 1) for word in ends):
        return True
    if not _has_version(own, words):
        return max(left) > min(own) and all(kind_of(words[place]) == "number" for place in own)
    if _has_version(left, words):
        return True
    named = [place for place in left if _names_a_thing(words[place])]
    last = max(place for place in own if is_version(words[place]) or _names_a_thing(words[place]))
    return max(named, default=-1) > last and len(named) < _DESCRIPTION


def _names_a_thing(word: str) -> bool:
    return kind_of(word) == "letters" and word not in _STAGES


def is_version(word: str) -> bool:
    """Return whether a word is a number that tells one version from another."""
    return kind_of(word) == "number" and not _DETAIL.fullmatch(word)


def _splits_a_version(left: Collection[int], used: Collection[int], phrase: Phrase) -> bool:
    """Return whether half of a version was typed, as the 5 of 4-5."""
    halves = [place for place in left if phrase.words[place].isdecimal() and is_version(phrase.words[place])]
    near = {place + step for place in halves for step in (-1, 1)} & {*used}
    return _has_version(near, phrase.words)


def _is_shuffled(matches: Iterable[WordMatch], phrase: Phrase) -> bool:
    """Return whether more than numbers changed places in a name that was typed in full."""
    places = _own_places(matches, phrase)
    numbers = {place for place in places if kind_of(phrase.words[place]) == "number"}
    return [place in numbers or place for place in places] != [
        place in numbers or place for place in sorted(places)
    ]


def _own_places(matches: Iterable[WordMatch], phrase: Phrase) -> list[int]:
    return [place for match in matches for place in match.places if place >= phrase.own]
