"""A page for every two tools, and an index of them: made, compared with what is there, and written.

There may be tens of thousands, so every core makes them in small batches, and those that have to be written
are kept until they are, no others.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import combinations
from pathlib import Path

from msgspec import Struct

from vcompare.comparison import Card, Comparison, card
from vcompare.comparison.rows import column, from_columns
from vcompare.editing import files
from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN, Registry
from vcompare.model import Record, Settings
from vcompare.parallel import batches, imap
from vcompare.publish.existing import Output, compare
from vcompare.publish.post import command
from vcompare.text import seals
from vcompare.text.slugs import is_slug

_INDEX = "export --all-pairs"
_BATCH = 50
"""How many pages a core keeps at a time."""
_AMBIGUOUS = re.compile("-vs-(?=.*-vs-)|-vs-vs-")


class Pairs(Struct, frozen=True):
    """Which tools to compare with each other, where the pages go, and what may happen to what is there.

    `tools` are by slug, in the order in which a page has two of them. With `check` nothing is written or
    removed.
    """

    tools: Mapping[str, Card]
    settings: Settings
    fields: Registry
    folder: Path
    suffix: str
    force: bool
    check: bool

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.tools) * (len(self.tools) - 1) // 2


def pairs(
    records: Iterable[Record],
    settings: Settings,
    folder: Path,
    *,
    fields: Registry | None = None,
    suffix: str = ".md",
    force: bool = False,
    check: bool = False,
) -> Pairs:
    """Prepare the pages about every two of the records; `fields` may have the costs of workloads.

    Raises VcompareError where there are no two.
    """
    tools = {record.slug: card(record, settings.panel) for record in records}
    if len(tools) < 2:  # noqa: PLR2004
        raise VcompareError("there are no two tools to compare", "`vcompare list` shows what there is")
    return Pairs(tools, settings, fields or BUILTIN.completed(settings), folder, suffix, force, check)


def update(
    of: Pairs,
    render: Callable[[Comparison], str],
    catalog: str,
    *,
    slugs: Iterable[str],
    whole: bool = True,
    prune: bool = False,
) -> Iterator[Output]:
    """Bring the pages, then their index up to date, and yield what became of each file.

    `render` makes the text of a page. The index names the `catalog`; where the tools are not the `whole` of
    it, because one could not be read, an index that exists stays as it is. Pages that vcompare wrote about a
    tool that is not among the `slugs` any more are stale, and with `prune` those that nobody edited are
    removed. Raises VcompareError where a page cannot be written or removed.
    """
    if not of.check:
        with files.explained(of.folder, "created"):
            of.folder.mkdir(parents=True, exist_ok=True)
    yield from _pages(of, render)
    index = of.folder / f"index{of.suffix}"
    if whole or not index.exists():
        text = seals.sealed(_index(of, catalog), _INDEX)
        yield _written(of, compare(index, text, force=of.force))
    yield from _stale(of, set(slugs), prune=prune and not of.check)


def _pages(of: Pairs, render: Callable[[Comparison], str]) -> Iterator[Output]:
    fields, panel = of.fields, of.settings.reviewers
    columns = {slug: column(card, fields) for slug, card in of.tools.items()}

    def page(pair: tuple[str, str]) -> Output:
        text = render(from_columns([columns[slug] for slug in pair], panel, fields))
        output = compare(of.folder / page_name(*pair, of.suffix), text, force=of.force)
        return Output(output.path, "", "same") if output.status == "same" else output

    def pages(batch: Sequence[tuple[str, str]]) -> list[Output]:
        return [page(pair) for pair in batch]

    for outputs in imap(pages, batches([*combinations(of.tools, 2)], _BATCH)):
        for output in outputs:
            yield _written(of, output)


def _written(of: Pairs, output: Output) -> Output:
    if output.status == "changed" and not of.check:
        files.write_all({output.path: output.text}, expected={output.path: output.before}, sync=False)
    return output


def _index(of: Pairs, catalog: str) -> str:
    from vcompare.render import html, markdown
    from vcompare.views.pages import index

    parts = index(catalog, [*of.tools.values()], lambda one, other: page_name(one, other, of.suffix))
    if of.suffix != ".html":
        return "".join(f"{markdown.render(part)}\n" for part in parts)
    body = "\n".join(map(html.render, parts))
    return html.page("Comparisons", f"Every two tools of {catalog}, side by side.", body)


def _stale(of: Pairs, slugs: set[str], *, prune: bool) -> Iterator[Output]:
    for path in sorted(of.folder.glob(f"*-vs-*{of.suffix}")):
        pair = pair_of(path.name, of.suffix)
        if pair is None or slugs.issuperset(pair):
            continue
        text = _text(path)
        seal = seals.seal(text)
        if seal and seal.command.partition(" --")[0] in {command(pair), command(pair[::-1])}:
            is_ours = prune and seal.intact
            if is_ours:
                files.write_all({path: None}, expected={path: text})
            yield Output(path, "", "removed" if is_ours else "stale")


def _text(path: Path) -> str:
    """Return what a file holds, nothing where it cannot be read, as it is not a page of ours then."""
    with suppress(VcompareError):
        return files.current(path) or ""
    return ""


def page_name(first: str, second: str, suffix: str) -> str:
    """Return the name of the page about two slugs, in whichever order they come.

    It depends on nothing but the two, and no other two have it. Where it could be read in two ways (`a-vs-b`
    and `c`, or `a` and `b-vs-c`) there is `--vs--` between them, which no slug can hold.
    """
    low, high = sorted((first, second))
    name = f"{low}-vs-{high}"
    return f"{low}--vs--{high}{suffix}" if _AMBIGUOUS.search(name) else f"{name}{suffix}"


def pair_of(name: str, suffix: str) -> tuple[str, str] | None:
    """Return the slugs whose page has this name; None for any other name."""
    stem = name.removesuffix(suffix)
    first, _, second = stem.partition("--vs--" if "--vs--" in stem else "-vs-")
    slugs = is_slug(first) and is_slug(second)
    return (first, second) if slugs and first != second and page_name(first, second, suffix) == name else None
