"""All fields of a catalog, in order."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from vcompare.fields.builtin import FIELDS, of_reviewer
from vcompare.fields.field import IMPORTANCE, Field


class Registry:
    """The fields of a catalog, in the order in which they are shown, by path.

    What handles fields walks a registry and has no list of its own. `BUILTIN` has what every catalog has; a
    catalog completes it with what it declares itself.
    """

    def __init__(self, fields: Iterable[Field]) -> None:
        self._fields = {field.path: field for field in fields}

    def __iter__(self) -> Iterator[Field]:
        return iter(self._fields.values())

    def __getitem__(self, path: str) -> Field:
        return self._fields[path]

    def __contains__(self, path: str) -> bool:
        return path in self._fields

    def group(self, *groups: str) -> list[Field]:
        """Return the fields of these groups."""
        return [field for field in self if field.group in groups]

    @cached_property
    def shown(self) -> tuple[Field, ...]:
        """The fields that a reader sees in some row."""
        return tuple(self.group("glance", "about", "scorecard"))

    @cached_property
    def stored(self) -> tuple[Field, ...]:
        """The fields that a tool's own file holds."""
        return tuple(field for field in self if field.stored)

    @cached_property
    def searched(self) -> tuple[Field, ...]:
        """The fields that full-text search looks at, the one that weighs most first."""
        return tuple(sorted((field for field in self if field.search), key=lambda field: -field.search))

    @cached_property
    def reported(self) -> tuple[Field, ...]:
        """The fields of which a change is reported, most important first."""
        ranks = {field: IMPORTANCE.index(field.change) for field in self if field.change}
        return tuple(sorted(ranks, key=ranks.__getitem__))

    def parts(self, field: Field) -> list[Field]:
        """Return the fields that are shown in the row of `field`, itself first."""
        return [field, *(part for part in self if part.part_of == field.path)]

    def with_panel(self, panel: Mapping[str, str]) -> "Registry":
        """Return these fields and those of the reviewers of a panel: names by slug, in its order."""
        return Registry(
            [*self, *(field for slug, name in panel.items() for field in of_reviewer(slug, name))]
        )


BUILTIN = Registry(FIELDS)
