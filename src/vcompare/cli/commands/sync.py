"""`vcompare sync`: what Markdown files show of a catalog, brought up to date in place."""

import stat
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from vcompare.cli import catalogs, console
from vcompare.cli.console import ColorMode
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption
from vcompare.errors import VcompareError, system_says
from vcompare.publish import blocks
from vcompare.text.safe import plural

if TYPE_CHECKING:
    from vcompare.cli.markers import Answers

_STDIN = Path("-")
_LARGEST = 16 * 1024 * 1024
"""Bytes of a page. Whoever sends one may choose how long it takes to look through."""


class _Page(NamedTuple):
    """A file: what it is called in a message, what is in it, and later what its blocks should hold."""

    path: Path
    name: str
    text: str
    document: blocks.Document
    bodies: tuple[str, ...] = ()
    fresh: blocks.Written = blocks.Written("", 0, ())


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
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> int:
    """Bring the marked blocks inside Markdown files up to date.

    A block begins with the line `<!-- vcompare: show claude-4-api modal --section glance -->` and ends with
    the line `<!-- /vcompare -->`.
    """
    paths = list(dict.fromkeys(files))
    if _STDIN in paths and len(paths) > 1:
        raise VcompareError("- is stdin and stands alone", "name files, or - and nothing else")
    pages = [page for page in map(_read, paths) if page is not None]
    answers = _answers(pages, catalog, no_cache=no_cache)
    answered = [page for one in pages if (page := _answered(one, answers)) is not None]
    if len(answered) < len(paths):
        return 2  # and nothing is written
    kept = [page for page in answered if force or not _is_edited(page)]
    found = [_show(page, color) if check else _write(page) for page in kept]
    if _STDIN not in paths and not any(page.document.blocks for page in pages):
        console.note(f"no marked block in {pages[0].name if len(pages) == 1 else plural(len(pages), 'file')}")
    return max(found, default=0) if len(kept) == len(answered) else 2


def _read(path: Path) -> _Page | None:
    """Read a file, or say what keeps it from being read."""
    name = "stdin" if path == _STDIN else str(path)
    try:
        content = console.given() if path == _STDIN else _content(path)
        text = content.decode()
    except VcompareError as error:
        console.fail(error.message, error.hint)
    except UnicodeDecodeError as trouble:
        line = content.count(b"\n", 0, trouble.start) + 1
        console.fail(f"{name}:{line}: this is not UTF-8", "save the file as UTF-8")
    except (OSError, ValueError) as trouble:
        reason = system_says(trouble)
        console.fail(f"{name} cannot be read: {reason}")
    else:
        return _Page(path, name, text, blocks.read(text))
    return None


def _content(path: Path) -> bytes:
    status = path.lstat()
    mode = status.st_mode
    if stat.S_ISLNK(mode):
        raise VcompareError(f"{path} is a symbolic link", "name the file that it leads to")
    if stat.S_ISDIR(mode):
        raise VcompareError(f"{path} is a folder", "name the Markdown files in it")
    if not stat.S_ISREG(mode):
        raise VcompareError(f"{path} is no ordinary file", "name a Markdown file, or - for stdin")
    if status.st_size > _LARGEST:
        raise VcompareError(f"{path} is larger than {_LARGEST >> 20} MiB", "name pages that people read")
    return path.read_bytes()


def _answered(page: _Page, answers: "Answers | None") -> _Page | None:
    """Work out what the blocks of a page should hold, or say everything that is wrong with it."""
    problems, bodies = list(page.document.problems), []
    if answers is not None:
        for block in page.document.blocks:
            try:
                bodies.append(answers.to(block.words))
            except VcompareError as error:
                problems.append(blocks.Problem(block.line, error.message, error.hint))
    if not problems:
        page = page._replace(bodies=tuple(bodies), fresh=blocks.written(page.document, bodies))
        problems += page.fresh.problems
    _say(page, problems)
    return None if problems else page


def _answers(pages: Sequence[_Page], catalog: Path | None, *, no_cache: bool) -> "Answers | None":
    """Open the catalog where there is a block. It is never the sample, which would end up in the files."""
    if not any(page.document.blocks for page in pages):
        return None
    from vcompare.cli.markers import Answers

    near = [page.path for page in pages]
    return Answers(catalogs.open_catalog(catalog, or_sample=False, near=near), no_cache=no_cache)


def _is_edited(page: _Page) -> bool:
    """Say whether a person wrote into a block, and where."""
    hint = "`--force` writes over it, and `--check --force` shows what that would change"
    edited = [
        blocks.Problem(block.line, "this block was edited by hand", hint)
        for block, body in zip(page.document.blocks, page.bodies, strict=True)
        if blocks.is_by_hand(block, body)
    ]
    _say(page, edited)
    return bool(edited)


def _say(page: _Page, problems: Iterable[blocks.Problem]) -> None:
    for problem in sorted(problems, key=lambda problem: problem.line):
        console.fail(f"{page.name}:{problem.line}: {problem.message}", problem.hint)


def _show(page: _Page, color: ColorMode) -> int:
    """Show what would change; return 1 where something would."""
    from vcompare.editing.files import difference

    changed = difference(Path(page.name), page.text, page.fresh.text)
    console.difference(changed, color)
    return int(bool(changed))


def _write(page: _Page) -> int:
    """Write what changed; return 2 where that cannot be done."""
    from vcompare.editing.files import write_all

    if page.path == _STDIN:
        console.prepared(page.fresh.text.encode())
        return 0
    try:
        texts, judged = {page.path: page.fresh.text}, {page.path: page.text}
        if page.fresh.text != page.text and write_all(texts, judged=judged):
            console.note(f"{page.name}: {plural(page.fresh.changed, 'block')} brought up to date")
    except VcompareError as error:
        console.fail(error.message, error.hint)
        return 2
    return 0
