"""Changes to a catalog: all or none, as `check` would have it, and never over what somebody else wrote."""

import json
import os
import resource
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REVIEW, SAMPLE, TOOL, MakeCatalog, bound_by_permissions
from vcompare.checks.runner import check
from vcompare.editing import edits, files, lock
from vcompare.editing.edits import Change, apply, current, faults, locked
from vcompare.errors import RefusedError, VcompareError

NIB = TOOL.format(name="Nib")
QUILL = TOOL.format(name="Quill")
PLAN = ".vcompare-unfinished.json"
WRITE = """
import sys
from pathlib import Path
from vcompare.editing.edits import Change, apply, current, locked
from vcompare.errors import VcompareError
root = Path(sys.argv[1])
try:
    with locked(root):
        text = current(root, "tools/nib.toml")
        apply(root, [Change("tools/nib.toml", text, text + "# " + "x" * 100_000)], dry_run=False)
except VcompareError as error:
    print(error.message, "|", error.hint)
"""


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


def moves(root: Path, old: str, new: str) -> list[Change]:
    changes = []
    for path in (f"tools/{old}.toml", f"reviews/{old}/builder.toml", f"votes/{old}.toml"):
        text = current(root, path)
        changes += [Change(path, text, None), Change(path.replace(old, new), None, text)]
    return changes


def test_a_change_is_made_and_shown(root: Path) -> None:
    change = Change("tools/nib.toml", NIB, NIB.replace("free", "paid"))
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
    ("changes", "said"),
    [
        ([Change("tools/nib.toml", NIB, NIB.replace("free", "fre"))], "bad-value: `entry` must be"),
        ([Change("tools/nib.toml", NIB, "name = ")], "toml-syntax: this is not TOML"),
        (
            [Change("votes/quil.toml", None, '[ballots]\nana = "ship"\n')],
            'orphan-votes: there is no tool "quil"',
        ),
        (
            [Change("reviews/nib/nobody.toml", None, REVIEW.format(verdict="ship", score=8))],
            'unknown-reviewer: "nobody"',
        ),
        ([Change("tools/nib.toml", NIB, None)], 'orphan-review: there is no tool "nib"'),
        ([Change("tools/nib.toml", NIB, NIB + "#" * 256 * 1024)], "too-large: the file is larger"),
        ([Change("tools/nib.toml", NIB, NIB + 'vendor = "a\\u202eb"\n')], "unsafe-text"),
    ],
)
def test_what_check_would_not_pass_is_refused_in_its_words(
    root: Path, changes: list[Change], said: str
) -> None:
    before = tree(root)
    with pytest.raises(RefusedError) as refusal:
        apply(root, changes, dry_run=True)
    assert said in "\n".join(refusal.value.findings)
    with pytest.raises(RefusedError):
        apply(root, changes, dry_run=False)
    assert tree(root) == before


def test_the_words_are_those_of_check(root: Path) -> None:
    path, text = "tools/nib.toml", NIB.replace("free", "fre") + "pricing = 3\nodd = 1\n"
    foreseen = faults(root, [Change(path, NIB, text)])
    (root / path).write_text(text)
    assert [one for one in check(root).diagnostics if one.path == path and one.severity == "error"] == [
        one for one in foreseen if one.severity == "error"
    ]


def test_old_faults_are_no_reason_to_refuse(make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/nib.toml": NIB + "odd = 1\n", "tools/quill.toml": QUILL})
    before = current(root, "tools/nib.toml")
    assert before is not None
    apply(root, [Change("tools/nib.toml", before, "# moved down\n" + before)], dry_run=False)
    apply(root, [Change("tools/nib.toml", current(root, "tools/nib.toml"), None),
                 Change("tools/pen.toml", None, current(root, "tools/nib.toml"))], dry_run=False)  # fmt: skip
    assert [one.rule for one in check(root).diagnostics if one.severity == "error"] == ["unknown-key"]


def test_names_are_compared_with_all_others(make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/nib.toml": NIB, "tools/quill.toml": QUILL})
    found = faults(root, [Change("tools/nib.toml", NIB, NIB.replace("Nib", "Quill"))])
    assert "duplicate-name" in {one.rule for one in found}


@pytest.mark.parametrize(
    "path",
    ["../x.toml", "tools/../../x.toml", "/etc/x.toml", "tools/.x.toml", "tools/x/y.toml", "tools/", "x", "", "catalog.toml/x",
     "tools/X.toml", "tools/a b.toml", "tools/x", "reviews/nib/../../../x.toml", "tools/a\0b.toml", "reviews/Nib/builder.toml"],
)  # fmt: skip
def test_nothing_lands_elsewhere(root: Path, path: str) -> None:
    before = tree(root.parent)
    with pytest.raises(VcompareError):
        apply(root, [Change(path, None, NIB)], dry_run=False)
    assert tree(root.parent) == before


def test_a_file_that_is_another_on_some_disks_is_refused(make_catalog: MakeCatalog) -> None:
    root = make_catalog(
        {"tools/nib.toml": NIB, "tools/Quill.toml": QUILL, "reviews/QUILL/builder.toml": REVIEW}
    )
    for path in ("tools/quill.toml", "reviews/quill/builder.toml"):
        with pytest.raises(VcompareError, match="would be the same file as"):
            apply(root, [Change(path, None, QUILL)], dry_run=False)


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


@pytest.mark.parametrize("path", ["tools/nib.toml", "reviews/nib/builder.toml", "votes/nib.toml"])
def test_a_file_that_was_edited_meanwhile_is_not_overwritten(
    root: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """The editor saves at the latest moment: everything new is on the disk, and nothing replaced yet."""
    changes, made = moves(root, "nib", "quill"), files.write_all

    def slow(texts: Any, last_look: Any = lambda: None) -> Any:
        def look() -> None:
            (root / path).write_text("# saved by hand\n")
            last_look()

        return made(texts, look if len(texts) > 1 else last_look)

    monkeypatch.setattr(files, "write_all", slow)
    with pytest.raises(VcompareError, match="was changed by somebody else just now"):
        apply(root, changes, dry_run=False)
    after = tree(root)
    assert after[path] == b"# saved by hand\n"
    assert {other for other in after if "quill" in other or other.startswith(".")} == set()


def test_a_file_that_came_meanwhile_is_not_overwritten(root: Path) -> None:
    (root / "votes/nib.toml").write_text('[ballots]\nbob = "skip"\n')
    with pytest.raises(VcompareError, match="was changed by somebody else"):
        apply(root, [Change("votes/nib.toml", None, '[ballots]\nana = "ship"\n')], dry_run=False)


@pytest.mark.parametrize("changes", ["one", "many"])
def test_a_full_disk_leaves_everything_as_it_was(root: Path, changes: str) -> None:
    before = tree(root)
    code = WRITE
    if changes == "many":
        code = code.replace(
            'apply(root, [Change("tools/nib.toml", text, text + "# " + "x" * 100_000)], dry_run=False)',
            'votes = current(root, "votes/nib.toml")\n        apply(root, [Change("tools/nib.toml", text, text + "# more"), '
            'Change("votes/nib.toml", votes, votes + "# " + "x" * 5000)], dry_run=False)',
        )
    done = subprocess.run(
        [sys.executable, "-c", code, str(root)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "cannot be written: file too large | make room and try again" in done.stdout, done.stderr
    assert tree(root) == before


def test_a_read_only_folder_is_said(root: Path) -> None:
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


class TestInterrupted:
    """A command that dies between two files."""

    @pytest.fixture(params=range(12))
    def half_done(self, root: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
        """A catalog as it is when the process dies after so many steps on its files."""
        left = [request.param]

        def counted(name: str) -> None:
            step = getattr(Path, name)

            def dying(*arguments: Any, **options: Any) -> Any:
                if left[0] == 0:
                    os._exit(9)
                left[0] -= 1
                return step(*arguments, **options)

            monkeypatch.setattr(Path, name, dying)

        child = os.fork()
        if child == 0:
            for name in ("replace", "unlink", "mkdir", "rmdir"):
                counted(name)
            with locked(root):
                apply(root, moves(root, "nib", "quill"), dry_run=False)
            os._exit(0)
        os.waitpid(child, 0)
        return root

    def test_the_next_one_finishes(self, half_done: Path) -> None:
        assert check(half_done).count("error") == 0
        said: list[str] = []
        with locked(half_done, tell=said.append):
            pass
        paths = set(tree(half_done))
        assert len(paths) == 4
        assert len({"nib" in path for path in paths if path != "catalog.toml"}) == 1
        assert check(half_done).count("error") == 0

    def test_a_dry_run_does_not(self, half_done: Path) -> None:
        before = tree(half_done)
        if PLAN in before:
            with pytest.raises(VcompareError, match="half done"), locked(half_done, dry_run=True):
                pass
        assert tree(half_done) == before

    def test_what_was_edited_since_is_left_alone(self, half_done: Path) -> None:
        if PLAN not in tree(half_done):
            return
        for path in ("tools/nib.toml", "tools/quill.toml"):
            if (half_done / path).exists():
                (half_done / path).write_text("# by hand\n")
        before = {path: content for path, content in tree(half_done).items() if not path.endswith(".draft")}
        with pytest.raises(VcompareError, match="was edited since") as refusal, locked(half_done):
            pass
        assert refusal.value.hint is not None
        assert PLAN in refusal.value.hint
        assert tree(half_done) == before


@pytest.mark.parametrize(
    "plan",
    [
        "", "[]", "{", '{"folder": [1, 2], "changes": [["tools/nib.toml", NIB, "x"]]}',
        '{"folder": HERE, "changes": [["../../x.toml", null, "x"]]}',
        '{"folder": HERE, "changes": [["/tmp/x.toml", null, "x"]]}',
        '{"folder": HERE, "changes": [[1, 2, 3]]}', '{"folder": HERE, "changes": 7}', "[" * 100_000,
    ],
)  # fmt: skip
def test_a_plan_that_nobody_left_here_is_refused(root: Path, plan: str) -> None:
    """It could come with a pull request."""
    status = root.stat()
    (root / PLAN).write_text(
        plan.replace("HERE", json.dumps([status.st_dev, status.st_ino])).replace("NIB", json.dumps(NIB))
    )
    before = tree(root)
    with pytest.raises(VcompareError), locked(root):
        pass
    assert tree(root) == before


def test_drafts_of_killed_commands_go(root: Path) -> None:
    (root / "tools/.vcompare-0123456789abcdef.draft").write_text("half")
    (root / "tools/.keep").write_text("")
    apply(root, [Change("tools/nib.toml", NIB, NIB + "# more\n")], dry_run=False)
    assert sorted(os.listdir(root / "tools")) == [".keep", "nib.toml"]


def test_one_waits_for_another(root: Path) -> None:
    order = []

    def second() -> None:
        with locked(root):
            order.append("second")

    with locked(root):
        waiting = threading.Thread(target=second)
        waiting.start()
        time.sleep(0.2)
        order.append("first")
    waiting.join(10)
    assert order == ["first", "second"]


def test_one_does_not_wait_for_ever(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    with locked(root), pytest.raises(VcompareError, match="another vcompare has been writing"), locked(root):
        pass


def test_the_lock_dies_with_its_holder_and_leaves_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import sys, time; from pathlib import Path; from vcompare.editing.edits import locked\nwith locked(Path(sys.argv[1])): print(1, flush=True); time.sleep(60)"
    before = tree(root)
    holder = subprocess.Popen([sys.executable, "-c", code, str(root)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    with pytest.raises(VcompareError), locked(root):
        pass
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with locked(root):
        pass
    assert tree(root) == before


@pytest.mark.parametrize("path", ["nowhere", "catalog/catalog.toml"])
def test_what_is_no_folder_cannot_be_locked(root: Path, path: str) -> None:
    with pytest.raises(VcompareError, match="cannot be locked"), locked(root.parent / path):
        pass


def test_text_that_is_not_utf8(root: Path) -> None:
    (root / "tools/nib.toml").write_bytes(b"\xff")
    with pytest.raises(VcompareError, match="is not UTF-8"):
        current(root, "tools/nib.toml")
    assert current(root, "tools/none.toml") is None


def test_a_catalog_of_many_tools_is_edited_soon() -> None:
    """Only what a rule compares is read: a vote in the sample reads no review."""
    read: list[str] = []

    class Counting(edits._Changed):
        def content(self, path: str) -> Any:
            read.append(path)
            return super().content(path)

    change = Change("votes/modal.toml", None, '[ballots]\nana = "ship"\n')
    edits._findings(Counting(SAMPLE, [change]), [change])
    assert set(read) == {"catalog.toml", "votes/modal.toml"}
