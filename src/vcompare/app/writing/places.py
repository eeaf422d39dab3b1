"""Where the file of a tool has specs and rates, its own and those of its offers, and what these rest on."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from vcompare.fields import Field

Path = tuple[str, ...]
_TABLES = {"specs": (0, {"specs"}), "pricing": (1, {"rates"}), "offers": (2, {"rates", "specs"})}
"""By the first key of a path, which of its keys may be that of a table of facts, and what it is called."""


class FactIn(NamedTuple):
    """A spec or a rate in a file: its path, its field, and what the file has for it."""

    path: Path
    field: Field
    raw: Any

    @property
    def name(self) -> str:
        """The path as people write it: `offers.bedrock.rates.input`."""
        return ".".join(self.path)


def fact_path(path: Sequence[str]) -> Path | None:
    """Return the path of the spec or the rate that a path leads to or into, None for any other."""
    at, names = _TABLES.get(path[0], (0, set[str]()))
    return tuple(path[: at + 2]) if len(path) > at + 1 and path[at] in names else None


def tables_of_facts(data: Any) -> list[Path]:
    """Return the paths of the tables of a file that may have specs or rates."""
    offers = inside(data, "offers")
    of_offers = ((seller, name) for seller in offers or () for name in ("rates", "specs"))
    return [("specs",), ("pricing", "rates"), *(("offers", *path) for path in of_offers)]


def facts_in(data: Any, specs: Mapping[str, Field], meters: Mapping[str, Field]) -> Iterator[FactIn]:
    """Yield the specs and the rates of a file that its catalog declares."""
    for table in tables_of_facts(data):
        known = meters if table[-1] == "rates" else specs
        for key, raw in (inside(data, *table) or {}).items():
            if key in known:
                yield FactIn((*table, key), known[key], raw)


def page_of(path: Path, raw: Any, data: Any) -> Path | None:
    """Return the path of the table with the address and the date that a spec or a rate rests on.

    `data` has the page of the prices in its short form. None where the fact names an address itself.
    """
    if named := value_at(raw, "source"):
        return ("sources", named) if inside(data, "sources", named) is not None else None
    if path[-2] == "specs" and (path[0] == "specs" or inside(data, "sources", "specs") is not None):
        return ("sources", "specs")
    # A spec of an offer without an address rests on nothing.
    return path[:-2] if path[-2] == "rates" or value_at(data, *path[:-2], "source") else None


def value_at(data: Any, *path: str) -> Any:
    """Return what a file has under a path, None where it has nothing there."""
    for key in path:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data


def inside(data: Any, *path: str) -> Mapping[str, Any] | None:
    """Return the table that a file has under a path, None where it has none there."""
    found = value_at(data, *path)
    return found if isinstance(found, Mapping) else None
