"""The options that say which tools a command is about, the same in every command that has them."""

from typing import Annotated, Any

import typer
from typer.main import get_click_type

from vcompare.app.opened import OpenCatalog
from vcompare.model import Entry, PanelVerdict

_ANY = "repeatable, or with commas"


def _one_of(choices: Any) -> Any:
    """Return the type of an option for several of these choices, which Typer has for enums only."""
    return get_click_type(annotation=choices, parameter_info=typer.Option())


WhereOption = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="EXPRESSION",
        help="Only tools that fit it, as in 'score>=80'; repeatable.",
    ),
]
CategoryOption = Annotated[
    list[str] | None,
    typer.Option("--category", metavar="NAME", help=f"Only tools of this category; {_ANY}."),
]
EntryOption = Annotated[
    list[str] | None,
    typer.Option("--entry", click_type=_one_of(Entry), help=f"Only tools with this entry tier; {_ANY}."),
]
VerdictOption = Annotated[
    list[str] | None,
    typer.Option(
        "--verdict", click_type=_one_of(PanelVerdict), help=f"Only tools with this panel verdict; {_ANY}."
    ),
]
MinScoreOption = Annotated[
    float | None,
    typer.Option(
        "--min-score", metavar="SCORE", min=0, max=100, help="Only tools with at least this mean score."
    ),
]
TagOption = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", help="Only tools with this tag; repeatable, a tool must have all."),
]
VendorOption = Annotated[
    list[str] | None,
    typer.Option("--vendor", metavar="NAME", help=f"Only tools of this vendor; {_ANY}."),
]
RetiredOption = Annotated[
    bool | None,
    typer.Option("--retired/--no-retired", help="Only tools that are retired, or only the others."),
]
BookmarkedOption = Annotated[bool, typer.Option("--bookmarked", help="Only your bookmarked tools.")]


def bookmarked_only(opened: OpenCatalog, bookmarked: bool) -> set[str] | None:
    """Return the slugs that are bookmarked if only those are asked for, None for all tools."""
    if not bookmarked:
        return None
    from vcompare.cli.bookmarks import bookmarked as saved

    return set(saved(opened))
