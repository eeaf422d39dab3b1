"""`vcompare diff`: what changed from one revision of a catalog to another, or to the files as they are."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from vcompare.cli import catalogs, console
from vcompare.cli.options import CatalogOption, ColourOption
from vcompare.errors import VcompareError

if TYPE_CHECKING:
    from vcompare.catalog.repository import Repository
    from vcompare.catalog.states import State
    from vcompare.catalog.store import Catalog

Format = Literal["table", "markdown", "json"]


def diff_command(
    revisions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REV [REV]]", help="Revisions as Git names them; HEAD, and the files as they are."
        ),
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")] = "table",
    catalog: CatalogOption = None,
    color: ColourOption = "auto",
) -> None:
    """Tell what changed in the catalog, as facts, the weightiest first.

    Without REV from the last commit to the files as they are; with one, from that.

    Examples: `vcompare diff HEAD~5`, `vcompare diff v1 v2 --format markdown`
    """
    from vcompare.catalog.repository import Repository
    from vcompare.cli import past
    from vcompare.diffs import diff

    first, second = _ends(revisions or [])
    opened = catalogs.open_catalog(catalog, or_sample=False)
    with Repository(opened.root) as repository:
        before = _state(repository, first, opened, None)
        after = _state(repository, second, opened, before)
        found = diff(before, after)
    past.report(found.skipped)
    if form == "json":
        console.payload(
            {
                "schema": "vcompare.diff/1",
                "from": before.name,
                "to": after.name,
                "changes": found.changes,
                "skipped": found.skipped,
            }
        )
    elif found.changes:
        from vcompare.views.changes import blocks

        panel = before.settings.panel | after.settings.panel
        names = {reviewer: panelist.name for reviewer, panelist in panel.items()}
        console.blocks(blocks(found.changes, names, before.label, after.label), form, color)
    if not found.changes:
        console.note(f"nothing that a reader sees changed from {before.label} to {after.label}")


def _ends(revisions: list[str]) -> tuple[str, str | None]:
    """Return the two revisions, None for the files as they are. Raises VcompareError for more than two."""
    if len(revisions) == 1 and ".." in revisions[0] and "..." not in revisions[0]:
        revisions = [side or "HEAD" for side in revisions[0].split("..", 1)]
    if len(revisions) > 2:  # noqa: PLR2004 - there are two sides
        raise VcompareError(f"{len(revisions)} revisions cannot be compared", "name one or two")
    first, second = (*revisions, None, None)[:2]
    return first or "HEAD", second


def _state(repository: "Repository", name: str | None, opened: "Catalog", like: "State | None") -> "State":
    from vcompare.catalog.states import State

    if name is None and like is not None:
        return State.now(opened, like)
    return State.at(repository, repository.revision(name or "HEAD"))
