"""What all kinds of values have in common."""

from typing import Any, ClassVar, Literal

from msgspec import Struct

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
    wanted: ClassVar[str] = ""
    """What an error says that a typed value must be, where that is more than what a file may hold."""
    several: ClassVar[bool] = False
    """Whether an option for it can be repeated."""
    wraps: ClassVar[bool] = False
    """Whether a table may break it over several lines."""
    operators: ClassVar[tuple[Operator, ...]] = (*EQUALITY, *CONTAINS)
    """What a filter can compare values with."""

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

    def parse(self, text: str) -> Any:
        """Return the value that a person typed; what cannot be read stays text, for `check` to find."""
        return text.replace("\r\n", "\n")

    def typed(self, value: Any) -> str:
        """Return a value as a person could have typed it."""
        return str(value).strip()

    def order(self, value: Any) -> Any:
        """Return what values of this kind are sorted by, ascending."""
        return value

    def operand(self, text: str) -> Any:
        """Return what a filter compares values with, from what a person typed.

        Raises ValueError for what is no value of this kind.
        """
        return self.order(text)

    def passes(self, value: Any, operator: Operator, operand: Any) -> bool:
        """Say whether a known value passes a filter."""
        found = self.order(value)
        if operator == "~":
            return operand in found
        return compare((found, found), operator, (operand, operand))

    def short(self, value: Any) -> str:
        """Return a value as a table shows it."""
        return str(value)

    def trend(self, _before: Any, _after: Any) -> Trend | None:
        """Say whether a value went up or down, None where that has no meaning."""
        return None

    def remark(self, _before: Any, _after: Any) -> str:
        """Say in a few words what a change means or by how much it is, if there is anything to say."""
        return ""


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


def direction(before: Any, after: Any) -> Trend | None:
    """Say whether a number went up or down."""
    if before is None or after is None or before == after:
        return None
    return "up" if after > before else "down"
