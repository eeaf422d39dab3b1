"""What specs cost: two tools that have thirty of them, and a list that is filtered and sorted by them."""

from statistics import median

from benchmarks.floors import IMPORTS
from benchmarks.measure import measured, table
from benchmarks.session import Section, Session

_SHOWN, _LISTED = 30, 20
"""How many specs the tools have that are shown, and those that are listed."""
FILTERED = ("--where", "context>=200k", "--where", "open-weights", "--sort=-released", "--limit", "50")
MOST = {"show": 1.4, "list": 4.0}
"""How many times the floor each command may take."""


def measure(session: Session) -> Section:
    """Run each command right beside the floor."""
    few, many = session.catalog(session.middle, _SHOWN), session.catalog(session.large, _LISTED)
    session.read(many)
    entrants = {
        "show": session.own(f"`show A B`, {_SHOWN} specs each", "show", *session.pair(few), root=few),
        "list": session.own(
            f"`list --where … --sort … --limit 50`, {session.large:,} tools of {_LISTED} specs",
            *("list", *FILTERED),
            root=many,
        ),
    }
    for entrant in entrants.values():
        entrant.run()
    results = dict(zip(entrants, measured([*entrants.values()], session.pace, IMPORTS), strict=True))
    missed = [
        f"{result.entrant.name} takes more than {MOST[name]} times the floor"
        for name, result in results.items()
        if median(result.ratios) > MOST[name]
    ]
    return Section(table([*results.values()]), missed)
