"""Which fields a file holds and under which keys, for the rules about a kind of value."""

from functools import cache

from vcompare.catalog.paths import FileKind
from vcompare.fields import BUILTIN, Field, Registry


@cache
def stored_fields(kind: FileKind) -> dict[tuple[str, ...], Field]:
    """Return the fields of a kind of file by their keys; only those of tools and reviews have any."""
    if kind == "tool":
        return {field.keys: field for field in BUILTIN.stored}
    if kind == "review":
        return {field.keys[-1:]: field for field in Registry(()).with_panel({"reviewer": ""})}
    return {}
