"""A catalog as it would be after a change, for `check` to read."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from vcompare.catalog.source import MAX_BYTES, Source, too_large
from vcompare.diagnostics import Diagnostic, Location
from vcompare.editing.file_changes import FileChange


class Preview(Source):
    """The files below a catalog's folder, some of them with the text that a change gives them."""

    def __init__(self, root: Path, changes: Iterable[FileChange]) -> None:
        super().__init__(root)
        self._after = {change.path: change.after for change in changes}
        self._new = _by_folder(path for path, text in self._after.items() if text is not None)

    def exists(self, path: str) -> bool:
        """Say whether anything would be at `path`."""
        if path in self._after:
            return self._after[path] is not None
        return super().exists(path) or path in self._new

    def names(self, folder: str) -> list[str] | Diagnostic:
        """Return the sorted names that would be in a folder."""
        names = super().names(folder)
        if isinstance(names, Diagnostic):
            return names
        start = f"{folder}/" if folder else ""
        kept = {name for name in names if self._after.get(start + name, "") is not None}
        return sorted(kept | self._new.get(folder, set()))

    def is_file(self, path: str) -> bool:
        """Say whether a regular file would be at `path`."""
        return path in self._after or super().is_file(path)

    def content(self, path: str) -> bytes | Diagnostic:
        """Return the bytes that would be at `path`."""
        text = self._after.get(path)
        if text is None:
            return super().content(path)
        content = text.encode(errors="surrogatepass")
        return too_large(Location(path)) if len(content) > MAX_BYTES else content


def _by_folder(paths: Iterable[str]) -> Mapping[str, set[str]]:
    """Return the names that are directly in each folder, of files and of folders."""
    names: dict[str, set[str]] = {}
    for path in paths:
        parts = path.split("/")
        for depth, name in enumerate(parts):
            names.setdefault("/".join(parts[:depth]), set()).add(name)
    return names
