"""`vcompare diff`: what changed from one revision of a catalog to another, or to the files as they are."""

from typing import TYPE_CHECKING, Annotated

import typer

from vcompare.cli import catalogs, console
from vcompare.cli.options import CatalogOption, ColorOption, format_option
from vcompare.errors import VcompareError

if TYPE_CHECKING:
    from vcompare.views.blocks import Block


def diff_command(
    revisions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REV [REV]]", help="Revisions as Git names them; HEAD, and the files as they are."
        ),
    ] = None,
    form: Annotated[str, format_option("diff")] = "table",
    catalog: CatalogOption = None,
    color: ColorOption = "auto",
) -> None:
    """Tell what changed in the catalog, as facts, the weightiest first.

    Without REV from the last commit to the files as they are; with one, from that.

    Examples: `vcompare diff HEAD~5`, `vcompare diff v1 v2 --format markdown`, `vcompare diff main...topic`
    """
    from vcompare.catalog.store import Catalog
    from vcompare.cli import past
    from vcompare.history.diff import diff
    from vcompare.history.repository import Repository
    from vcompare.history.states import State

    first, second, since_they_parted = _ends(revisions or ["HEAD"])
    root = catalogs.find(catalog, or_sample=False)
    with Repository(root) as repository:
        start = repository.revision(first)
        end = None if second is None else repository.revision(second)
        if end and since_they_parted:
            start = repository.common(start, end)
        before = State.at(repository, start)
        after = State.at(repository, end) if end else State.now(Catalog.open(root), before)
        found = diff(before, after)
    past.report(found.skipped)
    ends = {"from": before.name, "to": after.name}
    payload = {"schema": "vcompare.diff/1", **ends, "changes": found.changes, "skipped": found.skipped}

    def blocks() -> "list[Block]":
        from vcompare.views import changes

        return changes.blocks(found, before.label, after.label)

    console.show(form, {"blocks": blocks, "payload": lambda: payload}, color)


def _ends(revisions: list[str]) -> tuple[str, str | None, bool]:
    """Return the two revisions, None for the files as they are, and whether to begin where they parted.

    Raises VcompareError for more than two.
    """
    if len(revisions) == 1 and ".." in revisions[0]:
        first, dots, second = revisions[0].partition("..." if "..." in revisions[0] else "..")
        return first or "HEAD", second or "HEAD", dots == "..."
    if len(revisions) > 2:  # noqa: PLR2004 - there are two sides
        raise VcompareError(f"{len(revisions)} revisions cannot be compared", "name one or two")
    return revisions[0], revisions[1] if len(revisions) > 1 else None, False
