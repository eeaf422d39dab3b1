"""What a folder holds as Git keeps it: each file a mode and the id of its content."""

from collections.abc import Mapping
from typing import NamedTuple

from vcompare.catalog.paths import FOLDERS

_FOLDER, _REGULAR = "40000", ("100644", "100755", "100664")


class TreeEntry(NamedTuple):
    """A file or a folder: its mode in octal digits, and the id of its content."""

    mode: str
    id: str

    @property
    def is_folder(self) -> bool:
        """Say whether it is a folder, and no link to one."""
        return self.mode == _FOLDER

    @property
    def is_regular(self) -> bool:
        """Say whether it is a file, and no link."""
        return self.mode in _REGULAR


Files = Mapping[str, TreeEntry]
"""What is at every path of a catalog's folder."""


def parse_tree(tree: bytes, width: int) -> Files:
    """Read a tree as Git stores it: entries of a mode, a name and an id of `width` bytes."""
    found, at = {}, 0
    while (end := tree.find(b"\0", at)) >= 0:
        mode, _, name = tree[at:end].partition(b" ")
        at = end + 1 + width
        if name not in {b"", b".", b".."} and b"/" not in name:  # no checkout has such either
            entry = TreeEntry(mode.lstrip(b"0").decode("ascii", "replace"), tree[end + 1 : at].hex())
            found[name.decode(errors="surrogateescape")] = entry
    return found


def slug_of(path: str) -> str:
    """Return the slug of the tool that a file is about, empty for `catalog.toml`."""
    folder, _, rest = path.partition("/")
    return rest.partition("/")[0].removesuffix(".toml") if folder in FOLDERS else ""


def applied(files: Files, changed: Mapping[str, TreeEntry | None]) -> dict[str, TreeEntry]:
    """Return files as a commit left them: what it changed, by path, None for what it removed."""
    return {path: entry for path, entry in {**files, **changed}.items() if entry}


def changed_slugs(before: Files, after: Files) -> set[str]:
    """Return the slugs of the tools whose files have another content."""
    return {slug for path in changed_paths(before, after) if (slug := slug_of(path))}


def changed_paths(before: Files, after: Files) -> set[str]:
    """Return the paths at which there is another content, or nothing on one side."""
    old, new = ({path: entry.id for path, entry in files.items()} for files in (before, after))
    return {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
