"""What it takes to decide between very many tools by ten criteria of all kinds, one of them a reviewer."""

from pathlib import Path
from statistics import median

from benchmarks.floors import IMPORTS
from benchmarks.measure import measured, table
from benchmarks.session import Section, Session

_SPECS, _OFFERS = 20, 3
"""How many specs, and how many offers, each tool has."""
_MOST = 10.0
"""How many times the floor `decide` may take."""
_DECISION = """
label = "What to build on"

[criteria]
score = { weight = 3 }
"panel.ship_percent" = { weight = 1 }
context = { weight = 2, worst = 8_000, best = 1_000_000 }
"open-weights" = { weight = 1 }
released = { weight = 1, worst = 2023-01-01, best = 2026-10-31 }
input = { weight = 1, worst = 5, best = 0 }
output = { weight = 2, worst = 20, best = 0 }
"cost.support" = { weight = 2, worst = 500, best = 5 }
"reviews.builder.score" = { weight = 1 }
"limit-1" = { weight = 0.5, worst = 0, best = 1000 }
"""


def measure(session: Session) -> Section:
    """Run each command right beside the floor."""
    large, small = (_catalog(session, size) for size in (session.large, session.large // 10))
    session.read(large)
    entrants = [
        session.own(f"`decide NAME --limit 50`, {session.large:,} tools", *_LIMITED, root=large),
        session.own(f"`decide NAME`, {session.large:,} tools", "decide", "build", root=large),
        session.own(
            f"`decide NAME --format csv`, {session.large:,} tools", "decide", "build", "-f", "csv", root=large
        ),
        session.own(f"`decide NAME --format json`, {session.large:,} tools", *_EVERYTHING, root=large),
        session.own(f"JSON, {session.large // 10:,} tools", *_EVERYTHING, root=small),
    ]
    for entrant in entrants:
        entrant.run()
    results = measured(entrants, session.pace, IMPORTS)
    missed = [
        f"{result.entrant.name} takes more than {_MOST} times the floor"
        for result in results
        if median(result.ratios) > _MOST
    ]
    return Section(table(results), missed)


_LIMITED = ("decide", "build", "--limit", "50")
_EVERYTHING = ("decide", "build", "--format", "json")


def _catalog(session: Session, size: int) -> Path:
    """Return the generated catalog of a size, with a decision of ten criteria."""
    root = session.catalog(size, _SPECS, _OFFERS)
    (root / "decisions").mkdir(exist_ok=True)
    (root / "decisions/build.toml").write_text(_DECISION, encoding="utf-8")
    return root
