"""Several short texts."""

from typing import Any

from vcompare.fields.kinds.kind import Kind, Operator
from vcompare.fields.kinds.text import Text
from vcompare.text.words import split

_ITEM = Text()


class List(Kind, frozen=True):
    """Several short texts, in the order of the file. A filter asks for one of them."""

    name = "list"
    several = True
    wraps = True
    blank = "[]"
    example = "the text of one item"

    def parse(self, text: str) -> Any:
        """Return what stands between commas, or between semicolons, as tables and CSV have them."""
        parts = split(text, ";")
        return [part for part in (parts if len(parts) > 1 or "," not in text else split(text)) if part]

    def read(self, value: Any) -> Any:
        """Return the items that a file has."""
        if not isinstance(value, list | tuple):
            raise ValueError("a list of texts")  # noqa: TRY004 - a wrong value, as for every kind
        return tuple(map(_ITEM.read, value))

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the items."""
        return {"type": "array", "items": _ITEM.schema}

    def stored(self, value: Any) -> Any:
        """Return the items as TOML has them."""
        return list(value)

    def typed(self, value: Any) -> str:
        """Return the items with commas between them; one with a comma or semicolon is in double quotes."""
        return ", ".join(f'"{item}"' if {",", ";"} & {*str(item)} else str(item) for item in value)

    def order(self, value: Any) -> Any:
        """Return the items as texts are compared."""
        return tuple(map(_ITEM.order, value))

    def operand(self, text: str) -> Any:
        """Return an item as it is compared."""
        return _ITEM.operand(text)

    def passes(self, value: Any, operator: Operator, operand: Any) -> bool:
        """Say whether an item passes, or for `!=` whether all do."""
        passing = (_ITEM.passes(item, operator, operand) for item in value)
        return all(passing) if operator == "!=" else any(passing)

    def agree(self, one: Any, other: Any) -> bool:
        """Say whether two lists have the same items, in whatever order."""
        return set(self.order(one)) == set(self.order(other))

    def short(self, value: Any) -> str:
        """Return the items with commas between them."""
        return ", ".join(value)
