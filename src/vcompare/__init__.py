"""Compare developer tools from a catalog of reviewed, dated facts.

>>> import vcompare
>>> catalog = vcompare.open("catalog")
>>> vcompare.compare(catalog, ["Claude 4 API", "azure-ai-foundry"]).tools[0].panel.score.mean
83.5

Names are loaded when they are first used, so importing the package costs nothing.
"""

TYPE_CHECKING = False  # to ask `typing` takes milliseconds, in which an interrupt would not be quiet
if TYPE_CHECKING:
    from typing import Any

    from vcompare.app.checking import check
    from vcompare.app.costing import cost
    from vcompare.app.deciding import decide
    from vcompare.app.filters import Filter
    from vcompare.app.listing import Listing, list_tools
    from vcompare.app.names import resolve
    from vcompare.app.opened import OpenCatalog
    from vcompare.app.opened import open_catalog as open  # noqa: A004 - always used with its package in front
    from vcompare.app.searching import Hits, search
    from vcompare.app.tools import compare
    from vcompare.comparison import Card, Comparison
    from vcompare.comparison.costing import CostEntry, CostList
    from vcompare.comparison.deciding import DecisionResult
    from vcompare.costs import Cost
    from vcompare.diagnostics import Diagnostic, Report
    from vcompare.errors import (
        AmbiguousNameError,
        CatalogNotFoundError,
        UnknownNameError,
        UnreadableFileError,
        VcompareError,
    )
    from vcompare.index.query import Hit
    from vcompare.model import NONE, Bounds, Fact, Period
    from vcompare.publish.drafts import export

__version__ = "0.1.0"

_HOMES = {
    "open": "app.opened:open_catalog",
    "OpenCatalog": "app.opened:OpenCatalog",
    "Card": "comparison:Card",
    "Fact": "model:Fact",
    "Bounds": "model:Bounds",
    "Period": "model:Period",
    "NONE": "model:NONE",
    "resolve": "app.names:resolve",
    "compare": "app.tools:compare",
    "Comparison": "comparison:Comparison",
    "list_tools": "app.listing:list_tools",
    "Filter": "app.filters:Filter",
    "Listing": "app.listing:Listing",
    "search": "app.searching:search",
    "Hits": "app.searching:Hits",
    "Hit": "index.query:Hit",
    "cost": "app.costing:cost",
    "CostList": "comparison.costing:CostList",
    "CostEntry": "comparison.costing:CostEntry",
    "Cost": "costs:Cost",
    "decide": "app.deciding:decide",
    "DecisionResult": "comparison.deciding:DecisionResult",
    "check": "app.checking:check",
    "Report": "diagnostics:Report",
    "Diagnostic": "diagnostics:Diagnostic",
    "export": "publish.drafts:export",
    "VcompareError": "errors:VcompareError",
    "CatalogNotFoundError": "errors:CatalogNotFoundError",
    "UnreadableFileError": "errors:UnreadableFileError",
    "UnknownNameError": "errors:UnknownNameError",
    "AmbiguousNameError": "errors:AmbiguousNameError",
}
__all__ = [  # noqa: RUF022 - in the order of docs/reference/python.md
    "open",
    "OpenCatalog",
    "Card",
    "Fact",
    "Bounds",
    "Period",
    "NONE",
    "resolve",
    "compare",
    "Comparison",
    "list_tools",
    "Filter",
    "Listing",
    "search",
    "Hits",
    "Hit",
    "cost",
    "CostList",
    "CostEntry",
    "Cost",
    "decide",
    "DecisionResult",
    "check",
    "Report",
    "Diagnostic",
    "export",
    "VcompareError",
    "CatalogNotFoundError",
    "UnreadableFileError",
    "UnknownNameError",
    "AmbiguousNameError",
    "__version__",
]


def __getattr__(name: str) -> "Any":
    """Import a public name from the module it lives in, the first time it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, _, attribute = _HOMES[name].partition(":")
    return getattr(import_module(f"{__name__}.{module}"), attribute)
