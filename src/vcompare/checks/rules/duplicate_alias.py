"""`duplicate-alias`: an alias that leads nowhere new, or a short name that leads to another tool, too."""

from collections.abc import Iterator

from vcompare.catalog.paths import tool_path
from vcompare.checks.rule import CatalogSummary, Context, Findings, Keys, Locate, at_both, clashes
from vcompare.diagnostics import found
from vcompare.text.folding import fold

Use = tuple[str, Keys, str]
"""A tool's slug, where one of its names is written, and that name."""


def check(summary: CatalogSummary, _context: Context, locate: Locate) -> Findings:
    """Compare each alias and short name with everything that leads to a tool, as it is looked up."""
    for (first, first_keys, _), (slug, keys, alias) in clashes(_uses(summary)):
        if keys[:1] != ("aliases",) and (keys != ("short_name",) or first == slug):
            continue
        here = locate(tool_path(slug), *keys)
        if first == slug:
            yield found("duplicate-alias", here, f'the alias "{alias}" adds nothing', "remove it")
        else:
            there = locate(tool_path(first), *first_keys)
            yield from at_both("duplicate-alias", there, here, f'"{alias}" names two tools')


def _uses(summary: CatalogSummary) -> Iterator[tuple[str, Use]]:
    """Return everything that leads to a tool, folded: names and slugs, then short names and aliases."""
    for slug, ((name, keys), *_) in summary.names.items():
        yield fold(name), (slug, keys, name)
        yield fold(slug), (slug, (), slug)
    for slug, (_, *aliases) in summary.names.items():
        for alias, keys in aliases:
            yield fold(alias), (slug, keys, alias)
