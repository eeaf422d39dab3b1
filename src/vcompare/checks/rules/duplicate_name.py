"""`duplicate-name`: two tools with one name."""

from vcompare.catalog.paths import tool_path
from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate, Rule, at_both
from vcompare.checks.rules.examples import TOOL
from vcompare.match import fold


def check(summary: CatalogSummary, _context: Context, locate: Locate) -> Findings:
    """Compare names the way they are looked up: case, accents and punctuation do not count."""
    seen: dict[str, str] = {}
    for slug, names in summary.names.items():
        (name, keys), *_ = names
        folded = fold(name)
        if folded in seen:
            first = locate(tool_path(seen[folded]), *keys)
            second = locate(tool_path(slug), *keys)
            yield from at_both("duplicate-name", first, second, f'two tools are called "{name}"')
        seen.setdefault(folded, slug)


RULE = Rule(
    name="duplicate-name",
    severity="warning",
    finds="two tools with the same name, ignoring case, accents and punctuation",
    why="That name is always ambiguous, and readers of a comparison cannot tell the two apart.",
    fix=(
        "If they are one tool, remove a file. If two products share a name, say so with "
        '`allow = ["duplicate-name"]` in both files, and give each its own alias.'
    ),
    hint='if two products share a name, put allow = ["duplicate-name"] in both files',
    bad={"tools/quill.toml": TOOL, "tools/other.toml": TOOL.replace("Quill", "QUILL")},
    good={"tools/quill.toml": TOOL, "tools/other.toml": TOOL.replace("Quill", "Nib")},
    check_catalog=check,
)
