"""What a record says of a tool, as our JSON or CSV writes it, in the shape of the tool's file."""

from collections.abc import Mapping
from typing import Any

from vcompare.app.writing.facts import changed, patch_in, without_inherited
from vcompare.app.writing.forms import Form, merged
from vcompare.app.writing.keys import Values
from vcompare.app.writing.places import Path, fact_path, inside, page_of
from vcompare.fields import Field
from vcompare.fields.kinds import Amount
from vcompare.text import days

_FACTS = {"specs", "rates"}


def after(form: Form, data: Values, said: Values) -> Values:
    """Return what a file with this data is to hold after a record; None removes what it stands for.

    What is no table where there should be one stays so, for `check` to report. Raises VcompareError for a
    rate that is for another quantity than the catalog declares.
    """
    tables = ("specs", "pricing", "offers")
    target = dict(merged(data, {key: one for key, one in said.items() if key not in tables}))
    offers = inside(said, "offers") or {}
    flat = {seller: _flat(one) for seller, one in offers.items()}
    reader = _Record(form, data, {**said, "offers": flat} if offers else said)
    if "specs" in said:
        target["specs"] = reader.facts(("specs",), said["specs"]) or None
    if "pricing" in said:
        target["pricing"] = reader.prices(("pricing",), said["pricing"])
    if "offers" in said:
        target["offers"] = reader.offers(flat or said["offers"])
    return {key: one for key, one in target.items() if one is not None}


class _Record:
    """Reads the tables of one record in which there are facts."""

    def __init__(self, form: Form, data: Values, said: Values) -> None:
        self._form = form
        self._data = data
        self._said = said

    def offers(self, said: Any) -> Any:
        """Return the offers; those of sellers that the record does not name stay."""
        own = inside(self._data, "offers") or {}
        if not isinstance(said, Mapping):
            return said
        read = {seller: one and (self.prices(("offers", seller), one) or {}) for seller, one in said.items()}
        return {seller: one for seller, one in {**own, **read}.items() if one is not None} or None

    def prices(self, table: Path, said: Any) -> Any:
        """Return a table of prices, or an offer with its specs."""
        if not isinstance(said, Mapping):
            return said
        own = inside(self._data, *table) or {}
        read = {key: one for key, one in said.items() if key not in {*_FACTS, "tiers", "plans"}}
        # In JSON, amounts have a currency, which may be the catalog's, offers a name, which may be the key.
        currency = self._form.currency if _has_amounts(said) else None
        for key, usual in (("currency", currency), ("name", table[-1])):
            if usual is not None and read.get(key) == usual and key not in own and len(said) > 1:
                del read[key]
        for key in _FACTS & said.keys():
            read[key] = self.facts((*table, key), said[key])
        for key in {"tiers", "plans"} & said.keys():
            read[key] = _with_amounts(said[key])
        target = {key: one for key, one in {**own, **read}.items() if one is not None}
        return {key: one for key, one in target.items() if one not in ([], {})} or None

    def facts(self, table: Path, given: Any) -> Any:
        """Return specs or rates, of which those that the record does not name stay.

        One that the catalog does not declare stays as it is given, for `check` to report.
        """
        if given is None or not isinstance(given, Mapping):
            return given or {}
        found = dict(inside(self._data, *table) or {})
        for key, value in given.items():
            found[key] = self._fact((*table, key), value, found.get(key))
        return {key: value for key, value in found.items() if value is not None}

    def _fact(self, path: Path, value: Any, before: Any) -> Any:
        field = self._field(path)
        patch = value if field is None else patch_in(field, value)
        if field is None or patch is None:
            return patch
        for data in (self._data, self._said):
            page = page_of(path, before, data)
            if page and (found := inside(data, *page)):
                patch = without_inherited(patch, before, found)
                break
        return changed(field, before, patch)

    def _field(self, path: Path) -> Field | None:
        known = self._form.meters if path[-2] == "rates" else self._form.specs
        return known.get(path[-1]) if fact_path(path) == path else None


def _flat(said: Any) -> Any:
    """Return an offer as a file has it, with its prices in it and its date read; what is no table stays."""
    if not isinstance(said, Mapping):
        return said
    pricing = said.get("pricing")
    flat = said if not isinstance(pricing, Mapping) else {**said, **pricing}
    read = {
        key: one for key, one in flat.items() if key != "pricing" or not isinstance(pricing, Mapping | None)
    }
    day = read.get("checked")
    return {**read, "checked": days.day(day) or day} if isinstance(day, str) else read


def _has_amounts(said: Values) -> bool:
    rates = inside(said, "rates") or {}
    return any(one is not None for one in rates.values()) or bool(said.get("tiers") or said.get("plans"))


def _with_amounts(tables: Any) -> Any:
    """Return tiers or plans with amounts as TOML has them, which are texts in JSON."""
    if not isinstance(tables, list):
        return tables
    return [_amounts_in(one) if isinstance(one, Mapping) else one for one in tables]


def _amounts_in(table: Mapping[str, Any]) -> Mapping[str, Any]:
    read = {key: one for key, one in table.items() if one is not None and (key, one) != ("includes", {})}
    if isinstance(rates := read.get("rates"), Mapping):
        read["rates"] = {meter: _stored(amount) for meter, amount in rates.items()}
    return {**read, "amount": _stored(read["amount"])} if "amount" in read else read


def _stored(amount: Any) -> Any:
    try:
        return Amount().stored(Amount().read(amount))
    except ValueError:
        return amount
