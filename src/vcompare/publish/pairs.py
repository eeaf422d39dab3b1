"""A page for every two tools, and an index of them: which there are, where they lie, what has changed.

There may be tens of thousands. So pages are made, held against what is there and written in small batches,
on every core, and none is kept.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import combinations_with_replacement
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from vcompare.app.listing import Filter
from vcompare.comparison import Card, Comparison, card, overview, side_by_side
from vcompare.editing import files
from vcompare.editing.differences import difference
from vcompare.errors import VcompareError, system_says
from vcompare.fields import BUILTIN, Registry
from vcompare.model import Panelist, Record
from vcompare.parallel import spread
from vcompare.publish import seals

if TYPE_CHECKING:
    from vcompare.views.blocks import Block

_GROUP, _BATCH = 100, 50
"""Pages about so many tools come together, for parts of them are remembered; so many are held at a time."""
_AMBIGUOUS = re.compile("-vs-(?=.*-vs-)|-vs-vs-")
_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_INDEX = "export --all-pairs"

Render = Callable[[Comparison], str]
Watch = Callable[[Iterable["_Batch"], int], Iterable["_Batch"]]


class Refused(Struct, frozen=True):
    """A file in the way of a page, and why it is not overwritten: a person's, or not even a file."""

    path: Path
    reason: str
    by_hand: bool = False


class Outcome(Struct, frozen=True):
    """What became of the pages and their index, or would.

    `written` counts those that were new or changed and `same` those that were right already; `refused` are
    files in the way. `stale` are pages about a tool that is gone and are still there, `removed` those that
    are not.
    """

    written: int = 0
    same: int = 0
    refused: tuple[Refused, ...] = ()
    stale: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()


class _Batch(Struct, frozen=True):
    """Some pages, held against what is there: what is to be written, and what to tell of it."""

    texts: dict[Path, str]
    judged: dict[Path, str | None]
    same: int
    refused: tuple[Refused, ...]
    differences: tuple[str, ...]


class _Place(Struct, frozen=True):
    """Where pages go, and what may happen to what is there."""

    into: Path
    suffix: str
    force: bool
    check: bool

    def page(self, first: str, second: str) -> Path:
        return self.into / page_name(first, second, self.suffix)


def chosen(records: Iterable[Record], panel: Mapping[str, Panelist], wanted: Filter) -> list[Record]:
    """Return the tools to compare with each other: those that a list with this filter would hold."""
    return [record for record in records if wanted.fits(overview(record, panel))]


def page_name(first: str, second: str, suffix: str) -> str:
    """Return the name of the page about two slugs, in whichever order they come.

    It depends on nothing but the two, and no other two have it, not even where capitals do not count. Where
    it could be read in two ways (`a-vs-b` and `c`, or `a` and `b-vs-c`) there is `--vs--` between them, which
    no slug can hold.
    """
    low, high = sorted((first, second))
    name = f"{low}-vs-{high}"
    return f"{low}--vs--{high}{suffix}" if _AMBIGUOUS.search(name) else f"{name}{suffix}"


def pair_of(name: str, suffix: str) -> tuple[str, str] | None:
    """Return the slugs whose page has this name; None for any other name."""
    stem = name.removesuffix(suffix)
    first, _, second = stem.partition("--vs--" if "--vs--" in stem else "-vs-")
    slugs = _SLUG.fullmatch(first) and _SLUG.fullmatch(second)
    return (first, second) if slugs and first != second and page_name(first, second, suffix) == name else None


def run(
    records: Iterable[Record],
    panel: Mapping[str, Panelist],
    into: Path,
    render: Render,
    *,
    catalog: str,
    present: Iterable[str] = (),
    whole: bool = True,
    suffix: str = ".md",
    stamp: bool = True,
    force: bool = False,
    prune: bool = False,
    check: bool = False,
    watch: Watch = lambda parts, _count: parts,
    tell: Callable[[str], None] = lambda _difference: None,
) -> Outcome:
    """Bring the pages in the folder `into` up to date, and return what became of them.

    `render` makes a page. The index names the `catalog`, and has a seal unless there is no `stamp`. A file
    that vcompare did not write, or that was edited since, is left alone unless `force`. Pages about a tool
    that is gone are listed; with `prune` those that nobody edited are removed. A tool is not gone if it is
    `present`, though it be none of the `records`. Where these are not the `whole`, because a tool
    could not be read, an index that is there stays as it is. With `check` nothing is written or removed, and
    `tell` gets each difference. `watch` sees the work go by, for a progress bar.

    Raises VcompareError where there are no two tools, or a file cannot be written.
    """
    ordered = sorted(records, key=lambda record: record.slug)
    if len(ordered) < 2:  # noqa: PLR2004
        raise VcompareError("there are no two tools to compare", "`vcompare list` shows what there is")
    tools = {record.slug: card(record, panel) for record in ordered}
    names = {reviewer: panelist.name for reviewer, panelist in panel.items()}
    place = _Place(into, suffix, force, check)
    _make_folder(place)
    outcome = Outcome()
    for batch in _batches(
        tools, place, partial(_page, names, BUILTIN.with_panel(names), tools, render), watch
    ):
        outcome = _written(outcome, batch, place, tell)
    index = into / f"index{suffix}"
    if whole or not os.path.lexists(index):
        text = _index([*tools.values()], place, catalog, stamp=stamp)
        outcome = _written(outcome, _compared([(index, text)], place), place, tell)
    return _tidied(outcome, place, tools.keys() | set(present), prune=prune)


def _make_folder(place: _Place) -> None:
    if place.check:
        return
    try:
        place.into.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        reason = system_says(trouble)
        raise VcompareError(f"{place.into} cannot be made: {reason}", "name a folder") from trouble


def _page(
    panel: Mapping[str, str],
    fields: Registry,
    tools: Mapping[str, Card],
    render: Render,
    pair: Sequence[str],
) -> str:
    return render(side_by_side([tools[slug] for slug in pair], panel, fields))


def _batches(
    tools: Mapping[str, Card], place: _Place, page: Callable[[Sequence[str]], str], watch: Watch
) -> Iterable[_Batch]:
    """Make all pages and hold them against what is there, on every core."""

    def work(piece: tuple[str, Sequence[str]]) -> _Batch:
        first, others = piece
        return _compared(((place.page(first, other), page((first, other))) for other in others), place)

    found = list(_pieces(list(tools)))
    return watch(spread(work, found), len(found))


def _pieces(slugs: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Deal out every two slugs, as one and some that come after it, those of the same few tools together."""
    groups = [slugs[start : start + _GROUP] for start in range(0, len(slugs), _GROUP)]
    for one, other in combinations_with_replacement(groups, 2):
        for number, first in enumerate(one, 1):
            others = one[number:] if one is other else other
            for start in range(0, len(others), _BATCH):
                yield first, others[start : start + _BATCH]


def _compared(pages: Iterable[tuple[Path, str]], place: _Place) -> _Batch:
    """Hold pages against what is there."""
    texts: dict[Path, str] = {}
    judged: dict[Path, str | None] = {}
    same, refused, differences = 0, [], []
    for path, text in pages:
        try:
            old = files.current(path)
        except VcompareError as trouble:
            refused.append(Refused(path, trouble.message))
            continue
        if old == text:
            same += 1
            continue
        if place.check:
            differences.append(difference(path, old, text))
        if old is not None and not place.force and (fault := seals.edited(old)):
            refused.append(Refused(path, f"{path} {fault}", by_hand=True))
        else:
            texts[path], judged[path] = text, old
    return _Batch(texts, judged, same, tuple(refused), tuple(differences))


def _written(outcome: Outcome, batch: _Batch, place: _Place, tell: Callable[[str], None]) -> Outcome:
    """Write a batch, and add it to what became of those before."""
    for changed in batch.differences:
        tell(changed)
    if not place.check:
        files.write_all(batch.texts, expected=batch.judged, sync=False)
    return Outcome(
        written=outcome.written + len(batch.texts),
        same=outcome.same + batch.same,
        refused=outcome.refused + batch.refused,
    )


def _index(tools: Sequence[Card], place: _Place, catalog: str, *, stamp: bool) -> str:
    from vcompare.views.pages import index

    parts = index(catalog, tools, lambda one, other: page_name(one, other, place.suffix))
    text = _as_html(parts, catalog) if place.suffix == ".html" else _as_markdown(parts)
    return seals.sealed(text, _INDEX) if stamp else text


def _as_markdown(parts: "Iterable[tuple[Block, ...]]") -> str:
    from vcompare.render import markdown

    return "".join(f"{markdown.render(part)}\n" for part in parts)


def _as_html(parts: "Iterable[tuple[Block, ...]]", catalog: str) -> str:
    from vcompare.render import html

    body = "\n".join(map(html.render, parts))
    return html.page("Comparisons", f"Every two tools of {catalog}, side by side.", body)


def _tidied(outcome: Outcome, place: _Place, slugs: Iterable[str], *, prune: bool) -> Outcome:
    """List the pages about tools that are gone, and remove those that may be."""
    stale = sorted(_stale(place, frozenset(slugs)))
    removed = []
    if prune and not place.check:
        removed = [path for path, pair in stale if _is_removed(path, pair)]
    left = tuple(path for path, _ in stale if path not in set(removed))
    return Outcome(outcome.written, outcome.same, outcome.refused, left, tuple(removed))


def _stale(place: _Place, slugs: frozenset[str]) -> Iterator[tuple[Path, tuple[str, str]]]:
    """Find pages that we wrote about two tools of which one is not there now, and which two those are."""
    with suppress(FileNotFoundError), os.scandir(place.into) as entries:
        for entry in entries:
            pair = pair_of(entry.name, place.suffix)
            path = place.into / entry.name
            if pair is not None and not slugs.issuperset(pair) and _seal(path, pair) is not None:
                yield path, pair


def _seal(path: Path, pair: tuple[str, str]) -> seals.Seal | None:
    """Read the seal of a page as it is now.

    It has to name the same two as the file, so that no post has one that somebody named.
    """
    with suppress(VcompareError):
        seal = seals.seal(files.current(path) or "")
        if seal and seal.command == " ".join(["export", *pair]):
            return seal
    return None


def _is_removed(path: Path, pair: tuple[str, str]) -> bool:
    """Remove a page, unless it is not, or not any more, as we wrote it."""
    seal = _seal(path, pair)
    if seal is None or not seal.intact:
        return False
    try:
        path.unlink(missing_ok=True)
    except OSError as trouble:
        reason = system_says(trouble)
        raise VcompareError(f"{path} cannot be removed: {reason}") from trouble
    return True
