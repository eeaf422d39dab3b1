"""How Git is run: nothing that a repository, its configuration or the environment says is done."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run, stamps
from tests.history.repositories import Repository, git, tool
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


def lose(made: Repository, what: str) -> None:
    name = git(made.root, "rev-parse", what)
    (made.folder / ".git/objects" / name[:2] / name[2:]).unlink()


def configure(made: Repository, *settings: str) -> None:
    for setting in settings:
        git(made.folder, "config", *setting.split("="))


def move_away(made: Repository) -> None:
    (made.folder / ".git").rename(made.folder / "aside")
    (made.folder / ".git").write_text("gitdir: /nowhere/else\n")


def give_away(made: Repository) -> None:
    """Let Git believe that somebody else owns everything."""
    wrapper = made.folder / "bin/git"
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec {shutil.which("git")} "$@"\n')
    wrapper.chmod(0o755)


DAMAGES: dict[str, tuple[Callable[[Repository], object], str]] = {
    "owned by somebody else": (
        give_away,
        "detected dubious ownership in repository at '{}'\n"
        "hint: if you trust what is in it, run `git config --global --add safe.directory {}`\n",
    ),
    "no Git": (lambda made: (made.folder / "bin").mkdir(), "Git is not installed\nhint: install Git"),
    "no repository": (
        lambda made: shutil.rmtree(made.folder / ".git"),
        "it is not in a Git repository\nhint: `git init` starts one",
    ),
    "empty HEAD": (
        lambda made: (made.folder / ".git/HEAD").write_text(""),
        "Git does not accept {}/.git as a repository\nhint: `git fsck` finds damage",
    ),
    "empty branch": (
        lambda made: (made.folder / ".git/refs/heads/main").write_text(""),
        "your current branch appears to be broken\nhint: `git fsck`",
    ),
    "lost commit": (lambda made: lose(made, "HEAD"), "bad object HEAD\nhint: `git fsck` finds damage"),
    "lost folder": (lambda made: lose(made, "HEAD:./tools"), ""),
    "broken settings": (
        lambda made: (made.folder / ".git/config").write_text("["),
        "bad config line ",
    ),
    "unknown extension": (
        lambda made: configure(made, "core.repositoryFormatVersion=1", "extensions.frobnicate=true"),
        "unknown repository extension found: frobnicate\nhint: ",
    ),
    "moved away": (move_away, "not a git repository: /nowhere/else\nhint: "),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_all_commands_say_alike_what_is_wrong_with_a_repository(
    made: Repository, vcompare: Run, damage: str
) -> None:
    made.commit("2026-11-03", {"tools/a.toml": tool("A"), "tools/b.toml": tool("B")})
    do, said = DAMAGES[damage]
    do(made)
    env = {"PATH": str(made.folder / "bin")} if (made.folder / "bin").exists() else {}
    since = ("digest", "--since")
    for words in (("diff",), ("history", "a"), (*since, "2026-11-01"), (*since, "HEAD", "--format", "atom")):
        done = vcompare(*words, catalog=made.root, env=env)
        assert (done.returncode, done.stdout) == (2, "")
        start = f"error: the history of {made.root} cannot be read: {said.replace('{}', str(made.folder))}"
        assert done.stderr.startswith(start), words
    done = vcompare("export", "a", "b", catalog=made.root, env=env)
    assert (done.returncode, done.stderr) == (0, "")
