"""`vcompare add`: new tools, from options, questions, a file or an editor."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from typing import Annotated, TypeVar

import msgspec
import typer

from vcompare.app.arguments import refuse
from vcompare.app.opened import OpenCatalog
from vcompare.app.writing import adding
from vcompare.app.writing.assignments import Assignment, assignments, together
from vcompare.app.writing.changes import Written
from vcompare.app.writing.forms import TOOL, Form, merged, parsed, text_with, tool_form
from vcompare.app.writing.keys import Values
from vcompare.app.writing.reading import Given
from vcompare.catalog.paths import slug_at, tool_path
from vcompare.cli import catalogs, console, environment, writing
from vcompare.cli.input import sources
from vcompare.cli.input.contents import content
from vcompare.cli.input.files import FromFormatOption, FromOption, given_in
from vcompare.cli.input.signature import with_options
from vcompare.cli.input.template import template, template_of
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, EditorOption, TodayOption
from vcompare.cli.writing import DryRunOption, YesOption
from vcompare.editing.edits import FileChange
from vcompare.errors import VcompareError
from vcompare.model import Named
from vcompare.text.slugs import is_slug

T = TypeVar("T")
_FORCE = "Add it even if the catalog may have it already."


@with_options(TOOL, whole=True)
def add_command(
    *,
    slug: Annotated[
        str | None,
        typer.Option(metavar="SLUG", help="The slug, which names its file; by default made from the name."),
    ] = None,
    given: Values,
    spec: Annotated[
        list[str] | None,
        typer.Option("--spec", metavar="SPEC=VALUE", help="A spec that the catalog declares; repeatable."),
    ] = None,
    rate: Annotated[
        list[str] | None,
        typer.Option("--rate", metavar="METER=AMOUNT", help="What a meter of the catalog costs; repeatable."),
    ] = None,
    source: FromOption = None,
    from_format: FromFormatOption = None,
    editor: EditorOption = False,
    force: Annotated[bool, typer.Option("--force", help=_FORCE)] = False,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    _today: TodayOption = None,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> None:
    """Add tools: from options, from questions on a terminal, from files, or in an editor.

    Examples: `vcompare add Anvil --tagline "Build server in one binary" --category Self-hosted --entry free`,
    `vcompare add --from tools.csv`, `vcompare add "Opus 5" --spec context=1M --rate input=5 --rate output=25`
    """
    opened = catalogs.open_catalog(catalog, or_sample=False, no_cache=no_cache)
    brought = content(source) if source else None

    def run(opened: OpenCatalog, declared: Sequence[FileChange]) -> Written:
        form = tool_form(opened.fields, opened.settings)
        found = given_in(brought, form, from_format) if brought else None
        options = adding.Options(form, form.spelled(given), _facts(form, spec or (), rate or ()))
        if found and found.is_list:
            if slug or editor or "name" in given:
                raise VcompareError(f"{source} is a list of tools", "leave out NAME, --slug and --editor")
            many = partial(adding.add_all, opened, found.records, options, declared, dry_run=dry_run)
            return _unless_known(many, force=force)
        new = _New(opened, slug, found.records[0] if found else None, options, declared, force=force)
        return new.write(editor=editor, dry_run=dry_run)

    written = writing.with_declared(opened, run, yes=yes)
    tools = [slug_at(change.path) for change in written.changes if change.path.startswith("tools/")]
    added = ", ".join(tools[:1])
    reviewer = next(iter(opened.settings.panel), "")
    writing.report(
        written, color, f"vcompare review {added} {reviewer}" if reviewer else f"vcompare show {added}"
    )


def _facts(form: Form, specs: Sequence[str], rates: Sequence[str]) -> list[Assignment]:
    """Read the specs and the rates of options. Raises VcompareError for all that is wrong with them."""
    found, wrong = list[Assignment](), list[VcompareError]()
    for words, above in ((specs, "specs."), (rates, "pricing.rates.")):
        try:
            found += assignments(words, form, above)
        except* VcompareError as errors:
            wrong += errors.exceptions  # type: ignore[arg-type] # these are no groups
    if wrong:
        refuse(together(wrong))
    return found


class _New:
    """One new tool: the values that are given for it, its slug and its file."""

    def __init__(
        self,
        opened: OpenCatalog,
        slug: str | None,
        record: Given | None,
        options: adding.Options,
        declared: Sequence[FileChange],
        *,
        force: bool,
    ) -> None:
        self._opened, self._force, self._declared = opened, force, declared
        self._form = options.form
        self._slug = record.slug if slug is None and record else slug
        self._text = record.text if record else None
        # The text of a file keeps its comments, and its specs as they are written.
        if record and record.text:
            self._values = options.with_facts(merged(merged({}, record.values), options.values))
        else:
            self._values = options.over(record.values if record else {})
        self._place = record.place if record and not (options.values or options.facts) else None
        self._typed = {} if record else self._form.names(self._values)
        # A person reads and answers the same only once.
        self._settled = cache(self._settle)

    def write(self, *, editor: bool, dry_run: bool) -> Written:
        """Write the tool. What it is called is looked at first."""
        root = self._opened.root
        self._slug_of(self._values)
        with (
            sources.locked_unless_asking(root, editor=editor, dry_run=dry_run) as lock,
            self._source(editor=editor) as source,
        ):
            typed = {} if editor else self._typed
            write = partial(sources.write, place=self._place, typed=typed, besides=self._declared)
            write = partial(write, formats=bool(self._text) and not editor)
            return write(source, root, self._change, lock, dry_run=dry_run)

    @contextmanager
    def _source(self, *, editor: bool) -> Iterator[sources.TextSource]:
        values = self._values
        form = self._form
        if editor:
            from vcompare.cli.input.editor import EditorDraft

            title = "A new tool."
            offered = (
                template_of(form, self._file(values), title) if self._text else template(form, values, title)
            )
            with EditorDraft(f"{self._slug_of(values) or 'tool'}.toml", offered) as draft:
                yield draft.text
        elif form.missing(values) and environment.can_ask():
            if self._slug_of(values) is None:
                values = sources.answered(form, form.keys[0], values)
                self._slug_of(values)
            choices = {"category": self._opened.settings.categories}
            yield sources.from_questions(form, values, values, self._file, choices)
        else:
            yield sources.from_values(form, values, self._file)

    def _file(self, values: Values) -> str:
        return text_with(self._text, values, self._form)

    def _change(self, text: str) -> FileChange:
        # What has no name, or is no TOML, is refused for that.
        slug = self._slug_of(parsed(text) or {}) or self._slug or "tool"
        return FileChange(tool_path(slug), None, text)

    def _slug_of(self, values: Values) -> str | None:
        """Return the slug of a tool with these values, None where it has no name yet.

        Raises VcompareError where the catalog has the tool, or one that may be it.
        """
        return self._settled(named) if (named := adding.named(values)) else None

    def _settle(self, new: Named) -> str:
        slug = _slug_for(new.name, self._slug)
        new = msgspec.structs.replace(new, slug=slug)
        _unless_known(partial(adding.refuse_known, self._opened, new), force=self._force)
        return slug


def _slug_for(name: str, given: str | None) -> str:
    """Return the slug for a name, which a person is asked for where none can be made, and note it."""
    try:
        slug = adding.slug_for(name, given)
    except adding.NoSlugError:
        if not environment.can_ask():
            raise
        from vcompare.cli.input.questions import Question, ask

        about = adding.SLUG
        slug = ask(Question("slug", about, lambda text: None if is_slug(text) else f"it must be {about}"))
    if not given:
        console.note(f'"{name}" gets the slug {slug}')
    return slug


def _unless_known(add: Callable[..., T], *, force: bool) -> T:
    """Add what the catalog may have, if a person insists."""
    try:
        return add(force=force)
    except adding.MayExistError as error:
        if not environment.can_ask():
            raise
        from vcompare.cli.input.questions import agrees

        console.note(error.message, error.findings)
        if not agrees("add it all the same?"):
            hint = f"`vcompare edit {error.slugs[0]}` changes what is there"
            raise VcompareError("nothing was written", hint) from None
        return add(force=True)
