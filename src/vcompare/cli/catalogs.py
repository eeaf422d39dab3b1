"""Which catalog a command is about, and what a person is asked while it is read."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from vcompare.app import catalogs
from vcompare.cli import console, environment, leads
from vcompare.errors import CatalogNotFoundError, VcompareError
from vcompare.render import formats

if TYPE_CHECKING:
    from vcompare.app.names import Choose
    from vcompare.app.opened import OpenCatalog
    from vcompare.errors import AmbiguousNameError, UnknownNameError
    from vcompare.history.states import Skipped
    from vcompare.model import Named


def find(named: Path | None, *, or_sample: bool = True, of: Path | None = None) -> Path:
    """Return the folder of the catalog, that `of` a file where one is given, with a note if it is the sample.

    Raises CatalogNotFoundError.
    """
    try:
        here = Path.cwd()
    except OSError as problem:
        raise CatalogNotFoundError("the working directory is gone", "change to one that exists") from problem
    found = catalogs.find(named, here=here, of=of, or_sample=or_sample)
    if found.is_sample:
        own = "`vcompare init` starts your own"
        console.note(f"no catalog here or above: using the sample that ships with vcompare ({own})")
    leads.use_catalog(None if found.is_sample else found.root, named)
    return found.root


def find_all(named: Path | None, files: Sequence[Path]) -> dict[Path, list[Path]]:
    """Return the folder of the catalog of every file, each with its files; without files, the one of here.

    None is the sample. Raises CatalogNotFoundError, and VcompareError for a file that is not there and has no
    catalog.
    """
    found: dict[Path, list[Path]] = {} if files else {find(named, or_sample=False): []}
    for file in files:
        try:
            root = find(named, or_sample=False, of=file)
        except CatalogNotFoundError:
            if named or os.path.lexists(file):
                raise
            raise VcompareError(f"{file} does not exist", "check the name") from None
        found.setdefault(root, []).append(file)
    return found


def open_catalog(
    named: Path | None,
    *,
    or_sample: bool = True,
    of: Path | None = None,
    no_cache: bool = False,
    form: str = "json",
) -> "OpenCatalog":
    """Open the catalog that `find` finds, with a note where a file has another one than a command without it.

    What shows an answer in the format `form` is loaded while other processes work.

    Raises CatalogNotFoundError and UnreadableFileError.
    """
    root = find(named, or_sample=or_sample, of=of)
    if of and named is None:
        usual = catalogs.find(None, here=Path.cwd())
        if not usual.is_sample and usual.root != root:
            console.note(f"{of} is about the catalog nearest to it, {root}; --catalog names another")
    return open_found(root, no_cache=no_cache, form=form)


def open_found(root: Path, *, no_cache: bool = False, form: str = "json") -> "OpenCatalog":
    """Open the catalog in a folder. Raises UnreadableFileError."""
    from vcompare.app.opened import OpenCatalog
    from vcompare.catalog.store import Catalog
    from vcompare.cli.reporter import StderrReporter

    cache = (lambda: None) if no_cache else cache_folder
    return OpenCatalog(Catalog.open(root), cache, StderrReporter(), lambda: formats.load(form))


def cache_folder() -> Path | None:
    """Return the user's folder for what can be rebuilt at any time, None where the system has none."""
    from platformdirs import user_cache_path

    folder = user_cache_path("vcompare", appauthor=False)
    return folder if folder.is_absolute() else None


def chooser() -> "Choose | None":
    """Return what lets a person choose between tools, None where nobody is there to choose."""
    return _choose if environment.can_ask() else None


def _choose(error: "AmbiguousNameError | UnknownNameError") -> str:
    from vcompare.cli.input.picker import Option, choose

    console.note(error.message)
    options = [Option(one.slug, one.slug, " · ".join(one.details)) for one in error.candidates]
    return choose(options, "which one?")


def pick(opened: "OpenCatalog", command: str, *, several: bool = False) -> list[str]:
    """Let a person pick the tools that a command is about. Raises VcompareError where nobody is there."""
    if not environment.can_ask():
        argument = "TOOL..." if several else "TOOL"
        raise VcompareError(f"missing argument '{argument}'", f"`vcompare {command} --help` shows how")
    from vcompare.app import lookup
    from vcompare.cli.input.picker import ROWS, pick_tools

    def every() -> "list[Named]":
        if tools := lookup.names(opened).names():
            return tools
        raise VcompareError(f"{opened.root} has no tools yet", "`vcompare add` adds one")

    question = "Which tools?" if several else "Which tool?"
    return pick_tools(every, lookup.glimpse(opened, ROWS), question, several=several)


def report(problems: Sequence[VcompareError]) -> bool:
    """Report what cannot be read or used, and is left out; return whether there are any."""
    for problem in problems:
        console.fail(problem.message, problem.hint)
    return bool(problems)


def note_left_out(root: Path, done: str) -> int:
    """Note how many tools a sparse checkout leaves out, which are not `done`, and return the number."""
    from vcompare.app import checkout

    count = checkout.tools(checkout.left_out(root))
    if count:
        console.note(checkout.remark(count, done))
    return count


def report_skipped(root: Path, skipped: "Iterable[Skipped]") -> None:
    """Report tools that were left out of a revision, and why."""
    for one in skipped:
        at = f"{one.path}:{one.line}:{one.column}"
        where = root / at if one.revision == "working tree" else f"{one.revision[:10]}:{at}"
        console.warn(f"{where}: {one.message}; {one.tool} is left out here")


def seen_from_outside(root: Path) -> PurePath:
    """Return the catalog's folder as a CI system names files: from the workspace, or else from here."""
    for base in (environment.variable("GITHUB_WORKSPACE"), Path.cwd()):
        if base and root.resolve().is_relative_to(Path(base).resolve()):
            return root.resolve().relative_to(Path(base).resolve())
    return root.resolve()
