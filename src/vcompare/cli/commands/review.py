"""`vcompare review`: one panelist's opinion of a tool, new or changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from vcompare.app.names import panelist
from vcompare.app.opened import OpenCatalog
from vcompare.app.writing.forms import REVIEW, merged, parsed, text_with
from vcompare.app.writing.keys import Values
from vcompare.app.writing.reading import Given
from vcompare.catalog.paths import review_path
from vcompare.cli import catalogs, console, environment, writing
from vcompare.cli.input import sources
from vcompare.cli.input.files import FromFormatOption, FromOption, one_in
from vcompare.cli.input.signature import with_options
from vcompare.cli.input.template import template, template_of
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, EditorOption, TodayOption
from vcompare.cli.writing import DryRunOption
from vcompare.diagnostics import Diagnostic
from vcompare.editing.edits import FileChange, current
from vcompare.editing.line_ends import with_line_ends
from vcompare.errors import VcompareError
from vcompare.text import days
from vcompare.text.safe import one_line


@with_options(REVIEW)
def review_command(
    *,
    tool: Annotated[
        str | None, typer.Argument(metavar="TOOL", help="A slug, a name or an alias.", show_default=False)
    ] = None,
    reviewer: Annotated[
        str | None, typer.Argument(metavar="REVIEWER", help="A member of the panel.", show_default=False)
    ] = None,
    given: Values,
    source: FromOption = None,
    from_format: FromFormatOption = None,
    editor: EditorOption = False,
    dry_run: DryRunOption = False,
    _today: TodayOption = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> None:
    """Write a panelist's review of a tool, or change an existing one.

    From options, from questions on a terminal, from a file, or in an editor. In an existing
    review, only what is given changes.

    Example: `vcompare review modal skeptic --score 61 --date today`
    """
    opened = catalogs.open_catalog(catalog, or_sample=False, no_cache=no_cache)
    slug = catalogs.pick(opened, "review")[0] if tool is None else writing.named(opened, tool)
    who = panelist(opened, reviewer) if reviewer else _picked(opened, slug)
    path = review_path(slug, who)
    record = one_in(source, REVIEW, from_format) if source else None
    typed = {} if source or editor else REVIEW.names(given)
    has_options = bool(given)
    given = merged(record.values, given) if record else given
    with sources.locked_unless_asking(opened.root, editor=editor, dry_run=dry_run) as lock:
        before = current(opened.root, path)
        if editor or _asks(before, given):
            _introduce(opened, slug, who)
        brought = record.text if record and before is None else None
        with _source(opened.root, path, before, given, brought, editor=editor) as text:
            written = sources.write(
                text,
                opened.root,
                lambda text: FileChange(path, before, with_line_ends(before, text)),
                lock,
                dry_run=dry_run,
                formats=bool(brought) and not editor,
                place=None if editor or has_options else _place(record, before),
                typed=typed,
            )
    writing.warn_of(writing.outdated(opened.root, REVIEW, written.changes), "--date gives it another")
    exists = opened.catalog.source.exists
    other = next((one for one in opened.settings.panel if not exists(review_path(slug, one))), None)
    writing.report(written, color, f"vcompare review {slug} {other}" if other else f"vcompare show {slug}")


def _place(record: Given | None, before: str | None) -> Callable[[Diagnostic | None], str] | None:
    """Return what says where in a record something is wrong."""
    if record is None or before is None:
        return record and record.place
    name = record.place(None)  # a review that it is merged into has other lines
    return lambda _finding: name


def _picked(opened: OpenCatalog, slug: str) -> str:
    """Let a person pick a panelist, first of those who have not reviewed the tool."""
    panel = opened.settings.panel
    if not environment.can_ask() or not panel:
        listed = f"the panel is {', '.join(panel)}" if panel else "add [panel.<slug>] to catalog.toml"
        raise VcompareError("missing argument 'REVIEWER'", listed)
    from vcompare.cli.input.picker import Option, choose

    done = [one for one in panel if opened.catalog.source.exists(review_path(slug, one))]
    options = [
        Option(key, one.name, "has reviewed it" if key in done else one.asks or "")
        for key, one in panel.items()
    ]
    return choose(options, "Whose review?", next((key for key in panel if key not in done), ""))


def _introduce(opened: OpenCatalog, slug: str, reviewer: str) -> None:
    """Show which tool it is about, and what the panelist asks of every tool."""
    tool, who = opened.record(slug).tool, opened.settings.panel[reviewer]
    facts = [tool.tagline]
    if tool.best_for:
        facts.append(f"Best for: {tool.best_for}")
    if tool.pricing and tool.pricing.summary:
        facts.append(f"Pricing: {tool.pricing.summary}")
    console.say(one_line(f"{tool.name} ({tool.category})"))
    for fact in facts:
        console.say(f"  {one_line(fact)}")
    if who.asks:
        console.say(one_line(f"{who.name} asks: {who.asks}"))


def _asks(before: str | None, given: Values) -> bool:
    """Return whether questions are asked: of somebody who gave nothing, or too little for a new review."""
    values = merged(parsed(before or "") or {}, given)
    return bool(REVIEW.missing(values) or not given) and environment.can_ask()


@contextmanager
def _source(
    root: Path, path: str, before: str | None, given: Values, brought: str | None, *, editor: bool
) -> Iterator[sources.TextSource]:
    """Open the source of the text. What was `brought` as a whole file keeps its comments."""
    old = parsed(before or "")
    if old is None:
        raise VcompareError(f"{root / path} cannot be changed: it is not TOML", "`vcompare check` says where")
    values = merged(old, given)

    def write(values: Values) -> str:
        return text_with(brought or before, values, REVIEW, root / path)

    if editor:
        from vcompare.cli.input.editor import EditorDraft

        offered = (
            template(REVIEW, values, f"A new review, {path}.")
            if (brought or before) is None
            else template_of(REVIEW, write(values), f"The review, {path}.")
        )
        with EditorDraft(path.replace("/", "-"), offered) as draft:
            yield draft.text
    elif _asks(before, given):
        # Who answers questions writes today.
        today = {"date": days.local_today()}
        yield sources.from_questions(REVIEW, {**today, **values}, given, write)
    elif not given and before is not None:
        options = ", ".join(key.option for key in REVIEW.keys)
        message = f"{root / path} exists, and no change to it was given"
        raise VcompareError(message, f"use {options}, --from or --editor")
    else:
        yield sources.from_values(REVIEW, values, write)
