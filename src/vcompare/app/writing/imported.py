"""What was imported of a tool, and what its own file needs so that people's changes of it count.

A tool is its own file over the imported ones, unit by unit. A unit is a key, a spec, or all amounts of a
table of prices, which come whole from one file so that no cost mixes two sources.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from vcompare.app.writing.facts import EVIDENCE
from vcompare.app.writing.keys import Values
from vcompare.app.writing.places import inside, value_at
from vcompare.catalog.paths import kind_at, slug_at
from vcompare.catalog.source import Document, Source
from vcompare.catalog.store import Catalog, unreadable
from vcompare.editing.style import same
from vcompare.errors import VcompareError

Unit = tuple[str, ...]
Units = Mapping[Unit, Any]
AMOUNTS, PAGE = "*amounts", "*page"
"""The last parts of the units of a table of prices of which several keys belong together; no key is so."""
_KEYS = {AMOUNTS: ("currency", "rates", "tiers", "plans"), PAGE: ("source", "checked")}
_NAMED_PAGE = ("sources", "pricing")
"""Where a file has the page of its prices, if that is not in `[pricing]`."""
_TOGETHER = {key: unit for unit, keys in _KEYS.items() for key in keys}


class Imported(NamedTuple):
    """What imports say of a tool, by unit, of several the first in precedence, and which said it."""

    units: Units
    sources: Mapping[Unit, str]

    def under(self, own: Values) -> dict[str, Any]:
        """Return all facts of the tool whose own file has this data, as one file would have them."""
        return _nested({**self.units, **units(own)})


NOTHING = Imported({}, {})


def imported(catalog: Catalog, slug: str) -> Imported:
    """Return what was imported of a tool. Raises UnreadableFileError for a file that cannot be read."""
    found, sources = dict[Unit, Any](), dict[Unit, str]()
    for path in catalog.files_of(slug)[1:]:
        if catalog.source.exists(path):
            for unit, value in units(_unchecked(_data(catalog.source, path))).items():
                if unit not in found:
                    found[unit], sources[unit] = value, path.split("/")[1]
    return Imported(found, sources)


def below(root: Path, path: str) -> Imported:
    """Return what was imported of the tool whose own file has a path; nothing for any other file."""
    if kind_at(path) != "tool":
        return NOTHING
    try:
        return imported(Catalog.open(root), slug_at(path))
    except VcompareError:
        return NOTHING


def units(data: Values) -> dict[Unit, Any]:
    """Return the values of a file by unit: what is no table where there should be one is a unit itself."""
    found = dict[Unit, Any]()
    for key, value in data.items():
        if key == "offers" and isinstance(value, Mapping):
            for seller, offer in value.items():
                found |= _of_prices((key, seller), offer)
        elif key == "pricing":
            found |= _of_prices((key,), value)
        elif key in {"sources", "specs"} and isinstance(value, Mapping):
            found |= {(key, name): one for name, one in value.items()}
        else:
            found[key,] = value
    return found


def _of_prices(at: Unit, table: Any) -> dict[Unit, Any]:
    if not isinstance(table, Mapping):
        return {at: table}
    found: dict[Unit, Any] = {(*at, "specs", key): one for key, one in (inside(table, "specs") or {}).items()}
    found |= {
        (*at, key): one for key, one in table.items() if key not in _TOGETHER and (*at, key) != (*at, "specs")
    }
    for unit, keys in _KEYS.items():
        if part := {key: table[key] for key in keys if key in table}:
            found[*at, unit] = part
    if not found.keys().isdisjoint({(*at, AMOUNTS), (*at, "summary")}):
        found.setdefault((*at, PAGE), {})  # it hides the pages below
    return found


def _nested(found: Units) -> dict[str, Any]:
    """Return the data of a file that has these units."""
    data = dict[str, Any]()
    for (*tables, last), value in found.items():
        table = data
        for key in tables:
            if not isinstance(table.get(key), dict):
                table[key] = {}
            table = table[key]
        table.update(value if last in _KEYS and isinstance(value, Mapping) else {last: value})
    return data


def _data(source: Source, path: str) -> Values:
    document = source.load(path)
    if isinstance(document, Document):
        return document.data
    raise unreadable(source.root, (document,))


def _unchecked(data: Values) -> dict[str, Any]:
    """Return what an imported file says, as it can stand in another: nobody checked it.

    Each spec and the prices have the addresses that they rest on themselves.
    """
    named = inside(data, "sources") or {}
    pages = {name: value_at(one, "url") for name, one in named.items()}
    plain = {key: value for key, value in data.items() if key not in {"seen", "allow", "sources"}}
    plain["sources"] = {
        name: _undated(one) for name, one in named.items() if name not in {"specs", "pricing"}
    }
    if (specs := inside(data, "specs")) is not None:
        plain["specs"] = {key: _based(one, pages, pages.get("specs")) for key, one in specs.items()}
    if (pricing := inside(data, "pricing")) is not None:
        page = {"source": url} if (url := pages.get("pricing")) else {}
        plain["pricing"] = _prices({**page, **pricing}, pages)
    if (offers := inside(data, "offers")) is not None:
        plain["offers"] = {seller: _prices(offer, pages) for seller, offer in offers.items()}
    return plain


def _prices(table: Any, pages: Mapping[str, Any]) -> Any:
    if not isinstance(table, Mapping):
        return table
    facts = {
        key: {name: _based(one, pages) for name, one in (inside(table, key) or {}).items()}
        for key in ("rates", "specs")
        if inside(table, key) is not None
    }
    return {**_undated(table), **facts}


def _based(raw: Any, pages: Mapping[str, Any], implied: Any = None) -> Any:
    """Return a spec or a rate without a date, and with the address of its page in place of a name."""
    source = value_at(raw, "source") or implied
    if source is None:
        return _undated(raw)
    table = _undated(raw) if isinstance(raw, Mapping) else {"value": raw}
    return {**table, "source": pages.get(source, source)}


def _undated(table: Any) -> Any:
    if not isinstance(table, Mapping):
        return table
    return {key: value for key, value in table.items() if key != "checked"}


def own_data(own: Values, before: Values, after: Values, below: Imported) -> dict[str, Any]:
    """Return what the own file of a tool needs so that what is known changes from `before` to `after`.

    It gets what changes, and what belongs to that: prices whole, with their page. Whoever dates prices that
    were imported has checked them, and they become people's. Raises VcompareError for the removal of what
    was imported, which no other file can take back.
    """
    mine, old, new = units(own), units(before), units(after)
    wanted = dict(mine)
    changed = [unit for unit in {**old, **new} if not same(old.get(unit), new.get(unit))]
    for unit in changed:
        if unit in new:
            wanted[unit] = new[unit] if unit in mine else _without_evidence(unit, old.get(unit), new[unit])
        elif unit in below.units and isinstance(old[unit], list):
            wanted[unit] = []
        elif unit in mine:
            del wanted[unit]
        elif not _is_taken_back(unit, mine, new):
            raise _not_removable(unit, old[unit], new, below.sources[unit])
    for table in {unit[:-1] for unit in new if unit[-1] == PAGE}:
        pages = {(*table, PAGE), *([_NAMED_PAGE] if table == ("pricing",) else [])}
        _complete_prices(table, wanted, new, is_page_new=not pages.isdisjoint(changed))
    return _nested(wanted)


def _is_taken_back(unit: Unit, mine: Units, new: Units) -> bool:
    """Say whether a whole table goes of which the own file has a part: only that part does."""
    size = {"pricing": 1, "offers": 2}.get(unit[0], len(unit))
    table = unit[:size]
    return any(one[:size] == table for one in mine) and not any(one[:size] == table for one in new)


def _complete_prices(table: Unit, wanted: dict[Unit, Any], new: Units, *, is_page_new: bool) -> None:
    """Add to a table of prices what belongs together: a page to its prices, and prices to a new page."""
    prices = [(*table, AMOUNTS), (*table, "summary")]
    if is_page_new:
        wanted |= {unit: new[unit] for unit in prices if unit in new}
    if not wanted.keys().isdisjoint(prices):
        wanted[*table, PAGE] = new[*table, PAGE]


def _without_evidence(unit: Unit, old: Any, new: Any) -> Any:
    """Return a new value without the words and the pages on which the imported one rested."""
    if unit[-1] == AMOUNTS:
        before = value_at(old, "rates") or {}
        rates = {meter: _own(before.get(meter), rate) for meter, rate in (inside(new, "rates") or {}).items()}
        return {**new, **({"rates": rates} if rates else {})}
    return _own(old, new) if unit[-2:-1] == ("specs",) else new


def _own(old: Any, new: Any) -> Any:
    if not isinstance(old, Mapping) or not isinstance(new, Mapping) or _content(old) == _content(new):
        return new
    own = {key: one for key, one in new.items() if key not in EVIDENCE or old.get(key) != one}
    return next(iter(own.values())) if own.keys() in ({"value"}, {"amount"}) else own


def _content(table: Values) -> Values:
    return {key: value for key, value in table.items() if key not in EVIDENCE}


def _not_removable(unit: Unit, old: Any, new: Units, source: str) -> VcompareError:
    name = ".".join(_named(unit, old))
    if unit[0] == "offers" and not any(other[:2] == unit[:2] for other in new):
        name = ".".join(unit[:2])
    return VcompareError(
        f"`{name}` is imported from {source}: it can be replaced, but not removed",
        f"give it another value, or change recipes/{source}.toml so that it is not imported",
    )


def _named(unit: Unit, value: Any) -> Unit:
    """Return the path of the first value in a unit."""
    if unit[-1] not in _KEYS or not isinstance(value, Mapping):
        return unit
    key = next((one for one in ("rates", "tiers", "plans") if one in value), next(iter(value), unit[-1]))
    return (*unit[:-1], key, *list(inside(value, "rates") or ())[: key == "rates"])
