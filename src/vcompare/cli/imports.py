"""How an import is reported: what it changes in facts, and what a person should know of it."""

from typing import TYPE_CHECKING, Any

from vcompare.app import importing
from vcompare.cli import console
from vcompare.cli.environment import ColorMode
from vcompare.render import formats
from vcompare.text.words import limited, plural

if TYPE_CHECKING:
    from vcompare.app.importing import ImportedChanges
    from vcompare.importers.plan import LeftAlone
    from vcompare.views.blocks import Block

_MOST = 1_000
"""So many records and values that are left out are named one by one."""
_WHY_KEPT = {
    "edited": "was edited by hand, and stays as it is",
    "not imported": "is not from this import, and stays as it is",
    "unreadable": "cannot be read, and stays as it is",
    "too large": "would be larger than 256 KiB, and was not written",
}


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


def report(found: "ImportedChanges", *, writes: bool) -> None:
    """Say on stderr what was imported, what was left out, and what needs a person."""
    read = found.translation
    dropped = [one for one in read.dropped if not one.wanted]
    if dropped:
        lines = [f"{one.record}: {f'{one.field} ' if one.field else ''}{one.reason}" for one in dropped]
        console.warn(f"{importing.left_out(dropped)} left out", limited(lines, _MOST))
    for sentence in importing.remarks(found):
        console.note(sentence)
    if left := importing.undeclared(read):
        console.warn(left, hint=f"`vcompare import {found.name} --setup` declares them")
    if found.setup:
        added = "added to" if writes else "would add to"
        console.note(f"{added} {found.root / 'catalog.toml'}", limited(found.declared))
    if found.plan.gone and not found.plan.removed:
        console.warn(
            f"{found.name} no longer has {plural(len(found.plan.gone), 'tool')}",
            limited(found.plan.gone),
            "`--prune` removes what was imported of them",
        )
    for kept in found.plan.kept:
        console.fail(f"{found.root / kept.path} {_WHY_KEPT[kept.reason]}", _remedy(kept))
    console.note(importing.summary(found, is_done=writes))


def _remedy(kept: "LeftAlone") -> str:
    if kept.reason == "edited":
        where = f"tools/{kept.slug}.toml, which wins over it" if kept.slug else "your own files"
        return f"move the edit to {where}, and remove this file"
    return "remove it, or give what you import another name"
