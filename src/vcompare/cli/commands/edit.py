"""`vcompare edit`: single keys of a tool, or of many."""

import datetime
import re
import shlex
from collections.abc import Sequence
from functools import partial
from typing import Annotated, NamedTuple

import typer

from vcompare.app.listing import list_tools
from vcompare.app.opened import OpenCatalog
from vcompare.app.writing import editing
from vcompare.app.writing.assignments import Assignment, assignments
from vcompare.app.writing.changes import Written, make
from vcompare.app.writing.forms import Form, tool_form
from vcompare.app.writing.reading import Given
from vcompare.catalog.paths import slug_at, tool_path
from vcompare.cli import catalogs, console, environment, writing
from vcompare.cli.environment import ColorMode
from vcompare.cli.filters import WhereOption
from vcompare.cli.input import sources
from vcompare.cli.input.contents import content
from vcompare.cli.input.files import FromFormatOption, FromOption, given_in
from vcompare.cli.input.template import template_of
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, EditorOption, TodayOption
from vcompare.cli.writing import DryRunOption, YesOption
from vcompare.editing.edits import FileChange
from vcompare.editing.line_ends import with_line_ends
from vcompare.editing.lock import locked
from vcompare.errors import VcompareError
from vcompare.text.days import day, local_today
from vcompare.text.words import plural

_WORDS = (
    "A tool, then keys and specs with new values; key= removes one, key+=ITEM and key-=ITEM change a list."
)
_CHECKED = "Date what changes, or else the pricing: today, or the day that follows."


def edit_command(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[TOOL] [KEY=VALUE...]", help=_WORDS, show_default=False)
    ] = None,
    where: WhereOption = None,
    source: FromOption = None,
    from_format: FromFormatOption = None,
    editor: EditorOption = False,
    checked: Annotated[bool, typer.Option("--checked", metavar="DAY", help=_CHECKED)] = False,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    _today: TodayOption = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> int:
    """Set single keys of a tool, or of many; comments and layout stay as they are.

    Examples: `vcompare edit modal entry=freemium tags+=gpu`, `vcompare edit --from tools.csv`,
    `vcompare edit opus context=1M context.checked=today`,
    `vcompare edit --where 'vendor=OpenAI' pricing.checked=today`
    """
    opened = catalogs.open_catalog(catalog, or_sample=False, no_cache=no_cache)
    brought = content(source) if source else None

    def run(opened: OpenCatalog, declared: Sequence[FileChange]) -> int:
        form = tool_form(opened.fields, opened.settings)
        asked = _asked(words or [], form, checked=checked, names_tools=bool(source or where))
        records = given_in(brought, form, from_format).records if brought else ()
        change = partial(_edit, opened, asked, records, where or (), declared)
        return change(editor=editor, yes=yes, dry_run=dry_run, color=color)

    return writing.with_declared(opened, run, yes=yes)


def _edit(
    opened: OpenCatalog,
    asked: "_Asked",
    records: Sequence[Given],
    where: Sequence[str],
    declared: Sequence[FileChange],
    *,
    editor: bool,
    yes: bool,
    dry_run: bool,
    color: ColorMode,
) -> int:
    slugs = [writing.named(opened, tool) for tool in asked.tools]
    if where:
        if slugs or records:
            raise VcompareError("--where names the tools", "leave out TOOL and --from")
        slugs = _fitting(opened, where)
        if not slugs:
            console.note("no tool matches")
            return 1
    elif slugs and records:
        records = _about(slugs[0], records)
    if editor:
        if len(slugs) != 1 or records:
            raise VcompareError("--editor changes one tool", "name it, without --from")
        written = _in_editor(opened, slugs[0], asked, dry_run=dry_run)
    elif asked.values or asked.day or records:
        written = _changed(opened, asked, slugs, records, declared, yes=yes, dry_run=dry_run)
    else:
        raise VcompareError("no change was given", "write it as KEY=VALUE, or use --editor or --from")
    changed = [slug_at(change.path) for change in written.changes if change.path.startswith("tools/")]
    writing.report(written, color, f"vcompare show {changed[0]}" if len(changed) == 1 else "vcompare check")
    return 0


class _Asked(NamedTuple):
    """What the words of a command line ask for: a tool, values, and the day on which facts were read."""

    tools: Sequence[str]
    values: Sequence[Assignment]
    day: datetime.date | None
    form: Form

    @property
    def edit(self) -> editing.Edit:
        """What is to change of each tool."""
        return editing.Edit(self.form, self.values, self.day)


def _asked(words: Sequence[str], form: Form, *, checked: bool, names_tools: bool) -> _Asked:
    """Tell the tool and the day from the assignments. Raises VcompareError where no tool is named."""
    date = None
    if checked:
        date, words = _day(words)
    key = re.split("[+-]?=", words[0])[0] if words else ""
    is_key = key in form.tables or form.find(key) is not None
    is_tool = bool(words) and (words[0] == key or (not names_tools and not is_key))
    if not is_tool and not names_tools:
        example = shlex.quote(words[0]) if words else "KEY=VALUE"
        hint = f"write it as `vcompare edit TOOL {example}`, or name tools with --where or --from"
        raise VcompareError("no tool is named", hint)
    return _Asked(words[:is_tool], assignments(words[is_tool:], form), date, form)


def _day(words: Sequence[str]) -> tuple[datetime.date, Sequence[str]]:
    """Return the day among the words, or else today, and the other words."""
    days = {word: found for word in words if (found := day(word))}
    return next(iter(days.values()), local_today()), [word for word in words if word not in days]


def _fitting(opened: OpenCatalog, where: Sequence[str]) -> list[str]:
    """Return the tools that pass all conditions. Raises VcompareError where one cannot be read."""
    found = list_tools(opened, where=where)
    catalogs.note_left_out(opened.root, "changed")
    for remark in found.remarks:
        console.note(remark)
    if catalogs.report(found.problems):
        raise VcompareError("nothing was written: these tools may fit too")
    return [tool.slug for tool in found.listed]


def _about(slug: str, records: Sequence[Given]) -> Sequence[Given]:
    """Return the only record, which is about the tool that was named."""
    if len(records) != 1 or records[0].slug not in {None, slug}:
        raise VcompareError(f"--from holds other tools than {slug}", "leave out TOOL: a list names its tools")
    return [records[0]._replace(slug=slug)]


def _changed(
    opened: OpenCatalog,
    asked: _Asked,
    slugs: Sequence[str],
    records: Sequence[Given],
    declared: Sequence[FileChange],
    *,
    yes: bool,
    dry_run: bool,
) -> Written:
    """Change tools by assignments or records; a person is asked about several tools and about stale dates."""
    plan = partial(editing.plan, opened, slugs, records)
    with sources.locked_unless_asking(opened.root, editor=False, dry_run=dry_run) as lock:
        wanted = plan(asked.edit)
        if len(slugs) > 1 and len(wanted.changes) > 1 and not dry_run:
            changed = [slug_at(change.path) for change in wanted.changes]
            writing.confirm(f"change {plural(len(changed), 'tool')}", changed, yes=yes)
        stale = [] if asked.day else writing.outdated(opened.root, asked.form, wanted.changes)
        if stale and not dry_run and environment.can_ask():
            dating = asked.edit._replace(day=local_today(), only_stale=True)
            wanted = plan(dating) if _agrees_to_today(stale) else wanted
        else:
            writing.warn_of(stale, "--checked sets it to today")
        writing.warn_of_quotes(opened.root, asked.form, wanted.changes)
        with lock():
            return make(
                opened.root,
                [*declared, *wanted.changes],
                dry_run=dry_run,
                places=wanted.places,
                reporter=opened.reporter,
            )


def _agrees_to_today(stale: Sequence[str]) -> bool:
    from vcompare.cli.input.questions import agrees

    console.note("a date would stay as it is", stale)
    return agrees("set it to today?")


def _in_editor(opened: OpenCatalog, slug: str, asked: _Asked, *, dry_run: bool) -> Written:
    """Change a tool in an editor, with what was assigned on the command line filled in."""
    from vcompare.cli.input.editor import EditorDraft

    before, start = editing.start(opened, slug, asked.edit)
    path = tool_path(slug)
    offered = template_of(asked.form, start, f"The tool, {path}.", editing.imported_of(opened, slug))
    with EditorDraft(f"{slug}.toml", offered) as draft:
        written = sources.write(
            draft.text,
            opened.root,
            lambda text: FileChange(path, before, with_line_ends(before, text)),
            partial(locked, opened.root, dry_run=dry_run),
            dry_run=dry_run,
        )
    writing.warn_of(writing.outdated(opened.root, asked.form, written.changes), "--checked sets it to today")
    writing.warn_of_quotes(opened.root, asked.form, written.changes)
    return written
