"""What the commands that change a catalog share: which tool is meant, and how a change is reported."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from vcompare.app.names import resolve
from vcompare.app.opened import OpenCatalog
from vcompare.cli import console, environment
from vcompare.cli.environment import ColorMode
from vcompare.diagnostics import Diagnostic, Report
from vcompare.editing import edits
from vcompare.editing.edits import FileChange
from vcompare.errors import UndeclaredError, UnknownNameError, VcompareError
from vcompare.fields import BUILTIN, Registry
from vcompare.text.words import limited, natural_list

if TYPE_CHECKING:
    from vcompare.app.writing.changes import Written
    from vcompare.app.writing.forms import Form

T = TypeVar("T")
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Print the changes as a diff, and write nothing.")
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
_MOST_NEAR = 3
_MANY = 10
"""Up to this many files are reported one by one; beyond that, they are counted."""


def named(opened: OpenCatalog, query: str) -> str:
    """Return the slug of the tool that has exactly `query` as its slug, name or alias.

    Raises VcompareError where there is none, and where there are several.
    """
    try:
        return resolve(opened, [query], exact=True)[0]
    except UnknownNameError as error:
        near = [f"`{candidate.slug}`" for candidate in error.candidates[:_MOST_NEAR]]
        close = f"did you mean {natural_list(near, 'or')}? " if near else ""
        rule = "commands that write match slugs, names and aliases exactly"
        raise VcompareError(error.message, f"{close}{rule}; `vcompare list` shows every tool") from None


def confirm(question: str, lines: Sequence[str] = (), *, yes: bool) -> None:
    """Ask whether to do what was listed. Raises VcompareError for a no, and where there is nobody to ask."""
    if yes:
        return
    if not environment.can_ask():
        hint = "--yes does it without asking; --dry-run shows what it would do"
        raise VcompareError(f"nothing was written: there is no terminal to ask whether to {question}", hint)
    from vcompare.cli.input.questions import agrees

    if lines:
        console.note("this affects", limited(lines))
    if not agrees(f"{question}?"):
        raise VcompareError("nothing was written")


def report(written: "Written", color: ColorMode, following: str = "", why: str = "") -> None:
    """Report what was written, with old and new values, and what to do next; of a dry run, print the diff."""
    warn(written.root, written.warnings)
    if not written.changes:
        console.note("nothing to change; nothing was written")
    elif written.dry_run:
        console.difference(written.difference, color)
    else:
        report_written(written.root, written.changes, written.fields)
        if following:
            console.note(f"next: `{following}` {why}".rstrip())


def report_written(root: Path, changes: Sequence[FileChange], fields: Registry = BUILTIN) -> None:
    """Report on stderr which files were written, moved or removed, and which values changed."""
    from vcompare.app.writing.imported import below
    from vcompare.app.writing.recipes import with_shipped
    from vcompare.app.writing.reported import value_changes

    moves = edits.moved(changes)
    known = {path for move in moves for path in move}
    rest = [change for change in changes if change.before != change.after and change.path not in known]
    for old, new in moves[:_MANY]:
        console.note(f"moved {root / old} to {root / new}")
    for change in map(with_shipped, rest[:_MANY]):
        imported = below(root, change.path)
        # All values of a new file are new: of a ballot and a review they are worth a line.
        is_short = change.before is not None or imported.units or (len(rest) == 1 and not _is_of_tool(change))
        has_values = change.after is not None or imported.units
        lines = value_changes(change, fields, imported) if has_values and is_short else ()
        console.note(f"{'removed' if change.after is None else 'wrote'} {root / change.path}", lines)
    more = len(moves[_MANY:]) + len(rest[_MANY:])
    if more:
        console.note(f"and {more:,} more files in {root}")


def _is_of_tool(change: FileChange) -> bool:
    return change.path.startswith("tools/")


def with_declared(
    opened: OpenCatalog, run: Callable[[OpenCatalog, Sequence[FileChange]], T], *, yes: bool
) -> T:
    """Run a command that sets specs or rates; where the catalog lacks one, declare it if a person agrees.

    `run` takes the catalog, and the changes that declare what it lacks. Raises UndeclaredError for a no.
    """
    try:
        return run(opened, ())
    except UndeclaredError as error:
        if not (yes or environment.can_ask()):
            raise
        from vcompare.app.writing.declaring import declare

        if not yes:
            from vcompare.cli.input.questions import agrees

            console.note(f"{error.message}; this would declare it", error.block.splitlines())
            if not agrees("add it to catalog.toml?"):
                raise VcompareError("nothing was written") from None
        declared = declare(opened, error)
        return run(declared.opened, [declared.change])


def outdated(root: Path, form: "Form", changes: Sequence[FileChange]) -> list[str]:
    """Return a sentence for each date that stays though what it dates changes."""
    from vcompare.app.writing.evidence import outdated

    stale = [(root / change.path, one) for change in changes for one in outdated(form, change)]
    return [f"{path}: {one.date} is still {one.value}, though {one.changed} changed" for path, one in stale]


def warn_of(stale: Sequence[str], remedy: str) -> None:
    """Warn of dates that stay, and name the remedy."""
    for sentence in limited(stale, _MANY):
        console.warn(f"{sentence}; {remedy}")


def warn_of_quotes(root: Path, form: "Form", changes: Sequence[FileChange]) -> None:
    """Warn of quotes and notes that stay though the values that they are about change."""
    from vcompare.app.writing.evidence import left_behind

    sentences = [
        f"{root / change.path}: {name}.{part} is unchanged, though {name} changed; "
        f"{short}.{part}=WORDS replaces it, {short}.{part}= removes it"
        for change in changes
        for name, part in left_behind(form, change)
        for short in [name.removeprefix("specs.")]
    ]
    for sentence in limited(sentences, _MANY):
        console.warn(sentence)


def warn(root: Path, findings: Iterable[Diagnostic]) -> None:
    """Report what `check` warns of, once for several files; of many warnings, only how many each rule has."""
    from vcompare.render.findings import text

    found = tuple(findings)
    if len(found) > _MANY * 2:
        rules = Counter(finding.rule for finding in found)
        console.note(
            f"`vcompare check` warns: {', '.join(f'{rule} ({n:,})' for rule, n in sorted(rules.items()))}"
        )
        return
    for line in text.together(Report(0, found), root):
        console.say(line)
