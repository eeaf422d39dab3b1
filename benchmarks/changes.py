"""What changed: `diff` and `history` on a repository of 2,000 commits, next to Git saying the least of it."""

from benchmarks.measure import Entrant, Result, measured, table
from benchmarks.session import Section, Session
from vcompare.cli import COMMANDS

_MOST = {"diff": 3.0, "history": 2.0}
"""How many times its floor a command may take."""


def measure(session: Session) -> Section:
    """Run the commands that are there, each beside its floor."""
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
    git = session.peers.program("git")
    for command, (arguments, short, least) in asked.items():
        if command not in COMMANDS or git is None:
            session.missing[f"vcompare {command}"] = "there is no such command yet" if git else "no git here"
            continue
        own = session.own(f"`{' '.join(arguments)}`", *arguments, root=root)
        floor = Entrant(short, [("sh", "-c", least)], "floor", f"`{least}`", session.environment, root)
        results = measured([own, floor], session.pace)
        parts.append(table(results))
        missed += _over(command, results)
    return Section("\n\n".join(parts), missed)


def _over(command: str, results: list[Result]) -> list[str]:
    own, floor = results
    most = _MOST.get(command)
    too_long = most is not None and own.times(floor) > most
    return [f"{command} takes more than {most} times its floor"] if too_long else []
