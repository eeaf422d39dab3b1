"""Compare developer tools from a catalog of reviewed, dated facts.

>>> import vcompare
>>> catalog = vcompare.Catalog.open("catalog")
>>> records = [catalog["claude-4-api"], catalog["azure-ai-foundry"]]
>>> vcompare.compare(records, catalog.settings.panel).tools[0].panel.score.mean
83.5

Names are loaded when they are first used, so importing the package costs nothing.
"""

from importlib import import_module

TYPE_CHECKING = False  # to ask `typing` takes milliseconds, in which an interrupt would not be quiet
if TYPE_CHECKING:
    from typing import Any

    from vcompare.catalog.store import Catalog
    from vcompare.checks.runner import check
    from vcompare.comparison import compare

__version__ = "0.1.0"
__all__ = ["Catalog", "__version__", "check", "compare"]

_HOMES = {
    "Catalog": "vcompare.catalog.store",
    "check": "vcompare.checks.runner",
    "compare": "vcompare.comparison",
}


def __getattr__(name: str) -> "Any":
    """Import a public name from the module it lives in, the first time it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
