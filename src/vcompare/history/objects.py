"""Folders and files of a repository, each read once."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from vcompare.catalog.paths import FOLDERS
from vcompare.catalog.source import MAX_BYTES
from vcompare.errors import VcompareError
from vcompare.history.batch import Batch, GitObject
from vcompare.history.git import INCOMPLETE
from vcompare.history.tree import Files, parse_tree


class Objects:
    """The objects of a repository, from one process however many are read."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._batch = Batch(root, max_file=MAX_BYTES)
        self._trees: dict[str, Files] = {}
        self._contents: dict[str, bytes | None] = {}

    def close(self) -> None:
        """End the process."""
        self._batch.close()

    def find(self, name: str) -> GitObject:
        """Return the object that Git knows by this name, of no kind where there is none."""
        return next(self._batch.read([name]))

    def commits(self, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield commits as they are stored. Raises VcompareError for one that is missing."""
        return ((name, content or b"") for name, content in self._read("commit", names, ()))

    def contents(self, names: Sequence[str]) -> list[bytes | None]:
        """Return the contents of files by their ids, None of one that is too large.

        Raises VcompareError for one that is missing.
        """
        self._contents.update(self._read("blob", names, self._contents))
        return [self._contents[name] for name in names]

    def folder(self, tree: str, path: str) -> Files:
        """Return what is in a folder below a tree, nothing where it is none; `path` ends with a slash."""
        files = self._tree(tree)
        for part in path.split("/")[:-1]:
            entry = files.get(part)
            files = self._tree(entry.id) if entry and entry.is_folder else {}
        return files

    def catalog_files(self, tree: str, path: str) -> Files:
        """Return the files in a catalog's folder, as far as the format has a place for them."""
        folder = self.folder(tree, path)
        files = {name: entry for name, entry in folder.items() if not entry.is_folder}
        for name in FOLDERS:
            if name in folder and folder[name].is_folder:
                files |= self._below(name, folder[name].id, deep=name == "reviews")
        return files

    def _below(self, folder: str, tree: str, *, deep: bool) -> Files:
        """Return the files in a folder, where `deep` also those in its folders."""
        listed = {f"{folder}/{name}": entry for name, entry in self._tree(tree).items()}
        if not deep:
            return listed
        files = {path: entry for path, entry in listed.items() if not entry.is_folder}
        folders = {path: entry.id for path, entry in listed.items() if entry.is_folder}
        self._read_trees(list(folders.values()))
        for path, inner in folders.items():
            files |= self._below(path, inner, deep=False)
        return files

    def _tree(self, name: str) -> Files:
        self._read_trees([name])
        return self._trees[name]

    def _read_trees(self, names: Sequence[str]) -> None:
        for name, content in self._read("tree", names, self._trees):
            self._trees[name] = parse_tree(content or b"", len(name) // 2)

    def _read(
        self, kind: str, names: Sequence[str], known: Collection[str]
    ) -> Iterator[tuple[str, bytes | None]]:
        """Yield the objects that are not known yet. Raises VcompareError for one that is missing."""
        missing = [name for name in dict.fromkeys(names) if name not in known]
        for name, found in zip(missing, self._batch.read(missing), strict=True):
            if found.kind != kind:
                raise VcompareError(
                    f"{self._root} has an incomplete history: {kind} {name} is missing", INCOMPLETE
                )
            yield name, found.content
