"""New tools: their slugs, and whether the catalog has them already."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from vcompare.app import lookup
from vcompare.app.opened import OpenCatalog
from vcompare.app.writing.assignments import Assignment, assigned
from vcompare.app.writing.changes import Written, make
from vcompare.app.writing.forms import Form, merged, new_text
from vcompare.app.writing.keys import Values
from vcompare.app.writing.reading import Given, refuse_all
from vcompare.app.writing.records import after
from vcompare.catalog.decode import describe
from vcompare.catalog.paths import tool_path
from vcompare.editing.edits import FileChange
from vcompare.editing.lock import locked
from vcompare.errors import RefusedError, VcompareError
from vcompare.model import Named, Slug
from vcompare.text.slugs import is_slug, slug_of
from vcompare.text.words import limited, natural_list, plural

SLUG = describe(Slug)


class NoSlugError(VcompareError):
    """A name of which no slug can be made."""


class MayExistError(RefusedError):
    """The catalog may have a new tool already; `slugs` are those that it may be."""

    slugs: Sequence[str] = ()


class Options(NamedTuple):
    """What options give of new tools: values, and assignments to specs and rates; `form` is the catalog's."""

    form: Form
    values: Values
    facts: Sequence[Assignment] = ()

    def over(self, values: Values) -> Values:
        """Return values as a file has them, with those of the options in their place."""
        # An empty list, as JSON writes one, says no more than none.
        plain = {key: one for key, one in values.items() if one != []}
        return self.with_facts(merged(after(self.form, {}, plain), self.values))

    def with_facts(self, values: Values) -> Values:
        """Return values with the specs and rates of options. Raises VcompareError for a part of no value."""
        return _set(values, assigned(self.facts, values, self.form))


def _set(values: Values, wanted: Mapping[str, Any]) -> Values:
    """Return values with others under dotted names; None removes one."""
    for name, value in wanted.items():
        key, _, rest = name.partition(".")
        inside = values.get(key)
        new = _set(inside if isinstance(inside, Mapping) else {}, {rest: value}) or None if rest else value
        values = {one: other for one, other in {**values, key: new}.items() if other is not None}
    return values


def named(values: Values) -> Named | None:
    """Return what a tool with these values can be called, before it has a slug; None without a name."""
    name, aliases = values.get("name"), values.get("aliases")
    if not isinstance(name, str) or not name.strip():
        return None
    others = tuple(one for one in aliases if isinstance(one, str)) if isinstance(aliases, list) else ()
    return Named("", name, others, "")


def slug_for(name: str, given: str | None = None) -> str:
    """Return the slug that a new tool is given, or one made from its name.

    Raises VcompareError where that is not a slug, NoSlugError where none can be made of the name.
    """
    if given is not None and not is_slug(given):
        raise VcompareError(f'"{given}" is not a slug', f"it must be {SLUG}")
    slug = given or slug_of(name)
    if not slug:
        raise NoSlugError(f'no slug can be made of "{name}"', f"give it one with --slug: {SLUG}")
    return slug


def refuse_known(opened: OpenCatalog, new: Named, *, force: bool) -> None:
    """Raise VcompareError for a tool that is there and, unless `force`, MayExistError for one that may be."""
    from vcompare.match.duplicates import possible_duplicates

    if new.slug in opened:
        hint = f"--slug gives this one another; `vcompare edit {new.slug}` changes the other one"
        raise VcompareError(f"there is a tool {new.slug} already{_from(opened, new.slug)}", hint)
    known = () if force else possible_duplicates(new, lookup.names(opened).nearby(new))
    if known:
        raise _may_exist(f'"{new.name}" may be in the catalog already', known)


def _from(opened: OpenCatalog, slug: str) -> str:
    """Return where a tool was imported from, if nobody wrote it."""
    own, *machines = filter(opened.catalog.source.exists, opened.catalog.files_of(slug))
    sources = [path.split("/")[1] for path in (own, *machines) if path.startswith("imported/")]
    return f", imported from {natural_list(sources)}" if own != tool_path(slug) else ""


def add_all(
    opened: OpenCatalog,
    records: Sequence[Given],
    options: Options,
    declared: Sequence[FileChange] = (),
    *,
    force: bool,
    dry_run: bool,
) -> Written:
    """Add a tool for each record, all or none; the values of `options` go before those of every record.

    `declared` are changes that go with it.

    Raises RefusedError with everything that is wrong, and MayExistError, unless `force`, where a tool shares
    a name with one that is there.
    """
    new, wrong = dict[str, tuple[Given, Named, str]](), list[tuple[str, str]]()
    for given in opened.watch("reading")(records, len(records)):
        try:
            values = options.over(given.values)
            tool = _named_for_sure(values, given.slug)
            if tool.slug in new:
                wrong.append((given.place(None), f"the slug is that of {new[tool.slug][0].place(None)}"))
            else:
                new[tool.slug] = given, tool, new_text(values, options.form)
        except VcompareError as error:
            wrong.append((given.place(None), error.message))
    if wrong:
        refuse_all(f"nothing was written: {plural(len(wrong), 'tool')} cannot be added", wrong)
    _refuse_any_known(opened, new.values(), force=force)
    places = {tool_path(slug): given.place for slug, (given, _, _) in new.items()}
    changes = [*declared]
    changes += [FileChange(tool_path(slug), None, text) for slug, (_, _, text) in new.items()]
    with locked(opened.root, dry_run=dry_run):
        return make(opened.root, changes, dry_run=dry_run, places=places, reporter=opened.reporter)


def _named_for_sure(values: Values, given: str | None) -> Named:
    tool = named(values)
    if tool is None:
        raise VcompareError("`name` is missing")
    return replace(tool, slug=slug_for(tool.name, given))


def _refuse_any_known(opened: OpenCatalog, new: Collection[tuple[Given, Named, str]], *, force: bool) -> None:
    """Refuse what is there. Of many, a tool may be another only by a name of the same words."""
    from vcompare.match.duplicates import same_names

    there = [
        (given.place(None), f"{tool.slug} exists{_from(opened, tool.slug)}")
        for given, tool, _ in new
        if tool.slug in opened
    ]
    if there:
        refuse_all(
            "nothing was written: what exists cannot be added", there, "`vcompare edit --from` changes it"
        )
    known = [] if force else same_names((tool for _, tool, _ in new), lookup.names(opened).names())
    if known:
        raise _may_exist(f"{plural(len(known), 'tool')} may be in the catalog already", known)


def _may_exist(message: str, known: Sequence[Named]) -> MayExistError:
    listed = [f"{tool.slug}: {tool.name} ({tool.tagline})" for tool in known]
    error = MayExistError(message, limited(listed), "--force adds it all the same")
    error.slugs = [tool.slug for tool in known]
    return error
