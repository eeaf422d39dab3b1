"""`vcompare check`: everything that is wrong with a catalog."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from vcompare.cli import catalogs, console
from vcompare.cli.environment import ColorMode
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, TodayOption, format_option
from vcompare.cli.reporter import StderrReporter
from vcompare.diagnostics import Report

RuleNames = list[str] | None


def check_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Report only on these files.")
    ] = None,
    form: Annotated[str, format_option("findings")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")] = False,
    select: Annotated[
        RuleNames, typer.Option(metavar="RULE", help="Only these rules; repeatable, or with commas.")
    ] = None,
    ignore: Annotated[
        RuleNames, typer.Option(metavar="RULE", help="Not these rules; repeatable, or with commas.")
    ] = None,
    today: TodayOption = None,
    catalog: CatalogOption = None,
    _no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> int:
    """Check the catalog: every finding at its line and column.

    Exits with 0 if there are no errors, 1 if there are (with --strict, if anything was found), and 2 if there
    is no catalog. The rules across files see the whole catalog, whatever PATH says.

    Examples: `vcompare check`, `vcompare check catalog/tools --strict --format github`
    """
    from vcompare.app.checking import check

    reports = {
        root: check(
            root,
            paths=files,
            here=Path.cwd(),
            select=select or (),
            ignore=ignore or (),
            today=today,
            reporter=StderrReporter(),
        )
        for root, files in catalogs.find_all(catalog, paths or ()).items()
    }
    report = _write(reports, form, color)
    return int(bool(report.diagnostics if strict else report.count("error")))


def _write(reports: Mapping[Path, Report], form: str, color: ColorMode) -> Report:
    """Show the reports on catalogs, by their folders, as one, and return it."""
    from vcompare.app.checking import joined
    from vcompare.app.excerpts import excerpts
    from vcompare.render.findings import Findings, json, text

    root, report = joined(reports, Path.cwd())
    findings = Findings(report, root, catalogs.seen_from_outside(root), excerpts(root))
    several = len(reports) > 1
    payload = (lambda: json.payload_of_several(reports)) if several else (lambda: json.payload(report))
    console.show(form, {"findings": lambda: findings, "payload": payload}, color)
    if form == "text":
        console.say(text.summary(report))
    return report
