"""What an assistant may pass to a tool: the schema of it, and how it is read."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from vcompare.app.arguments import refuse
from vcompare.errors import VcompareError
from vcompare.text.suggestions import did_you_mean
from vcompare.text.words import natural_list, plural

Kind = Literal["text", "texts", "count", "number", "flag", "quantities"]
_WANTED: Mapping[Kind, str] = {
    "text": "a text",
    "texts": "a list of texts",
    "count": "a whole number from 1 up",
    "number": "a number, or a text such as 10k",
    "flag": "true or false",
    "quantities": "an object of numbers, or of texts such as 12k",
}
_MOST_COUNTED = 10_000
_TEXT = {"type": "string"}
_NUMBER = {"type": ["number", "string"]}
_SCHEMAS: Mapping[Kind, Mapping[str, Any]] = {
    "text": _TEXT,
    "texts": {"type": "array", "items": _TEXT},
    "count": {"type": "integer", "minimum": 1, "maximum": _MOST_COUNTED},
    "number": _NUMBER,
    "flag": {"type": "boolean"},
    "quantities": {"type": "object", "additionalProperties": _NUMBER},
}


class ToolParameter(NamedTuple):
    """An argument of a tool; a list has at least `least` and, if that is set, at most `most` items."""

    name: str
    kind: Kind
    about: str
    required: bool = False
    least: int = 0
    most: int | None = None
    default: Any = None

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the value."""
        found = {**_SCHEMAS[self.kind], "description": self.about}
        if self.least:
            found["minItems"] = self.least
        if self.most:
            found["maxItems"] = self.most
        return found if self.default is None else {**found, "default": self.default}

    def read(self, value: Any) -> Any:
        """Return a value as the functions of `app` take it. Raises VcompareError for one of another kind.

        As everywhere in vcompare, a single text stands for a list of one.
        """
        read: Any = [value] if self.kind == "texts" and isinstance(value, str) else value
        if not _fits(self.kind, read):
            raise VcompareError(
                f"`{self.name}` must be {_WANTED[self.kind]}, not {_shown(value)}", self.about
            )
        if self.kind == "texts" and not self.least <= len(read) <= (self.most or len(read)):
            count = f"{self.least} to {self.most}" if self.most else f"at least {self.least}"
            raise VcompareError(f"`{self.name}` must have {count} items, not {len(read)}", self.about)
        return int(read) if self.kind == "count" else read


def schema_of(parameters: Sequence[ToolParameter]) -> dict[str, Any]:
    """Return the JSON Schema of the arguments of a tool."""
    required = [one.name for one in parameters if one.required]
    return {
        "type": "object",
        "properties": {one.name: one.schema for one in parameters},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def read(tool: str, parameters: Sequence[ToolParameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments that were given to a tool, read; null counts as not given.

    Raises VcompareError, or a group of them, for everything that is wrong with them.
    """
    known = {one.name: one for one in parameters}
    errors = [_unknown(tool, name, [*known]) for name in given if name not in known]
    values = dict[str, Any]()
    for name, one in known.items():
        try:
            if given.get(name) is not None:
                values[name] = one.read(given[name])
            elif one.required:
                errors.append(VcompareError(f"{tool} needs `{name}`", one.about))
        except VcompareError as error:
            errors.append(error)
    if errors:
        refuse(errors)
    return {one.name: one.default for one in parameters if one.default is not None} | values


def _unknown(tool: str, name: str, known: list[str]) -> VcompareError:
    near = did_you_mean(name, known)
    return VcompareError(f'{tool} has no argument "{name}"', near or f"it takes {natural_list(known)}")


def _fits(kind: Kind, value: Any) -> bool:
    if kind == "text":
        return isinstance(value, str)
    if kind == "texts":
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "count":
        return _is_number(value) and value == int(value) and 1 <= value <= _MOST_COUNTED
    if kind == "number":
        return _is_number(value) or isinstance(value, str)
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else (None,)
    return all(isinstance(one, str) or (isinstance(value, dict) and _is_number(one)) for one in values)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")


def _shown(value: Any) -> str:
    """Return a value as an error shows it, if it is short."""
    if value is None or isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        noun = "list" if isinstance(value, list) else "object"
        return f"a{'n' if noun == 'object' else ''} {noun} of {plural(len(value), 'item')}"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= _LONG else f"a text of {len(text):,} characters"


_LONG = 60
