"""`vcompare site`: the whole catalog as a site of static files."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vcompare.cli import catalogs, console
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, ForceOption, TodayOption
from vcompare.errors import VcompareError
from vcompare.text.words import plural

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from vcompare.publish.existing import Output
    from vcompare.site.build import Target


def site_command(
    *,
    into: Annotated[Path, typer.Option(metavar="DIR", help="The folder for the site.")],
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the site will be; by default, `url` in [site].")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if the folder is not up to date.")
    ] = False,
    force: ForceOption = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Write more than 5,000 pages about two tools without a question.")
    ] = False,
    serve: Annotated[
        bool,
        typer.Option("--serve", help="Show it on this machine, rebuilt as the catalog changes."),
    ] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port of --serve.")] = 8000,
    today: TodayOption = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    _color: ColorOption = "auto",
) -> int:
    """Make a site of static pages: each tool, comparisons, tables and rankings.

    Examples: `vcompare site --into public --url https://example.com/tools`,
    `vcompare site --into public --check`
    """
    if serve and check:
        raise VcompareError("--serve and --check contradict each other", "leave out one of them")

    from vcompare.site.build import Target

    def build() -> int:
        target = Target(into, check, force, keep=serve)
        return _build(catalog, target, url, today, yes=yes, no_cache=no_cache)

    if not serve:
        return build()
    from vcompare.site.serving import rebuilding

    statuses = []

    def begin(address: str) -> None:
        statuses.append(build())
        console.note(f"{address} shows it until Ctrl-C")

    rebuilding(catalogs.find(catalog), into, port, _tried(build), begin)
    return statuses[0]


def _build(
    catalog: Path | None,
    target: "Target",
    url: str | None,
    today: "datetime.date | None",
    *,
    yes: bool,
    no_cache: bool,
) -> int:
    """Bring the folder up to date, and report what became of its files. Returns the exit status."""
    from vcompare.editing.lock import locked
    from vcompare.site.making import prepare

    into, check = target.folder, target.check
    opened = catalogs.open_catalog(catalog, no_cache=no_cache)
    with locked(into, dry_run=check):
        making = prepare(opened, into, url=url, today=today, many=yes)
        is_broken = catalogs.report(making.problems)
        outputs = making.write(target)
        counts = Counter(_report(one, check=check) for one in outputs)
    count, verb = plural(counts["changed"], "file"), "to write" if check else "written"
    console.note(f"{into}: {count} {verb}, {plural(len(making.pages), 'page')} in all")
    if is_broken or counts["blocked"] or (counts["edited"] and not check):
        return 2
    return int(check and any(counts[status] for status in ("changed", "edited", "removed", "stale")))


def _tried(build: "Callable[[], int]") -> "Callable[[], None]":
    """Return what builds, and reports what stops it: the next change may mend that."""

    def tried() -> None:
        try:
            build()
        except VcompareError as error:
            console.fail(error.message, error.hint)

    return tried


def _report(output: "Output", *, check: bool) -> str:
    match output.status:
        case "blocked":
            console.fail(output.reason, output.hint)
        case "edited" if not check:
            console.fail(output.reason, output.hint)
        case "edited" | "changed" if check:
            console.difference(output.difference)
        case "removed":
            console.note(f"{'would remove' if check else 'removed'} {output.path}")
    return output.status
