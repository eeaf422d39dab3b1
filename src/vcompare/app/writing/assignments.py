"""Assignments on a command line, such as `entry=paid`, `tags+=gpu` or `context=1M`."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

from vcompare.app.arguments import refuse
from vcompare.app.writing import naming
from vcompare.app.writing.declaring import both, undeclared_fact, undeclared_meters
from vcompare.app.writing.facts import CONTENT, changed, content_of, content_parts, differences
from vcompare.app.writing.forms import TOOL, Form
from vcompare.app.writing.keys import Key, SpecKey, Values, inline_table, refuse_other_than_utf8
from vcompare.app.writing.places import Path, fact_path, value_at
from vcompare.app.writing.plans import is_list_of_tables, part_of_plan, with_part
from vcompare.app.writing.rates import RateKey, currency_in, currency_named
from vcompare.catalog.source import parse
from vcompare.diagnostics import Diagnostic
from vcompare.errors import UndeclaredError, VcompareError
from vcompare.fields import Field
from vcompare.model import NONE, Tool
from vcompare.text.suggestions import ALIKE, closest, did_you_mean

_ASSIGNMENT = re.compile(r"([^=]*?)\s*([+-]?=)(.*)", re.DOTALL)


class Assignment(NamedTuple):
    """What a word on the command line asks for; `sign` is `=`, `+=` or `-=`, and no value removes the key.

    `called` is what was typed for the key. For a spec, the value is a patch; for an amount of money, which
    has to be in the currency of its table, it is what was typed.
    """

    key: str
    sign: str
    value: Any
    called: str = ""


def assignments(words: Sequence[str], form: Form = TOOL, above: str = "") -> list[Assignment]:
    """Read the words of a command line; with `above`, such as `specs.`, only keys that begin so.

    Raises VcompareError, or a group of them, for everything that is wrong with them; UndeclaredError where
    that is only that specs are set which the catalog does not declare.
    """
    read, wrong = list[Assignment](), list[VcompareError]()
    for word in words:
        try:
            read.append(_assignment(word, form, above))
        except VcompareError as error:
            wrong.append(error)
    plain = Counter(one.key for one in read if one.sign == "=")
    wrong += [
        VcompareError(f"`{key}` is set twice", "set it once") for key, times in plain.items() if times > 1
    ]
    if wrong:
        refuse(together(wrong))
    return read


def together(wrong: Sequence[VcompareError]) -> list[VcompareError]:
    """Return errors with one in place of all that say that something is not declared."""
    missing = [error for error in wrong if isinstance(error, UndeclaredError)]
    others = [error for error in wrong if error not in missing]
    return [both(missing), *others] if len(missing) > 1 else list(wrong)


def _assignment(word: str, form: Form, above: str) -> Assignment:
    name, sign, value = _split(word)
    whole = name if name.startswith(above) else above + name
    if table := _table(whole, form):
        if value or sign != "=":
            raise VcompareError(f"`{name}` is a table", f"name a key in it, such as {table}")
        return Assignment(whole, sign, None, name)
    if form.into is Tool and (value or not is_list_of_tables(whole)) and part_of_plan(whole):
        return Assignment(whole, sign, value or None, name)
    key = form.find(whole)
    if key is not None:
        return _of_key(key, name, sign, value)
    return _removal(name, whole, form) if not value and sign == "=" else _raise_unknown(whole, value, form)


def _split(word: str) -> tuple[str, str, str]:
    """Return the name, the sign and the value of an assignment."""
    found = _ASSIGNMENT.fullmatch(word)
    if found is None:
        raise VcompareError(f'"{word}" is missing `=value`', "write it as key=value")
    name, sign, value = found[1].strip(), found[2], found[3].strip()
    if name.endswith((">", "<")):  # `context>=200k`, as filters have it
        name, value = name[:-1].strip(), f"{name[-1]}={value}"
    if not name:
        raise VcompareError(f'"{word}" names no key', "write it as key=value")
    return name, sign, value


def _of_key(key: Key, name: str, sign: str, value: str) -> Assignment:
    is_whole = value.casefold() == NONE.value or bool(inline_table(value))
    if key.is_list and not (isinstance(key, SpecKey) and sign == "=" and is_whole):
        items = _items(key, value)
        if sign != "-=" and (wrong := key.fault(items, value, f"`{name}`")):
            raise wrong
        return Assignment(key.name, sign, items, name)
    if sign != "=":
        raise VcompareError(f"`{name}` is not a list", f"write it as {name}=value")
    if isinstance(key, RateKey) and value:
        key.read_in(None, value, f"`{name}`")
        return Assignment(key.name, sign, value, name)
    return Assignment(key.name, sign, key.read(value, f"`{name}`") if value else None, name)


def _table(name: str, form: Form) -> str | None:
    """Return a key of the table that is called so, None where there is no such table."""
    if form.into is not Tool:
        return None
    first, _, rest = name.partition(".")
    if first in {"sources", "offers"} and "." not in rest:
        return f"{first}.{rest or 'docs'}.url" if first == "sources" else f"offers.{rest or 'seller'}.name"
    if name == "pricing.rates" or (first == "offers" and rest.count(".") == 1 and rest.endswith(".rates")):
        return f"{name}.{next(iter(form.meters), 'input')}"
    return form.tables.get(name)


def _removal(name: str, whole: str, form: Form) -> Assignment:
    """Return the removal of a spec or a rate that is declared no more, and that a file may still have."""
    if not (naming.is_fact(whole) or is_list_of_tables(whole)):
        _raise_unknown(whole, "", form)
    return Assignment(whole, "=", None, name)


def _raise_unknown(name: str, value: str, form: Form) -> NoReturn:
    """Raise the error for a name that no key has: it may be a slip, or a spec or a meter to be declared."""
    path = tuple(name.split("."))
    if form.into is Tool and (remedy := naming.elsewhere(name)):
        raise VcompareError(f"`{name}` is not in a tool's file", remedy)
    if path[0] in {"rates", "offers"} or path[:2] == ("pricing", "rates"):
        _raise_unknown_price(name, value, form)
    key = name.removeprefix("specs.")
    own = form.find(key) if name != key else None
    if own is not None and own.path[0] != "specs":
        what = f"--rate {key}" if isinstance(own, RateKey) else own.option
        remedy = f"`vcompare edit TOOL {key}=VALUE` sets it, and {what} of `vcompare add`"
        kind = "the rate of a meter" if isinstance(own, RateKey) else "a key of every tool"
        raise VcompareError(f"`{key}` is {kind}, and no spec", remedy)
    known = form.names_of_keys if name == key else list(form.specs)
    hint = did_you_mean(key, known)
    if value and "." not in key and not closest(key, known, at_least=ALIKE):
        raise undeclared_fact(name, value, form.meters, hint)
    raise VcompareError(
        f"`{name}` is not a key of a tool's file", hint or "`vcompare schema tool` has every key"
    )


def _raise_unknown_price(name: str, value: str, form: Form) -> NoReturn:
    """Raise the error for a rate of a meter that is not declared, or for an unknown key of an offer."""
    path = tuple(name.split("."))
    path = ("pricing", *path) if path[0] == "rates" else path
    fact = fact_path(path)
    table, key = (fact[-2], fact[-1]) if fact else ("", path[-1])
    if table == "specs":
        _raise_unknown(f"specs.{key}", value if fact == path else "", form)
    known = list(form.meters) if table else [*naming.OFFER_KEYS, *form.meters, *form.specs]
    near = did_you_mean(key, known)
    if table and value and fact == path and not closest(key, known, at_least=ALIKE):
        raise undeclared_meters({key: [value]}, form.meters, near)
    what = "a meter of this catalog" if table else "a key of an offer"
    raise VcompareError(f"`{key}` is not {what}", near or "`vcompare schema tool` has every key")


def _items(key: Key, text: str) -> Any:
    """Return the items of a list: those between commas, or those of a list as TOML writes it."""
    refuse_other_than_utf8(key.name, text)
    if not text.startswith("["):
        return key.items(text)
    document = parse("", f"items = {text}\n".encode(errors="surrogatepass"))
    data = {} if isinstance(document, Diagnostic) else document.data
    items = data.get("items")
    if data.keys() != {"items"} or not isinstance(items, list) or not all(isinstance(x, str) for x in items):
        raise VcompareError(
            f"`{key.name}`: this is not a list of texts in TOML", 'write it as ["one", "two"]'
        )
    return items


def assigned(assignments: Sequence[Assignment], data: Values, form: Form = TOOL) -> dict[str, Any]:
    """Return the values that the file is to have.

    Raises VcompareError for an item that is not there, and for an amount of another currency than that of
    its table.
    """
    wanted: dict[str, Any] = {}
    facts: dict[Path, Any] = {}
    currencies = _Currencies(assignments, data, form)
    for one in assignments:
        if form.into is Tool and not is_list_of_tables(one.key) and (plan := part_of_plan(one.key)):
            name = ".".join(plan.table)
            plans = wanted.get(name, value_at(data, *plan.table))
            is_amount = plan.part == ("amount",) and one.value
            currency = currencies.of(plan.table[:-1], one.value) if is_amount else None
            wanted[name] = with_part(plans, plan, one.value, f"`{one.called}`", currency)
            continue
        key = form.find(one.key)
        if key is not None and (fact := fact_path(key.path)):
            before = facts.get(fact, value_at(data, *fact))
            facts[fact] = _fact(_field(form, fact), key, _in_currency(one, key, currencies), before)
            continue
        if key is None and naming.is_fact(one.key) and value_at(data, *one.key.split(".")) is None:
            known = form.meters if ".rates." in one.key else form.specs
            raise VcompareError(
                f"`{one.key}` is not in this file", did_you_mean(one.key.split(".")[-1], known)
            )
        value = one.value
        if one.sign != "=" and key is not None:
            present = wanted.get(one.key, key.of(data)) or []
            value = _changed(one.key, present, value, adds=one.sign == "+=")
        wanted[one.key] = None if value == [] else value
    for fact, after in facts.items():
        wanted |= _differences(fact, value_at(data, *fact), after, _field(form, fact))
    return wanted | currencies.found


class _Currencies:
    """The currencies of the tables of prices, after assignments; those of them that are only now known."""

    def __init__(self, assignments: Sequence[Assignment], data: Values, form: Form) -> None:
        self._data = data
        self._main = form.currency
        self._assigned = {one.key: one.value for one in assignments if one.key.endswith("currency")}
        self.found: dict[str, str] = {}

    def of(self, table: Path, text: str) -> str | None:
        """Return the currency of a table, which without one is that of an amount that was typed for it."""
        name = f"{'.'.join(table)}.currency"
        data = {} if self._assigned.get(name, "") is None else self._data
        known = self._assigned.get(name) or currency_in(data, table, self._main) or self.found.get(name)
        if known is None and (named := currency_named(text)):
            self.found[name] = named
        return known or self.found.get(name)


def _in_currency(one: Assignment, key: Key, currencies: _Currencies) -> Assignment:
    """Return an assignment with the patch of a rate in place of what was typed."""
    if not isinstance(key, RateKey) or one.value is None:
        return one
    currency = currencies.of(key.path[:2] if key.path[0] == "offers" else key.path[:1], one.value)
    return one._replace(value=key.read_in(currency, one.value, f"`{one.called}`"))


def _field(form: Form, fact: Path) -> Field:
    return (form.meters if fact[-2] == "rates" else form.specs)[fact[-1]]


def _differences(fact: Path, before: Any, after: Any, field: Field) -> dict[str, Any]:
    name = ".".join(fact)
    if isinstance(after, Mapping) and not any(part in after for part in content_parts(field)):
        raise VcompareError(f"`{name}` has no value that this is about", f"add {fact[-1]}=VALUE")
    return differences(name, before, after)


def _fact(field: Field, key: Key, one: Assignment, before: Any) -> Any:
    """Return what a file is to have for a spec or a rate, after an assignment to it or to a part of it."""
    fact = fact_path(key.path) or ()
    value, part = one.value, key.path[len(fact)] if len(key.path) > len(fact) else None
    if one.sign != "=":
        present = content_of(field, before)
        items = list(present) if isinstance(present, tuple) else []
        value = _changed(one.key, items, value, adds=one.sign == "+=")
    if isinstance(value, list):
        value = {"value": value} if value else None
    if part in CONTENT:
        value = _content(field, part, value, before)
    elif part is not None and not isinstance(value, Mapping):
        value = {part: value}
    return None if value is None else changed(field, before, value)


def _content(field: Field, part: str, value: Any, before: Any) -> Any:
    """Return the patch for a limit, which leaves the other one, or for another part of what is known."""
    other = {"at_least": "at_most", "at_most": "at_least"}.get(part)
    kept = {other: before[other]} if other and isinstance(before, Mapping) and other in before else {}
    if value is None or part == "none":
        return {part: value or None}
    if part == "value":
        return value
    if value.keys() != {"value"}:
        raise VcompareError(f"`specs.{field.spec}.{part}` must be a single value")
    return {part: value["value"], **kept}


def _changed(name: str, present: Any, items: Sequence[str], *, adds: bool) -> list[Any]:
    """Return a list with items added at its end, or removed."""
    if not isinstance(present, list):
        raise VcompareError(f"`{name}` is not a list in this file", f"write it as {name}=one,two")
    if adds:
        return [*present, *(item for item in dict.fromkeys(items) if item not in present)]
    for item in items:
        if item not in present:
            hint = did_you_mean(item, map(str, present)) or "`vcompare show` shows what is in it"
            raise VcompareError(f'"{item}" is not in `{name}`', hint)
    return [item for item in present if item not in items]
