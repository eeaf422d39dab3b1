"""What a list asks for, with its fields looked up."""

from collections.abc import Sequence

from msgspec import Struct

from vcompare.app.arguments import as_list, refuse_negative
from vcompare.app.filters import Filter, conditions
from vcompare.errors import VcompareError
from vcompare.fields import Field, Registry
from vcompare.fields.conditions import Condition
from vcompare.fields.names import named
from vcompare.text.words import split


class ListQuery(Struct, frozen=True):
    """What a list asks for, with its fields looked up.

    `keys` are the fields to sort by, the most important first, and whether the highest comes first.
    """

    conditions: tuple[Condition, ...]
    keys: tuple[tuple[Field, bool], ...]
    columns: tuple[Field, ...]
    limit: int | None

    @property
    def telling(self) -> tuple[Field, ...]:
        """The fields in which the tools of the list may differ and that it is sorted or filtered by."""
        filtered = (one.field for one in self.conditions if one.operator != "=" or len(one.texts) > 1)
        return tuple(dict.fromkeys((*(field for field, _ in self.keys), *filtered)))

    @property
    def compared(self) -> list[Field]:
        """The fields that tools are filtered by, or sorted by unless that is their slugs."""
        keys = (field for field, _ in self.keys if field.path != "slug")
        return [*(one.field for one in self.conditions), *keys]


def query(
    fields: Registry,
    wanted: Filter,
    *,
    columns: str | Sequence[str] = (),
    sort: str | Sequence[str] = "slug",
    reverse: bool = False,
    limit: int | None = None,
) -> ListQuery:
    """Look up what a list asks for. Raises VcompareError as `list_tools` does."""
    refuse_negative("limit", limit)
    keys = (_key(fields, name) for name in _names(sort))
    shown = tuple(dict.fromkeys(named(fields, name) for name in _names(columns)))
    directed = tuple((field, descends is not reverse) for field, descends in keys)
    return ListQuery(tuple(conditions(fields, wanted)), directed, shown, limit)


def _key(fields: Registry, text: str) -> tuple[Field, bool]:
    name = text.removeprefix("-")
    try:
        field = named(fields, name)
    except VcompareError as error:
        raise VcompareError(f"{error.message} to sort by", error.hint) from None
    return field, field.descends or name != text


def _names(given: str | Sequence[str]) -> list[str]:
    return [name for text in as_list(given) for name in split(text)]
