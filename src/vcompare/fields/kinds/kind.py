"""What all kinds of values have in common."""

from typing import Any, ClassVar, Literal, get_args

from msgspec import Struct

from vcompare.model import Bounds, Line

_LINE_SCHEMA = {"type": "string", "pattern": get_args(Line)[1].pattern}
Style = Literal["plain", "number", "verdict", "link", "prose"]
"""How a value looks: renderers know these and nothing of kinds."""
Trend = Literal["up", "down"]
Operator = Literal["=", "!=", ">", ">=", "<", "<=", "~"]
EQUALITY: tuple[Operator, ...] = ("=", "!=")
ORDER: tuple[Operator, ...] = (">", ">=", "<", "<=")
CONTAINS: tuple[Operator, ...] = ("~",)


class Kind(Struct, frozen=True):
    """A kind of value: how it is typed, compared, shown, and how a change of it is worded.

    This class is the kind of a value that has no order and is shown as it is written. Values are those of the
    model; None, for what is unknown, never gets here.
    """

    name: ClassVar[str] = "text"
    """What the pages of the reference call it."""
    style: ClassVar[Style] = "plain"
    metavar: ClassVar[str] = "TEXT"
    """What help calls a value of an option."""
    several: ClassVar[bool] = False
    """Whether an option for it can be repeated."""
    wraps: ClassVar[bool] = False
    """Whether a table may break it over several lines."""
    operators: ClassVar[tuple[Operator, ...]] = (*EQUALITY, *CONTAINS)
    """What a filter can compare values with."""

    has_bounds: ClassVar[bool] = False
    """Whether only limits of a value may be known, which then lie between these two:"""
    lowest: ClassVar[Any] = None
    highest: ClassVar[Any] = None
    at_least: ClassVar[str] = "at least {}"
    at_most: ClassVar[str] = "at most {}"
    """What a sentence says of one of which only one limit is known."""

    rounds_ranges: ClassVar[bool] = True
    """Whether two limits that look the same once they are rounded are shown as one value."""

    @property
    def has_lines(self) -> bool:
        """Whether the value may have several lines in a file."""
        return False

    @property
    def blank(self) -> str:
        """The value that is still to be filled in, as TOML writes it."""
        return '""'

    @property
    def example(self) -> str:
        """What a filter compares values with, as errors and the reference describe it."""
        return "text"

    @property
    def comparison(self) -> tuple[Operator, str]:
        """An operator and a value for a filter, as a hint shows them behind the name of a field."""
        return "~", "text"

    @property
    def wanted(self) -> str:
        """What an error says that a typed value must be, where that is more than what a file may hold."""
        return ""

    def parse(self, text: str) -> Any:
        """Return the value that a person typed; what cannot be read stays text, for `check` to find."""
        return text.replace("\r\n", "\n")

    def refuse_unclear(self, _low: str, _high: str) -> None:
        """Raise ValueError for the ends of a range that can be meant in two ways."""

    def read(self, value: Any) -> Any:
        """Return the value that a file or a JSON object has for a declared field.

        Raises ValueError for what is no value of this kind, with the words for what it must be.
        """
        if not isinstance(value, str) or not value.strip() or "\n" in value or "\r" in value:
            raise ValueError("one line of text, not blank")
        return value

    def stored(self, value: Any) -> Any:
        """Return a value of a declared field as TOML has it: what `read` takes."""
        return value

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of what `read` takes."""
        return _LINE_SCHEMA

    def typed(self, value: Any) -> str:
        """Return a value as a person could have typed it."""
        return str(value).strip()

    def order(self, value: Any) -> Any:
        """Return what values of this kind are sorted by, ascending."""
        return value

    def span(self, value: Any) -> tuple[Any, Any]:
        """Return the lowest and the highest that a value can be, as they are ordered."""
        if isinstance(value, Bounds):
            low = self.lowest if value.at_least is None else self.span(value.at_least)[0]
            high = self.highest if value.at_most is None else self.span(value.at_most)[1]
            return low, high
        order = self.order(value)
        return order, order

    def worth(self, order: Any) -> Any:
        """Return the number for something that values are ordered by, so that less can be better."""
        return order

    def giver(self, _value: Any) -> Any:
        """Return what values must have in common to be compared; all values of most kinds can be."""
        return None

    def operand(self, text: str) -> Any:
        """Return what a filter compares values with, from what a person typed.

        Raises ValueError for what is no value of this kind.
        """
        return self.order(text)

    def passes(self, value: Any, operator: Operator, operand: Any) -> bool:
        """Say whether a known value passes a filter."""
        if operator == "~":
            return operand in self.order(value)
        return compare(self.span(value), operator, (operand, operand))

    def short(self, value: Any) -> str:
        """Return a value as a table shows it."""
        return str(value)

    def long(self, value: Any) -> str:
        """Return a value exactly."""
        return self.short(value)

    def between(self, low: str, high: str) -> str:
        """Return a range, from its ends as they are shown."""
        return f"{low} to {high}" if "-" in low + high else f"{low}–{high}"

    def trend(self, _before: Any, _after: Any) -> Trend | None:
        """Say whether a value went up or down, None where that has no meaning."""
        return None

    def remark(self, _before: Any, _after: Any) -> str:
        """Say in a few words what a change means or by how much it is, if there is anything to say."""
        return ""

    def agree(self, one: Any, other: Any) -> bool:
        """Say whether what two sources have can both be so."""
        (low, high), (least, most) = self.span(one), self.span(other)
        return bool(low <= most and least <= high)

    def disputed(self, one: Any, other: Any) -> tuple[Any, Any]:
        """Return of two values that do not agree the parts that differ."""
        return one, other

    def distance(self, one: Any, other: Any) -> str:
        """Say how far the value of another source is from one, if that has a measure."""
        return self.remark(one, other)


def compare(value: tuple[Any, Any], operator: Operator, operand: tuple[Any, Any]) -> bool:
    """Say whether all that a value can be passes.

    Each is the lowest and the highest that it can be, which for a month are its first and its last day.
    """
    (low, high), (first, last) = value, operand
    match operator:
        case "=":
            return bool(first <= low and high <= last)
        case "!=":
            return bool(high < first or last < low)
        case ">":
            return bool(low > last)
        case ">=":
            return bool(low >= first)
        case "<":
            return bool(high < first)
        case _:
            return bool(high <= last)


def moved(before: tuple[Any, Any], after: tuple[Any, Any]) -> Trend | None:
    """Say whether a value went up or down of which each side is the lowest and the highest that it can be."""
    return "up" if after[0] > before[1] else "down" if after[1] < before[0] else None


def direction(before: Any, after: Any) -> Trend | None:
    """Say whether a number went up or down."""
    if before is None or after is None or before == after:
        return None
    return "up" if after > before else "down"
