"""Changes that are judged before they are made: all of them are, or none.

A command holds the lock, reads with `current`, works out the new texts, has `judge` look at them, and calls
`commit`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from vcompare.catalog.source import Source
from vcompare.diagnostics import Diagnostic
from vcompare.editing.differences import difference
from vcompare.editing.file_changes import FileChange, commit, current, moved, ordered
from vcompare.editing.lock import locked
from vcompare.editing.preview import Preview
from vcompare.errors import RefusedError
from vcompare.parallel import Watch, unwatched
from vcompare.text.safe import visible
from vcompare.text.words import limited

__all__ = [
    "FileChange",
    "commit",
    "current",
    "faults",
    "judge",
    "locked",
    "moved",
    "ordered",
    "unified",
]

Places = Mapping[str, Callable[[Diagnostic | None], str]]
"""By the path of a file, where somebody wrote what a finding in it is about; None asks for all of it."""
NOWHERE: Places = MappingProxyType({})


def judge(
    root: Path, changes: Sequence[FileChange], places: Places = NOWHERE, watch: Watch = unwatched
) -> tuple[Diagnostic, ...]:
    """Return the warnings that changes bring. Raises RefusedError where they bring errors."""
    found = faults(root, changes, watch)
    errors = [finding for finding in found if finding.severity == "error"]
    if errors:
        order = {path: number for number, path in enumerate(places)}
        errors.sort(key=lambda one: order.get(one.path, len(order)))
        raise _refused(root, errors, places)
    return found


def faults(root: Path, changes: Sequence[FileChange], watch: Watch = unwatched) -> tuple[Diagnostic, ...]:
    """Return what `check` would find after the change and does not find now.

    Warnings count only where they are about the files that change.
    """
    after = _findings(Preview(root, changes), changes, watch)
    if not after:
        return ()
    known = Counter((finding.rule, finding.message) for finding in _findings(Source(root), changes, watch))
    new = []
    for finding in after:
        known[finding.rule, finding.message] -= 1
        if known[finding.rule, finding.message] < 0:
            new.append(finding)
    return tuple(new)


def _findings(source: Source, changes: Iterable[FileChange], watch: Watch = unwatched) -> list[Diagnostic]:
    """Return the findings in the files that change, and the errors in all others.

    Of the others, only those are read that a rule compares with them: names with names, texts with texts.
    """
    from vcompare.checks.runner import check_source

    paths = {change.path for change in changes}
    kinds = {path.partition("/")[0] for path in paths}
    compared = tuple(f"{kind}/" for kind in ("tools", "reviews") if kind in kinds)

    def reads(path: str) -> bool:
        return "catalog.toml" in kinds or path in paths or path.startswith(compared)

    report = check_source(source, reads=reads, progress=watch)
    return [one for one in report.diagnostics if one.path in paths or one.severity == "error"]


def _refused(root: Path, errors: Sequence[Diagnostic], places: Places) -> RefusedError:
    def line(one: Diagnostic) -> str:
        place = places[one.path](one) if one.path in places else str(root / str(one.location))
        return f"{place}: {one.severity} {one.rule}: {one.message}" + (f" ({one.hint})" if one.hint else "")

    message = "nothing was written: it would not pass `check`"
    hint = f"`vcompare explain {errors[0].rule}` says more"
    return RefusedError(message, limited(list(map(line, errors))), hint, tuple(errors))


def unified(root: Path, changes: Sequence[FileChange]) -> str:
    """Return changes as a unified diff, in which moved files are named as Git names them."""
    moves = moved(changes)
    known = {path for move in moves for path in move}
    names = "".join(
        f"rename from {visible(str(root / old))}\nrename to {visible(str(root / new))}\n"
        for old, new in moves
    )
    rest = (change for change in changes if change.path not in known)
    return names + "".join(difference(root / path, before, after) for path, before, after in rest)
