"""`vcompare review`: one panelist's opinion of a tool, new or changed."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from vcompare.catalog.paths import review_path
from vcompare.catalog.store import Catalog
from vcompare.cli import catalogs, console
from vcompare.cli.input import ways
from vcompare.cli.input.forms import REVIEW, Values, from_file, merged, parsed
from vcompare.cli.input.template import template, template_of
from vcompare.cli.options import (
    CatalogOption,
    ColorOption,
    EditorOption,
    FromOption,
)
from vcompare.cli.writing import DryRunOption, named
from vcompare.editing.edits import FileChange, current
from vcompare.editing.line_ends import with_each_line_end_of
from vcompare.editing.style import new_file
from vcompare.editing.values import with_values
from vcompare.errors import VcompareError
from vcompare.match import fold
from vcompare.text.suggestions import did_you_mean

Text = str | None


def review_command(
    tool: Annotated[str, typer.Argument(metavar="TOOL", help="A slug, a name or an alias.")],
    reviewer: Annotated[str, typer.Argument(metavar="REVIEWER", help="A seat on the panel.")],
    verdict: Annotated[Text, typer.Option(metavar="<ship|skip>", help="What the panelist says.")] = None,
    text: Annotated[Text, typer.Option(metavar="TEXT", help="Why, in Markdown.")] = None,
    score: Annotated[Text, typer.Option(metavar="NUMBER", help="From 0 to 100.")] = None,
    summary: Annotated[Text, typer.Option(metavar="TEXT", help="The text in a line.")] = None,
    date: Annotated[Text, typer.Option(metavar="YYYY-MM-DD", help="When it was written.")] = None,
    allow: Annotated[
        list[str] | None, typer.Option(metavar="RULE", help="A rule that does not count for it; repeatable.")
    ] = None,
    source: FromOption = None,
    editor: EditorOption = False,
    dry_run: DryRunOption = False,
    catalog: CatalogOption = None,
    color: ColorOption = "auto",
) -> None:
    """Write a panelist's review of a tool, or change the one that is there.

    From options, from questions on a terminal, from a file, or in an editor. Of a review that is there only
    what is given changes.

    Example: `vcompare review modal skeptic --score 61 --date 2026-11-20`
    """
    given = REVIEW.from_options(locals())
    values = merged(from_file(source, REVIEW), given) if source else given
    opened = catalogs.open_catalog(catalog, or_sample=False)
    path = review_path(named(opened, tool), _seat(opened, reviewer))
    with ways.undisturbed(opened.root, editor=editor, dry_run=dry_run) as locked:
        review = _Review(opened, path)
        with _way(values, review, editor=editor) as way:
            ways.follow(way, opened.root, review.change, locked=locked, dry_run=dry_run, color=color)


def _seat(opened: Catalog, reviewer: str) -> str:
    """Return the slug of a seat, given as that or by its name. Raises VcompareError where there is none."""
    panel = opened.settings.panel
    seats = [slug for slug, seat in panel.items() if fold(reviewer) in {fold(slug), fold(seat.name)}]
    if reviewer in panel or len(seats) == 1:
        return reviewer if reviewer in panel else seats[0]
    listed = f"the panel is {', '.join(panel)}" if panel else "add [panel.<slug>] to catalog.toml"
    raise VcompareError(f'"{reviewer}" is not on the panel', did_you_mean(reviewer, panel) or listed)


class _Review:
    """A review as it is, and as it may become."""

    def __init__(self, opened: Catalog, path: str) -> None:
        self.path = path
        self.before = current(opened.root, path)
        old = parsed(self.before or "")
        if old is None:
            raise VcompareError(
                f"{opened.root / path} cannot be changed: it is not TOML", "`vcompare check` says where"
            )
        self.old = old

    def write(self, values: Values) -> str:
        """Return the text that holds the values: the old one with nothing but these changed, or a new one."""
        if self.before is None:
            return new_file(values)
        changes: dict[str, Any] = {key: None for key in self.old if key not in values}
        changes |= {key: value for key, value in values.items() if self.old.get(key) != value}
        return with_values(self.before, changes, [field.name for field in REVIEW.fields])

    def change(self, text: str) -> FileChange:
        """Return the change to a text; an editor may have taken the old line ends from it."""
        if self.before is not None and "\r" not in text:
            text = with_each_line_end_of(self.before, text)
        return FileChange(self.path, self.before, text)


@contextmanager
def _way(given: Values, review: _Review, *, editor: bool) -> Iterator[ways.Way]:
    """Open the way in which the text comes."""
    values = merged(review.old, given)
    if editor:
        title = f"{'A new' if review.before is None else 'The'} review, {review.path}."
        filled = (
            template(REVIEW, values, title)
            if review.before is None
            else template_of(REVIEW, review.write(values), title)
        )
        with ways.in_editor(review.path.replace("/", "-"), filled) as way:
            yield way
    elif (REVIEW.missing(values) or not given) and console.can_ask():
        # Who answers questions writes today.
        today = {"date": datetime.date.today()}  # noqa: DTZ011 - the day on the wall
        yield ways.Asked(REVIEW, {**today, **values}, given, review.write, {})
    elif not given and review.before is not None:
        options = ", ".join(field.option for field in REVIEW.fields)
        raise VcompareError(
            f"{review.path} is there; what is to change?", f"{options}, --from or --editor say it"
        )
    else:
        yield ways.Given(REVIEW, values, review.write)
