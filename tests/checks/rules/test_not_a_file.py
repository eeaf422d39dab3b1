"""`not-a-file`: links, folders, pipes, sockets and devices are found, and never opened."""

import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, QUILL, REVIEW, TODAY, TOOL, VOTES, places, reported, write
from vcompare.checks.runner import check
from vcompare.diagnostics import Diagnostic

RULE = "not-a-file"
NIB = "tools/nib.toml"


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket is a short one
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)
    os.chdir(here)


def _device(path: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root makes devices")


def _link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


KINDS: dict[str, Callable[[Path], None]] = {
    "a link inside the catalog": _link("quill.toml"),
    "a link out of it": _link("../../outside.toml"),
    "a link to nothing": _link("nowhere.toml"),
    "a link to itself": _link("nib.toml"),
    "a link to a device": _link("/dev/zero"),
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "a socket": _socket,
    "a device": _device,
}


@pytest.mark.parametrize("kind", KINDS)
def test_in_the_place_of_a_file(tmp_path: Path, kind: str) -> None:
    (tmp_path / "outside.toml").write_text("secret = \n")
    root = write(tmp_path, {QUILL: TOOL})
    KINDS[kind](root / NIB)
    hint = "links, folders, pipes and devices are not read"
    assert [one for one in check(root, today=TODAY).diagnostics if one.rule != "missing-review"] == [
        Diagnostic(NIB, 1, 1, RULE, "error", "this is not a regular file", hint)
    ]


@pytest.mark.parametrize("path", ["catalog.toml", BUILDER, VOTES])
def test_every_kind_of_file(tmp_path: Path, path: str) -> None:
    root = write(tmp_path, {QUILL: TOOL, path: ""})
    (root / path).rename(root / "elsewhere.toml")
    (root / path).symlink_to(root / "elsewhere.toml")
    assert places(reported(RULE, root)) == [(path, 1, 1)]


@pytest.mark.parametrize("folder", ["tools", "reviews", "votes"])
@pytest.mark.parametrize("kind", ["a link", "a file", "a pipe"])
def test_in_the_place_of_a_folder(tmp_path: Path, folder: str, kind: str) -> None:
    root = write(tmp_path, {"elsewhere/quill.toml": "secret = \n"})
    {"a link": _link("elsewhere"), "a file": Path.touch, "a pipe": os.mkfifo}[kind](root / folder)
    assert check(root, today=TODAY).diagnostics == (
        Diagnostic(
            folder,
            1,
            1,
            RULE,
            "error",
            f"`{folder}` is not a folder",
            "links are not followed: make it a real folder",
        ),
    )


def test_a_link_in_the_place_of_a_folder_of_reviews(tmp_path: Path) -> None:
    root = write(tmp_path, {QUILL: TOOL, "elsewhere/builder.toml": REVIEW + "secret = \n"})
    (root / "reviews").mkdir()
    (root / "reviews/quill").symlink_to("../elsewhere")
    assert places(reported(RULE, root)) == [("reviews/quill", 1, 1)]


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    root = write(tmp_path, {QUILL: TOOL})
    os.mkfifo(root / NIB)
    writing = "import sys; print(flush=True); open(sys.argv[1], 'w').write('x' * 1_000_000)"
    with subprocess.Popen(
        [sys.executable, "-c", writing, root / NIB], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as writer:
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(0.1)  # now it waits for a reader
        for _ in range(3):
            assert places(reported(RULE, root)) == [(NIB, 1, 1)]
        time.sleep(0.3)
        status = writer.poll()
        writer.kill()
    assert status is None


def test_regular_files_and_folders(tmp_path: Path) -> None:
    root = write(tmp_path, {QUILL: TOOL, BUILDER: REVIEW, VOTES: "", "src/x": ""})
    (root / "tools/.#quill.toml").symlink_to("nobody@nowhere")
    (root / "link").symlink_to("src")
    os.link(root / QUILL, root / "hard.toml")
    assert reported(RULE, root) == []
