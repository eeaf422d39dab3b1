"""One record of a data set: found by the expressions of a recipe, and judged value by value."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any, Protocol

from msgspec import Struct, field, to_builtins

from vcompare.catalog.expressions import ExpressionError
from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN, Field
from vcompare.importers import values
from vcompare.importers.budget import Budget, BudgetError
from vcompare.importers.evaluation import Find, compiled
from vcompare.importers.values import Judge
from vcompare.model import Recipe, Settings, TierFields
from vcompare.text.words import singular


class Drop(Protocol):
    """Notes that a field of a record is left out, and why; `kind` is as much of that as others have too."""

    def __call__(self, field: str, reason: str, kind: str = "") -> None: ...  # noqa: D102


AMOUNTS = ("rates", "tiers", "plans")
"""What makes prices prices: these need a currency."""
_UNREAD = object()
_TEXT = {str}
_KEPT = (str, bool, int, float, Decimal, list)


class Facts(Struct):
    """What one record says: of the tool, of its specs, of prices, and of the seller."""

    tool: dict[str, Any]
    specs: dict[str, Any]
    pricing: dict[str, Any]
    offer: dict[str, Any]


def _nothing() -> dict[type, dict[Any, Any]]:
    return {kind: {} for kind in _KEPT}


class _Leaf(Struct):
    """A value of a record: its name and the last key of that, what finds it, and what judges it."""

    name: str
    key: str
    find: Callable[[Any], Any]
    judge: Judge
    known: dict[type, dict[Any, Any]] = field(default_factory=_nothing)

    def value(self, record: Any, drop: Drop) -> Any:
        """Return the value as a tool's file has it, None where it is unknown or was dropped.

        A value that is no table is judged only once, as most are in many records.
        """
        found = None
        try:
            found = self.find(record)
            if found is None:
                return None
            kind = type(found)
            known, key = self.known.get(kind), found
            if kind is list:
                is_usual = len(found) <= values.MOST and _TEXT.issuperset(map(type, found))
                known, key = (known, tuple(found)) if is_usual else (None, None)
            if known is None or (kind is Decimal and not found.is_finite()):
                return self.judge(found)
            judged = known.get(key, _UNREAD)
            if judged is _UNREAD:
                judged = known[key] = self.judge(found)
        except BudgetError:
            raise
        except ExpressionError as wrong:
            drop(self.name, f"the expression has no value here: {wrong}")
        except ValueError as wanted:
            must = f"must be {wanted}"
            drop(self.name, f"{must}; it is {values.said(found)}", must)
        else:
            return judged
        return None


class Reader:
    """Reads the records of one data set by a recipe, as far as a catalog declares what they say.

    `undeclared` names what the recipe finds and the catalog does not declare, or has in another unit.
    """

    def __init__(self, recipe: Recipe, settings: Settings, budget: Budget) -> None:
        self._budget = budget
        self.undeclared = list[str]()
        fields = BUILTIN.completed(settings)
        specs = self._declared("specs", recipe.fields.specs, fields.specs, recipe.setup.specs)
        meters = self._declared("meters", recipe.fields.pricing.rates, fields.meters, recipe.setup.meters)
        rates = {
            key: values.of_rate(field, recipe.per.get(key) or _per(recipe, key))
            for key, field in fields.meters.items()
        }
        self._tool = [*self._leaves("fields", recipe.fields, values.of_field)]
        self._offer = [*self._leaves("offers", recipe.offers, _of_offer)]
        self._specs = [
            self._leaf(f"specs.{key}", text, values.of_spec(fields.specs[key])) for key, text in specs.items()
        ]
        prices = recipe.fields.pricing
        self._rates = [self._leaf(f"rates.{key}", text, rates[key]) for key, text in meters.items()]
        self._prices = [
            self._leaf(key, text, judge)
            for key, text, judge in (
                ("summary", prices.summary, values.summary),
                ("source", prices.source, values.address),
                ("currency", prices.currency, values.currency),
                ("tiers", prices.tiers, partial(values.tiers, rates)),
                ("plans", prices.plans, partial(values.plans, rates)),
            )
            if text is not None
        ]
        self.constants = _constants(recipe, fields.specs)

    def facts(self, record: Mapping[str, Any], drop: Drop) -> Facts:
        """Return what a record says; what it says and does not count is given to `drop`."""
        return Facts(
            _known(self._tool, record, drop),
            _known(self._specs, record, drop),
            self._pricing(record, drop),
            _known(self._offer, record, drop),
        )

    def _pricing(self, record: Mapping[str, Any], drop: Drop) -> dict[str, Any]:
        """Return the prices of a record, none if they depend on a currency or tiers that cannot be read."""
        lost = list[str]()

        def note(field: str, reason: str, kind: str = "") -> None:
            lost.append(field)
            drop(field, reason, kind)

        prices = _known(self._prices, record, note)
        rates = _known(self._rates, record, drop)
        prices |= {"rates": rates} if rates else {}
        if "tiers" in prices:
            prices["tiers"] = _with_base(prices["tiers"], rates, drop)
            prices = {key: value for key, value in prices.items() if value != []}
        if prices.keys().isdisjoint(AMOUNTS):
            return prices if "summary" in prices else {}
        if lost and (unread := {"currency", "tiers"}.intersection(lost)):
            drop("pricing", f"depends on its {' and '.join(sorted(unread))}")
            return {}
        return self.constants.pricing | prices

    def _declared(
        self, name: str, wanted: Mapping[str, str], declared: Mapping[str, Field], setup: Mapping[str, Any]
    ) -> dict[str, str]:
        """Return the expressions for what the catalog declares, in its order."""
        usable = {key: field for key, field in declared.items() if _same_unit(field, setup.get(key))}
        self.undeclared += [f"{name}.{key}" for key in wanted if key not in usable]
        return {key: wanted[key] for key in usable if key in wanted}

    def _leaves(self, table: str, of: Struct, judge: Callable[[str], Judge]) -> Iterator[_Leaf]:
        for key in of.__struct_fields__:
            text = getattr(of, key)
            if isinstance(text, str):
                yield self._leaf(key, text, judge(key), table)

    def _leaf(self, name: str, text: Any, judge: Judge, table: str = "fields") -> _Leaf:
        is_table = isinstance(text, tuple)
        find = self._tiers(text) if is_table else expression(f"{table}.{name}", text, self._budget)
        return _Leaf(name, name.rpartition(".")[2], find, judge)

    def _tiers(self, tables: tuple[TierFields, ...]) -> Callable[[Any], Any]:
        """Return what finds tiers of which each quantity and each rate has an expression of its own."""
        found = [
            {
                part: {
                    key: expression(f"fields.pricing.tiers[].{part}.{key}", text, self._budget)
                    for key, text in getattr(tier, part).items()
                }
                for part in ("over", "rates")
            }
            for tier in tables
        ]

        def find(record: Any) -> Any:
            return [
                {part: {key: one(record) for key, one in each.items()} for part, each in tier.items()}
                for tier in found
            ]

        return find


def expression(
    name: str, text: str, budget: Budget, compile_it: Callable[[str, Budget], Find] = compiled
) -> Find:
    """Return what finds the value of an expression. Raises VcompareError, naming it, for a wrong one."""
    try:
        return compile_it(text, budget)
    except ExpressionError as wrong:
        raise VcompareError(f"`{name}` of the recipe {wrong}") from None


def _known(leaves: list[_Leaf], record: Any, drop: Drop) -> dict[str, Any]:
    return {leaf.key: value for leaf in leaves if (value := leaf.value(record, drop)) is not None}


def _with_base(tiers: Any, rates: Mapping[str, Any], drop: Drop) -> Any:
    """Return tiers without rates of meters for which smaller requests have none: theirs is unknown."""
    for meter in dict.fromkeys(meter for tier in tiers for meter in tier["rates"] if meter not in rates):
        drop("tiers", f"has a rate of {meter}, and there is none for smaller requests")
    known = [
        tier | {"rates": {key: one for key, one in tier["rates"].items() if key in rates}} for tier in tiers
    ]
    return [tier for tier in known if tier["rates"]]


def _of_offer(key: str) -> Judge:
    return values.of_name if key == "name" else values.of_field(key)


def _per(recipe: Recipe, meter: str) -> float | None:
    declared = recipe.setup.meters.get(meter)
    return declared.per if declared else None


def _same_unit(field: Field, setup: Any) -> bool:
    """Say whether a catalog declares something in the unit in which the recipe finds it."""
    wanted = getattr(setup, "unit", None)
    return not wanted or singular(getattr(field.kind, "unit", "")).casefold() == singular(wanted).casefold()


def _constants(recipe: Recipe, declared: Mapping[str, Field]) -> Facts:
    """Return what holds for every record. Raises VcompareError for a spec that its kind cannot read."""
    given = _pruned(to_builtins(recipe.constants, builtin_types=(datetime.date,)))
    for key in ("allow", "offers"):  # what people say of findings, and what each record says
        given.pop(key, None)
    specs, pricing = given.pop("specs", {}), given.pop("pricing", {})
    read = dict[str, Any]()
    for key in declared:
        try:
            read |= {key: values.of_spec(declared[key])(specs[key])} if key in specs else {}
        except ValueError as wanted:
            raise VcompareError(f"`constants.specs.{key}` of the recipe must be {wanted}") from None
    return Facts(given, read, pricing, {})


def _pruned(value: Any) -> Any:
    """Return a value without what TOML has no word for, and without what is empty."""
    if isinstance(value, dict):
        pruned = {key: _pruned(item) for key, item in value.items()}
        return {key: item for key, item in pruned.items() if item not in (None, "", [], {}, ())}
    return [_pruned(item) for item in value] if isinstance(value, list | tuple) else value
