"""How each command grows with the catalog, from eight tools to a hundred thousand."""

import math
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from benchmarks import imports, ranking
from benchmarks.floors import IMPORTS, reading
from benchmarks.index import cold, commands
from benchmarks.measure import Entrant, Pace, Result, measured, spread
from benchmarks.session import Section, Session

_MOST = 1.15
"""The largest exponent, for what grows with the number of tools and is a little off in a run."""
_STEADY = 0.03
"""What takes so few seconds more from the smallest to the largest catalog does not grow."""
_WEIGHTS = ("--weight", "score=3", "--weight", "panel.ship_percent=1")
_NEW = ("--tagline", "One of a kind", "--category", "Search", "--entry", "free", "--description", "New.")


def measure(session: Session) -> Section:
    """Run everything on catalogs of every size, in turn."""
    sized = [(size, one) for size in session.sizes for one in _entrants(session, size)]
    pace = Pace(session.pace.rounds // 2 + 1, session.pace.allowance / 2)
    floor, *results = measured([IMPORTS, *(entrant for _, entrant in sized)], pace)
    found: dict[str, dict[int, Result]] = {}
    for (size, entrant), result in zip(sized, results, strict=True):
        found.setdefault(entrant.name, {})[size] = result
    growth = {name: {size: one.median for size, one in of.items()} for name, of in found.items()}
    exponents = {name: exponent(of) for name, of in growth.items()}
    named = {floor.entrant.name: dict.fromkeys(session.sizes, floor.median)}
    text = [_times(found, session.sizes, floor, exponents), _memory(found, session.sizes)]
    missed = [f"{name} grows as n^{one:.2f}" for name, one in exponents.items() if one and one > _MOST]
    return Section("\n\n".join(text), missed, growth={**growth, **named})


def exponent(seconds: Mapping[int, float]) -> float | None:
    """Return x where a time grows as the x-th power of the size, by the two largest of three sizes or more.

    What the smallest catalog takes is taken off, as it is the start. 0 is a time that does not grow, and None
    one of which too little is known.
    """
    if len(seconds) <= 2:
        return None
    smallest, *_, small, large = sorted(seconds)
    before, after = (seconds[size] - seconds[smallest] for size in (small, large))
    if after < _STEADY:
        return 0.0
    return math.log(after / before, large / small) if before > 0 else None


def _entrants(session: Session, size: int) -> list[Entrant]:
    root = session.catalog(size)
    session.read(root)
    *short, _phrase = commands(session, root)
    own = {
        "`decide --weight …`": ("decide", *_WEIGHTS, "--limit", "50"),
        "`predictions`": ("predictions",),
        "`check`": ("check",),
        "`add --dry-run`": ("add", "Nothing Like It", *_NEW, "--dry-run"),
    }
    entrants = [session.own(name, *words, root=root) for name, words in own.items()]
    fmt = session.own("`fmt --check`", "fmt", "--check", root=root).ending(1)
    return [*short, *entrants, fmt, *_smaller(session, size), cold(session, root), *reading(root)]


def _smaller(session: Session, size: int) -> Iterator[Entrant]:
    """Yield what is not run on the largest catalogs: their data would fill a disk."""
    if size <= session.large:
        offers = session.catalog(size, offers=ranking.OFFERS)
        cost = session.own("`cost --limit 50`", "cost", "--limit", "50", root=offers)
        cost.run()
        yield cost
        yield imports.growing(session, size)
    if size <= session.middle:
        into = session.data / f"site-{size}"
        site = session.own("`site`", "site", "--into", str(into), root=session.catalog(size))
        yield site.after(lambda: shutil.rmtree(into, ignore_errors=True))


def _times(
    found: Mapping[str, Mapping[int, Result]],
    sizes: Sequence[int],
    floor: Result,
    exponents: Mapping[str, float | None],
) -> str:
    powers = {name: "" if one is None else f"n^{max(one, 0):.2f}" for name, one in exponents.items()}
    table = _table("ms, median (10–90%)", found, sizes, _milliseconds, {"grows as": powers})
    return f"{table}\n\nThe imports alone took {_milliseconds(floor)} ms."


def _memory(found: Mapping[str, Mapping[int, Result]], sizes: Sequence[int]) -> str:
    return _table("MB, at the most", found, sizes, lambda result: f"{result.megabytes:,.0f}")


def _milliseconds(result: Result) -> str:
    times = [1000 * one for one in result.seconds.values()]
    range_ = spread(times, 0)
    return f"{1000 * result.median:,.0f}" + (f" ({range_})" if range_ else "")


def _table(
    title: str,
    found: Mapping[str, Mapping[int, Result]],
    sizes: Sequence[int],
    cell: Callable[[Result], str],
    more: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> str:
    lines = [
        f"| {' | '.join([title, *(f'{size:,} tools' for size in sizes), *more])} |",
        f"|---|{'--:|' * (len(sizes) + len(more))}",
    ]
    for name, of in found.items():
        cells = [cell(of[size]) if size in of else "" for size in sizes]
        lines.append(f"| {' | '.join([name, *cells, *(column[name] for column in more.values())])} |")
    return "\n".join(lines)
