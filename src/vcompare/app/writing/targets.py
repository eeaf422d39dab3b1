"""From what a file is to hold to the keys that have to be set in it."""

from collections.abc import Collection, Mapping
from typing import Any

from vcompare.app.writing.facts import differences
from vcompare.app.writing.forms import Form
from vcompare.app.writing.keys import Values
from vcompare.app.writing.naming import OFFER_KEYS
from vcompare.app.writing.places import inside
from vcompare.errors import VcompareError
from vcompare.model import Offer
from vcompare.text.suggestions import did_you_mean

_EXAMPLES = {"sources": "sources.docs.url", "specs": "specs.context", "offers": "offers.seller.name"}
"""A key of each table whose keys are for a catalog or a file to choose."""
_PRICES = ("tiers", "plans")


def changes(form: Form, data: Values, wanted: Values) -> dict[str, Any]:
    """Return the keys whose values differ, with those that are wanted: None where there is none.

    Raises VcompareError for a key that the file cannot have, unless it has it.
    """
    own = form.into.__struct_fields__
    for name in wanted.keys() - data.keys():
        _refuse_unknown(form, name, own)
    # An empty table under no key of ours says nothing that would be wanted; `check` speaks of it.
    gone = (name for name, value in data.items() if name not in wanted and (name in own or value != {}))
    found: dict[str, Any] = dict.fromkeys(gone)
    for name in dict.fromkeys((*form.tables, *_EXAMPLES)):
        if not isinstance(wanted.get(name, {}), Mapping):
            example = form.tables.get(name) or _EXAMPLES[name]
            raise VcompareError(f"`{name}` is a table", f"name a key in it, such as {example}")
    for name in form.tables:
        known = {key.name for key in form.keys}
        for inner in (inside(wanted, name) or {}).keys() - {"rates"}:
            _refuse_unknown(form, f"{name}.{inner}", known)
    for key in form.keys:
        old, new = key.of(data), key.of(wanted)
        is_fact = key.path[-2:-1] in {("specs",), ("rates",)}
        if not is_fact and key.path[0] not in found and (old or None) != (new or None):
            found[key.name] = new or None
    for name in ("sources", "specs", "pricing.rates"):
        found |= _in_table(name, data, wanted)
    for seller in dict.fromkeys((*(inside(data, "offers") or ()), *(inside(wanted, "offers") or ()))):
        found |= _in_offer(form, seller, data, wanted)
    return found


def _in_table(name: str, data: Values, wanted: Values) -> Values:
    """Return what changes in a table whose keys are chosen by a catalog or by a file."""
    path = name.split(".")
    old, new = inside(data, *path) or {}, inside(wanted, *path)
    found: dict[str, Any] = {}
    for key in {**old, **new} if new is not None else {}:
        # A source that is new is a table with a header; a fact is a value.
        before = old.get(key, {} if name == "sources" else None)
        found |= differences(f"{name}.{key}", before, new and new.get(key))
    return found if new is not None or not old else {name: None}


def _in_offer(form: Form, seller: str, data: Values, wanted: Values) -> Values:
    name = f"offers.{seller}"
    old, new = inside(data, "offers", seller) or {}, inside(wanted, "offers", seller)
    if new is None:
        return {name: None} if "offers" in wanted else {}
    for key in new.keys() - old.keys():
        _refuse_unknown(form, f"{name}.{key}", {f"{name}.{one}" for one in Offer.__struct_fields__})
    found = {
        f"{name}.{key}": new.get(key) or None
        for key in (*OFFER_KEYS, *_PRICES)
        if (old.get(key) or None) != (new.get(key) or None)
    }
    return {**found, **_in_table(f"{name}.rates", data, wanted), **_in_table(f"{name}.specs", data, wanted)}


def _refuse_unknown(form: Form, name: str, known: Collection[str]) -> None:
    if name not in known:
        hint = did_you_mean(name, known) or f"`vcompare schema {form.name}` has every key"
        raise VcompareError(f"`{name}` is not a key of a {form.name}", hint)
