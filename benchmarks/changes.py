"""What changed: `diff` and `history` on a repository of 2,000 commits, next to Git saying the least of it."""

from benchmarks.measure import Entrant, measured, table
from benchmarks.session import Section, Session

_MOST = {"diff": 3.0, "history": 2.0}
"""How many times its floor a command may take."""


def measure(session: Session) -> Section:
    """Run the commands, each beside its floor."""
    root = session.history()
    name = min(path.stem for path in (root / "tools").iterdir())
    asked = {
        "diff": (
            ("diff", "HEAD~50"),
            "git archive",
            "git archive HEAD~50 | tar -t; git archive HEAD | tar -t",
        ),
        # Git follows the renames of one file only, so that the others are asked for beside it.
        "history": (
            ("history", name),
            "git log -p",
            (
                f"git log -p --follow -- tools/{name}.toml; "
                f"git log -p -- catalog.toml reviews/{name} votes/{name}.toml"
            ),
        ),
    }
    parts: list[str] = []
    missed: list[str] = []
    for command, (arguments, short, least) in asked.items():
        own = session.own(f"`{' '.join(arguments)}`", *arguments, root=root)
        floor = Entrant(short, [("sh", "-c", least)], "floor", f"`{least}`", session.environment, root)
        results = measured([own, floor], session.pace)
        parts.append(table(results))
        if results[0].times(results[1]) > _MOST[command]:
            missed.append(f"{command} takes more than {_MOST[command]} times its floor")
    return Section("\n\n".join(parts), missed)
