"""Tools that a person saved for later: one file per user, by catalog, in the order of saving."""

import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from vcompare.editing import files
from vcompare.editing.differences import difference
from vcompare.editing.lock import locked
from vcompare.errors import VcompareError


class _File(msgspec.Struct, frozen=True, kw_only=True):
    schema: Literal["vcompare.bookmarks/1"]
    catalogs: Mapping[str, tuple[str, ...]] = {}
    """Slugs by the resolved path of their catalog."""


class Bookmarks:
    """The bookmarks of a user in one catalog. `folder` is the user's data folder."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.path = folder / "bookmarks.json"
        # A path may hold bytes that are not text; JSON may not.
        self._key = os.fsencode(root.resolve()).decode(errors="backslashreplace")

    def slugs(self) -> tuple[str, ...]:
        """Return the bookmarked slugs, in the order in which they were saved.

        Raises VcompareError where the file cannot be read or has another format.
        """
        return self._catalogs(files.current(self.path)).get(self._key, ())

    def rename(self, old: str, new: str) -> None:
        """Give a bookmark the new slug of its tool, in its place. Raises as `change` does."""
        slugs = self.slugs()
        if old in slugs:
            self.change(add=[new if slug == old else slug for slug in slugs], remove=slugs)

    def change(self, *, add: Sequence[str] = (), remove: Collection[str] = (), dry_run: bool = False) -> str:
        """Add and remove bookmarks, and return the change of the file as a unified diff.

        Raises VcompareError, and leaves the file as it was, where it cannot be read or written.
        """
        with locked(self.path.parent, dry_run=dry_run):
            before = files.current(self.path)
            after = self._changed(before, add, remove)
            if not dry_run and after != before:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                files.write(self.path, after or "")
            return difference(self.path, before, after)

    def _changed(self, text: str | None, add: Sequence[str], remove: Collection[str]) -> str | None:
        catalogs = self._catalogs(text)
        kept = [slug for slug in catalogs.get(self._key, ()) if slug not in remove]
        wanted = {**catalogs, self._key: tuple(dict.fromkeys([*kept, *add]))}
        wanted = {key: slugs for key, slugs in sorted(wanted.items()) if slugs or key != self._key}
        if wanted == catalogs:
            return text
        content = msgspec.json.encode(_File(schema="vcompare.bookmarks/1", catalogs=wanted))
        return msgspec.json.format(content, indent=2).decode() + "\n"

    def _catalogs(self, text: str | None) -> Mapping[str, tuple[str, ...]]:
        if text is None:
            return {}
        try:
            return msgspec.json.decode(text.encode("utf-8", "surrogateescape"), type=_File).catalogs
        except (msgspec.DecodeError, RecursionError) as problem:
            message = f"{self.path} cannot be used: {problem}"
            hint = "fix it, or move it away to start without bookmarks"
            raise VcompareError(message, hint) from problem
