"""One of a few words."""

from typing import Any

from vcompare.fields.kinds.kind import EQUALITY, ORDER, Kind, Operator, Trend, direction


class Choice(Kind, frozen=True):
    """One of `choices`, in their order. `up` and `down` say what a change in either direction means.

    Those that are `capitalized` have a capital in a table; others are shown as they are written.
    """

    choices: tuple[str, ...]
    up: str = ""
    down: str = ""
    capitalized: bool = False

    name = "choice"
    operators = (*EQUALITY, *ORDER)

    @property
    def example(self) -> str:
        """What a filter compares values with."""
        return f"one of {', '.join(self.choices)}"

    @property
    def comparison(self) -> tuple[Operator, str]:
        """The operator and the value of a filter that a hint shows."""
        return "=", self.choices[-1]

    def parse(self, text: str) -> Any:
        """Return the choice that a person typed, whatever its case."""
        known = {choice.casefold(): choice for choice in reversed(self.choices)}
        return text if text in self.choices else known.get(text.casefold(), text)

    def read(self, value: Any) -> Any:
        """Return the choice that a file has."""
        if value not in self.choices:
            from vcompare.text.words import natural_list

            raise ValueError(natural_list([f'"{choice}"' for choice in self.choices], "or"))
        return value

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the choices."""
        return {"enum": list(self.choices)}

    def operand(self, text: str) -> Any:
        """Return the place of the choice, whatever its case."""
        return [choice.casefold() for choice in self.choices].index(text.casefold())

    def order(self, value: Any) -> Any:
        """Return the place of the choice."""
        return self.choices.index(value)

    def short(self, value: Any) -> str:
        """Return the choice, with a capital if it is to have one."""
        return f"{value[:1].upper()}{value[1:]}" if self.capitalized else str(value)

    def trend(self, before: Any, after: Any) -> Trend | None:
        """Say which of the two comes later, as far as both are among the choices of today."""
        known = before in self.choices and after in self.choices
        return direction(self.order(before), self.order(after)) if known else None

    def remark(self, before: Any, after: Any) -> str:
        """Say what the change means."""
        trend = self.trend(before, after)
        return {"up": self.up, "down": self.down, None: ""}[trend]


class Verdict(Choice, frozen=True):
    """A verdict, which every output colors in the same way."""

    style = "verdict"

    def trend(self, _before: Any, _after: Any) -> Trend | None:
        """Say nothing: a verdict that changes flips."""
        return None
