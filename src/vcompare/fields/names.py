"""What people call fields in `--columns`, `--sort` and `--where`: from a name to a field."""

from collections.abc import Iterator

from vcompare.errors import VcompareError
from vcompare.fields.field import Field
from vcompare.fields.registry import OPINIONS, Registry, plain_name
from vcompare.text.words import natural_list

_FEW = 3
"""If a table has more fields than this, those are suggested that have a row of their own."""


def selectable(fields: Registry) -> list[Field]:
    """Return the fields that a list can show, sort and filter by: all that say something about a tool."""
    return fields.selectable


def named(fields: Registry, name: str) -> Field:
    """Return the field that is called so, by its path or, where that is unambiguous, by the end of it.

    Case counts as little as whether words are joined by `-` or `_`. Of fields that end alike, those of single
    reviewers come last. Raises VcompareError, with a suggestion, for a name that no field or several have.
    """
    wanted = plain_name(name)
    for called in fields.by_name:
        found = called.get(wanted, ())
        if len(found) == 1 and wanted:
            return found[0]
        if found and wanted:
            paths = natural_list([f"`{field.path}`" for field in found], "or")
            raise VcompareError(f'"{name}" fits {len(found)} fields', f"write {paths}")
    raise VcompareError(f'there is no field "{name}"', _suggestion(fields, wanted))


def short_name(fields: Registry, field: Field) -> str:
    """Return the shortest name that means this field."""
    return min(_names_of(fields, field), key=len)


def _names_of(fields: Registry, field: Field) -> Iterator[str]:
    yield field.path
    for name in field.names:
        try:
            if named(fields, name) is field:
                yield name
        except VcompareError:
            continue


def _suggestion(fields: Registry, wanted: str) -> str:
    from vcompare.text.suggestions import closest

    for path, file in fields.broken.items():
        if wanted in {plain_name(f"{path}{end}") for end in ("", ".lowest")}:
            return f"{file} cannot be read: `vcompare check` says why"
    known = selectable(fields)
    if not fields.panel and any(wanted in map(plain_name, (one.path, *one.names)) for one in _opinions()):
        return "this catalog has no panel, and so no opinions"
    within = [field.path for field in known if plain_name(field.path).startswith(f"{wanted}.")]
    if len(within) > _FEW:
        within = [field.path for field in known if field.path in within and not field.part_of]
    if wanted and within:
        return f"did you mean {natural_list([f'`{path}`' for path in within], 'or')}?"
    names = {plain_name(name): name for field in known for name in (*field.names, field.path)}
    near = closest(wanted, names)
    if near:
        return f"did you mean `{names[near]}`?"
    usual = [[*_names_of(fields, field)][:2][-1] for field in known if not field.reviewer]
    return f"use one of {', '.join(usual)}"


def _opinions() -> list[Field]:
    """Return what only catalogs with a panel know of a tool."""
    from vcompare.fields.registry import BUILTIN

    return [field for field in selectable(BUILTIN) if field.keys[0] in OPINIONS]
