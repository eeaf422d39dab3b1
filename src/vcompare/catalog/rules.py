"""What a file can get wrong that its own types cannot see: each rule a function, in one ordered tuple."""

from collections.abc import Callable, Iterable
from typing import Any, Literal

from msgspec import Struct

from vcompare.catalog.decode import nearest
from vcompare.catalog.source import Document
from vcompare.catalog.store import is_slug, tool_path, unknown_reviewer
from vcompare.diagnostics import Diagnostic, Location, found
from vcompare.model import Settings

Kind = Literal["catalog", "tool", "review", "votes"]


class File(Struct, frozen=True):
    """A file of the catalog that could be read: what it is, whose it is, and what it holds.

    `slug` is the tool's, `reviewer` only a review's. `value` is None where the data does not decode.
    """

    path: str
    kind: Kind
    slug: str
    reviewer: str
    document: Document
    value: Any


class Context(Struct, frozen=True):
    """What a rule may know of the rest. `settings` is None where `catalog.toml` cannot be used."""

    settings: Settings | None
    slugs: frozenset[str]


Rule = Callable[[File, Context], Iterable[Diagnostic]]


def bad_slug(file: File, _context: Context) -> Iterable[Diagnostic]:
    """The names of files and folders are keys, so they are slugs."""
    for name in (file.slug, file.reviewer):
        if name and not is_slug(name):
            yield found(
                "bad-slug",
                Location(file.path),
                f'"{name}" is not a slug',
                "use lower-case letters and digits joined by single hyphens, at most 80 characters",
            )


def unknown_category(file: File, context: Context) -> Iterable[Diagnostic]:
    """A category is one of those that the catalog lists, where it lists any."""
    if file.kind != "tool" or context.settings is None or not context.settings.categories:
        return
    category = file.document.data.get("category")
    if isinstance(category, str) and category not in context.settings.categories:
        at = file.document.value("category")
        hint = nearest(category, context.settings.categories) or "add it to `categories` in catalog.toml"
        yield found("unknown-category", at, f'"{category}" is not a category of this catalog', hint)


def reviewer_on_panel(file: File, context: Context) -> Iterable[Diagnostic]:
    """A review is by someone on the panel."""
    if file.kind == "review" and context.settings is not None and file.reviewer not in context.settings.panel:
        yield unknown_reviewer(file.path)


def orphan(file: File, context: Context) -> Iterable[Diagnostic]:
    """Reviews and votes are about a tool that exists."""
    if file.kind in {"review", "votes"} and file.slug not in context.slugs:
        rule = "orphan-review" if file.kind == "review" else "orphan-votes"
        hint = nearest(file.slug, context.slugs) or f"add {tool_path(file.slug)}, or remove this file"
        yield found(rule, Location(file.path), f'there is no tool "{file.slug}"', hint)


RULES: tuple[Rule, ...] = (bad_slug, unknown_category, reviewer_on_panel, orphan)
