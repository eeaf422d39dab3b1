"""What the facts in a tool's file rest on, whatever else of the file is wrong."""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct

from vcompare.checks.freshness import Keys
from vcompare.checks.rule import Context, TomlFile
from vcompare.text.words import natural_list

_FEW = 5
_AMOUNTS = ("summary", "tiers", "plans")
"""What rests on the page of the prices, besides rates that name none."""


class FactEvidence(Struct, frozen=True):
    """What a fact has beside its value.

    `named` is the one of the tool's sources that it rests on, if any, by its own `source` or without. `dated`
    is where it has the date on which that was read; `checked` is None where what stands there is no date.
    """

    sourced: bool
    named: str | None
    dated: Keys | None
    checked: datetime.date | None


class FactTable(Struct, frozen=True):
    """The specs or the prices of a tool, or of one of its offers.

    `keys` lead to the table, and those of `facts` to each fact.
    """

    keys: Keys
    facts: Mapping[Keys, FactEvidence]

    @property
    def has_specs(self) -> bool:
        """Whether it holds specs, and no prices."""
        return self.keys[-1] == "specs"

    def told(self, facts: Sequence[Keys], has: str, have: str) -> str:
        """Name some of its facts, with the verb: all prices at once, of many facts the first few."""
        offer = f"`{self.keys[1]}`" if self.keys[0] == "offers" else ""
        if not self.has_specs and len(facts) == len(self.facts):
            return f"the prices of {offer} {have}" if offer else f"the pricing {has}"
        of = f" of {offer}" if offer else ""
        return f"{listed([keys[-1] for keys in facts])}{of} {has if len(facts) == 1 else have}"

    def place(self, facts: Sequence[Keys]) -> Keys:
        """Return where some of its facts are: the table, or of a few prices the first."""
        return self.keys if self.has_specs or len(facts) == len(self.facts) else facts[0]


def specs(file: TomlFile, context: Context) -> list[FactTable]:
    """Return what the declared specs of a tool and of its offers rest on, in the order of the file."""
    return _tables(file, context, has_specs=True)


def prices(file: TomlFile, context: Context) -> list[FactTable]:
    """Return what the prices of a tool and of its offers rest on, with the rates of declared meters."""
    return _tables(file, context, has_specs=False)


def fact_tables(file: TomlFile) -> list[FactTable]:
    """Return what all facts of a tool and of its offers rest on, declared or not."""
    if "evidence" not in file.__dict__:  # several rules ask
        file.__dict__["evidence"] = list(_each(file))
    kept: list[FactTable] = file.__dict__["evidence"]
    return kept


def listed(keys: Sequence[str]) -> str:
    """Return the names of facts as a message lists them, of many the first few."""
    names = [f"`{key}`" for key in keys[:_FEW]]
    more = len(keys) - _FEW
    return natural_list([*names, f"{more} more"] if more > 0 else names)


def _tables(file: TomlFile, context: Context, *, has_specs: bool) -> list[FactTable]:
    name = "declared specs" if has_specs else "declared prices"
    if name not in file.__dict__:  # several rules ask
        fields = context.fields
        known = fields.specs.keys() if has_specs else {*fields.meters, *_AMOUNTS, "pricing"}
        tables = (table for table in fact_tables(file) if table.has_specs is has_specs)
        declared = [FactTable(table.keys, _known(table.facts, known)) for table in tables]
        file.__dict__[name] = [table for table in declared if table.facts]
    kept: list[FactTable] = file.__dict__[name]
    return kept


def _known(facts: Mapping[Keys, FactEvidence], known: Collection[str]) -> Mapping[Keys, FactEvidence]:
    if all(keys[-1] in known for keys in facts):
        return facts
    return {keys: fact for keys, fact in facts.items() if keys[-1] in known}


class _Page(NamedTuple):
    """What facts rest on that name no source: whether there is one, its name, and where its date may be."""

    sourced: bool = False
    named: str | None = None
    dates: tuple[Keys, ...] = ()


def _each(file: TomlFile) -> Iterator[FactTable]:
    sources = file.get(dict, "sources") or {}
    of_specs = _named("specs") if "specs" in sources else None
    if table := file.get(dict, "specs"):
        yield FactTable(("specs",), _facts(file, table, ("specs",), of_specs or _Page()))
    pricing = file.get(dict, "pricing")
    if pricing is not None:
        yield _of_prices(file, pricing, ("pricing",), _named("pricing") if "pricing" in sources else _Page())
    for seller, offer in (file.get(dict, "offers") or {}).items():
        if isinstance(offer, dict):
            keys = ("offers", seller)
            if isinstance(table := offer.get("specs"), dict) and table:
                at, page = (*keys, "specs"), of_specs or _own(keys, offer, _Page())
                yield FactTable(at, _facts(file, table, at, page))
            yield _of_prices(file, offer, keys, _Page())


def _named(source: str) -> _Page:
    return _Page(sourced=True, named=source, dates=(("sources", source, "checked"),))


def _own(keys: Keys, table: Mapping[str, Any], page: _Page) -> _Page:
    """Return the page of a table of prices, whose own `source` and `checked` come first."""
    return _Page("source" in table or page.sourced, page.named, ((*keys, "checked"), *page.dates))


def _of_prices(file: TomlFile, table: Mapping[str, Any], keys: Keys, page: _Page) -> FactTable:
    """Return the prices of a table; `[pricing]` is one of them itself if it has nothing else."""
    page = _own(keys, table, page)
    facts = _facts(file, dict.fromkeys(key for key in _AMOUNTS if key in table), keys, page)
    if isinstance(rates := table.get("rates"), dict):
        facts |= _facts(file, rates, (*keys, "rates"), page)
    if not facts and keys == ("pricing",):
        facts = {keys: _evidence(file, keys, {}, page)}
    return FactTable(keys, facts)


def _facts(file: TomlFile, table: Mapping[str, Any], at: Keys, page: _Page) -> dict[Keys, FactEvidence]:
    """Return what each fact in a table rests on."""
    bare = _evidence(file, at, {}, page)  # which most facts are
    return {
        (*at, key): _evidence(file, (*at, key), raw, page) if isinstance(raw, dict) else bare
        for key, raw in table.items()
    }


def _evidence(file: TomlFile, keys: Keys, own: Mapping[str, Any], page: _Page) -> FactEvidence:
    if "source" in own:
        name, sources = own["source"], file.get(dict, "sources") or {}
        page = _named(name) if isinstance(name, str) and name in sources else _Page(sourced=True)
    places = ((*keys, "checked"), *page.dates) if "checked" in own else page.dates
    dated = next((place for place in places if file.document.has(place)), None)
    checked = file.get(datetime.date, *dated) if dated else None
    return FactEvidence(page.sourced, page.named, dated, checked)
