"""`vcompare predictions`: what reviewers predicted, how good that was, and whether it was changed since."""

from typing import TYPE_CHECKING, Annotated

import typer
from typer.main import get_click_type

from vcompare.app.predictions import UNSETTLED, Asked, edited_predictions, predictions, scored
from vcompare.cli import catalogs, console
from vcompare.cli.environment import ColorMode
from vcompare.cli.options import (
    CacheOption,
    CatalogOption,
    ColorOption,
    ExactOption,
    TodayOption,
    format_option,
)
from vcompare.comparison.predictions import STATUSES, Status
from vcompare.errors import VcompareError
from vcompare.render import formats
from vcompare.text.words import plural

if TYPE_CHECKING:
    from vcompare.comparison.predictions import PredictionList

_TITLE = "Predictions"
_STATUS = get_click_type(annotation=Status, parameter_info=typer.Option())


def predictions_command(
    tools: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TOOL...]", help="Slugs, names, aliases, or close to one; without any, all tools."
        ),
    ] = None,
    *,
    score: Annotated[
        bool, typer.Option("--score", help="Instead: how good each reviewer's settled predictions were.")
    ] = False,
    check: Annotated[
        bool,
        typer.Option("--check", help="Instead: what was changed after it was committed."),
    ] = False,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            click_type=_STATUS,
            help="Only those; repeatable, or with commas.",
            show_default="all but settled",
        ),
    ] = None,
    reviewer: Annotated[
        list[str] | None,
        typer.Option("--reviewer", metavar="NAME", help="Only this panelist's; repeatable, or with commas."),
    ] = None,
    form: Annotated[str, format_option("predictions")] = "table",
    limit: Annotated[
        int | None, typer.Option(metavar="NUMBER", min=1, help="Show at most this many rows.")
    ] = None,
    exact: ExactOption = False,
    _today: TodayOption = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> int:
    """List reviewers' predictions; score settled ones, and find those that were changed.

    Lists what is overdue, due and open, or with --status what is settled.

    With --check, exits with 1 if a committed prediction is not as it was first. Exits with 2 if a file could
    not be read (the rest is still shown), or if the history cannot tell what was changed.

    Examples: `vcompare predictions`, `vcompare predictions modal --status settled`,
    `vcompare predictions --score`, `vcompare predictions --check`
    """
    if check and score:
        raise VcompareError("--score and --check are two answers", "ask for one after the other")
    if status and (check or score):
        mode = "--check" if check else "--score"
        raise VcompareError(f"--status is for the list, not for {mode}", "leave out one of the two")
    opened = catalogs.open_catalog(catalog, or_sample=not check, no_cache=no_cache, form=form)
    asked = Asked(opened, tools or (), reviewer or (), exact, catalogs.chooser())
    if check:
        return _check(asked, form, color, limit)
    found = scored(asked) if score else predictions(asked, _statuses(status))
    is_broken = catalogs.report(found.problems)
    if found.entries or found.scores or formats.named(form).source != "blocks":
        _show(found, form, color, limit, score=score)
    elif not is_broken:
        console.note(_nothing(found, score=score, is_filtered=bool(tools or status or reviewer)))
    return 2 if is_broken else 0


def _statuses(given: list[str] | None) -> tuple[Status, ...]:
    return tuple(one for one in STATUSES if one in given) if given else UNSETTLED


def _nothing(found: "PredictionList", *, score: bool, is_filtered: bool) -> str:
    """Say why there is nothing to show."""
    if not found.total:
        where = "no prediction is" if is_filtered else "the catalog has no predictions yet: one is"
        return f"{where} made in a review, below [predictions.<key>]"
    if score:
        return "nobody who was asked for made a prediction"
    settled = f"{plural(found.total, 'prediction')} in all"
    return f"no prediction matches, of {settled}: `--status settled` lists the settled ones"


def _show(found: "PredictionList", form: str, color: ColorMode, limit: int | None, *, score: bool) -> None:
    """Write predictions or scores to stdout. Only the form that is shown is loaded."""
    from vcompare.render import predictions as render
    from vcompare.views import predictions as views

    if score:
        sources: formats.Sources = {
            "blocks": lambda: views.score_blocks(found, limit),
            "payload": lambda: render.scores_payload(found),
            "rows": lambda: render.score_rows(found),
        }
    else:
        sources = {
            "blocks": lambda: views.blocks(found, limit),
            "payload": lambda: render.predictions_payload(found),
            "rows": lambda: render.prediction_rows(found),
        }
    console.show(form, sources, color, title=_TITLE, description=_TITLE)


def _check(asked: Asked, form: str, color: ColorMode, limit: int | None) -> int:
    from vcompare.render import predictions as render
    from vcompare.views import predictions as views

    found = edited_predictions(asked)
    is_broken = catalogs.report(found.problems)
    sources: formats.Sources = {
        "blocks": lambda: views.change_blocks(found, limit),
        "payload": lambda: render.changes_payload(found),
        "rows": lambda: render.change_rows(found),
    }
    console.show(form, sources, color, title=_TITLE, description=_TITLE)
    return 2 if is_broken else int(found.found)
