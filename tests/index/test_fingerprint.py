"""`fingerprint.py`: which files tools have, and which of them are noticed to have changed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vcompare.catalog.source import Source
from vcompare.index import fingerprint
from vcompare.index.fingerprint import FOLDERS, ToolFiles, UnlistableError, listed, listing, of_tool, outdated


def make(root: Path, *paths: str) -> Source:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x = 1")
    return Source(root)


def test_files_are_listed_by_tool(tmp_path: Path) -> None:
    everything = (
        "tools/a.toml",
        "imported/up/a.toml",
        "imported/up/b.toml",
        "votes/a.toml",
        "outcomes/b.toml",
    )
    others = ("tools/No slug.toml", "tools/a.txt", "votes/c.toml", "reviews/a/me.toml")
    source = make(tmp_path, *everything, *others)
    folders, tools = listing(source, opinions=True)
    assert tools == {
        "a": b"tools/a.toml\0imported/up/a.toml\0votes/a.toml",
        "b": b"imported/up/b.toml\0outcomes/b.toml",
    }
    assert folders.paths == b"tools\0imported/up\0imported\0votes\0outcomes\0reviews"
    folders, tools = listing(source, opinions=False)
    assert tools == {"a": b"tools/a.toml\0imported/up/a.toml", "b": b"imported/up/b.toml"}
    assert folders.paths == b"tools\0imported/up\0imported"


def test_reviews_are_the_last_of_a_tool(tmp_path: Path) -> None:
    source = make(tmp_path, "tools/a.toml", "reviews/a/me.toml", "imported/reviews/a.toml")
    (tmp_path / os.fsdecode(b"reviews/a/x\xff.toml")).touch()
    in_folders = b"tools/a.toml\0imported/reviews/a.toml"
    assert listing(source, opinions=True).tools == {"a": in_folders}
    assert of_tool(source, "a", in_folders, opinions=False).paths == in_folders
    files = of_tool(source, "a", in_folders, opinions=True)
    assert files.paths == in_folders + b"\0reviews/a\0reviews/a/me.toml\0reviews/a/x\xff.toml"
    assert listed(files.paths) == listed(in_folders) == in_folders


@pytest.mark.parametrize("folder", ["tools", "votes", "reviews"])
def test_a_link_in_place_of_a_folder_cannot_be_listed(tmp_path: Path, folder: str) -> None:
    make(tmp_path, "elsewhere/a.toml")
    (tmp_path / folder).symlink_to("elsewhere")
    with pytest.raises(UnlistableError):
        listing(Source(tmp_path), opinions=True)


@pytest.fixture(params=[1, 10_000], ids=["two processes", "one process"])
def kept(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[ToolFiles]:
    """What is kept of a hundred tools, to be compared by one process or two."""
    monkeypatch.setattr(fingerprint, "_MANY", request.param)
    source = make(tmp_path, *(f"tools/tool-{number}.toml" for number in range(100)))
    folders, tools = listing(source, opinions=True)
    return [folders, *(of_tool(source, slug, paths, opinions=True) for slug, paths in tools.items())]


def write(path: Path) -> None:
    path.write_text("y = 1")


def replace(path: Path) -> None:
    status = path.stat()
    path.rename(path.with_name("other"))
    path.write_text("y = 1")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def remove(path: Path) -> None:
    path.unlink()


def review(path: Path) -> None:
    make(path.parents[1], f"reviews/{path.stem}/me.toml")


@pytest.mark.parametrize(
    ("change", "of_folders"), [(write, set()), (replace, {FOLDERS}), (remove, {FOLDERS}), (review, {FOLDERS})]
)
def test_only_what_has_changed_is_outdated(
    tmp_path: Path, kept: list[ToolFiles], change: Callable[[Path], None], of_folders: set[str]
) -> None:
    root = os.fsencode(tmp_path)
    assert outdated(root, kept)() == set()
    change(tmp_path / "tools/tool-70.toml")
    assert outdated(root, kept)() == {"tool-70", *of_folders}


def test_a_young_file_and_one_of_a_damaged_row_are_outdated(
    tmp_path: Path, kept: list[ToolFiles], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, source = os.fsencode(tmp_path), Source(tmp_path)
    monkeypatch.setattr(fingerprint, "_TICK", 3600 * 10**9)
    kept[1] = of_tool(source, kept[1].slug, listed(kept[1].paths), opinions=True)
    kept[2] = kept[2]._replace(stamps=kept[2].stamps[:-1])
    kept[3] = kept[3]._replace(stamps=b"")
    assert outdated(root, kept)() == {one.slug for one in kept[1:4]}


def test_where_nothing_is_kept_the_folders_are_to_be_listed(tmp_path: Path) -> None:
    assert outdated(os.fsencode(tmp_path), [])() == {FOLDERS}
