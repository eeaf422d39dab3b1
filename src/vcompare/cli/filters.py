"""The options that say which tools a command is about, the same in every command that has them."""

from collections.abc import Callable, Iterator
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any

import typer
from typer.main import get_click_type

from vcompare.app.filters import Filter
from vcompare.app.opened import OpenCatalog
from vcompare.cli.grammar import ScoreRange
from vcompare.model import Entry, PanelVerdict

_ANY = "repeatable, or with commas"


def _option(kind: Any, name: str, about: str, **more: Any) -> Any:
    return Annotated[kind, typer.Option(name, help=about, **more)]


def _one_of(choices: Any) -> Any:
    """Return the type of an option for several of these choices, which Typer has for enums only."""
    return get_click_type(annotation=choices, parameter_info=typer.Option())


WhereOption = Annotated[
    list[str] | None,
    typer.Option(
        "--where", metavar="EXPRESSION", help="Only tools that fit it, as in 'score>=80'; repeatable."
    ),
]
_SEVERAL = list[str] | None
_FILTERS: dict[str, Any] = {
    "where": WhereOption,
    "category": _option(_SEVERAL, "--category", f"Only tools of this category; {_ANY}.", metavar="NAME"),
    "entry": _option(
        _SEVERAL, "--entry", f"Only tools with this entry tier; {_ANY}.", click_type=_one_of(Entry)
    ),
    "verdict": _option(
        _SEVERAL,
        "--verdict",
        f"Only tools with this panel verdict; {_ANY}.",
        click_type=_one_of(PanelVerdict),
    ),
    "min_score": _option(
        float | None,
        "--min-score",
        "Only tools with at least this mean score.",
        metavar="SCORE",
        click_type=ScoreRange(0, 100),
    ),
    "tags": _option(
        _SEVERAL, "--tag", "Only tools with this tag; repeatable, a tool must have all.", metavar="TAG"
    ),
    "vendor": _option(_SEVERAL, "--vendor", f"Only tools of this vendor; {_ANY}.", metavar="NAME"),
    "retired": _option(
        bool | None, "--retired/--no-retired", "Only tools that are retired, or only the others."
    ),
}
"""The options, each called as the part of a `Filter` that it gives."""
ReverseOption = Annotated[bool, typer.Option("--reverse", help="Reverse the order.")]
BookmarkedOption = Annotated[bool, typer.Option("--bookmarked", help="Only your bookmarked tools.")]


def columns_option(instead: str = "") -> Any:
    """Return the option for what a table shows of each tool, `instead` of what it shows without."""
    about = f"The fields to show{instead}, as in name,score."
    return typer.Option("--columns", metavar="FIELD", help=about)


def sort_option(default: str) -> Any:
    """Return the option for what a list is sorted by; without it, by `default`."""
    about = "What to sort by, as in name,-added; - is highest first."
    return typer.Option("--sort", metavar="FIELD", help=about, show_default=default)


def with_filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that make a filter; its parameter `wanted` gets that."""

    @wraps(command)
    def run(*arguments: Any, **named: Any) -> Any:
        return command(*arguments, wanted=Filter(**{name: named.pop(name) for name in _FILTERS}), **named)

    parameters = tuple(_parameters(command))
    run.__signature__ = signature(command).replace(parameters=parameters)  # type: ignore[attr-defined]
    return run


def _parameters(command: Callable[..., Any]) -> Iterator[Parameter]:
    for parameter in signature(command).parameters.values():
        if parameter.name == "wanted":
            for name, kind in _FILTERS.items():
                yield Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=kind)
        else:
            yield parameter


def bookmarked_only(opened: OpenCatalog, bookmarked: bool) -> set[str] | None:
    """Return the slugs that are bookmarked if only those are asked for, None for all tools."""
    if not bookmarked:
        return None
    from vcompare.cli.bookmarks import bookmarked as saved

    return set(saved(opened))
