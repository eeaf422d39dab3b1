"""Kills and full disks under every command that writes files: old or new, never torn, nothing left behind."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, environment
from tests.trust import hostile
from tests.trust.commands import A, B
from tests.trust.hostile import SLUGS
from vcompare.cli import run

KILLS = 4
ALONE = ["unshare", "--user", "--map-root-user", "--mount"]
DISK = "mount -t tmpfs -o size={size} tmpfs /mnt"
BLOCK = f"<!-- vcompare: show {A} {B} -->\n<!-- /vcompare -->\n"
UGLY = {path: text.replace(" = ", "   =   ") for path, text in hostile.catalog(["word", "other"]).items()}

WRITING: Sequence[tuple[str, ...]] = (
    ("sync", "page.md", "other.md"),
    ("fmt",),
    ("export", A, B, "--output", "post.md", "--chart", "post.svg"),
    ("export", "--all-pairs", "--into", "pages"),
    ("bookmark", "add", *SLUGS),
    ("add", "Another", "--tagline", "T", "--category", "other", "--entry", "free"),
    ("review", A, "builder", "--score", "10"),
    ("rename", A, "renamed"),
    ("vote", A, "skip", "--as", "Somebody"),
    ("edit", A, "vendor=Other"),
    ("edit", "--where", "slug~o", "--yes", "vendor=Other"),
    ("remove", A, "--yes"),
)


def laid_out(root: Path) -> Path:
    """Lay out a catalog, pages and bookmarks: all that the commands write to."""
    hostile.write(root / "catalog", UGLY)
    for name in ("page.md", "other.md"):
        (root / name).write_text(f"# Title\n\n{BLOCK}" * 20)
    (root / "data/vcompare").mkdir(parents=True)
    (root / "data/vcompare/bookmarks.json").write_text(
        '{"schema": "vcompare.bookmarks/1", "catalogs": {"/x": ["y"]}}'
    )
    return root


def texts(root: Path) -> dict[str, bytes]:
    """Return what is on the disk but for what is nobody's: locks and drafts that the next run removes."""
    paths = (path for path in root.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in paths
        if ".vcompare" not in path.as_posix()
    }


def forked(words: Sequence[str], root: Path, moment: float | None) -> None:
    """Run a command in a child that has everything imported, and kill it after so many seconds."""
    child = os.fork()
    if child == 0:
        os.chdir(root)
        os.environ |= {"VCOMPARE_CATALOG": str(root / "catalog"), "XDG_DATA_HOME": str(root / "data")}
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        try:
            run(list(words))
        finally:
            os._exit(0)
    if moment is not None:
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_killed_at_any_moment(words: tuple[str, ...], tmp_path: Path) -> None:
    """Each file is the old or the new one, whole, and the same command then does what it would have done."""
    whole = laid_out(tmp_path / "whole")
    before = texts(whole)
    started = time.perf_counter()
    forked(words, whole, None)
    lasts = time.perf_counter() - started
    after = {path: text.replace(b"/whole/", b"/killed/") for path, text in texts(whole).items()}
    assert after != before
    chance = random.Random(" ".join(words))  # noqa: S311 - the moments need no secrecy
    for _ in range(KILLS):
        root = laid_out(tmp_path / "killed")
        forked(words, root, chance.uniform(0, lasts * 1.2))
        for path, text in texts(root).items():
            assert text in {before.get(path), after.get(path)}, path
        forked(words, root, None)
        if words[0] != "rename" and words[0] != "add":  # once done, they have nothing more to do
            assert texts(root) == after
        shutil.rmtree(root)


@pytest.fixture(scope="module")
def _small_disk() -> None:
    """Skip where nobody may mount a small disk of their own."""
    tried = [*ALONE, "sh", "-c", DISK.format(size="1m")]
    if not shutil.which("unshare") or subprocess.run(tried, check=False, capture_output=True).returncode:
        pytest.skip("this system lets nobody mount a small disk of their own")


@pytest.mark.usefixtures("_small_disk")
@pytest.mark.parametrize(
    "words",
    [*(one for one in WRITING if one[0] != "remove"), ("init", "new"), ("site", "--into", "public")],
    ids=" ".join,
)
def test_a_full_disk_leaves_what_was_there(words: tuple[str, ...], tmp_path: Path) -> None:
    """On a disk of its own with not a page of memory left, every file stays as it was, and the status says so."""
    laid_out(tmp_path / "here")
    script = (
        f"{DISK.format(size='2m')} && cp -r {tmp_path}/here/. /mnt/ && cd /mnt && rm -rf {tmp_path}/after && "
        '(cat /dev/zero >filler 2>/dev/null; :) && ("$@"; echo $? >$STATUS); rm filler; cp -r /mnt/. "$AFTER"'
    )
    variables = {"VCOMPARE_CATALOG": "/mnt/catalog", "XDG_DATA_HOME": "/mnt/data"}
    places = {"AFTER": str(tmp_path / "after"), "STATUS": str(tmp_path / "status")}
    done = subprocess.run(
        [*ALONE, "sh", "-c", script, "sh", str(PROGRAM), *words],
        env=environment(**variables, **places),
        capture_output=True,
        check=False,
        timeout=60,
    )
    status = int((tmp_path / "status").read_text())
    assert status == 2, (done.stdout, done.stderr)
    assert b"no space left on device" in done.stderr
    assert b"Traceback" not in done.stderr
    assert texts(tmp_path / "after") == texts(tmp_path / "here")
    assert not list((tmp_path / "after").rglob("*.draft"))


@pytest.mark.usefixtures("_small_disk")
def test_without_room_for_a_cache_the_answers_are_the_same(tmp_path: Path) -> None:
    root = laid_out(tmp_path)
    for words in (("list",), ("search", "word"), ("show", "tool a", "tool b")):
        command = [str(PROGRAM), *words, "--catalog", str(root / "catalog")]
        full = f'{DISK.format(size="64k")} && (cat /dev/zero >/mnt/filler 2>/dev/null; :) && exec "$@"'
        usual = subprocess.run([*command, "--no-cache"], env=environment(), capture_output=True, check=False)
        tight = subprocess.run(
            [*ALONE, "sh", "-c", full, "sh", *command],
            env=environment(XDG_CACHE_HOME="/mnt"),
            capture_output=True,
            check=False,
        )
        assert (tight.returncode, tight.stdout) == (usual.returncode, usual.stdout)
