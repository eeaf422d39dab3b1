"""Tools that a person saved for later: one file a user, by catalog, in the order in which they were saved."""

import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import msgspec

from vcompare.editing import files
from vcompare.editing.lock import held
from vcompare.errors import VcompareError, system_says

_SCHEMA = "vcompare.bookmarks/1"


class _File(msgspec.Struct, frozen=True, kw_only=True):
    schema: str
    catalogs: Mapping[str, tuple[str, ...]] = {}
    """Slugs by the resolved path of their catalog."""


class Bookmarks:
    """The bookmarks of a user in one catalog. `folder` is the user's data folder."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.path = folder / "bookmarks.json"
        # A path may hold bytes that are no text; JSON may not.
        self._key = os.fsencode(root.resolve()).decode(errors="backslashreplace")

    def slugs(self) -> tuple[str, ...]:
        """Return what is saved, in the order of saving.

        Raises VcompareError where the file cannot be read or is not what this wrote.
        """
        return self._read(files.current(self.path)).get(self._key, ())

    def change(self, *, add: Sequence[str] = (), remove: Collection[str] = (), dry_run: bool = False) -> str:
        """Save and forget tools, and return the difference that this makes to the file.

        Raises VcompareError, and leaves the file as it was, where it cannot be read or written.
        """
        if dry_run:
            return self._change(add, remove, dry_run=True)
        self._make_folder()
        with held(self.path.parent):
            return self._change(add, remove, dry_run=False)

    def _change(self, add: Sequence[str], remove: Collection[str], *, dry_run: bool) -> str:
        before = files.current(self.path)
        catalogs = dict(self._read(before))
        kept = [slug for slug in catalogs.pop(self._key, ()) if slug not in remove]
        if wanted := tuple(dict.fromkeys([*kept, *add])):
            catalogs[self._key] = wanted
        if catalogs == self._read(before):
            return ""
        after = _text(catalogs)
        if not dry_run:
            files.write(self.path, after)
        return files.difference(self.path, before, after)

    def _make_folder(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            reason = system_says(problem)
            raise VcompareError(
                f"{self.path.parent} cannot be made: {reason}", "check the permissions of the folder above it"
            ) from problem

    def _read(self, text: str | None) -> Mapping[str, tuple[str, ...]]:
        if text is None:
            return {}
        try:
            file = msgspec.json.decode(text.encode("utf-8", "surrogateescape"), type=_File)
        except (msgspec.DecodeError, RecursionError) as problem:
            raise self._unusable(str(problem)) from problem
        if file.schema != _SCHEMA:
            raise self._unusable(f"it is of {file.schema}")
        return file.catalogs

    def _unusable(self, why: str) -> VcompareError:
        return VcompareError(
            f"{self.path} cannot be used: {why}",
            "mend it, or move it away: without it nothing is bookmarked",
        )


def _text(catalogs: Mapping[str, tuple[str, ...]]) -> str:
    content = msgspec.json.encode(_File(schema=_SCHEMA, catalogs=dict(sorted(catalogs.items()))))
    return msgspec.json.format(content, indent=2).decode() + "\n"
