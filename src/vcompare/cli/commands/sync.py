"""`vcompare sync`: marked blocks in Markdown files, brought up to date in place."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from vcompare.cli import catalogs, console, leads, streams
from vcompare.cli.environment import ColorMode
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, TodayOption
from vcompare.editing.differences import difference
from vcompare.editing.files import write_all
from vcompare.editing.line_ends import with_lf
from vcompare.errors import VcompareError, system_says
from vcompare.publish import blocks, existing
from vcompare.text.words import plural

_STDIN = Path("-")
_MAX_BYTES = 16 * 1024 * 1024


def sync_command(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", readable=False, help="Markdown files; - alone is stdin, to stdout."
        ),
    ],
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; print the differences and exit with 1 on any.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite blocks that were edited by hand.")
    ] = False,
    _today: TodayOption = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> int:
    """Bring the marked blocks inside Markdown files up to date.

    A block begins with the line `<!-- vcompare: show claude-4-api modal --section glance -->` and ends with
    the line `<!-- /vcompare -->`.

    Examples: `vcompare sync README.md docs/*.md`, `vcompare sync --check README.md`
    """
    if _STDIN in files and len(set(files)) > 1:
        raise VcompareError("- is stdin and stands alone", "name files, or - and nothing else")
    texts = {path: _read(path) for path in files}
    pages = {path: blocks.read(text) for path, text in texts.items()}
    filled = [path for path, page in pages.items() if page.blocks]
    outputs = _outputs(catalog, filled, no_cache=no_cache)
    updates = {path: blocks.update(page, outputs.get(path, str)) for path, page in pages.items()}
    if any([_report(path, update.problems) for path, update in updates.items()]):  # noqa: C419 - all of them
        return 2
    if not filled and _STDIN not in pages:
        console.note(f"no marked block in {files[0] if len(pages) == 1 else plural(len(pages), 'file')}")
    statuses = [
        2
        if not force and _report(path, _edited(update))
        else _show(path, texts[path], update, color)
        if check
        else _write(path, texts[path], update)
        for path, update in updates.items()
    ]
    return max(statuses)


def _read(path: Path) -> str:
    if path != _STDIN:
        return existing.read(path, _MAX_BYTES)
    try:
        return streams.read_stdin().decode()
    except UnicodeDecodeError:
        raise VcompareError("stdin is not UTF-8", "send it as UTF-8") from None
    except OSError as error:
        raise VcompareError(f"stdin cannot be read: {system_says(error)}") from error


def _outputs(
    catalog: Path | None, files: Sequence[Path], *, no_cache: bool
) -> dict[Path, Callable[[str], str]]:
    """Open the catalog of every file, which is never the sample: that would end up in the files."""
    if not files:
        return {}
    from vcompare.cli.markers import Outputs

    found: dict[Path, Callable[[str], str]] = {}
    for root, of in catalogs.find_all(catalog, [file for file in files if file != _STDIN]).items():
        outputs = Outputs(catalogs.open_found(root, no_cache=no_cache))
        found.update(dict.fromkeys(of or [_STDIN], partial(_led_on, root, outputs.of)))
    leads.use_catalog(None)  # what is reported at the end is about several
    return found


def _led_on(root: Path, output: Callable[[str], str], command: str) -> str:
    """Return what a command outputs. Raises VcompareError whose hint is about the catalog of this file."""
    try:
        return output(command)
    except VcompareError as error:
        leads.use_catalog(root)
        hint = error.hint and leads.leading_on(error.hint)
        leads.use_catalog(None)
        raise VcompareError(error.message, hint) from error


def _report(path: Path, problems: Sequence[blocks.Problem]) -> bool:
    """Report problems with a file, and return whether there are any."""
    for problem in problems:
        console.fail(f"{_name(path)}:{problem.line}: {problem.message}", problem.hint)
    return bool(problems)


def _edited(update: blocks.Update) -> list[blocks.Problem]:
    hint = "`--force` overwrites it, and `--check --force` shows what that would change"
    return [blocks.Problem(block.line, "this block was edited by hand", hint) for block in update.edited]


def _show(path: Path, before: str, update: blocks.Update, color: ColorMode) -> int:
    console.difference(difference(Path(_name(path)), with_lf(before), with_lf(update.text)), color)
    return int(update.text != before)


def _write(path: Path, before: str, update: blocks.Update) -> int:
    if path == _STDIN:
        streams.write(update.text.encode())
        return 0
    try:
        if write_all({path: update.text}, expected={path: before}):
            console.note(f"{path}: {plural(update.changed, 'block')} brought up to date")
    except VcompareError as error:  # the other files are written
        console.fail(error.message, error.hint)
        return 2
    return 0


def _name(path: Path) -> str:
    return "stdin" if path == _STDIN else str(path)
