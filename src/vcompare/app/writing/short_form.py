"""The page of the prices: a file has it in `[sources.pricing]` or, in short, in `[pricing]`."""

from collections.abc import Mapping
from typing import Any

from vcompare.app.writing.keys import Values

_LONG = {"source": "url", "checked": "checked"}
"""The keys of `[pricing]` that are short for one of `[sources.pricing]`."""
_NAMES = {f"pricing.{short}": f"sources.pricing.{key}" for short, key in _LONG.items()}


def in_short(data: Values) -> Values:
    """Return the data of a file with the page of its prices in short, as `list` writes it."""
    pricing, page = _tables(data)
    if not page or not pricing:
        return data
    known = {short: page[key] for short, key in _LONG.items() if key in page}
    return {**data, "pricing": {**known, **pricing}}


def long_name(name: str) -> str:
    """Return the name of a key in `[sources.pricing]`, where it has a short form."""
    return _NAMES.get(name, name)


def placed(data: Values, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return what to set in a file, with the page of the prices in the one place that has it afterwards.

    That is `[sources.pricing]` where the file has that or gets it. Without an address it is no page, and the
    date goes back to `[pricing]`.
    """
    pricing, page = _tables(data)
    if not page and not any(name.startswith("sources.pricing.") for name in wanted):
        return dict(wanted)
    if "pricing.source" in wanted and wanted["pricing.source"] is None:
        kept = {"pricing.checked": in_short(data)["pricing"].get("checked")}
        return {**kept, **wanted, "sources.pricing": None}
    short = {short for short in _LONG if not page or f"pricing.{short}" in wanted}
    moved = {_NAMES[f"pricing.{one}"]: pricing[one] for one in _LONG if one in short and one in pricing}
    return {
        **{name: value for name, value in moved.items() if name not in wanted},
        **{long_name(name): value for name, value in wanted.items()},
        **{f"pricing.{one}": None for one in short if one in pricing},
    }


def _tables(data: Values) -> tuple[Values, Values]:
    """Return `[pricing]` and `[sources.pricing]`, empty where there is none."""
    sources = data.get("sources")
    page = sources.get("pricing") if isinstance(sources, Mapping) else None
    pricing = data.get("pricing")
    return tuple(one if isinstance(one, Mapping) else {} for one in (pricing, page))  # type: ignore[return-value]
