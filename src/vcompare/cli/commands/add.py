"""`vcompare add`: a new tool, from options, questions, a file or an editor."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from vcompare.catalog.decode import describe
from vcompare.catalog.paths import is_slug, tool_path
from vcompare.catalog.store import Catalog
from vcompare.cli import catalogs, console
from vcompare.cli.input import ways
from vcompare.cli.input.forms import SLUG, TOOL, Values, from_file, merged, parsed, refuse_missing
from vcompare.cli.input.template import template
from vcompare.cli.options import (
    CacheOption,
    CatalogOption,
    ColorOption,
    EditorOption,
    FromOption,
)
from vcompare.cli.writing import DryRunOption
from vcompare.editing.edits import FileChange
from vcompare.editing.style import new_file
from vcompare.errors import RefusedError, VcompareError
from vcompare.model import Named
from vcompare.text.slugs import slug_of

Text = str | None
Several = list[str] | None

_SLUG = describe(SLUG.kind)
_TITLE = "A new tool."
_FORCE = "Add it although the catalog may have it already."


def _value(metavar: str, says: str, *names: str) -> Any:
    """Return an option for a value of the file; it is named after its key unless it has `names`."""
    return typer.Option(*names, metavar=metavar, help=says)


def add_command(
    name: Annotated[Text, typer.Argument(metavar="[NAME]", help="As its maker writes it.")] = None,
    slug: Annotated[Text, _value("SLUG", "The name of its file; without it, made of the name.")] = None,
    tagline: Annotated[Text, _value("TEXT", "What it is, in a line.")] = None,
    category: Annotated[Text, _value("NAME", "One of the catalog's categories.")] = None,
    entry: Annotated[Text, _value("<free|freemium|paid>", "What it takes to start.")] = None,
    description: Annotated[Text, _value("TEXT", "What it does, in Markdown.")] = None,
    best_for: Annotated[Text, _value("TEXT", "Who it suits, in a line.")] = None,
    vendor: Annotated[Text, _value("NAME", "Who makes it.")] = None,
    homepage: Annotated[Text, _value("URL", "Its own page.")] = None,
    aliases: Annotated[
        Several, _value("NAME", "Another name that people type; repeatable.", "--alias")
    ] = None,
    tags: Annotated[Several, _value("TAG", "A tag, which is a slug; repeatable.", "--tag")] = None,
    added: Annotated[Text, _value("YYYY-MM-DD", "When it came into the catalog.")] = None,
    retired: Annotated[Text, _value("YYYY-MM-DD", "When it was given up.")] = None,
    allow: Annotated[Several, _value("RULE", "A rule that does not count for it; repeatable.")] = None,
    pricing_summary: Annotated[Text, _value("TEXT", "What it costs, in a line.", "--pricing")] = None,
    pricing_source: Annotated[Text, _value("URL", "The page that settles that.")] = None,
    pricing_checked: Annotated[Text, _value("YYYY-MM-DD", "When that page was last read.")] = None,
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
    given = TOOL.from_options(locals())
    values = merged(from_file(source, TOOL), given) if source else given
    opened = catalogs.open_catalog(catalog, or_sample=False)
    new = _New(opened, slug, force=force, no_cache=no_cache)
    with (
        ways.undisturbed(opened.root, editor=editor, dry_run=dry_run) as locked,
        _way(values, new, editor=editor) as way,
    ):
        ways.follow(way, opened.root, new.change, locked=locked, dry_run=dry_run, color=color)


class _New:
    """The new tool: its slug and its place, held against what the catalog has."""

    def __init__(self, opened: Catalog, slug: str | None, *, force: bool, no_cache: bool) -> None:
        if slug is not None and not is_slug(slug):
            raise VcompareError(f'"{slug}" is not a slug', f"it must be {_SLUG}")
        self.opened, self._slug, self._force, self._no_cache = opened, slug, force, no_cache
        self._derived: dict[str, str] = {}
        self._accepted: set[Named] = set()

    def change(self, text: str) -> FileChange:
        """Return the change that adds a tool with this text. Raises VcompareError where it may be there."""
        named = self.named(parsed(text) or {})
        # What has no name, or is no TOML, is refused for that.
        return FileChange(tool_path(named.slug if named else self._slug or "tool"), None, text)

    def named(self, values: Values) -> Named | None:
        """Return what a tool with these values is called; None where it has no name yet.

        Says the slug on stderr. Raises VcompareError where the catalog has the tool, or one that may be it.
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
        from vcompare.match.alike import alike

        if new.slug in self.opened:
            hint = f"--slug gives this one another; `vcompare edit {new.slug}` changes the other one"
            raise VcompareError(f"there is a tool {new.slug} already", hint)
        if self._force:
            return
        known = alike(new, catalogs.indexed(self.opened, no_cache=self._no_cache).names()[0])
        message = f'"{new.name}" may be in the catalog already'
        listed = tuple(f"{tool.slug}: {tool.name} ({tool.tagline})" for tool in known)
        if known and not console.can_ask():
            raise RefusedError(message, listed, "--force adds it all the same")
        if known and not _insists(message, listed):
            raise VcompareError(
                "nothing was written", f"`vcompare edit {known[0].slug}` changes what is there"
            )


def _asked_slug(name: str, values: Values) -> str:
    if not console.can_ask():
        refuse_missing([SLUG, *TOOL.missing(values)], [f'no slug can be made of "{name}"'])
    from vcompare.cli.input.questions import Question, ask

    return ask(Question("slug", _SLUG, lambda text: None if is_slug(text) else f"it must be {_SLUG}"))


def _insists(message: str, listed: Sequence[str]) -> bool:
    from vcompare.cli.input.questions import agrees

    console.note(message)
    console.listed(listed)
    return agrees("add it all the same?")


@contextmanager
def _way(values: dict[str, Any], new: _New, *, editor: bool) -> Iterator[ways.Way]:
    """Open the way in which the text comes. What the tool is called is looked at first."""
    named = new.named(values)
    if editor:
        with ways.in_editor(f"{named.slug if named else 'tool'}.toml", template(TOOL, values, _TITLE)) as way:
            yield way
    elif TOOL.missing(values) and console.can_ask():
        asked = ways.Asked(TOOL, values, values, new_file, {"category": new.opened.settings.categories})
        if named is None:
            asked.ask("name")
            new.named(asked.values)
        yield asked
    else:
        yield ways.Given(TOOL, values, new_file)
