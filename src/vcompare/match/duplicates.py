"""Tools that a new one may duplicate."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from vcompare.match.alignment import WordMatch, lost_point, parse_query
from vcompare.match.phrases import all_initials, all_joined, exact_names, joined, phrases
from vcompare.match.resolution import decide
from vcompare.match.shortlist import Lexicon, shortlist
from vcompare.match.typos import MOST_SLIPS, compare, is_typo_of_run
from vcompare.model import Named
from vcompare.text.folding import fold, split_words

_DIGITS = re.compile(r"\d+")
_LONG = 5
"""In shorter words, a slip makes another word more often than the same one mistyped."""


def possible_duplicates(new: Named, named: Sequence[Named]) -> list[Named]:
    """Return the tools among `named` that `new` may duplicate, in their order.

    Those have the same slug but for hyphens, share a name or an alias, or are what the new name resolves to,
    or their own name resolves to the new tool.
    """
    called = [text for text in (new.name, new.short_name, *new.aliases) if text]
    slug, names = new.slug.replace("-", ""), {*map(fold, called)}
    meant = {_resolved(text, named) for text in called}
    return [
        tool
        for tool in named
        if tool.slug in meant
        or tool.slug.replace("-", "") == slug
        or not names.isdisjoint(exact_names(tool))
        or _resolved(tool.name, [new]) is not None
    ]


class Names(Lexicon, Protocol):
    """What all tools are called, and which words are in their names."""

    def named(self, slugs: Collection[str]) -> Sequence[Named]:
        """Return the tools with these slugs, in their order."""

    def same_slugs(self, slug: str) -> set[str]:
        """Return the slugs that are the same but for hyphens."""


def nearby(new: Named, names: Names) -> Sequence[Named]:
    """Return the few tools of thousands among which `possible_duplicates` finds what it does among all."""
    called = (new.slug, new.name, new.short_name, *new.aliases)
    meant = {slug for text in called if text for slug in shortlist(text, names)} | names.same_slugs(new.slug)
    words = _standing_for(new, names.words())
    possible = names.named(names.tools(words) - meant)
    return names.named(meant | {tool.slug for tool in possible if _is_made_of(tool.name, words)})


def _standing_for(new: Named, words: Sequence[str]) -> set[str]:
    """Return those of some words that may stand for a part of what a tool is called, and a few others."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    spoken = phrases(new)
    own = {word for phrase in spoken for word in phrase.words}
    runs = {run.text for phrase in spoken for run in joined(phrase)}
    whole = "\n".join((*map(all_joined, spoken), *map(all_initials, spoken)))
    found = {word for word in words if word.replace(".", "") in whole}
    for word in own:
        near = process.extract(word, words, scorer=OSA.distance, score_cutoff=MOST_SLIPS, limit=None)
        found.update(other for other, _, _ in near if compare(other, word).quality)
    for run in runs:
        near = process.extract(run, words, scorer=OSA.distance, score_cutoff=1, limit=None)
        found.update(other for other, _, _ in near if is_typo_of_run(other, run))
    # A number that lost its point, as in "qwen3 5", may be meant with a slip in the letters before it.
    digits = {part for text in own | runs if "." in text for part in _DIGITS.findall(text)}
    return found | {word for word in words if (parts := _DIGITS.findall(word)) and digits.issuperset(parts)}


def _is_made_of(name: str, words: Collection[str]) -> bool:
    """Say whether each word of a name is one of these, or part of a number that lost its point."""
    folded = fold(name)
    typed = split_words(folded)
    missing = [word for word in typed if word not in words]
    if not missing or 2 * len(missing) > len(typed):  # of such a number, the half with the digit is there
        return not missing
    asked = parse_query(folded)
    lost = {place for run in asked.apart if lost_point(run) for place in range(run.start, run.end)}
    return all(word in words or place in lost for place, word in enumerate(asked.words))


def same_names(new: Iterable[Named], named: Sequence[Named]) -> list[Named]:
    """Return the tools among `named` that share a name, an alias or nearly a slug with new ones."""
    tools = list(new)
    slugs = {tool.slug.replace("-", "") for tool in tools}
    names = {name for tool in tools for name in exact_names(tool)}
    return [
        tool
        for tool in named
        if tool.slug.replace("-", "") in slugs or not names.isdisjoint(exact_names(tool))
    ]


def _resolved(query: str, named: Sequence[Named]) -> str | None:
    """Return the tool that a name means with nothing but its beginning left out, nor short words mistyped."""
    resolution = decide(query, named)
    if len(resolution.meant) != 1:
        return None
    fits = [fit for fit, tool in resolution.fits if tool is resolution.meant[0]]
    is_same = all(
        fit.rest in {"none", "leading"} and all(_is_spelled(match) for match in fit.matches) for fit in fits
    )
    return resolution.meant[0].slug if is_same else None


def _is_spelled(match: WordMatch) -> bool:
    return not match.slips or (match.how == "typo" and len(match.typed) >= _LONG)
