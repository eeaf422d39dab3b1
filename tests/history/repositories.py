"""Small repositories with a history that a test writes down: commits of a catalog, each of a day."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from tests.conftest import REVIEW, SETTINGS, TOOL

ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "GIT_AUTHOR_NAME": "Ann",
    "GIT_AUTHOR_EMAIL": "ann@example.com",
    "GIT_COMMITTER_NAME": "Ann",
    "GIT_COMMITTER_EMAIL": "ann@example.com",
    # Nobody waits for these repositories to be packed, or for the disk.
    "GIT_CONFIG_COUNT": "2",
    "GIT_CONFIG_KEY_0": "maintenance.auto",
    "GIT_CONFIG_VALUE_0": "false",
    "GIT_CONFIG_KEY_1": "core.fsync",
    "GIT_CONFIG_VALUE_1": "none",
}


def git(folder: Path, *arguments: str, day: str = "2026-11-01", given_text: str = "", **given: str) -> str:
    """Run Git as somebody who commits half an hour before midnight, five hours west of Greenwich."""
    date = f"{day}T23:30:00-0500"
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**ENVIRONMENT, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, **given},
        check=True,
        input=given_text.encode(),
        capture_output=True,
    )
    return done.stdout.decode().strip()


class Repository:
    """A repository whose catalog lies in a subfolder, with `catalog.toml` and no commit yet."""

    def __init__(self, folder: Path, inside: str = "in here/catalog ü") -> None:
        self.folder = folder
        self.root = folder / inside
        self.root.mkdir(parents=True)
        (self.root / "catalog.toml").write_text(SETTINGS)
        git(folder, "init", "-q", "-b", "main")

    def copied(self, folder: Path) -> Self:
        """Return a copy, which takes less time than to commit again."""
        shutil.copytree(self.folder, folder, symlinks=True)
        git(folder, "update-index", "-q", "--refresh")  # which knows files by their inodes
        made = type(self).__new__(type(self))
        made.folder, made.root = folder, folder / self.root.relative_to(self.folder)
        return made

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write files of the catalog; None removes one."""
        for path, text in files.items():
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                target.unlink()
            else:
                target.write_bytes(text.encode() if isinstance(text, str) else text)

    def commit(
        self,
        day: str,
        files: Mapping[str, str | bytes | None] | None = None,
        subject: str = "A change",
        **by: str,
    ) -> str:
        """Commit files on a day; return the commit's id. `by` is Git's environment."""
        self.write(files or {})
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "-q", "--allow-empty", "-m", subject, day=day, **by)
        head = (self.folder / ".git/HEAD").read_text().strip()
        return (self.folder / ".git" / head.removeprefix("ref: ")).read_text().strip()


def review(verdict: str, score: int, **more: str) -> str:
    return REVIEW.format(verdict=verdict, score=score) + "".join(
        f"{key} = {of}\n" for key, of in more.items()
    )


def tool(name: str, **changed: str) -> str:
    """Return the file of a tool with keys changed: `entry='"paid"'`."""
    lines = dict(line.split(" = ", 1) for line in TOOL.format(name=name).splitlines())
    return "".join(f"{key} = {of}\n" for key, of in {**lines, **changed}.items())
