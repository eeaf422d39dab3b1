"""From what a person typed to records: which catalog, which tools."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING

from vcompare.app import lookup
from vcompare.app.lookup import Names
from vcompare.catalog.store import Catalog, unreadable
from vcompare.cli import console, environment
from vcompare.cli.progress import progress
from vcompare.comparison import Card
from vcompare.diagnostics import Diagnostic
from vcompare.errors import AmbiguousNameError, CatalogNotFoundError, UnknownNameError, VcompareError
from vcompare.model import Record
from vcompare.text.safe import one_line
from vcompare.text.words import plural

if TYPE_CHECKING:
    from vcompare.index.tools import ToolIndex
    from vcompare.match import Match


def find(option: Path | None, *, or_sample: bool = True, near: Sequence[Path] = ()) -> Path:
    """Return the catalog's folder: the one named, the nearest upwards, or the sample, with a note.

    Upwards is from the working directory, and failing that from the paths in `near`. Raises
    CatalogNotFoundError where the one named is not a catalog, or where none is and the sample will not do.
    """
    if option is not None:
        for folder in (option, option / "catalog"):
            if _has_catalog(folder):
                return folder
        reason = "it has no catalog.toml" if option.is_dir() else "there is no such folder"
        hint = "--catalog (or VCOMPARE_CATALOG) names the folder that holds catalog.toml"
        raise CatalogNotFoundError(f"no catalog in {option}: {reason}", hint)
    try:
        here = Path.cwd()
    except OSError as problem:
        raise CatalogNotFoundError("the working directory is gone", "change to one that exists") from problem
    for start in (here, *(here / path for path in near)):
        for above in (start, *start.parents):
            for folder in (above / "catalog", above):
                if _has_catalog(folder):
                    return Path(_relative(folder, here))
    if not or_sample:
        raise CatalogNotFoundError(
            "no catalog here or above", "--catalog names the folder that holds catalog.toml"
        )
    console.note("no catalog here or above: using the sample that ships with vcompare")
    return sample()


def _has_catalog(folder: Path) -> bool:
    return os.path.isfile(folder / "catalog.toml")  # noqa: PTH113 - False too where one may not look


def sample() -> Path:
    """Return the sample catalog: inside the installed package, or in the checkout of an editable install."""
    package = Path(__file__).parents[1]
    installed = package / "sample"
    return installed if installed.is_dir() else package.parents[1] / "catalog"


def cover(root: Path, paths: Sequence[Path]) -> Callable[[str], bool] | None:
    """Return the test whether a path of the catalog is among `paths` or below one of them; None without any.

    A path is seen from the working directory, or else from the catalog. Raises VcompareError for one that is
    not there, or that lies outside the catalog.
    """
    if not paths:
        return None
    base = root.resolve()
    wanted = [_inside(path, base) for path in paths]
    return lambda path: any(PurePosixPath(path).is_relative_to(one) for one in wanted)


def _inside(path: Path, base: Path) -> PurePosixPath:
    for candidate in (Path.cwd() / path, base / path):
        if os.path.lexists(candidate):
            place = candidate.parent.resolve() / candidate.name
            if base.is_relative_to(place.resolve()):
                return PurePosixPath()
            if place.is_relative_to(base):
                return PurePosixPath(place.relative_to(base).as_posix())
            raise VcompareError(f"{path} is not in the catalog {base}", "name files of the catalog")
    raise VcompareError(f"there is no {path}", "name files of the catalog, seen from here or from its folder")


def seen_from_outside(root: Path) -> PurePath:
    """Return the catalog's folder as a CI system names files: from the workspace, or else from here."""
    for base in (environment.variable("GITHUB_WORKSPACE"), Path.cwd()):
        if base and root.resolve().is_relative_to(Path(base).resolve()):
            return root.resolve().relative_to(Path(base).resolve())
    return root.resolve()


def rule_names(given: Sequence[str] | None) -> list[str]:
    """Return the rules that an option names, singly or with commas.

    Raises VcompareError for one that does not exist, and where the option is given and names none.
    """
    names = [rule_name(name.strip()) for item in given or () for name in item.split(",") if name.strip()]
    if given and not names:
        raise VcompareError("an option names no rule", "`vcompare explain` lists the rules")
    return names


def rule_name(name: str) -> str:
    """Return the name of a rule as it is. Raises VcompareError where there is no such rule."""
    from vcompare.checks.rules import BY_NAME
    from vcompare.text.suggestions import did_you_mean

    if name not in BY_NAME:
        hint = did_you_mean(name, BY_NAME) or "`vcompare explain` lists the rules"
        raise VcompareError(f'there is no rule "{name}"', hint)
    return name


def open_catalog(option: Path | None, *, or_sample: bool = True, near: Sequence[Path] = ()) -> Catalog:
    """Open the catalog that `find` finds, saying on stderr what is odd about its `catalog.toml`."""
    catalog = Catalog.open(find(option, or_sample=or_sample, near=near))
    _warn(catalog, catalog.findings)
    return catalog


def all_names(catalog: Catalog, *, no_cache: bool = False) -> Names:
    """Return what the tools of a catalog can be called, from the cache or from its files."""
    return lookup.names(catalog, None if no_cache else cache_folder(), _reading, console.warn)


def searchable(catalog: Catalog, *, no_cache: bool = False) -> "ToolIndex":
    """Return the index to search a catalog in. Raises VcompareError where this Python has none."""
    return lookup.searchable(catalog, None if no_cache else cache_folder(), _reading, console.warn)


_reading = partial(progress, label="reading")


def cache_folder() -> Path | None:
    """Return the folder for what can be made again, None where the system has none."""
    from platformdirs import user_cache_path

    folder = user_cache_path("vcompare", appauthor=False)
    return folder if folder.is_absolute() else None


def records(
    catalog: Catalog,
    queries: Sequence[str],
    *,
    exact: bool = False,
    no_cache: bool = False,
    why: bool = False,
) -> list[Record]:
    """Return the records of the tools that were named, in that order.

    Raises what stops the command: an unknown or ambiguous name, a broken file, one tool named twice.
    """
    if why:
        explain(all_names(catalog, no_cache=no_cache), queries, exact=exact)
    _refuse_twice(queries)
    slugs = resolve(catalog, queries, exact=exact, no_cache=no_cache)
    for index, slug in enumerate(slugs):
        if slug in slugs[:index]:
            first, again = queries[slugs.index(slug)], queries[index]
            same = f'"{first}" and "{again}" are the same tool, {slug}'
            raise VcompareError(same, "name each tool once")
    return [_record(catalog, slug) for slug in slugs]


def _refuse_twice(queries: Sequence[str]) -> None:
    for index, query in enumerate(queries):
        if query in queries[:index]:
            raise VcompareError(f'"{query}" is named twice', "name each tool once")


def resolve(
    catalog: Catalog, queries: Sequence[str], *, exact: bool = False, no_cache: bool = False
) -> list[str]:
    """Return the slug that each query means. Names are looked at only where a query is not a slug."""
    if all(query in catalog for query in queries):
        return list(queries)
    names = all_names(catalog, no_cache=no_cache)
    if broken := names.broken():
        tools = plural(broken, "tool")
        console.warn(f"{tools} cannot be read and cannot be matched: `vcompare check` says why")
    return [query if query in catalog else _resolve(query, catalog, names, exact=exact) for query in queries]


def explain(names: Names, queries: Sequence[str], *, exact: bool = False) -> None:
    """Say on stderr what each query could mean, how well that fits, and why."""
    from vcompare import match

    for query in queries:
        explanation = match.explain(query, names.names()[0])
        refused = ", but --exact takes nothing similar" if exact and explanation.outcome == "fuzzy" else ""
        console.say(one_line(f'"{query}": {_OUTCOMES[explanation.outcome]}{refused}'))
        for tool in explanation.tools:
            console.say(f"  {tool.score:.2f}  {tool.slug}  {one_line(tool.text)}")
            for reason in tool.reasons:
                console.say(f"        {one_line(reason)}")


_OUTCOMES = {
    "exact": "it is a slug, a name or an alias",
    "fuzzy": "one tool fits clearly best",
    "ambiguous": "several tools fit equally well",
    "unknown": "no tool is clearly meant",
}


def listed(catalog: Catalog, *, no_cache: bool) -> tuple[list[Card], bool]:
    """Return every tool that can be read, and whether one could not, which is said on stderr."""
    tools, broken = [], False
    for tool, findings in lookup.overviews(
        catalog, None if no_cache else cache_folder(), _reading, console.warn
    ):
        if tool is not None:
            tools.append(tool)
            if findings:
                _warn(catalog, findings)
        else:
            error = unreadable(catalog.root, findings)
            console.fail(error.message, error.hint)
            broken = True
    return tools, broken


def all_records(catalog: Catalog) -> tuple[list[Record], bool]:
    """Return the records of all tools, and whether one could not be read, which is said on stderr."""
    read, broken = [], False
    for slug in catalog.slugs():
        record, findings = catalog.record(slug)
        if record is None:
            error = unreadable(catalog.root, findings)
            console.fail(error.message, error.hint)
            broken = True
        else:
            _warn(catalog, findings)
            read.append(record)
    return read, broken


def _resolve(query: str, catalog: Catalog, names: Names, *, exact: bool) -> str:
    try:
        found = _match(query, names, exact=exact)
    except (AmbiguousNameError, UnknownNameError) as error:
        if not error.candidates or exact or not environment.can_ask():
            raise
        return _choose(error, catalog)
    if found.how == "fuzzy":
        console.note(f'"{query}" matched {found.slug}')
    return found.slug


def _match(query: str, names: Names, *, exact: bool) -> "Match":
    """Match a query with the few tools it can mean; where it means none, the nearest are among all."""
    from vcompare import match

    try:
        return match.resolve(query, names.shortlist(query), exact=exact)
    except UnknownNameError:
        return match.resolve(query, names.names()[0], exact=exact)


def _choose(error: AmbiguousNameError | UnknownNameError, catalog: Catalog) -> str:
    """Let the person choose. Raises VcompareError where they would rather not."""
    console.note(error.message)
    console.candidates(error.candidates, numbered=True)
    slugs = [candidate.slug for candidate in error.candidates]
    chosen = console.ask("which one?", slugs, catalog.__contains__)
    if chosen is None:
        raise VcompareError(f'"{error.query}" was not settled', error.hint)
    return chosen


def _record(catalog: Catalog, slug: str) -> Record:
    record, findings = catalog.record(slug)
    if record is None:
        raise unreadable(catalog.root, findings)
    _warn(catalog, findings)
    return record


def _warn(catalog: Catalog, findings: Sequence[Diagnostic]) -> None:
    for finding in findings:
        console.warn(f"{catalog.root / finding.path}:{finding.line}:{finding.column}: {finding.message}")


def _relative(folder: Path, here: Path) -> str:
    """Show a catalog below or at the working directory as a person would type it."""
    return str(folder.relative_to(here)) if folder.is_relative_to(here) else str(folder)
