"""`duplicate-alias`: an alias that leads nowhere new."""

from vcompare.catalog.paths import tool_path
from vcompare.checks.rule import CatalogSummary, Context, Findings, Keys, Locate, Rule, at_both
from vcompare.checks.rules.examples import TOOL
from vcompare.diagnostics import found
from vcompare.match import fold

Place = tuple[str, Keys]


def check(summary: CatalogSummary, _context: Context, locate: Locate) -> Findings:
    """Compare each alias with the slugs, names and aliases of all tools, as they are looked up."""
    seen: dict[str, Place] = {}
    for slug, names in summary.names.items():
        seen.setdefault(fold(names[0][0]), (slug, names[0][1]))
        seen.setdefault(fold(slug), (slug, ()))
    for slug, names in summary.names.items():
        for alias, keys in names[1:]:
            first = seen.setdefault(fold(alias), (slug, keys))
            if first != (slug, keys):
                yield from _clash(locate, alias, first, (slug, keys))


def _clash(locate: Locate, alias: str, first: Place, second: Place) -> Findings:
    here = locate(tool_path(second[0]), *second[1])
    if first[0] == second[0]:
        yield found("duplicate-alias", here, f'the alias "{alias}" adds nothing', "remove it")
        return
    there = locate(tool_path(first[0]), *first[1])
    message = f'"{alias}" names two tools'
    yield from at_both("duplicate-alias", there, here, message)


RULE = Rule(
    name="duplicate-alias",
    severity="warning",
    finds="an alias that is already a slug, a name or an alias, of the same tool or of another",
    why=(
        "A name that fits two tools is ambiguous and helps nobody; one that repeats the tool's "
        "own does nothing."
    ),
    fix="Remove it, or make it more precise.",
    hint="remove it, or make it more precise",
    bad={
        "tools/quill.toml": TOOL + 'aliases = ["the editor"]\n',
        "tools/nib.toml": TOOL.replace("Quill", "Nib") + 'aliases = ["The Editor"]\n',
    },
    good={
        "tools/quill.toml": TOOL + 'aliases = ["the long editor"]\n',
        "tools/nib.toml": TOOL.replace("Quill", "Nib") + 'aliases = ["the short editor"]\n',
    },
    check_catalog=check,
)
