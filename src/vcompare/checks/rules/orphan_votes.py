"""`orphan-votes`: votes of a tool that does not exist."""

from collections.abc import Iterable

from vcompare.catalog.store import votes_path
from vcompare.checks.rule import Context, Inventory, Locate, Rule
from vcompare.checks.rules.examples import TOOL
from vcompare.checks.rules.orphan_review import SUGGESTED
from vcompare.diagnostics import Diagnostic, Location, found
from vcompare.text.suggestions import did_you_mean


def find(inventory: Inventory, _context: Context, _locate: Locate) -> Iterable[Diagnostic]:
    """Look for the tool of every file of votes."""
    orphans = [slug for slug in inventory.votes if slug not in inventory.slugs]
    for number, slug in enumerate(orphans):
        near = did_you_mean(slug, inventory.slugs) if number < SUGGESTED else None
        yield found("orphan-votes", Location(votes_path(slug)), f'there is no tool "{slug}"', near)


RULE = Rule(
    name="orphan-votes",
    severity="error",
    finds="votes of a tool that does not exist",
    why="Nobody will ever see them. Most often a tool was renamed and this was forgotten.",
    mend="Move the file to the tool's slug, add the tool, or remove the file.",
    hint="add the tool, or remove this file",
    bad={"tools/quill.toml": TOOL, "votes/quil.toml": '[ballots]\nana = "ship"\n'},
    good={"tools/quill.toml": TOOL, "votes/quill.toml": '[ballots]\nana = "ship"\n'},
    in_catalog=find,
)
