"""What a tool is worth in a decision as a field: `worth.support`."""

from typing import Any

from vcompare.comparison.criteria import Criterion, criteria
from vcompare.fields import Field, Registry
from vcompare.fields.kinds import Worth
from vcompare.model import Bounds, Decision


class WorthOf:
    """Computes what a tool is worth in a decision, whatever other tools there are."""

    def __init__(self, name: str, of: tuple[Criterion, ...]) -> None:
        self._key = (name, of)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorthOf) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key[0])

    def __call__(self, card: Any) -> Any:
        """Return the worth: a fraction, or bounds where something is unknown; None where there is none."""
        from vcompare.decisions import scored

        if not self._key[1]:
            return None
        worth = scored([""], [one.values([card]) for one in self._key[1]]).worth(0)
        return worth.low if worth.low == worth.high else Bounds(worth.low, worth.high)


def of_decision(name: str, decision: Decision, fields: Registry) -> Field:
    """Return the field of what tools are worth in a decision; none is known if a criterion is wrong."""
    found, problems = criteria(decision, fields)
    usable = () if problems else tuple(found)
    return Field(
        f"worth.{name}",
        decision.label,
        "list",
        Worth(),
        better="higher",
        change=None,
        needs=() if usable else ("name",),
        uses=tuple(one.field for one in usable),
        compute=WorthOf(name, usable),
    )
