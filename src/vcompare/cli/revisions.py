"""What the commands about a catalog's revisions say on stderr."""

from collections.abc import Iterable

from vcompare.cli import console
from vcompare.history.states import WORKING_TREE, Skipped


def report(skipped: Iterable[Skipped]) -> None:
    """Say which tools were left out, and why."""
    for one in skipped:
        at = f"{one.path}:{one.line}:{one.column}"
        where = at if one.revision == WORKING_TREE else f"{one.revision[:10]}:{at}"
        console.warn(f"{where}: {one.message}; {one.tool} is left out here")
