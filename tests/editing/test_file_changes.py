"""Several files of a catalog as one change."""

from pathlib import Path

import pytest

from vcompare.editing.file_changes import FileChange, commit, current, moved, ordered
from vcompare.errors import VcompareError


def tree(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path in ("tools/nib.toml", "reviews/nib/builder.toml", "votes/nib.toml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    return tmp_path


def moves(root: Path, old: str, new: str) -> list[FileChange]:
    changes = []
    for path, text in tree(root).items():
        changes += [FileChange(path, text, None), FileChange(path.replace(old, new), None, text)]
    return changes


def test_the_order_is_sound_after_each_file(root: Path) -> None:
    same = FileChange("catalog.toml", "x", "x")
    paths = [change.path for change in ordered([same, *moves(root, "nib", "pen")])]
    assert paths == [
        "tools/pen.toml", "reviews/pen/builder.toml", "votes/pen.toml",
        "votes/nib.toml", "reviews/nib/builder.toml", "tools/nib.toml",
    ]  # fmt: skip


def test_files_are_moved_and_empty_folders_removed(root: Path) -> None:
    changes = moves(root, "nib", "pen")
    commit(root, changes)
    assert set(tree(root)) == {"tools/pen.toml", "reviews/pen/builder.toml", "votes/pen.toml"}
    assert not (root / "reviews/nib").exists()
    assert min(moved(changes)) == ("reviews/nib/builder.toml", "reviews/pen/builder.toml")


@pytest.mark.parametrize("path", ["tools/nib.toml", "reviews/nib/builder.toml", "votes/nib.toml"])
def test_what_was_edited_meanwhile_is_not_overwritten(root: Path, path: str) -> None:
    changes = moves(root, "nib", "pen")
    (root / path).write_text("# saved by hand\n")
    before = tree(root)
    with pytest.raises(VcompareError, match="was changed while vcompare was at work"):
        commit(root, changes)
    assert tree(root) == before
    assert not (root / "reviews/pen").exists()


@pytest.mark.parametrize("number", range(1, 6))
def test_if_one_fails_those_before_it_are_put_back(
    root: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = moves(root, "nib", "pen")
    before, left = tree(root), [number]

    def failing(real: object) -> object:
        def step(*arguments: object, **options: object) -> object:
            if not str(arguments[0]).endswith(".draft") or real is replace:
                left[0] -= 1
                if left[0] == -1:
                    raise OSError(5, "Input/output error")
            return real(*arguments, **options)  # type: ignore[operator]

        return step

    replace = Path.replace
    monkeypatch.setattr(Path, "unlink", failing(Path.unlink))
    monkeypatch.setattr(Path, "replace", failing(replace))
    with pytest.raises(VcompareError, match="input/output error"):
        commit(root, changes)
    assert tree(root) == before
    assert not (root / "reviews/pen").exists()


def test_text_that_is_not_utf8(root: Path) -> None:
    (root / "tools/nib.toml").write_bytes(b"\xff")
    with pytest.raises(VcompareError, match="is not UTF-8"):
        current(root, "tools/nib.toml")
    assert current(root, "tools/none.toml") is None
