"""What a workload costs with each tool and offer, cheapest first."""

from collections.abc import Collection, Sequence

from msgspec.json import encode
from msgspec.structs import replace

from vcompare.app.arguments import as_list, refuse_negative
from vcompare.app.filters import Filter, narrowed
from vcompare.app.listing import Listing, answer, computed, of_slugs
from vcompare.app.names import Choose, resolve_each_once
from vcompare.app.opened import OpenCatalog
from vcompare.app.queries import query
from vcompare.app.workloads import Chosen, Quantities, chosen, workloads_named
from vcompare.comparison import Comparison
from vcompare.comparison.costing import CostList, cost_list
from vcompare.comparison.listed import Listed, tool_payload


def cost(
    opened: OpenCatalog,
    queries: str | Sequence[str] = (),
    *,
    workload: str | None = None,
    requests: float | str | None = None,
    each: Quantities = (),
    month: Quantities = (),
    wanted: Filter | None = None,
    where: str | Sequence[str] = (),
    limit: int | None = None,
    lines: bool = False,
    exact: bool = False,
    choose: Choose | None = None,
    among: Collection[str] | None = None,
) -> CostList:
    """Return what a month costs with the tools that are named, or else with all that pass the filters.

    The workload is one of the catalog, by its slug or label, or is given on the spot: so many `requests` with
    `each` so much of some meters, and besides so much a `month`, as in `each={"input": 12_000}`. Without
    either, it is the only one that the catalog has. With `lines`, each cost has what it adds up from. `limit`
    is for entries, of which there is one per tool and offer; `among` names slugs that it is limited to.

    Raises VcompareError, or a group of them, for a workload that cannot be computed; for names, conditions
    and limits as `compare` and `list_tools` do.
    """
    refuse_negative("limit", limit)
    use = chosen(opened, workload, requests, each, month)
    asked = query(opened.fields, narrowed(wanted, where))
    if queries:
        slugs = resolve_each_once(opened, as_list(queries), exact=exact, choose=choose)
        slugs = [slug for slug in slugs if among is None or slug in among]
        return costs_of(
            opened, use, answer(opened, asked, of_slugs(opened, slugs), slugs), limit, lines=lines
        )
    return computed(opened, asked, among, lambda listing: costs_of(opened, use, listing, limit, lines=lines))


def costs_of(
    opened: OpenCatalog, use: Chosen, listing: Listing, limit: int | None = None, *, lines: bool = False
) -> CostList:
    """Return what a workload costs with the tools of a listing."""
    found = cost_list(use.name, use.workload, listing.listed, opened.settings, limit=limit, lines=lines)
    remarks = (*listing.remarks, *found.remarks)
    return replace(found, total=listing.total, problems=listing.problems, remarks=remarks)


def costs_beside(opened: OpenCatalog, result: Comparison, workloads: Sequence[str]) -> dict[str, CostList]:
    """Return what workloads cost with the tools of a comparison, and with their offers, by slug.

    The tools are in the order of the comparison, each before its offers.
    """
    if not workloads:
        return {}
    tools = [
        Listed(card.slug, encode(tool_payload(card, reviews=False)), opened.fields) for card in result.tools
    ]
    places = {tool.slug: place for place, tool in enumerate(tools)}
    found = dict[str, CostList]()
    for name, workload in workloads_named(opened, workloads).items():
        costs = cost_list(name, workload, tools, opened.settings)
        found[name] = replace(
            costs, entries=sorted(costs.entries, key=lambda one: (places[one.slug], one.place))
        )
    return found
