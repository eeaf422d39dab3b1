"""Plans and tiers as assignments name them: `pricing.plans.Team.amount`."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from vcompare.app.arguments import wrong_value
from vcompare.app.writing.places import Path
from vcompare.app.writing.rates import read_amount
from vcompare.errors import VcompareError
from vcompare.fields.kinds import Amount, Measure
from vcompare.text.folding import fold
from vcompare.text.suggestions import did_you_mean

_NAME = re.compile(r"(?:(pricing|offers\.[^.]+)\.)?(tiers|plans)(?:\.(.+))?", re.DOTALL)
_PART = re.compile(r"(.+)\.(name|amount|per|includes\.[^.]+)", re.DOTALL)
EDITOR = "`vcompare edit TOOL --editor` shows how one is written"


class PlanPart(NamedTuple):
    """A part of a plan: the table of prices, the name of the plan, and the keys inside of it."""

    table: Path
    plan: str
    part: Path


def part_of_plan(name: str) -> PlanPart | None:
    """Return what a name means of the plans of a tool or an offer, None for another name.

    Raises VcompareError for lists of tables, and for tiers, which have no names.
    """
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    table = f"{found[1] or 'pricing'}.{found[2]}"
    part = _PART.fullmatch(found[3] or "") if found[2] == "plans" else None
    if part is None:
        example = (
            " or set a part of a plan, as in pricing.plans.Team.amount=30" if found[2] == "plans" else ""
        )
        raise VcompareError(f"`{table}` is a list of tables", f"{EDITOR};{example}" if example else EDITOR)
    return PlanPart(tuple(table.split(".")), part[1], tuple(part[2].split(".", 1)))


def is_list_of_tables(name: str) -> bool:
    """Say whether a name is that of all tiers or plans."""
    found = _NAME.fullmatch(name)
    return found is not None and found[3] is None


def with_part(plans: Any, of: PlanPart, text: str | None, called: str, currency: str | None) -> list[Any]:
    """Return the plans of a file with one part changed; None removes it.

    Raises VcompareError for a plan that is not there, and for a value that the part cannot have.
    """
    known = [plan for plan in plans or () if isinstance(plan, Mapping)]
    names = {fold(str(plan.get("name"))): plan for plan in known}
    plan = names.get(fold(of.plan))
    if plan is None:
        near = did_you_mean(of.plan, [str(one.get("name")) for one in known])
        raise VcompareError(f'`{".".join(of.table)}` has no plan "{of.plan}"', near or EDITOR)
    if text is None and of.part[0] != "includes":
        raise VcompareError(f"{called} cannot be empty: a plan needs it", EDITOR)
    value = None if text is None else _read(of, plan, text, called, currency)
    return [_changed(one, of.part, value) if one is plan else one for one in plans]


def _read(of: PlanPart, plan: Mapping[str, Any], text: str, called: str, currency: str | None) -> Any:
    if of.part[0] == "amount":
        unit = plan.get("per")
        kind = Amount(unit=unit if isinstance(unit, str) else "")
        return read_amount(kind, text, called, currency, of.table[:-1])
    if of.part[0] != "includes":
        return text
    try:
        value = Measure().read(Measure().parse(text))
    except ValueError:
        value = -1
    if value < 0:
        raise wrong_value(called, "a number, 0 or more, such as 500, 200k or 1M", text)
    return value


def _changed(table: Mapping[str, Any], path: Sequence[str], value: Any) -> Mapping[str, Any]:
    key, *rest = path
    inner = table.get(key)
    new = (_changed(inner if isinstance(inner, Mapping) else {}, rest, value) or None) if rest else value
    return {one: other for one, other in {**table, key: new}.items() if other is not None}
