"""What a folder holds as Git keeps it: each file a mode and the id of its content."""

from collections.abc import Mapping
from typing import NamedTuple

from vcompare.catalog.paths import TOOL_FOLDERS, kind_at, slug_at
from vcompare.history.git.process import ID


class TreeEntry(NamedTuple):
    """A file: its mode in octal digits, and the id of its content."""

    mode: str
    id: str

    @property
    def is_regular(self) -> bool:
        """Whether it is a file, and neither a link nor a submodule."""
        return self.mode.startswith("100")


Files = Mapping[str, TreeEntry]
"""What is at every path of a catalog's folder."""


def parse_tree(output: str) -> Files:
    """Read the output of `git ls-tree -r -z`, or of `git ls-files -s -z`."""
    files = {}
    for line in filter(None, output.split("\0")):
        fields, _, path = line.partition("\t")
        mode, *others = fields.split(" ")  # the id, after the kind or before the stage
        files[path] = TreeEntry(mode, next(filter(ID.fullmatch, others)))
    return files


def slug_of(path: str) -> str:
    """Return the slug of the tool that a file is about, empty for `catalog.toml`."""
    folder, _, name = path.partition("/")
    return slug_at(path) if folder in TOOL_FOLDERS and name and kind_at(path) != "import" else ""


def has_facts(path: str, slug: str) -> bool:
    """Say whether a file has facts about a tool, which people wrote or an import."""
    return kind_at(path) in {"tool", "imported"} and slug_at(path) == slug


def changed_paths(before: Files, after: Files) -> set[str]:
    """Return the paths at which there is another content, or nothing on one side."""
    old, new = ({path: entry.id for path, entry in files.items()} for files in (before, after))
    return {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}


def changed_slugs(before: Files, after: Files) -> set[str]:
    """Return the slugs of the tools whose files have another content."""
    return {slug for path in changed_paths(before, after) if (slug := slug_of(path))}
