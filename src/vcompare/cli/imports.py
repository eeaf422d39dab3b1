"""How an import is reported: what it changes in facts, and what a person should know of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vcompare.cli import console
from vcompare.cli.environment import ColorMode
from vcompare.render import formats
from vcompare.text.words import limited, natural_list, plural

if TYPE_CHECKING:
    from vcompare.app.importing import ImportedChanges
    from vcompare.app.sources import ImportSource
    from vcompare.importers.plan import LeftAlone
    from vcompare.importers.translate import Dropped
    from vcompare.views.blocks import Block, Table

_MOST = 1_000
"""So many records and values that are left out for one reason are named."""
_WHY_KEPT = {
    "edited": "was edited by hand, and stays as it is",
    "not imported": "is not from this import, and stays as it is",
    "unreadable": "cannot be read, and stays as it is",
    "too large": "would be larger than 256 KiB, and was not written",
}
_SCREEN = 20
"""So many tools are a list that fits a screen."""


def show(found: "ImportedChanges", form: str, color: ColorMode) -> None:
    """Print what would change in facts."""
    from vcompare.history.states import WORKING_TREE
    from vcompare.render.payloads import changes_payload

    def blocks() -> "list[Block]":
        from vcompare.views import changes

        return changes.blocks(found.facts, WORKING_TREE, found.name)

    def payload() -> dict[str, Any]:
        return changes_payload(WORKING_TREE, found.name, found.facts)

    views: formats.Sources = {"blocks": blocks, "payload": payload}
    console.show(form, views, color)


def table(sources: "Iterable[ImportSource]") -> "Table":
    """Lay out which sources can be imported."""
    from vcompare.views.blocks import Cell, Column, Table

    def row(one: "ImportSource") -> tuple[Cell, ...]:
        home, license_ = (one.recipe.home, one.recipe.license) if one.recipe else ("cannot be read", None)
        return tuple(map(Cell, (one.name, home or "", license_ or "", one.file or "shipped")))

    names = ("Source", "Home", "License", "Recipe")
    return Table(tuple(map(Column, names)), tuple(map(row, sources)))


def report(found: "ImportedChanges", *, writes: bool) -> None:
    """Say on stderr what was imported, what was left out, and what needs a person."""
    if dropped := [one for one in found.dropped if not one.wanted]:
        console.warn(f"{_left_out(dropped)} left out", limited([*_reasons(dropped)], _MOST))
    for sentence in _remarks(found):
        console.note(sentence)
    if undeclared := found.undeclared:
        them = "it" if len(undeclared) == 1 else "them"
        console.warn(_undeclared(undeclared), hint=f"add `--setup`, which declares {them} there")
    if found.setup:
        added = "added to" if writes else "would add to"
        console.note(f"{added} {found.root / 'catalog.toml'}", found.declared)
    if found.plan.gone and not found.plan.removed:
        console.warn(
            f"{found.name} no longer has {plural(len(found.plan.gone), 'tool')}",
            limited(found.plan.gone),
            "`--prune` removes what was imported of them",
        )
    for kept in found.plan.kept:
        console.fail(f"{found.root / kept.path} {_WHY_KEPT[kept.reason]}", _remedy(kept))
    console.note(_summary(found, writes=writes))
    if found.plan.created and (behind := found.behind):
        order = ", ".join(f'"{name}"' for name in (*behind, found.name))
        what = (
            f"{found.name} counts before {natural_list(behind)}, by name; to change that, add to catalog.toml"
        )
        console.note(what, ["[imports]", f"order = [{order}]"])
    if writes and found.plan.created:
        console.note(_next(found))


def _reasons(dropped: "Iterable[Dropped]") -> Iterator[str]:
    """Yield lines on what was left out, by reason, the most frequent first, each record or value named."""
    groups: dict[tuple[bool, str], list[Dropped]] = {}
    for one in dropped:
        groups.setdefault((bool(one.field), one.kind or one.reason), []).append(one)
    for (_, kind), ones in sorted(groups.items(), key=lambda item: -len(item[1])):
        if len(ones) == 1:
            yield f"{ones[0].record}: {f'{ones[0].field} ' if ones[0].field else ''}{ones[0].reason}"
        else:
            yield f"{kind} ({_left_out(ones)}):"
            yield from (f"  {line}" for line in _named(ones[:_MOST]))
            if ones[_MOST:]:
                yield f"  and {len(ones) - _MOST:,} more"


def _named(ones: "Iterable[Dropped]") -> list[str]:
    """Return the names of records with what is wrong in them, those of one seller on one line."""
    records: dict[str, dict[str, list[str]]] = {}
    for one in ones:
        said = one.reason.removeprefix(one.kind or one.reason).removeprefix("; it is ") if one.field else ""
        records.setdefault(one.record, {}).setdefault(said, []).append(one.field)
    sellers: dict[str, list[str]] = {}
    for record, fields in records.items():
        seller, _, name = record.rpartition(": ")
        sellers.setdefault(seller, []).append(name + "".join(_aside(fields)))
    return [
        f"{seller}: {', '.join(names)}" if seller else ", ".join(names) for seller, names in sellers.items()
    ]


def _aside(fields: Mapping[str, Sequence[str]]) -> Iterator[str]:
    named = {said: ", ".join(filter(None, paths)) for said, paths in fields.items()}
    texts = [f"{paths}: {said}" if said else paths for said, paths in named.items() if paths]
    if texts:
        yield f" ({'; '.join(texts)})"


def _left_out(dropped: "Sequence[Dropped]") -> str:
    records = sum(not one.field for one in dropped)
    return _counts({"record": records, "value": len(dropped) - records})


def _remarks(found: "ImportedChanges") -> Iterator[str]:
    """Yield sentences on what is good to know of a data set."""
    if wanted := [one for one in found.dropped if one.wanted]:
        yield f"the recipe leaves out {_left_out(wanted)}"
    spellings = found.translation.spellings
    if shown := [slug for slug in spellings if found.only is None or slug in found.only]:
        names = natural_list(spellings[shown[0]])
        such = f", such as {shown[0]}" if len(shown) > 1 else f", {shown[0]}"
        are = "is" if len(shown) == 1 else "are"
        yield f"{plural(len(shown), 'tool')} {are} spelled in several ways{such}: {names}"


def _undeclared(paths: Iterable[str]) -> str:
    """Return a sentence on the specs and meters that were left out."""
    names: dict[str, list[str]] = {}
    for path in paths:
        kind, _, key = path.partition(".")
        names.setdefault(kind, []).append(key)
    parts = [f"{plural(len(keys), kind[:-1])} ({', '.join(keys)})" for kind, keys in names.items()]
    are = "is" if sum(map(len, names.values())) == 1 else "are"
    return f"{natural_list(parts)} {are} not declared in catalog.toml, and left out"


def _summary(found: "ImportedChanges", *, writes: bool) -> str:
    """Return a sentence on what an import brings, and what it does, or would do, to the files."""
    read, planned = found.translation, found.plan
    brought = _counts({"tool": len(read.tools), "offer": read.offers})
    fit = "" if found.only is None else f"; {len(found.only):,} fit"
    files = {"new": planned.created, "changed": planned.replaced, "unchanged": planned.unchanged}
    files["removed"] = planned.removed
    done = natural_list([f"{len(slugs):,} {what}" for what, slugs in files.items() if slugs])
    would = "" if writes or not planned.changes else "would be "
    records = _counts({"record": read.records})
    return f"{found.name}: {brought} from {records}{fit}; {would}{done or 'nothing to write'}"


def _next(found: "ImportedChanges") -> str:
    first = found.plan.created[0]
    several = f"`vcompare list{f' --limit {_SCREEN}' if len(found.plan.created) > _SCREEN else ''}`, and "
    return f"next: {several}`vcompare show {first} --sources` for where facts are from"


def _counts(things: Mapping[str, int]) -> str:
    """Count things, by what one of them is called."""
    return natural_list([plural(count, one) for one, count in things.items() if count])


def _remedy(kept: "LeftAlone") -> str:
    if kept.reason == "edited":
        where = f"tools/{kept.slug}.toml, which wins over it" if kept.slug else "your own files"
        return f"move the edit to {where}, and remove this file"
    if kept.reason == "too large":
        return "let `records` of the recipe leave some of its offers out, or add it to `[skip]`"
    return "remove it, or give what you import another name"
