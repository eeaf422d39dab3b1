"""`vcompare review`: one panelist's opinion of a tool, new or changed."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from vcompare.app.names import panelist
from vcompare.app.writing.forms import REVIEW, Values, merged, parsed
from vcompare.catalog.paths import review_path
from vcompare.cli import catalogs, environment
from vcompare.cli.input import sources
from vcompare.cli.input.signature import with_options
from vcompare.cli.input.template import Template, template, template_of
from vcompare.cli.options import CatalogOption, ColorOption, EditorOption
from vcompare.cli.writing import DryRunOption, named
from vcompare.editing.edits import FileChange, current
from vcompare.editing.formatter import new_file
from vcompare.editing.line_ends import with_each_line_end_of
from vcompare.editing.values import with_values
from vcompare.errors import VcompareError


@with_options(REVIEW)
def review_command(
    *,
    tool: Annotated[str, typer.Argument(metavar="TOOL", help="A slug, a name or an alias.")],
    reviewer: Annotated[str, typer.Argument(metavar="REVIEWER", help="A member of the panel.")],
    given: Values,
    editor: EditorOption = False,
    dry_run: DryRunOption = False,
    catalog: CatalogOption = None,
    color: ColorOption = "auto",
) -> None:
    """Write a panelist's review of a tool, or change an existing one.

    From options, from questions on a terminal, from a file, or in an editor. In an existing
    review, only what is given changes.

    Example: `vcompare review modal skeptic --score 61 --date 2026-11-20`
    """
    opened = catalogs.open_catalog(catalog, or_sample=False)
    path = review_path(named(opened, tool), panelist(opened, reviewer))
    with sources.locked_unless_asking(opened.root, editor=editor, dry_run=dry_run) as locked:
        review = _Review(opened.root, path)
        with _source(given, review, editor=editor) as source:
            sources.write(source, opened.root, review.change, locked=locked, dry_run=dry_run, color=color)


class _Review:
    """A review as it is, and as it may become."""

    def __init__(self, root: Path, path: str) -> None:
        self.root, self.path = root, path
        self.before = current(root, path)
        old = parsed(self.before or "")
        if old is None:
            raise VcompareError(
                f"{root / path} cannot be changed: it is not TOML", "`vcompare check` says where"
            )
        self.old = old

    def write(self, values: Values) -> str:
        """Return the text that holds the values: the old one with nothing but these changed, or a new one."""
        if self.before is None:
            return new_file(values)
        changes: dict[str, Any] = {key: None for key in self.old if key not in values}
        changes |= {key: value for key, value in values.items() if self.old.get(key) != value}
        return with_values(self.before, changes, [key.name for key in REVIEW.keys])

    def template(self, values: Values) -> Template:
        """Return the template for an editor, with these values."""
        if self.before is None:
            return template(REVIEW, values, f"A new review, {self.path}.")
        return template_of(REVIEW, self.write(values), f"The review, {self.path}.")

    def change(self, text: str) -> FileChange:
        """Return the change to a text; an editor may have changed the line ends."""
        if self.before is not None and "\r" not in text:
            text = with_each_line_end_of(self.before, text)
        return FileChange(self.path, self.before, text)


@contextmanager
def _source(given: Values, review: _Review, *, editor: bool) -> Iterator[sources.TextSource]:
    """Open the source of the text."""
    values = merged(review.old, given)
    if editor:
        from vcompare.cli.input.editor import Draft

        with Draft(review.path.replace("/", "-"), review.template(values)) as draft:
            yield draft.text
    elif (REVIEW.missing(values) or not given) and environment.can_ask():
        # Who answers questions writes today.
        today = {"date": datetime.date.today()}  # noqa: DTZ011 - the local date
        yield sources.from_questions(REVIEW, {**today, **values}, given, review.write, review.root)
    elif not given and review.before is not None:
        options = ", ".join(key.option for key in REVIEW.keys)
        raise VcompareError(
            f"{review.path} is there; what is to change?", f"use {options}, --from or --editor"
        )
    else:
        yield sources.from_values(REVIEW, values, review.write, review.root)
