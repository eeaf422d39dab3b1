"""Rankings: what tools are worth in a decision, and what a workload costs, each with what a script needs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vcompare.app.costing import cost
from vcompare.app.deciding import decide
from vcompare.comparison.costing import CostList
from vcompare.comparison.deciding import DecisionResult
from vcompare.render.payloads import json_bytes
from vcompare.site import addresses, templates
from vcompare.site.contents import Contents
from vcompare.site.page import SitePage
from vcompare.site.recalculation import cost_data, decision_data
from vcompare.text.words import plural
from vcompare.views import costs as cost_views
from vcompare.views import deciding as decision_views
from vcompare.views.blocks import Cell

_INDEXES = {"decision": addresses.DECISIONS, "cost": addresses.COSTS}
_TITLES = {"decision": "Decisions", "cost": "Costs"}


def pages(contents: Contents) -> Iterator[SitePage]:
    """Yield a page for each decision and each workload that can be computed, and one that lists them."""
    named = {"decision": contents.decisions, "cost": contents.workloads}
    for what, names in named.items():
        labels = [label(contents, what, name) for name in names]
        if names:
            yield SitePage("ranking", _INDEXES[what], (what, ""), made_of=repr((names, labels)))
        for name in names:
            made_of = repr(_stated(contents, what, name))
            # A decision may ask for anything, also of tools that it does not choose in the end.
            yield SitePage(
                "ranking", f"{_INDEXES[what]}{name}/", (what, name), (), tuple(contents.tools), made_of
            )


def files(contents: Contents, page: SitePage) -> Mapping[str, str]:
    """Render a ranking, or the list of them."""
    what, name = page.names
    if not name:
        return _index(contents, page)
    title = label(contents, what, name)
    return _decision(contents, page, title) if what == "decision" else _cost(contents, page, title)


def label(contents: Contents, what: str, name: str) -> str:
    """Return what a decision or a workload is called."""
    catalog = contents.opened.catalog
    return (catalog.decisions[name].label if what == "decision" else catalog.workloads[name].label) or name


def _stated(contents: Contents, what: str, name: str) -> Any:
    """Return what a ranking depends on besides its tools: a decision may weigh reviews and costs."""
    catalog = contents.opened.catalog
    reviews = [contents.digests[slug] for slug in contents.tools] if what == "decision" else []
    return catalog.decisions.get(name) if what == "decision" else "", catalog.workloads, reviews


def _index(contents: Contents, page: SitePage) -> Mapping[str, str]:
    what, title = page.names[0], _TITLES[page.names[0]]
    names = contents.decisions if what == "decision" else contents.workloads
    groups = [(label(contents, what, name), f"{page.address}{name}/", 0) for name in names]
    text = templates.fill(
        contents, "groups.html", page, title=title, description=f"{title} of {contents.title}.", groups=groups
    )
    return {addresses.file(page.address): text}


def _decision(contents: Contents, page: SitePage, title: str) -> Mapping[str, str]:
    found = decide(contents.opened, page.names[1])
    count = plural(len(found.cards), "tool")
    many = len(found.criteria)
    criteria = "one criterion" if many == 1 else f"{many} weighed criteria"
    text = templates.fill(
        contents,
        "decision.html",
        page,
        title=title,
        description=f"{title}: {count} ranked by {criteria}.",
        found=found,
        criteria=[(one, decision_views.described(one)) for one in found.criteria],
        rows=_worths(found),
        sentences=[*decision_views.sentences(found)],
    )
    data = json_bytes(decision_data(found)).decode()
    return {addresses.file(page.address): text, addresses.file(page.address, "data.json"): data}


def _worths(found: DecisionResult) -> list[tuple[str, str, int, str, Sequence[tuple[float, float]]]]:
    """Return slug, name, rank, worth and the ends of all parts of each tool, by rank."""
    return [
        (
            one.tool,
            found.cards[one.row].name,
            one.rank,
            decision_views.worth(found, one.row),
            [(float(part.low), float(part.high)) for part in found.parts(one.row).values()],
        )
        for one in found.standings
    ]


def _cost(contents: Contents, page: SitePage, title: str) -> Mapping[str, str]:
    found = cost(contents.opened, workload=page.names[1])
    used = cost_views.described(found.workload, found.meters)
    text = templates.fill(
        contents,
        "cost.html",
        page,
        title=title,
        description=f"What a month costs. {used}.",
        used=used,
        found=found,
        rows=_costs(found),
        exchanges=found.exchanges,
    )
    data = json_bytes(cost_data(contents, found)).decode()
    return {addresses.file(page.address): text, addresses.file(page.address, "data.json"): data}


def _costs(found: CostList) -> list[tuple[str, int, Cell, str, str, str, str]]:
    """Return slug, place, cost, seller, plan, unknown rates and name of each entry, in order."""
    return [
        (
            entry.slug,
            entry.place,
            cost_views.cost_cell(found, entry.cost),
            entry.seller or "",
            entry.cost.plan or "",
            "; ".join(found.meters[meter].label for meter in entry.cost.unknown),
            entry.name,
        )
        for entry in found.entries
    ]
