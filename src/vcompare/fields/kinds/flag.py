"""Yes or no."""

from typing import Any

from vcompare.fields.kinds.kind import EQUALITY, Kind

_YES, _NO = ("yes", "true", "y", "on"), ("no", "false", "n", "off")
_WORDS = {**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}


class Flag(Kind, frozen=True):
    """Yes or no. A filter names it alone for yes, and with `!` before it for no."""

    name = "flag"
    operators = EQUALITY
    example = "yes or no"
    metavar = "yes|no"
    blank = ""

    @property
    def wanted(self) -> str:
        """What an error says that a typed value must be."""
        return self.example

    def parse(self, text: str) -> Any:
        """Return the flag that a person typed."""
        return _WORDS.get(text.casefold(), text)

    def read(self, value: Any) -> Any:
        """Return the flag that a file has."""
        if not isinstance(value, bool):
            raise ValueError("true or false")  # noqa: TRY004 - a wrong value, as for every kind
        return value

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of a flag."""
        return {"type": "boolean"}

    def typed(self, value: Any) -> str:
        """Return the flag as a word."""
        return self.short(value)

    def operand(self, text: str) -> Any:
        """Return the flag that a person typed."""
        if text.casefold() not in _WORDS:
            raise ValueError(text)
        return _WORDS[text.casefold()]

    def short(self, value: Any) -> str:
        """Return the flag as a word."""
        return "yes" if value else "no"
