"""How well a query fits a phrase, and what that allows."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from vcompare.match.alignment import How, Query, WordMatch, align, unit
from vcompare.match.phrases import Phrase
from vcompare.text.folding import kind_of

_ONLY_SUGGESTED: tuple[How, ...] = ("beginning", "prefix")
"""What makes a tool a suggestion and never a match."""
_OUT_OF_ORDER = 0.1
_DESCRIPTION = 3
"""So many words left over, or more, are a description; fewer tell a thing from its siblings."""


class Fit(NamedTuple):
    """How well a query fits a phrase: `quality` from 0 to 1, and what that means.

    `fits`: every word was found, and the numbers in order. `complete`: nothing of the name is left over.
    `safe`: the query cannot mean another tool that the catalog does not have; `omissible`: nor do the words
    that are left over suggest one.
    """

    fits: bool
    quality: float
    complete: bool
    safe: bool
    omissible: bool
    phrase: Phrase
    matches: tuple[WordMatch, ...]


def score(query: Query, phrase: Phrase) -> Fit:
    """Score how well a query fits a phrase.

    Where words of the name are left over, the name was not typed in full. That is safe where they come before
    what was typed, as people leave out makers and families ("opus 4.5"). A word or two in between or after
    make it the name of another thing ("claude haiku" is not "claude haiku instant"); more of them are a
    description that was shortened ("azure voice" for "Azure AI Foundry Real-Time Voice"). Numbers, single
    letters and signs are never left out safely. A nickname may lose any word, a vendor's name none. The
    beginning of a word and a word with another prefix are never safe.

    Numbers come in the order of the name, as Phi 3 2 is not Phi 2 3. Only where the whole name is typed with
    its other words in another order too may they be in any, which counts for less.
    """
    matches = align(query, phrase)
    used = {place for match in matches for place in match.places}
    left = [place for place in range(phrase.own, len(phrase.words)) if place not in used]
    in_order = has_numbers_in_order(matches, phrase)
    omissible = _may_leave_out(left, used, phrase)
    return Fit(
        fits=bool(matches)
        and all(match.places for match in matches)
        and (in_order or (not left and _is_shuffled(matches, phrase))),
        quality=_quality(matches) - (0 if in_order else _OUT_OF_ORDER),
        complete=not left,
        safe=omissible and all(match.how not in _ONLY_SUGGESTED for match in matches),
        omissible=omissible,
        phrase=phrase,
        matches=matches,
    )


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


def _may_leave_out(left: Sequence[int], used: Collection[int], phrase: Phrase) -> bool:
    """Return whether the words at the places in `left` may be left out where those in `used` were typed."""
    first = min((place for place in used if place >= phrase.own), default=-1)
    if not left or first < 0 or phrase.optional == "none":
        return not left
    kinds = {place: kind_of(phrase.words[place]) for place in left}
    words = [place for place in left if kinds[place] == "letters" and len(phrase.words[place]) > 1]
    if not all(place in words or kinds[place] == "picture" for place in left):
        return False
    telling = [place for place in words if place > first]
    return phrase.optional == "any" or not telling or len(telling) >= _DESCRIPTION


def _is_shuffled(matches: Iterable[WordMatch], phrase: Phrase) -> bool:
    """Return whether more than numbers changed places in a name that was typed in full."""
    places = _own_places(matches, phrase)
    numbers = {place for place in places if kind_of(phrase.words[place]) == "number"}
    return [place in numbers or place for place in places] != [
        place in numbers or place for place in sorted(places)
    ]


def _own_places(matches: Iterable[WordMatch], phrase: Phrase) -> list[int]:
    return [place for match in matches for place in match.places if place >= phrase.own]
