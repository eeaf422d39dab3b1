"""`slug-collision`: two paths that are one on another disk."""

from vcompare.catalog.paths import on_any_disk
from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate, Rule, at_both
from vcompare.checks.rules.examples import TOOL
from vcompare.diagnostics import Location


def check(summary: CatalogSummary, _context: Context, _locate: Locate) -> Findings:
    """Compare the paths as a disk does that ignores case or normalizes Unicode."""
    seen: dict[str, str] = {}
    for path in summary.paths:
        key = on_any_disk(path)
        if key in seen:
            message = f"{seen[key]} and {path} are one file on some disks"
            yield from at_both("slug-collision", Location(seen[key]), Location(path), message)
        seen.setdefault(key, path)


RULE = Rule(
    name="slug-collision",
    severity="error",
    finds="two paths that are the same on a disk that ignores case or normalizes Unicode",
    why=(
        "On such a disk, the usual kind on macOS and Windows, a checkout silently holds only one of the two."
    ),
    fix="Rename one of them.",
    hint="rename one of them",
    bad={"tools/quill.toml": TOOL, "tools/Quill.toml": TOOL.replace("Quill", "Nib")},
    good={"tools/quill.toml": TOOL, "tools/quill-2.toml": TOOL.replace("Quill", "Nib")},
    check_catalog=check,
)
