"""`slug-collision`: two paths that are one on another disk."""

import unicodedata
from collections.abc import Iterable

from vcompare.checks.rule import Context, Inventory, Locate, Rule, pair
from vcompare.checks.rules.examples import TOOL
from vcompare.diagnostics import Diagnostic, Location


def find(inventory: Inventory, _context: Context, _locate: Locate) -> Iterable[Diagnostic]:
    """Compare the paths as a disk does that ignores case or normalizes Unicode."""
    seen: dict[str, str] = {}
    for path in inventory.paths:
        key = path if path.isascii() and path.islower() else _folded(path)
        if key in seen:
            message = f"{seen[key]} and {path} are one file on some disks"
            yield from pair(
                "slug-collision", Location(seen[key]), Location(path), message, "rename one of them"
            )
        seen.setdefault(key, path)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", path).casefold())


RULE = Rule(
    name="slug-collision",
    severity="error",
    finds="two paths that are the same on a disk that ignores case or normalizes Unicode",
    why=(
        "On such a disk, the usual kind on macOS and Windows, a checkout silently holds only one of the two."
    ),
    mend="Rename one of them.",
    hint="rename one of them",
    bad={"tools/quill.toml": TOOL, "tools/Quill.toml": TOOL.replace("Quill", "Nib")},
    good={"tools/quill.toml": TOOL, "tools/quill-2.toml": TOOL.replace("Quill", "Nib")},
    in_catalog=find,
)
