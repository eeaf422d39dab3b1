"""`empty-decision`: a decision that no tool of the catalog passes."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate
from vcompare.diagnostics import found
from vcompare.errors import VcompareError

if TYPE_CHECKING:
    from vcompare.catalog.store import Catalog
    from vcompare.fields.conditions import Condition


Asked = dict[str, "tuple[list[Condition], Sequence[str]]"]
"""The conditions of decisions, and the tools that each names, by path."""


def check(summary: CatalogSummary, context: Context, locate: Locate) -> Findings:
    """Try tools one after the other until every decision has one, if all tools could be read."""
    if context.catalog is None or not summary.tools or summary.unread or not summary.decisions:
        return
    asked = dict(_asked(context.catalog))
    _take_out_passed(asked, context.catalog, sorted(summary.tools))
    for path, (_, among) in asked.items():
        who = "none of its tools passes" if among else "no tool passes"
        yield found("empty-decision", locate(path, "where"), f"{who} the conditions of this decision")


def _asked(catalog: "Catalog") -> "Iterator[tuple[str, tuple[list[Condition], Sequence[str]]]]":
    """Yield what each decision asks of tools; one with conditions that cannot be read is left out."""
    from vcompare.catalog.paths import decision_path
    from vcompare.comparison.criteria import MOST
    from vcompare.fields.conditions import condition

    for name, decision in catalog.decisions.items():
        if 0 < len(decision.where) <= MOST:
            with suppress(VcompareError):
                conditions = [condition(catalog.fields, expression) for expression in decision.where]
                yield decision_path(name), (conditions, decision.tools)


def _take_out_passed(asked: Asked, catalog: "Catalog", slugs: Iterable[str]) -> None:
    """Take out the decisions that a tool passes, without reading more tools than that needs."""
    from vcompare.comparison import card

    for slug in slugs:
        waiting = [path for path, (_, among) in asked.items() if not among or slug in among]
        record = catalog.record(slug)[0] if waiting else None
        if record is None:
            for path in waiting:  # a tool that cannot be read may pass any of them
                del asked[path]
            continue
        one = card(record, catalog.settings.panel, summarized=False)
        for path in waiting:
            if all(part.passes(part.field.known(one)) for part in asked[path][0]):
                del asked[path]
