"""`vcompare show`: one tool's card, or several side by side."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from vcompare.app import names
from vcompare.cli import catalogs, console
from vcompare.cli.options import (
    CacheOption,
    CatalogOption,
    ColorOption,
    ExactOption,
    TodayOption,
    format_option,
    refuse_differences_of_one,
)
from vcompare.errors import VcompareError
from vcompare.render import formats
from vcompare.text.safe import one_line
from vcompare.text.words import natural_list

if TYPE_CHECKING:
    from vcompare.app.opened import OpenCatalog
    from vcompare.comparison import Comparison
    from vcompare.comparison.costing import CostList
    from vcompare.comparison.deciding import DecisionResult
    from vcompare.render.rows import Rows
    from vcompare.views.blocks import Block

_OPTIONS: dict[formats.Choice, str] = {
    "sections": "--section",
    "differences": "--differences",
    "full": "--full",
    "sources": "--sources",
    "offers": "--offers",
}


def show_command(
    tools: Annotated[
        list[str] | None, typer.Argument(metavar="TOOL...", help="Slugs, names, aliases, or close to one.")
    ] = None,
    form: Annotated[str, format_option("comparison")] = "table",
    full: Annotated[bool, typer.Option("--full", help="Whole review texts, and every section.")] = False,
    section: Annotated[
        list[str] | None,
        typer.Option("--section", metavar="SECTION", help="Only this section; repeatable."),
    ] = None,
    differences: Annotated[bool, typer.Option("--differences", help="Only the rows that differ.")] = False,
    sources: Annotated[
        bool, typer.Option("--sources", help="What each value rests on: pages, dates, quotes and notes.")
    ] = False,
    workload: Annotated[
        list[str] | None,
        typer.Option("--workload", metavar="NAME", help="With what this workload costs a month; repeatable."),
    ] = None,
    decision: Annotated[
        list[str] | None,
        typer.Option("--decision", metavar="NAME", help="With their worth in this decision; repeatable."),
    ] = None,
    offers: Annotated[
        bool, typer.Option("--offers", help="What each seller charges, and what is different there.")
    ] = False,
    bookmarked: Annotated[
        bool, typer.Option("--bookmarked", help="Your bookmarked tools, after TOOL...")
    ] = False,
    exact: ExactOption = False,
    why: Annotated[
        bool, typer.Option("--why", help="Explain on stderr what each name could mean, and how well it fits.")
    ] = False,
    _today: TodayOption = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> None:
    """Show one tool's card, or several tools side by side.

    Examples: `vcompare show modal`, `vcompare show "claude 4 api" "azure voice" --differences`,
    `vcompare show "opus 4.7" gpt-5.5 kimi-k2.6 --workload support`
    """
    from vcompare.app.tools import compare, sections_named

    _note_what_does_nothing(
        form,
        {
            "sections": section,
            "differences": differences,
            "full": full,
            "sources": sources,
            "offers": offers,
        },
    )
    opened = catalogs.open_catalog(catalog, no_cache=no_cache, form=form)
    is_picked = not (tools or bookmarked)
    queries = catalogs.pick(opened, "show", several=True) if is_picked else list(tools or ())
    if bookmarked:
        queries = _with_bookmarks(opened, queries, exact=exact)
    refuse_differences_of_one(queries, differences=differences)
    if why:
        _explain(opened, queries, exact=exact)
    sections = sections_named(opened, section or ())
    result = compare(
        opened,
        queries,
        exact=exact,
        choose=catalogs.chooser(),
        workloads=workload or (),
        decisions=decision or (),
        sections=sections,
    )
    view = _View(opened, result, sections, differences, full, sources, offers)
    console.show(form, {"blocks": view.blocks, "rows": view.rows, "payload": view.payload}, color)
    if is_picked:
        console.note(f"`vcompare show {' '.join(queries)}` shows the same")


class _View(NamedTuple):
    """A comparison, and what was asked of it. Only the form that is shown is loaded."""

    opened: "OpenCatalog"
    result: "Comparison"
    sections: Sequence[str]
    differences: bool
    full: bool
    sources: bool
    offers: bool

    def blocks(self) -> "list[Block]":
        from vcompare.views.comparison import sheet

        return [
            sheet(
                self.result,
                self.sections,
                full=self.full,
                differences=self.differences,
                sources=self.sources,
                offers=self.offers,
            )
        ]

    def rows(self) -> "Rows":
        from vcompare.render.rows import comparison_rows

        return comparison_rows(self.result, self.sections, differences=self.differences, offers=self.offers)

    def payload(self) -> dict[str, Any]:
        from vcompare.render.payloads import comparison_payload

        costs = self._costs() if self.result.workloads else None
        return comparison_payload(self.result, costs, self._decisions() if self.result.decisions else ())

    def _decisions(self) -> "Sequence[DecisionResult]":
        from vcompare.app.deciding import decide_between

        return decide_between(self.opened, self.result.decisions, [card.slug for card in self.result.tools])

    def _costs(self) -> "Mapping[str, CostList]":
        from vcompare.app.costing import costs_beside

        return costs_beside(self.opened, self.result, self.result.workloads)


def _note_what_does_nothing(form: str, asked: Mapping[formats.Choice, object]) -> None:
    if any(asked.values()) and not formats.named(form).choices:
        console.note(f"{form} always holds everything: {natural_list([*_OPTIONS.values()])} change nothing")


def _with_bookmarks(opened: "OpenCatalog", queries: Sequence[str], *, exact: bool) -> list[str]:
    """Return what was named and the bookmarked slugs besides. Raises VcompareError for nothing."""
    from vcompare.cli.bookmarks import bookmarked

    slugs = names.resolve(opened, queries, exact=exact, choose=catalogs.chooser())
    both = [*slugs, *(slug for slug in bookmarked(opened) if slug not in slugs)]
    if not both:
        raise VcompareError("no tool is bookmarked", "`vcompare bookmark add TOOL` saves one")
    return both


def _explain(opened: "OpenCatalog", queries: Sequence[str], *, exact: bool) -> None:
    """Report what each query could mean, how well that fits, and why."""
    for query, explanation in names.explain(opened, queries):
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
