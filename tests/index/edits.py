"""Whatever may happen to the files of a catalog."""

import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.conftest import REVIEW, SETTINGS, TOOL

Edit = Callable[[Path, str, str], None]


def edit(root: Path, slug: str, name: str) -> None:
    path = root / f"tools/{slug}.toml"
    if not os.access(path, os.W_OK):
        remove_all(path)
    path.write_text(TOOL.format(name=name))


def edit_to_the_same_size_and_time(root: Path, slug: str, _name: str) -> None:
    path = root / f"tools/{slug}.toml"
    if os.access(path, os.R_OK | os.W_OK):
        status = path.stat()
        time.sleep(0.005)  # the clock of a file system ticks every few milliseconds
        path.write_text(path.read_text()[::-1])
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def remove(root: Path, slug: str, _name: str) -> None:
    remove_all(root / f"tools/{slug}.toml")


def break_tool(root: Path, slug: str, _name: str) -> None:
    write(root / f"tools/{slug}.toml", "name = \n")


def rename(root: Path, slug: str, _name: str) -> None:
    with suppress(FileNotFoundError):
        (root / f"tools/{slug}.toml").rename(root / "tools" / "tool-5.toml")


def make_unreadable(root: Path, slug: str, _name: str) -> None:
    path = root / f"tools/{slug}.toml"
    if path.is_file():
        path.chmod(0o644 if path.stat().st_mode & 0o777 == 0 else 0)


def write_review(root: Path, slug: str, name: str) -> None:
    write(root / f"reviews/{slug}/skeptic.toml", REVIEW.format(verdict="skip", score=len(name)))


def remove_review(root: Path, slug: str, _name: str) -> None:
    remove_all(root / f"reviews/{slug}/skeptic.toml")


def remove_reviews(root: Path, slug: str, _name: str) -> None:
    remove_all(root / f"reviews/{slug}")


def write_review_of_a_stranger(root: Path, slug: str, name: str) -> None:
    write(root / f"reviews/{slug}/{name.lower()[:3]}.toml", "x = 1")


def replace_review_by_a_link(root: Path, slug: str, _name: str) -> None:
    path = root / f"reviews/{slug}/skeptic.toml"
    if path.is_file() and not path.is_symlink():
        path.rename(root / "elsewhere.toml")
        path.symlink_to(root / "elsewhere.toml")


def replace_reviews_by_a_link(root: Path, slug: str, _name: str) -> None:
    remove_all(root / f"reviews/{slug}")
    (root / f"reviews/{slug}").symlink_to(root / "reviews/tool-1")


def write_votes(root: Path, slug: str, name: str) -> None:
    write(root / f"votes/{slug}.toml", f"[tally]\nship = {len(name)}\nskip = 1\n")


def remove_votes(root: Path, slug: str, _name: str) -> None:
    remove_all(root / f"votes/{slug}.toml")


def replace_votes_by_a_folder(root: Path, slug: str, _name: str) -> None:
    path = root / f"votes/{slug}.toml"
    remove_all(path)
    path.mkdir(parents=True)


def rename_panelist(root: Path, _slug: str, name: str) -> None:
    (root / "catalog.toml").write_text(SETTINGS.replace('"Skeptic"', f'"{name}"'))


def remove_panelist(root: Path, _slug: str, _name: str) -> None:
    (root / "catalog.toml").write_text(SETTINGS.partition("[panel.skeptic]")[0])


def write_name_that_is_no_text(root: Path, slug: str, _name: str) -> None:
    for folder in ("tools", f"reviews/{slug}", "votes"):
        if not (root / folder).is_symlink():
            (root / folder).mkdir(parents=True, exist_ok=True)
            Path(os.fsdecode(os.fsencode(root / folder) + b"/x\xff.toml")).write_text("x")


def write_import(root: Path, slug: str, name: str) -> None:
    write(root / f"imported/upstream/{slug}.toml", f"seen = 2026-11-01\n{TOOL.format(name=name)}")


def write_import_of_another(root: Path, slug: str, name: str) -> None:
    write(root / f"imported/another/{slug}.toml", f'seen = 2026-11-01\nvendor = "{name}"\n')


def remove_import(root: Path, slug: str, _name: str) -> None:
    remove_all(root / f"imported/upstream/{slug}.toml")


def remove_imports(root: Path, _slug: str, _name: str) -> None:
    remove_all(root / "imported")


def replace_imports_by_a_link(root: Path, _slug: str, _name: str) -> None:
    remove_all(root / "imported/upstream")
    (root / "imported").mkdir(exist_ok=True)
    (root / "imported/upstream").symlink_to(root / "tools")


EDITS: tuple[Edit, ...] = (
    edit, edit_to_the_same_size_and_time, remove, break_tool, rename, make_unreadable, write_review,
    remove_review, remove_reviews, write_review_of_a_stranger, replace_review_by_a_link,
    replace_reviews_by_a_link, write_votes, remove_votes, replace_votes_by_a_folder, rename_panelist,
    remove_panelist, write_name_that_is_no_text, write_import, write_import_of_another, remove_import,
    remove_imports, replace_imports_by_a_link,
)  # fmt: skip


def remove_all(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write(path: Path, text: str) -> None:
    remove_all(path)
    if path.parent.is_symlink():
        path.parent.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
