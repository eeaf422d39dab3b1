"""Changes to a catalog: all or none, as `check` would have it, and never over what somebody else wrote."""

import os
import resource
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REVIEW, SAMPLE, TOOL, MakeCatalog, bound_by_permissions
from vcompare.checks.runner import check
from vcompare.editing import edits
from vcompare.editing.edits import (
    FileChange,
    Preview,
    commit,
    current,
    faults,
    judge,
    moved,
    ordered,
    unified,
)
from vcompare.errors import RefusedError, VcompareError

NIB = TOOL.format(name="Nib")
QUILL = TOOL.format(name="Quill")
WRITE = """
import sys
from pathlib import Path
from vcompare.editing.edits import FileChange, commit, current
from vcompare.editing.lock import locked
from vcompare.errors import VcompareError
root = Path(sys.argv[1])
try:
    with locked(root):
        text = current(root, "tools/nib.toml")
        commit(root, [FileChange("tools/nib.toml", text, text + "# " + "x" * 100_000)])
except VcompareError as error:
    print(error.message, "|", error.hint)
"""


def apply(root: Path, changes: Sequence[FileChange], *, dry_run: bool) -> str:
    """Make changes as commands do, and return them as a unified diff."""
    wanted = ordered(changes)
    judge(root, wanted)
    if not dry_run:
        commit(root, wanted)
    return unified(root, wanted)


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog(
        {
            "tools/nib.toml": NIB,
            "reviews/nib/builder.toml": REVIEW.format(verdict="ship", score=80),
            "votes/nib.toml": '[ballots]\nana = "ship"\n',
        }
    )


def tree(root: Path) -> dict[str, bytes]:
    """Return every file, hidden ones too."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def moves(root: Path, old: str, new: str) -> list[FileChange]:
    changes = []
    for path in (f"tools/{old}.toml", f"reviews/{old}/builder.toml", f"votes/{old}.toml"):
        text = current(root, path)
        changes += [FileChange(path, text, None), FileChange(path.replace(old, new), None, text)]
    return changes


def test_a_change_is_made_and_shown(root: Path) -> None:
    change = FileChange("tools/nib.toml", NIB, NIB.replace("free", "paid"))
    shown = apply(root, [change], dry_run=True)
    assert tree(root)["tools/nib.toml"].decode() == NIB
    assert apply(root, [change], dry_run=False) == shown
    assert shown.endswith(' category = "Tools"\n-entry = "free"\n+entry = "paid"\n')
    assert tree(root)["tools/nib.toml"].decode() == change.after


def test_files_move_together_and_keep_their_mode(root: Path) -> None:
    (root / "tools/nib.toml").chmod(0o640)
    before = tree(root)
    shown = apply(root, moves(root, "nib", "quill"), dry_run=False)
    assert tree(root) == {path.replace("nib", "quill"): content for path, content in before.items()}
    assert stat.S_IMODE((root / "tools/quill.toml").stat().st_mode) == 0o640
    assert not (root / "reviews/nib").exists()
    assert shown.count("rename from") == shown.count("rename to") == 3
    assert check(root).count("error") == 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([FileChange("tools/nib.toml", NIB, NIB.replace("free", "fre"))], "bad-value: `entry` must be"),
        ([FileChange("tools/nib.toml", NIB, "name = ")], "toml-syntax: this is not TOML"),
        (
            [FileChange("votes/quil.toml", None, '[ballots]\nana = "ship"\n')],
            'orphan-votes: there is no tool "quil"',
        ),
        (
            [FileChange("reviews/nib/nobody.toml", None, REVIEW.format(verdict="ship", score=8))],
            'unknown-reviewer: "nobody"',
        ),
        ([FileChange("tools/nib.toml", NIB, None)], 'orphan-review: there is no tool "nib"'),
        ([FileChange("tools/nib.toml", NIB, NIB + "#" * 256 * 1024)], "too-large: the file is larger"),
        ([FileChange("tools/nib.toml", NIB, NIB + 'vendor = "a\\u202eb"\n')], "unsafe-text"),
    ],
)
def test_what_check_would_not_pass_is_refused_in_its_words(
    root: Path, changes: list[FileChange], message: str
) -> None:
    before = tree(root)
    with pytest.raises(RefusedError) as refusal:
        apply(root, changes, dry_run=True)
    assert message in "\n".join(refusal.value.findings)
    with pytest.raises(RefusedError):
        apply(root, changes, dry_run=False)
    assert tree(root) == before


def test_the_words_are_those_of_check(root: Path) -> None:
    path, text = "tools/nib.toml", NIB.replace("free", "fre") + "pricing = 3\nodd = 1\n"
    foreseen = faults(root, [FileChange(path, NIB, text)])
    (root / path).write_text(text)
    assert [one for one in check(root).diagnostics if one.path == path and one.severity == "error"] == [
        one for one in foreseen if one.severity == "error"
    ]


def test_paths_that_are_the_same_on_some_disks_are_refused(make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/nib.toml": NIB, "tools/Quill.toml": QUILL})
    with pytest.raises(RefusedError) as refusal:
        apply(root, [FileChange("tools/quill.toml", None, NIB)], dry_run=False)
    assert "slug-collision" in "\n".join(refusal.value.findings)


def test_old_faults_are_no_reason_to_refuse(make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/nib.toml": NIB + "odd = 1\n", "tools/quill.toml": QUILL})
    before = current(root, "tools/nib.toml")
    assert before is not None
    apply(root, [FileChange("tools/nib.toml", before, "# moved down\n" + before)], dry_run=False)
    apply(root, [FileChange("tools/nib.toml", current(root, "tools/nib.toml"), None),
                 FileChange("tools/pen.toml", None, current(root, "tools/nib.toml"))], dry_run=False)  # fmt: skip
    assert [one.rule for one in check(root).diagnostics if one.severity == "error"] == ["unknown-key"]


def test_names_are_compared_with_all_others(make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/nib.toml": NIB, "tools/quill.toml": QUILL})
    found = faults(root, [FileChange("tools/nib.toml", NIB, NIB.replace("Nib", "Quill"))])
    assert "duplicate-name" in {one.rule for one in found}


@pytest.mark.parametrize("link", ["tools/nib.toml", "tools", "votes/nib.toml", "reviews/nib"])
def test_links_are_not_followed(root: Path, link: str, tmp_path: Path) -> None:
    away = tmp_path / "away"
    (root / link).rename(away)
    (root / link).symlink_to(away)
    before = tree(away) if away.is_dir() else away.read_bytes()
    with pytest.raises(VcompareError, match=r"symbolic link|is not a folder"):
        apply(root, moves(root, "nib", "quill"), dry_run=False)
    assert (tree(away) if away.is_dir() else away.read_bytes()) == before
    assert not (root / "tools/quill.toml").exists()


def test_a_file_that_came_meanwhile_is_not_overwritten(root: Path) -> None:
    (root / "votes/nib.toml").write_text('[ballots]\nbob = "skip"\n')
    with pytest.raises(VcompareError, match="was changed while vcompare was at work"):
        apply(root, [FileChange("votes/nib.toml", None, '[ballots]\nana = "ship"\n')], dry_run=False)


@pytest.mark.parametrize("changes", ["one", "many"])
def test_a_full_disk_leaves_everything_as_it_was(root: Path, changes: str) -> None:
    before = tree(root)
    code = WRITE
    if changes == "many":
        code = code.replace(
            'commit(root, [FileChange("tools/nib.toml", text, text + "# " + "x" * 100_000)])',
            'votes = current(root, "votes/nib.toml")\n        commit(root, [FileChange("tools/nib.toml", text, text + "# more"), '
            'FileChange("votes/nib.toml", votes, votes + "# " + "x" * 5000)])',
        )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, str(root)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "cannot be written: file too large | free some space and try again" in done.stdout, done.stderr
    assert tree(root) == before


def test_a_read_only_folder_is_reported(root: Path) -> None:
    before, bound = tree(root), bound_by_permissions()
    if bound is None:
        pytest.skip("permissions cannot be had to bind here")
    (root / "tools").chmod(0o555)
    try:
        done = subprocess.run(
            [*bound, sys.executable, "-c", WRITE, str(root)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    finally:
        (root / "tools").chmod(0o755)
    assert "nib.toml cannot be written: permission denied | files are replaced" in done.stdout, done.stderr
    assert tree(root) == before


@pytest.mark.parametrize("path", ["tools/nib.toml", "reviews/nib/builder.toml", "votes/nib.toml"])
def test_a_read_only_file_does_not_move(root: Path, path: str) -> None:
    before = tree(root)
    (root / path).chmod(0o444)
    with pytest.raises(VcompareError, match="is read-only"):
        apply(root, moves(root, "nib", "quill"), dry_run=False)
    assert tree(root) == before


def test_a_file_that_comes_or_goes_is_no_folder(root: Path) -> None:
    preview = Preview(root, moves(root, "nib", "quill"))
    assert not preview.is_folder("tools/quill.toml")
    assert not preview.is_folder("tools/nib.toml")
    assert preview.is_folder("tools")


def test_a_catalog_of_many_tools_is_edited_soon() -> None:
    """Only what a rule compares is read: a vote in the sample reads no review."""
    read: list[str] = []

    class Counting(Preview):
        def content(self, path: str) -> Any:
            read.append(path)
            return super().content(path)

    change = FileChange("votes/modal.toml", None, '[ballots]\nana = "ship"\n')
    edits._findings(Counting(SAMPLE, [change]), [change])
    assert set(read) == {"catalog.toml", "votes/modal.toml"}


@pytest.fixture
def loose(tmp_path: Path) -> Path:
    """Return files in the folders of a catalog, which is none."""
    for path in ("tools/nib.toml", "reviews/nib/builder.toml", "votes/nib.toml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    return tmp_path


def test_the_order_is_sound_after_each_file(loose: Path) -> None:
    same = FileChange("catalog.toml", "x", "x")
    paths = [change.path for change in ordered([same, *moves(loose, "nib", "pen")])]
    assert paths == [
        "tools/pen.toml", "reviews/pen/builder.toml", "votes/pen.toml",
        "votes/nib.toml", "reviews/nib/builder.toml", "tools/nib.toml",
    ]  # fmt: skip


def test_files_are_moved_and_empty_folders_removed(loose: Path) -> None:
    changes = moves(loose, "nib", "pen")
    commit(loose, changes)
    assert set(tree(loose)) == {"tools/pen.toml", "reviews/pen/builder.toml", "votes/pen.toml"}
    assert not (loose / "reviews/nib").exists()
    assert min(moved(changes)) == ("reviews/nib/builder.toml", "reviews/pen/builder.toml")


@pytest.mark.parametrize("path", ["tools/nib.toml", "reviews/nib/builder.toml", "votes/nib.toml"])
def test_what_was_edited_meanwhile_is_not_overwritten(loose: Path, path: str) -> None:
    changes = moves(loose, "nib", "pen")
    (loose / path).write_text("# saved by hand\n")
    before = tree(loose)
    with pytest.raises(VcompareError, match="was changed while vcompare was at work"):
        commit(loose, changes)
    assert tree(loose) == before
    assert not (loose / "reviews/pen").exists()


@pytest.mark.parametrize("number", range(1, 6))
def test_if_one_fails_those_before_it_are_put_back(
    loose: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = moves(loose, "nib", "pen")
    before, left = tree(loose), [number]

    def failing(real: object) -> object:
        def step(*arguments: object, **options: object) -> object:
            left[0] -= 1
            if left[0] == -1:
                raise OSError(5, "Input/output error")
            return real(*arguments, **options)  # type: ignore[operator]

        return step

    monkeypatch.setattr(Path, "unlink", failing(Path.unlink))
    monkeypatch.setattr(os, "replace", failing(os.replace))
    with pytest.raises(VcompareError, match="input/output error"):
        commit(loose, changes)
    assert tree(loose) == before
    assert not (loose / "reviews/pen").exists()


def test_text_that_is_not_utf8(loose: Path) -> None:
    (loose / "tools/nib.toml").write_bytes(b"\xff")
    with pytest.raises(VcompareError, match="is not UTF-8"):
        current(loose, "tools/nib.toml")
    assert current(loose, "tools/none.toml") is None
