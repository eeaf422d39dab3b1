"""How each command grows with the catalog, from eight tools to a hundred thousand."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.floors import IMPORTS, reading
from benchmarks.index import cold, commands
from benchmarks.measure import Entrant, Pace, Result, measured, spread
from benchmarks.session import Section, Session


def measure(session: Session) -> Section:
    """Run everything on catalogs of every size, in turn."""
    sized = [(size, one) for size in session.sizes for one in _entrants(session, session.catalog(size))]
    pace = Pace(session.pace.rounds // 2 + 1, session.pace.allowance / 2)
    imports, *results = measured([IMPORTS, *(entrant for _, entrant in sized)], pace)
    found: dict[str, dict[int, Result]] = {}
    for (size, entrant), result in zip(sized, results, strict=True):
        found.setdefault(entrant.name, {})[size] = result
    growth = {name: {size: one.median for size, one in of.items()} for name, of in found.items()}
    named = {imports.entrant.name: dict.fromkeys(session.sizes, imports.median)}
    text = [_times(found, session.sizes, imports), _memory(found, session.sizes)]
    return Section("\n\n".join(text), growth={**growth, **named})


def _entrants(session: Session, root: Path) -> list[Entrant]:
    session.read(root)
    *short, _phrase = commands(session, root)
    check = session.own("`check`", "check", root=root)
    return [*short, check, cold(session, root), *reading(root)]


def _times(found: Mapping[str, Mapping[int, Result]], sizes: Sequence[int], imports: Result) -> str:
    return _table("ms, median (10–90%)", found, sizes, _milliseconds) + (
        f"\n\nThe imports alone took {_milliseconds(imports)} ms."
    )


def _memory(found: Mapping[str, Mapping[int, Result]], sizes: Sequence[int]) -> str:
    return _table("MB, at the most", found, sizes, lambda result: f"{result.megabytes:,.0f}")


def _milliseconds(result: Result) -> str:
    times = [1000 * one for one in result.seconds.values()]
    range_ = spread(times, 0)
    return f"{1000 * result.median:,.0f}" + (f" ({range_})" if range_ else "")


def _table(
    title: str, found: Mapping[str, Mapping[int, Result]], sizes: Sequence[int], cell: Callable[[Result], str]
) -> str:
    lines = [
        f"| {title} | {' | '.join(f'{size:,} tools' for size in sizes)} |",
        f"|---|{'--:|' * len(sizes)}",
    ]
    for name, of in found.items():
        lines.append(f"| {name} | {' | '.join(cell(of[size]) for size in sizes)} |")
    return "\n".join(lines)
