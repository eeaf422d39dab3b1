"""All fields of a catalog, in order."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from msgspec.structs import replace

from vcompare.fields.builtin import FIELDS, of_reviewer
from vcompare.fields.declared import of_spec
from vcompare.fields.field import IMPORTANCE, Field
from vcompare.fields.priced import SELLERS, TABLES, of_meters, tables
from vcompare.model import Settings

OPINIONS = {"panel", "community"}
_NONE: Mapping[str, str] = MappingProxyType({})
SECTIONS = ("glance", "prices", "cost", "scorecard", "split", "about", "sources")
"""The names of the sections of `show` that every catalog may have."""


def plain_name(name: str) -> str:
    """Return a name without what does not tell fields apart."""
    return name.strip().casefold().replace("_", "-")


def _called(pairs: Iterable[tuple[str, Field]]) -> Mapping[str, Sequence[Field]]:
    found = dict[str, list[Field]]()
    for name, field in pairs:
        known = found.setdefault(plain_name(name), [])
        if not known or known[-1] is not field:  # which may be called the same twice
            known.append(field)
    return found


class Registry:
    """The fields of a catalog, in the order in which they are shown, by path.

    What handles fields walks a registry and has no list of its own. `BUILTIN` has what every catalog has; a
    catalog completes it with what it declares itself.
    """

    def __init__(
        self, fields: Iterable[Field], currency: str | None = None, broken: Mapping[str, str] = _NONE
    ) -> None:
        self._fields = {field.path: field for field in fields}
        self.currency = currency
        """The currency of amounts that name none, if the catalog has one."""
        self.broken = broken
        """The files that cannot be read, by the path of the field that is missing because of it."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Registry) and self._fields == other._fields

    def __hash__(self) -> int:
        return hash(tuple(self._fields))

    def __iter__(self) -> Iterator[Field]:
        return iter(self._fields.values())

    def __getitem__(self, path: str) -> Field:
        return self._fields[path]

    def __contains__(self, path: str) -> bool:
        return path in self._fields

    def get(self, path: str) -> Field | None:
        """Return the field with this path, None where there is none."""
        return self._fields.get(path)

    def group(self, *groups: str) -> list[Field]:
        """Return the fields of these groups."""
        return [field for field in self if field.group in groups]

    @cached_property
    def shown(self) -> tuple[Field, ...]:
        """The fields that a reader sees in some row."""
        hidden = {"name", "file", "list"}
        return tuple(field for field in self if field.spec or field.group not in hidden)

    @cached_property
    def selectable(self) -> list[Field]:
        """The fields that a list can show, sort and filter by: all that say something about a tool."""
        return [field for field in self if field.spec or field.group != "file"]

    @cached_property
    def by_name(self) -> Sequence[Mapping[str, Sequence[Field]]]:
        """The selectable fields by what they are called, in the order in which such names count.

        First come paths, then aliases, then what else they are called; fields of single reviewers come last.
        """
        of_all = [field for field in self.selectable if not field.reviewer]
        return (
            _called((field.path, field) for field in self.selectable),
            _called((field.alias, field) for field in of_all),
            _called((name, field) for field in of_all for name in field.names),
            _called((name, field) for field in self.selectable for name in field.names),
        )

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

    @cached_property
    def panel(self) -> Mapping[str, str]:
        """The names of the panelists, by slug."""
        return {field.reviewer: field.row for field in self if field.reviewer and not field.part_of}

    def parts(self, field: Field) -> list[Field]:
        """Return the fields that are shown in the row of `field`, itself first."""
        return [field, *(part for part in self if part.part_of == field.path)]

    @cached_property
    def specs(self) -> Mapping[str, Field]:
        """The fields that the catalog declares, by the key of the spec."""
        return {field.spec: field for field in self if field.spec}

    @cached_property
    def meters(self) -> Mapping[str, Field]:
        """The fields of the rates of the meters that the catalog declares, by the key of the meter."""
        return {field.meter: field for field in self if field.meter}

    @cached_property
    def sections(self) -> Mapping[str, str]:
        """The titles of the groups of specs, by the names of their sections, in the order of declaration.

        A name is the slug of the title; one that another section has gets an ending.
        """
        from vcompare.text.slugs import slug_of

        names = dict[str, str]()
        for title in dict.fromkeys(field.group for field in self.specs.values()):
            name = slug_of(title) or title.casefold()
            name = f"{name}-specs" if name in SECTIONS else name
            endings = ("", *(f"-{number}" for number in range(2, len(names) + 2)))
            names[next(name + ending for ending in endings if name + ending not in names)] = title
        return names

    def in_section(self, field: Field, name: str) -> bool:
        """Say whether a field is shown in the section that is called so."""
        title = self.sections.get(name)
        return field.group == (title or name) and bool(field.spec) is (title is not None)

    def completed(self, settings: Settings) -> "Registry":
        """Return these fields, those that a catalog declares, and those of its panel.

        A catalog without a panel holds facts only: it has no opinions, and nobody votes.
        """
        own = self if settings.panel else [field for field in self if field.keys[0] not in OPINIONS]
        declared = [of_spec(key, spec) for key, spec in settings.specs.items()]
        # Of the prices, tables come after the rates of all meters.
        facts = [field for field in own if field not in (*TABLES, SELLERS)]
        everything = [*facts, *declared, *of_meters(settings), SELLERS, *tables(settings)]
        return Registry(everything, settings.currency).with_panel(settings.reviewers)

    def with_panel(self, panel: Mapping[str, str]) -> "Registry":
        """Return these fields and those of the reviewers of a panel: names by slug, in its order."""
        opinions = (field for slug, name in panel.items() for field in of_reviewer(slug, name))
        return self.with_fields(opinions)

    def with_costs(self, workloads: Collection[str]) -> "Registry":
        """Return these fields, with the costs of these workloads shown after all others, in their order."""
        asked = [replace(self[f"cost.{name}"], group="cost") for name in workloads if f"cost.{name}" in self]
        paths = {field.path for field in asked}
        rest = [field for field in self if field.path not in paths]
        return Registry([*rest, *asked], self.currency, self.broken)

    def with_worths(self, decisions: Collection[str]) -> "Registry":
        """Return these fields, with what tools are worth in these decisions at the end of the glance."""
        asked = [replace(self[f"worth.{name}"], group="glance") for name in decisions]
        paths = {field.path for field in asked}
        rest = [field for field in self if field.path not in paths]
        return Registry([*rest, *asked], self.currency, self.broken)

    def with_fields(self, more: Iterable[Field], broken: Mapping[str, str] = _NONE) -> "Registry":
        """Return these fields and others, some of which are missing because a file is `broken`."""
        return Registry([*self, *more], self.currency, {**self.broken, **broken})


BUILTIN = Registry(FIELDS)
