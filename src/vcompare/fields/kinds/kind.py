"""What all kinds of values have in common."""

from typing import Any, ClassVar, Literal

from msgspec import Struct

Style = Literal["plain", "number", "verdict", "link", "prose"]
"""How a value looks: renderers know these and nothing of kinds."""
Trend = Literal["up", "down"]


class Kind(Struct, frozen=True):
    """A kind of value: how it is typed, ordered, shown, and how a change of it is worded.

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

    @property
    def has_lines(self) -> bool:
        """Whether the value may have several lines in a file."""
        return False

    @property
    def blank(self) -> str:
        """The value that is still to be filled in, as TOML writes it."""
        return '""'

    def parse(self, text: str) -> Any:
        """Return the value that a person typed; what cannot be read stays text, for `check` to find."""
        return text.replace("\r\n", "\n")

    def typed(self, value: Any) -> str:
        """Return a value as a person could have typed it."""
        return str(value).strip()

    def order(self, value: Any) -> Any:
        """Return what values of this kind are sorted by, ascending."""
        return value

    def short(self, value: Any) -> str:
        """Return a value as a table shows it."""
        return str(value)

    def trend(self, _before: Any, _after: Any) -> Trend | None:
        """Say whether a value went up or down, None where that has no meaning."""
        return None

    def remark(self, _before: Any, _after: Any) -> str:
        """Say in a few words what a change means or by how much it is, if there is anything to say."""
        return ""


def direction(before: Any, after: Any) -> Trend | None:
    """Say whether a number went up or down."""
    if before is None or after is None or before == after:
        return None
    return "up" if after > before else "down"
