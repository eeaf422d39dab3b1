"""What it takes to compute a workload with very many tools and their offers, and to sort the costs."""

from statistics import median

from benchmarks.floors import IMPORTS
from benchmarks.measure import measured, table
from benchmarks.session import Section, Session

OFFERS = 3
"""How many offers each tool has."""
MOST = {"few": 5.0, "all": 15.0}
"""How many times the floor each command may take."""


def measure(session: Session) -> Section:
    """Run each command right beside the floor."""
    large = session.catalog(session.large, offers=OFFERS)
    small = session.catalog(session.large // 10, offers=OFFERS)
    session.read(large)
    limited, everything = ("cost", "--limit", "50"), ("cost", "--format", "json")
    entrants = {
        "few": session.own(f"`cost --limit 50`, {session.large:,} tools", *limited, root=large),
        "all": session.own(f"`cost --format json`, {session.large:,} tools", *everything, root=large),
        "tenth": session.own(f"the same, {session.large // 10:,} tools", *everything, root=small),
    }
    for entrant in entrants.values():
        entrant.run()
    results = dict(zip(entrants, measured([*entrants.values()], session.pace, IMPORTS), strict=True))
    missed = [
        f"{results[name].entrant.name} takes more than {most} times the floor"
        for name, most in MOST.items()
        if median(results[name].ratios) > most
    ]
    if results["all"].median > 10 * results["tenth"].median:
        missed.append("ten times as many tools take `cost` more than ten times as long")
    return Section(table([*results.values()]), missed)
