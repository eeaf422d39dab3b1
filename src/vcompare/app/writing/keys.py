"""What a file of the catalog can hold under one key, and how that is read from what a person types."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args, get_origin

from vcompare.app.arguments import one_of, wrong_value
from vcompare.app.writing.facts import PARTS, RATE_PARTS, changed, content_of, patch_in, patch_of
from vcompare.catalog.decode import describe, fits
from vcompare.catalog.source import parse
from vcompare.diagnostics import Diagnostic
from vcompare.editing.style import is_struct
from vcompare.errors import VcompareError
from vcompare.fields import Field, contents
from vcompare.fields.kinds import Choice, Flag
from vcompare.fields.meant import UNKNOWN, hint
from vcompare.model import Line, Slug
from vcompare.text.safe import one_line
from vcompare.text.slugs import slug_of
from vcompare.text.suggestions import did_you_mean

Values = Mapping[str, Any]
"""The data of a file: tables are mappings, as a TOML reader gives them."""


_PRICE = "pricing.summary"
_AMOUNTS = {"rates", "tiers", "plans"}
"""Without one of these, a price needs words."""


class Key(NamedTuple):
    """A key of a file: its path, its type in the model, whether a person must give it, and its field."""

    path: tuple[str, ...]
    type: Any
    required: bool
    field: Field
    spellings: tuple[str, ...] = ()
    """What values are usually written like; one that differs in case only is read as that."""

    @property
    def name(self) -> str:
        """The key as people write it: `pricing.source`."""
        return ".".join(self.path)

    @property
    def parameter(self) -> str:
        """The parameter of a command that takes its value: `pricing_source`."""
        return "_".join(self.path)

    @property
    def title(self) -> str:
        """What a question calls it."""
        return self.name.replace("_", " ").replace(".", " ")

    @property
    def option(self) -> str:
        """The option that sets it; without dashes, an argument."""
        return self.field.option or "--" + re.sub("[._]", "-", self.name)

    @property
    def metavar(self) -> str:
        """What help calls its value."""
        chosen = f"<{'|'.join(self.choices)}>" if self.choices else ""
        return self.field.metavar or chosen or self.field.kind.metavar

    @property
    def choices(self) -> tuple[str, ...]:
        """What the value must be one of; empty where that is not limited."""
        return get_args(self.type) if get_origin(self.type) is Literal else ()

    @property
    def is_list(self) -> bool:
        """Whether the value is a list."""
        return self.field.kind.several

    @property
    def is_tables(self) -> bool:
        """Whether the value is a list of tables, of which each has keys of its own."""
        return self.item is not self.type and is_struct(self.item)

    @property
    def is_long(self) -> bool:
        """Whether the value may have several lines."""
        return self.field.kind.has_lines

    def of(self, values: Any) -> Any:
        """Return the value in a file's data, None where there is none."""
        for key in self.path:
            values = values.get(key) if isinstance(values, Mapping) else None
        return values

    def holding(self, value: Any) -> Values:
        """Return the data of a file that has this key only."""
        for key in reversed(self.path):
            value = {key: value}
        return dict(value)

    def is_needed(self, values: Values) -> bool:
        """Whether a file with this data must have the key; without amounts, that is a price in words."""
        if self.name == _PRICE:
            prices = values.get("pricing")
            return prices is not None and _AMOUNTS.isdisjoint(prices if isinstance(prices, Mapping) else ())
        return self.required and (len(self.path) == 1 or self.path[0] in values)

    def read(self, text: str | Sequence[str], called: str) -> Any:
        """Return the value of what was typed for what is `called` so, an option or an assignment.

        Raises VcompareError for what the key cannot hold.
        """
        value = self.parse(text)
        if wrong := self.fault(value, text, called):
            raise wrong
        return value

    @property
    def item(self) -> Any:
        """The type of an item of a list, and of the value otherwise."""
        return get_args(self.type)[0] if get_origin(self.type) is tuple else self.type

    def fault(self, value: Any, text: str | Sequence[str], called: str) -> VcompareError | None:
        """Return what is wrong with a value that was read from a text, None if the key can hold it."""
        for part in value if isinstance(value, list) else [value]:
            if not fits(part, self.item):
                typed = text if isinstance(text, str) and not isinstance(value, list) else str(part)
                near = did_you_mean(typed, self.choices) or _as_slug(typed, self.item)
                return wrong_value(called, self._wanted, typed, near)
        return None

    @property
    def _wanted(self) -> str:
        """What an error says that a value, or an item of a list, must be."""
        return one_of(self.choices) if self.choices else self.field.kind.wanted or describe(self.item)

    def parse(self, text: str | Sequence[str]) -> Any:
        """Return the value of what was typed. What cannot be read stays text, for `check` to report.

        Raises VcompareError for what is not UTF-8.
        """
        refuse_other_than_utf8(self.name, text)
        if not isinstance(text, str):
            # What can have a comma in it, such as a name, is an item by itself.
            return list(text) if fits("a,b", self.item) else self.field.kind.parse(",".join(text))
        if text.casefold() in self.choices:
            return text.casefold()
        usual = (one for one in self.spellings if one.casefold() == text.strip().casefold())
        return self.field.kind.parse(next(usual, text))

    @property
    def in_file(self) -> str:
        """What a value looks like in a file."""
        return describe(self.type)

    @property
    def about(self) -> str:
        """What a person can type for a value, in words."""
        items = describe(self.type).removeprefix("a list, each item ")
        return f"several with commas between them, each {items}" if self.is_list else items

    def items(self, text: str) -> Any:
        """Return the items of a list that was typed with commas between them."""
        return self.parse(text)

    def typed(self, value: Any) -> str:
        """Return a value as it could have been typed."""
        if value is None:
            return ""
        return self.field.kind.typed(value) if isinstance(value, list) == self.is_list else str(value)


def _as_slug(typed: str, item: Any) -> str | None:
    """Return the hint that makes a slug of what was typed where one is wanted, None elsewhere."""
    slug = slug_of(typed) if item is Slug else ""
    return f"write {slug}" if slug else None


class SpecKey(Key):
    """The key of a spec that the catalog declares, or of a part of it that has a value of its kind.

    Its value is as a file has it: bare, or a table with what is known and what that rests on.
    """

    __slots__ = ()

    @property
    def title(self) -> str:
        """What a question calls it: its label, and what the declaration asks."""
        field = self.field
        return one_line(f"{field.label} ({field.asks})" if field.asks else field.label)

    @property
    def option(self) -> str:
        """What a person types to set it when a tool is added."""
        return f"--spec {self.field.spec}"

    @property
    def choices(self) -> tuple[str, ...]:
        """What the value must be one of, as people type it; empty where that is not limited."""
        kind = self.field.kind
        if isinstance(kind, Choice):
            return kind.choices
        return ("yes", "no") if isinstance(kind, Flag) else ()

    @property
    def about(self) -> str:
        """What a person can type for a value, in words."""
        kind, unit = self.field.kind, getattr(self.field.kind, "unit", "")
        wanted = one_of(self.choices) if self.choices else kind.wanted or describe(Line)
        wanted = f"{wanted}, in {unit}" if unit else wanted
        return one_line(f"several with commas between them, each {wanted}" if self.is_list else wanted)

    @property
    def in_file(self) -> str:
        """What a value looks like in a file, and what it is about."""
        try:
            wanted = str(self.field.kind.read(None))
        except ValueError as problem:
            wanted = str(problem)
        unit = getattr(self.field.kind, "unit", "")
        return one_line(f"{self.title}; {wanted}, in {unit}" if unit else f"{self.title}; {wanted}")

    def read(self, text: str | Sequence[str], called: str) -> Any:
        """Return the patch of what was typed, which may be a table as a file has it.

        Raises VcompareError for what is no value of the kind.
        """
        refuse_other_than_utf8(self.name, text)
        if table := inline_table(str(text)):
            return patch_in(self.field, table)
        try:
            return patch_of(self.field, contents.parsed(self.field, str(text)))
        except ValueError as problem:
            typed = str(text).strip()
            wrong = typed.casefold() in UNKNOWN
            near = "leave it empty: what is absent is unknown" if wrong else hint(self.field, typed)
            raise wrong_value(
                called, str(problem), typed, near or did_you_mean(typed, self.choices)
            ) from None

    def items(self, text: str) -> Any:
        """Return what stands between commas."""
        return self.field.kind.parse(text)

    def fault(self, value: Any, text: str | Sequence[str], called: str) -> VcompareError | None:
        """Return what is wrong with the items of a list, None if nothing is."""
        try:
            self.field.kind.read(value)
        except ValueError as problem:
            return wrong_value(called, str(problem), str(text)) if value else None
        return None

    def parse(self, text: str | Sequence[str]) -> Any:
        """Return the value of what was typed, as a file has it; what cannot be read stays text."""
        try:
            return changed(self.field, None, self.read(text, self.name))
        except VcompareError:
            return text

    def typed(self, value: Any) -> str:
        """Return a value as it could have been typed, without what it rests on."""
        if value is None:
            return ""
        try:
            return contents.typed(self.field, content_of(self.field, value))
        except (ArithmeticError, TypeError, ValueError):  # no value of the kind, which a file may have
            return str(value)


def inline_table(text: str) -> Values:
    """Return the parts of a spec or a rate in a table that was typed as in TOML, none of any other text."""
    if not text.strip().startswith("{"):
        return {}
    document = parse("", f"table = {text}\n".encode(errors="surrogatepass"))
    table = {} if isinstance(document, Diagnostic) else document.data.get("table", {})
    return table if set(table) <= {*PARTS, *RATE_PARTS} else {}


def refuse_other_than_utf8(name: str, text: str | Sequence[str]) -> None:
    """Raise VcompareError for a text that cannot stand in a file."""
    try:
        "".join(text).encode()
    except UnicodeEncodeError:
        raise VcompareError(f"`{name}` is not UTF-8", "write it in UTF-8") from None
