"""How Git is run: nothing that a repository, its configuration or the environment says is done."""

import os
from pathlib import Path

import pytest

from tests.conftest import stamps
from tests.history.repositories import Repository, git
from vcompare.history.git.process import GitError, run


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path)
    repository.commit("2026-11-01", {"tools/a.toml": "one"})
    repository.commit("2026-11-02", {"tools/a.toml": "two"})
    return repository


def test_inside_a_hook_the_repository_is_still_found(
    made: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nonexistent/index")
    assert run(made.root, "ls-files", "tools") == "tools/a.toml\n"


def test_nothing_a_repository_says_is_run(made: Repository, tmp_path: Path) -> None:
    for key in ("core.fsmonitor", "core.pager", "core.hooksPath"):
        git(made.root, "config", key, f"touch {tmp_path}/ran")
    made.write({"tools/a.toml": "three"})
    assert run(made.root, "status", "--porcelain", "--", "tools/a.toml").startswith(" M ")
    assert not (tmp_path / "ran").exists()


def test_no_signature_is_verified(made: Repository, tmp_path: Path) -> None:
    program = tmp_path / "verify"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    program.chmod(0o755)
    text = git(made.root, "cat-file", "commit", "HEAD")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    signed = text.replace("\n\n", f"\n{signature}\n\n", 1) + "\n"
    name = git(made.root, "hash-object", "-t", "commit", "-w", "--stdin", given_text=signed)
    git(made.root, "update-ref", "HEAD", name)
    git(made.root, "config", "gpg.program", str(program))
    git(made.root, "config", "log.showSignature", "true")
    assert run(made.root, "log", "-1", "--format=%H") == f"{name}\n"
    assert not (tmp_path / "ran").exists()


def test_the_index_is_not_refreshed(made: Repository) -> None:
    os.utime(made.root / "tools/a.toml", (1_000_000_000, 1_000_000_000))
    before = stamps(made.folder / ".git")
    assert run(made.root, "status", "--porcelain", "--", "tools/a.toml") == ""
    assert stamps(made.folder / ".git") == before


@pytest.mark.parametrize("url", ["ext::sh -c touch% {}/ran", "{}"])
def test_nothing_is_fetched(made: Repository, tmp_path: Path, url: str) -> None:
    where = git(made.root, "rev-parse", "HEAD:./tools")
    for key, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.url": url.format(tmp_path),
        "remote.origin.uploadpack": f"touch {tmp_path}/ran;",
        "remote.origin.promisor": "true",
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
        "protocol.file.allow": "always",
    }.items():
        git(made.root, "config", key, value)
    (made.folder / ".git/objects" / where[:2] / where[2:]).unlink()
    with pytest.raises(GitError):
        run(made.root, "ls-tree", "-r", "HEAD", "--", "tools")
    assert not (tmp_path / "ran").exists()
