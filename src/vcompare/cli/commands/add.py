"""`vcompare add`: a new tool, from options, questions, a file or an editor."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Annotated

import typer

from vcompare.app import lookup
from vcompare.app.opened import OpenCatalog
from vcompare.app.writing.forms import TOOL, Values, parsed
from vcompare.catalog.decode import describe
from vcompare.catalog.paths import tool_path
from vcompare.cli import catalogs, console, environment
from vcompare.cli.input import sources
from vcompare.cli.input.signature import with_options
from vcompare.cli.input.template import template
from vcompare.cli.options import CacheOption, CatalogOption, ColorOption, EditorOption
from vcompare.cli.writing import DryRunOption
from vcompare.editing.edits import FileChange
from vcompare.editing.formatter import new_file
from vcompare.errors import RefusedError, VcompareError
from vcompare.model import Named, Slug
from vcompare.text.slugs import is_slug, slug_of

_SLUG = describe(Slug)
_FORCE = "Add it even if the catalog may have it already."


@with_options(TOOL)
def add_command(
    *,
    slug: Annotated[
        str | None,
        typer.Option(metavar="SLUG", help="The slug, which names its file; by default made from the name."),
    ] = None,
    given: Values,
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
    opened = catalogs.open_catalog(catalog, or_sample=False, no_cache=no_cache)
    new = _New(opened, slug, force=force)
    with (
        sources.locked_unless_asking(opened.root, editor=editor, dry_run=dry_run) as locked,
        _source(given, new, editor=editor) as source,
    ):
        sources.write(source, opened.root, new.change, locked=locked, dry_run=dry_run, color=color)


class _New:
    """The new tool: its slug and its file, compared with what the catalog has."""

    def __init__(self, opened: OpenCatalog, slug: str | None, *, force: bool) -> None:
        if slug is not None and not is_slug(slug):
            raise VcompareError(f'"{slug}" is not a slug', f"it must be {_SLUG}")
        self.opened, self._slug, self._force = opened, slug, force
        # A person reads and answers the same only once.
        self._slug_of = cache(_slug_of)
        self._refuse_known_once = cache(self._refuse_known)

    def change(self, text: str) -> FileChange:
        """Return the change that adds a tool with this text. Raises VcompareError where it may be there."""
        # What has no name, or is no TOML, is refused for that.
        return FileChange(tool_path(self.slug(parsed(text) or {}) or self._slug or "tool"), None, text)

    def slug(self, values: Values) -> str | None:
        """Return the slug of a tool with these values, and note it on stderr; None where it has no name yet.

        Raises VcompareError where the catalog has the tool, or one that may be it.
        """
        name, aliases = values.get("name"), values.get("aliases")
        if not isinstance(name, str) or not name.strip():
            return None
        others = tuple(one for one in aliases if isinstance(one, str)) if isinstance(aliases, list) else ()
        slug = self._slug or self._slug_of(name)
        self._refuse_known_once(Named(slug, name, others, ""))
        return slug

    def _refuse_known(self, new: Named) -> None:
        from vcompare.match.duplicates import possible_duplicates

        if new.slug in self.opened:
            hint = f"--slug gives this one another; `vcompare edit {new.slug}` changes the other one"
            raise VcompareError(f"there is a tool {new.slug} already", hint)
        known = () if self._force else possible_duplicates(new, lookup.names(self.opened).names()[0])
        if not known:
            return
        message = f'"{new.name}" may be in the catalog already'
        listed = tuple(f"{tool.slug}: {tool.name} ({tool.tagline})" for tool in known)
        if not environment.can_ask():
            raise RefusedError(message, listed, "--force adds it all the same")
        if not _insists(message, listed):
            raise VcompareError(
                "nothing was written", f"`vcompare edit {known[0].slug}` changes what is there"
            )


def _slug_of(name: str) -> str:
    slug = slug_of(name)
    if not slug:
        if not environment.can_ask():
            raise VcompareError(f'no slug can be made of "{name}"', f"give it one with --slug: {_SLUG}")
        from vcompare.cli.input.questions import Question, ask

        slug = ask(Question("slug", _SLUG, lambda text: None if is_slug(text) else f"it must be {_SLUG}"))
    console.note(f'"{name}" gets the slug {slug}')
    return slug


def _insists(message: str, listed: Sequence[str]) -> bool:
    from vcompare.cli.input.questions import agrees

    console.note(message, listed)
    return agrees("add it all the same?")


@contextmanager
def _source(given: Values, new: _New, *, editor: bool) -> Iterator[sources.TextSource]:
    """Open the source of the text. What the tool is called is looked at first."""
    slug, root = new.slug(given), new.opened.root
    if editor:
        from vcompare.cli.input.editor import Draft

        with Draft(f"{slug or 'tool'}.toml", template(TOOL, given, "A new tool.")) as draft:
            yield draft.text
    elif TOOL.missing(given) and environment.can_ask():
        if slug is None:
            given = sources.answered(TOOL, TOOL.keys[0], given)
            new.slug(given)
        choices = {"category": new.opened.settings.categories}
        yield sources.from_questions(TOOL, given, given, new_file, root, choices)
    else:
        yield sources.from_values(TOOL, given, new_file, root)
