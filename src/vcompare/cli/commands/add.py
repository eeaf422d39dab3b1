"""`vcompare add`: a new tool, from options, questions, a file or an editor."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer

from vcompare.app import lookup
from vcompare.app.opened import OpenCatalog
from vcompare.catalog.decode import describe
from vcompare.catalog.paths import tool_path
from vcompare.cli import catalogs, console, environment
from vcompare.cli.input import sources
from vcompare.cli.input.forms import SLUG, TOOL, Values, merged, parsed, refuse_missing
from vcompare.cli.input.signature import with_options
from vcompare.cli.input.template import template
from vcompare.cli.input.values_file import values_from
from vcompare.cli.options import (
    CacheOption,
    CatalogOption,
    ColorOption,
    EditorOption,
    FromOption,
)
from vcompare.cli.writing import DryRunOption
from vcompare.editing.edits import FileChange
from vcompare.editing.formatter import new_file
from vcompare.errors import RefusedError, VcompareError
from vcompare.model import Named
from vcompare.text.slugs import is_slug, slug_of

_SLUG = describe(SLUG.type)
_TITLE = "A new tool."
_FORCE = "Add it although the catalog may have it already."


@with_options(TOOL)
def add_command(
    *,
    slug: Annotated[
        str | None,
        typer.Option(metavar="SLUG", help="The name of its file; without it, made of the name."),
    ] = None,
    given: Values,
    source: FromOption = None,
    editor: EditorOption = False,
    force: Annotated[bool, typer.Option("--force", help=_FORCE)] = False,
    dry_run: DryRunOption = False,
    catalog: CatalogOption = None,
    no_cache: CacheOption = False,
    color: ColorOption = "auto",
) -> None:
    """Add a tool: from options, from questions on a terminal, from a file, or in an editor.

    Example: `vcompare add Anvil --tagline "Build server in one binary" --category Self-hosted --entry free`
    """
    values = merged(values_from(source, TOOL), given) if source else given
    opened = catalogs.open_catalog(catalog, or_sample=False, no_cache=no_cache)
    new = _New(opened, slug, force=force)
    with (
        sources.locked_unless_asking(opened.root, editor=editor, dry_run=dry_run) as locked,
        _source(values, new, editor=editor) as text,
    ):
        sources.write(text, opened.root, new.change, locked=locked, dry_run=dry_run, color=color)


class _New:
    """The new tool: its slug and its file, compared with what the catalog has."""

    def __init__(self, opened: OpenCatalog, slug: str | None, *, force: bool) -> None:
        if slug is not None and not is_slug(slug):
            raise VcompareError(f'"{slug}" is not a slug', f"it must be {_SLUG}")
        self.opened, self._slug, self._force = opened, slug, force
        self._derived: dict[str, str] = {}
        self._accepted: set[Named] = set()

    def change(self, text: str) -> FileChange:
        """Return the change that adds a tool with this text. Raises VcompareError where it may be there."""
        named = self.named(parsed(text) or {})
        # What has no name, or is no TOML, is refused for that.
        return FileChange(tool_path(named.slug if named else self._slug or "tool"), None, text)

    def named(self, values: Values) -> Named | None:
        """Return what a tool with these values is called; None where it has no name yet.

        Notes the slug on stderr. Raises VcompareError where the catalog has the tool, or one that may be it.
        """
        name, aliases = values.get("name"), values.get("aliases")
        if not isinstance(name, str) or not name.strip():
            return None
        others = tuple(one for one in aliases if isinstance(one, str)) if isinstance(aliases, list) else ()
        named = Named(self._slug or self._slug_of(name, values), name, others, "")
        if named not in self._accepted:
            self._refuse_known(named)
            self._accepted.add(named)
        return named

    def _slug_of(self, name: str, values: Values) -> str:
        if name not in self._derived:
            slug = self._derived[name] = slug_of(name) or _asked_slug(name, values)
            console.note(f'"{name}" gets the slug {slug}')
        return self._derived[name]

    def _refuse_known(self, new: Named) -> None:
        from vcompare.match.duplicates import possible_duplicates

        if new.slug in self.opened:
            hint = f"--slug gives this one another; `vcompare edit {new.slug}` changes the other one"
            raise VcompareError(f"there is a tool {new.slug} already", hint)
        if self._force:
            return
        known = possible_duplicates(new, lookup.names(self.opened).names()[0])
        message = f'"{new.name}" may be in the catalog already'
        listed = tuple(f"{tool.slug}: {tool.name} ({tool.tagline})" for tool in known)
        if known and not environment.can_ask():
            raise RefusedError(message, listed, "--force adds it all the same")
        if known and not _insists(message, listed):
            raise VcompareError(
                "nothing was written", f"`vcompare edit {known[0].slug}` changes what is there"
            )


def _asked_slug(name: str, values: Values) -> str:
    if not environment.can_ask():
        refuse_missing([SLUG, *TOOL.missing(values)], [f'no slug can be made of "{name}"'])
    from vcompare.cli.input.questions import Question, ask

    return ask(Question("slug", _SLUG, lambda text: None if is_slug(text) else f"it must be {_SLUG}"))


def _insists(message: str, listed: Sequence[str]) -> bool:
    from vcompare.cli.input.questions import agrees

    console.note(message)
    console.listed(listed)
    return agrees("add it all the same?")


@contextmanager
def _source(values: Values, new: _New, *, editor: bool) -> Iterator[sources.TextSource]:
    """Open the source of the text. What the tool is called is looked at first."""
    named = new.named(values)
    if editor:
        name = f"{named.slug if named else 'tool'}.toml"
        with sources.in_editor(name, template(TOOL, values, _TITLE)) as edited:
            yield edited
    elif TOOL.missing(values) and environment.can_ask():
        questions = sources.Questions(
            TOOL, values, values, new_file, {"category": new.opened.settings.categories}
        )
        if named is None:
            questions.ask("name")
            new.named(questions.values)
        yield questions
    else:
        yield sources.GivenValues(TOOL, values, new_file)
