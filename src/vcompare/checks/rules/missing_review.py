"""`missing-review`: a panelist who has not written about a tool."""

from collections.abc import Iterable

from vcompare.catalog.store import tool_path
from vcompare.checks.rule import Context, Inventory, Locate, Rule
from vcompare.checks.rules.examples import REVIEW, TOOL
from vcompare.diagnostics import Diagnostic, Location, found


def find(inventory: Inventory, context: Context, _locate: Locate) -> Iterable[Diagnostic]:
    """Compare the panel with those who have a file on each tool. Retired tools are let be."""
    if context.settings is None:
        return
    panel = context.settings.panel
    for slug in sorted(inventory.slugs - inventory.retired):
        silent = [panel[seat].name for seat in panel if seat not in inventory.reviews.get(slug, ())]
        if silent:
            message = f'no review of "{slug}" by {", ".join(silent)}'
            yield found("missing-review", Location(tool_path(slug)), message)


RULE = Rule(
    name="missing-review",
    severity="warning",
    finds="a tool, not retired, that a panelist has not reviewed",
    why="A verdict of three out of three does not mean the same as one of three out of four.",
    mend=("Ask for the review. Until it is there, `allow` in the tool's file says that this is known."),
    hint="add the review, or allow missing-review in this file",
    bad={"tools/quill.toml": TOOL},
    good={"tools/quill.toml": TOOL, "reviews/quill/builder.toml": REVIEW},
    in_catalog=find,
)
