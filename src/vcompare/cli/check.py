"""`vcompare check`: everything that is wrong with a catalog."""

from typing import Annotated, Literal

import typer

from vcompare.cli import catalogs, console
from vcompare.cli.options import CatalogOption

Format = Literal["text", "json"]


def check_command(
    form: Annotated[Format, typer.Option("--format", "-f", help="How to write the findings.")] = "text",
    catalog: CatalogOption = None,
) -> int:
    """Check the catalog: every finding at its line and column.

    Exits with 0 where there are no errors, 1 where there are, 2 where there is no catalog.
    """
    from vcompare.catalog.check import check
    from vcompare.render import data, findings

    root = catalogs.find(catalog, or_sample=False)
    report = check(root, lambda entries, count: console.progress(entries, count, "checking"))
    if form == "json":
        console.data(data.to_json(findings.payload(report)))
    else:
        console.answer(findings.text(report, root))
        console.say(findings.summary(report))
    return 1 if report.count("error") else 0
