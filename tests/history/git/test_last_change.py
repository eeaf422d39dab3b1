"""The last commit of a tool's files, from a real repository."""

import os
import random
import subprocess
from pathlib import Path

import pytest

from tests.conftest import stamps
from tests.history.repositories import ENVIRONMENT
from vcompare.history.git.last_change import Commit, last_change, last_changes

A = ["tools/a.toml", "reviews/a", "votes/a.toml"]
B = ["tools/b.toml", "reviews/b", "votes/b.toml"]


def git(folder: Path, *arguments: str, day: str = "2026-11-01", given: str = "") -> str:
    dates = {"GIT_AUTHOR_DATE": f"{day}T23:30:00-0500", "GIT_COMMITTER_DATE": f"{day}T23:30:00-0500"}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**ENVIRONMENT, **dates},
        check=True,
        input=given,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a catalog in a subfolder, whose name is not plain, and three commits."""
    git(tmp_path, "init", "-q", "-b", "main")
    catalog = tmp_path / "in here" / "catalog ü"
    for path in ("tools/a.toml", "tools/b.toml", "reviews/a/x.toml"):
        (catalog / path).parent.mkdir(parents=True, exist_ok=True)
        (catalog / path).write_text("one")
    commit(tmp_path, "2026-11-01")
    (catalog / "reviews/a/x.toml").write_text("two")
    commit(tmp_path, "2026-11-02")
    (tmp_path / "README").write_text("elsewhere")
    commit(tmp_path, "2026-11-03")
    return catalog


def commit(folder: Path, day: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "-m", f"as of {day}", day=day)


@pytest.mark.parametrize("relative", [False, True])
def test_the_last_commit_of_some_files(root: Path, relative: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if relative:
        monkeypatch.chdir(root.parent)
        root = Path(root.name)
    for last in (lambda paths: last_change(root, paths), last_changes(root)):
        of_a, of_b, of_both = last(A), last(B), last(A + B)
        assert of_a
        assert of_b
        assert of_a == of_both
        assert (of_a.name, of_b.name) == (git(root, "rev-parse", "HEAD~1"), git(root, "rev-parse", "HEAD~2"))
        assert [str(one.day) for one in (of_a, of_b)] == ["2026-11-03", "2026-11-02"]  # in UTC
        assert not of_a.changed_since
        assert last(["tools/none.toml"]) is None


@pytest.mark.parametrize("how", ["edit", "add", "remove", "stage"])
def test_what_is_not_committed_is_known(root: Path, how: str) -> None:
    path = root / ("reviews/a/y.toml" if how == "add" else "reviews/a/x.toml")
    path.unlink() if how == "remove" else path.write_text("three")
    if how == "stage":
        git(root, "add", "--all")
    for last in (lambda paths: last_change(root, paths), last_changes(root)):
        of_a, of_b = last(A), last(B)
        assert of_a
        assert of_b
        assert (of_a.changed_since, of_b.changed_since) == (True, False)


def test_no_repository_no_commit_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert last_change(tmp_path, A) is None
    assert last_changes(tmp_path)(A) is None
    git(tmp_path, "init", "-q")
    assert last_change(tmp_path, A) is None
    monkeypatch.setenv("PATH", "/nonexistent")
    assert last_change(tmp_path, A) is None


def test_inside_a_hook_the_catalog_is_still_found(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nonexistent/index")
    assert last_change(root, A) is not None


def test_nothing_a_repository_says_is_run(root: Path, tmp_path: Path) -> None:
    for key in ("core.fsmonitor", "core.pager", "core.hooksPath"):
        git(root, "config", key, f"touch {tmp_path}/pwned")
    assert last_change(root, A) is not None
    assert last_changes(root)(A) is not None
    assert not (tmp_path / "pwned").exists()


def test_no_signature_is_verified(root: Path, tmp_path: Path) -> None:
    program = tmp_path / "verify"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/pwned\n")
    program.chmod(0o755)
    (root / "tools/a.toml").write_text("signed")
    commit(root, "2026-11-04")
    text = git(root, "cat-file", "commit", "HEAD")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    signed = text.replace("\n\n", f"\n{signature}\n\n", 1) + "\n"
    name = git(root, "hash-object", "-t", "commit", "-w", "--stdin", given=signed)
    git(root, "update-ref", "HEAD", name)
    git(root, "config", "gpg.program", str(program))
    git(root, "config", "log.showSignature", "true")
    assert both(root, A)
    assert not (tmp_path / "pwned").exists()


def test_the_index_is_not_refreshed(root: Path, tmp_path: Path) -> None:
    os.utime(root / "tools/a.toml", (1_000_000_000, 1_000_000_000))
    before = stamps(tmp_path / ".git")
    assert both(root, A)
    assert stamps(tmp_path / ".git") == before


def both(root: Path, paths: list[str]) -> Commit | None:
    """Return what both find, which is the same."""
    one = last_change(root, paths)
    assert last_changes(root)(paths) == one
    return one


@pytest.mark.parametrize("name", ["x", "x.y", "x=y", "ü"])
@pytest.mark.parametrize("kind", ["clean", "process"])
def test_no_filter_is_run(root: Path, tmp_path: Path, name: str, kind: str) -> None:
    program = f"touch {tmp_path}/pwned; cat"
    git(root, "config", f"filter.{name}.{kind}", program)
    git(root, "config", f"filter.{name}.required", "true")
    attributes = tmp_path / ".git/info/attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text(f"*.toml filter={name}\n")
    (root / "reviews/a/x.toml").write_text("new")  # as long as before: only its content tells
    of_a = both(root, A)
    assert of_a
    assert of_a.changed_since
    assert not (tmp_path / "pwned").exists()


def test_no_filter_of_a_submodule_is_run(root: Path, tmp_path: Path) -> None:
    inner = root / "reviews/inner"
    inner.mkdir()
    git(inner, "init", "-q", "-b", "main")
    (inner / "x.toml").write_text("one")
    commit(inner, "2026-11-01")
    git(root, "-c", "advice.addEmbeddedRepo=false", "add", "--all")
    git(root, "commit", "-q", "-m", "inner")
    git(inner, "config", "filter.x.clean", f"touch {tmp_path}/pwned; cat")
    (inner / ".git/info").mkdir(exist_ok=True)
    (inner / ".git/info/attributes").write_text("*.toml filter=x\n")
    (inner / "x.toml").write_text("two")
    assert both(root, A)
    assert both(root, ["reviews/inner"])
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("missing", ["HEAD:./reviews", "HEAD~1"])
@pytest.mark.parametrize("url", ["ext::sh -c touch% {}/pwned", "{}"])
def test_nothing_is_fetched(root: Path, tmp_path: Path, missing: str, url: str) -> None:
    where = git(root, "rev-parse", missing)
    for key, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.url": url.format(tmp_path),
        "remote.origin.uploadpack": f"touch {tmp_path}/pwned;",
        "remote.origin.promisor": "true",
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
        "protocol.file.allow": "always",
    }.items():
        git(root, "config", key, value)
    (tmp_path / ".git/objects" / where[:2] / where[2:]).unlink()
    (root / "reviews/a/x.toml").write_text("new")
    last_change(root, A)
    last_changes(root)(A)
    assert not (tmp_path / "pwned").exists()


def test_a_file_named_like_a_commit_is_none(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    for path in (40 * "0", 40 * "b", "tools/a.toml"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("one")
    commit(tmp_path, "2026-11-01")
    found = both(tmp_path, A)
    assert found
    assert found.name == git(tmp_path, "rev-parse", "HEAD")


def test_a_file_name_forges_no_commit(root: Path) -> None:
    for name in ("\x01deadbeefdead 1000000000", "\n" + 40 * "a", 40 * "b", "tools/\n\n" + 40 * "c"):
        (root / name).write_text("")
    (root / "tools/b.toml").write_text("two")
    commit(root, "2026-11-04")
    head = git(root, "rev-parse", "HEAD")
    for paths in (B, ["tools/\n\n" + 40 * "c"]):
        found = both(root, paths)
        assert found
        assert (found.name, found.changed_since) == (head, False)
    of_a = both(root, A)
    assert of_a
    assert of_a.name == git(root, "rev-parse", "HEAD~2")


def test_the_catalogs_own_file_is_known(root: Path) -> None:
    (root / "catalog.toml").write_text("one")
    commit(root, "2026-11-04")
    found = both(root, ["catalog.toml", *A])
    assert found
    assert found.name == git(root, "rev-parse", "HEAD")
    (root / "catalog.toml").write_text("two")
    found = both(root, ["catalog.toml", *A])
    assert found
    assert found.changed_since


def test_a_merge_is_the_last_change_of_what_it_brought(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "side")
    (root / "tools/b.toml").write_text("side")
    commit(root, "2026-11-05")
    git(root, "checkout", "-q", "main")
    (root / "tools/a.toml").write_text("main")
    commit(root, "2026-11-06")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge", "side", day="2026-11-07")
    of_a, of_b = both(root, A), both(root, B)
    assert of_a
    assert of_b
    assert (of_a.name, of_b.name) == (git(root, "rev-parse", "main~1"), git(root, "rev-parse", "main"))


@pytest.mark.parametrize("seed", range(4))
def test_both_agree_on_any_history(root: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same every time
    names = ["tools/a.toml", "tools/b.toml", "reviews/a/x.toml", "reviews/b.toml", "catalog.toml"]
    git(root, "branch", "side")
    for number in range(25):
        git(root, "checkout", "-q", chance.choice(["main", "side"]))
        if chance.random() < 0.4:
            git(root, "merge", "-q", "--no-ff", "--no-commit", "-s", "ours", chance.choice(["main", "side"]))
        for name in chance.sample(names, chance.randrange(3)):
            (root / name).write_text(chance.choice(["one", "two", "three"]))
        git(root, "add", "--all")
        git(root, "commit", "-q", "--allow-empty", "-m", "one", day=f"2026-11-{chance.randrange(10, 28)}")
        last = last_changes(root)
        if number % 4 == 0:
            for paths in (A, B, A + B, ["catalog.toml", *A], ["catalog.toml"]):
                assert last(paths) == last_change(root, paths)


def test_the_first_commit_is_known_whatever_the_log_shows(root: Path) -> None:
    git(root, "config", "log.showRoot", "false")
    git(root, "config", "log.follow", "true")
    found = both(root, ["tools/b.toml"])
    assert found
    assert found.name == git(root, "rev-parse", "HEAD~2")


def test_a_history_that_is_cut_names_no_wrong_commit(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{tmp_path}", "shallow")
    shallow = tmp_path / "shallow" / root.relative_to(tmp_path)
    assert both(shallow, A) is None  # its last change is the boundary, which seems to add every file
    assert both(shallow, B) is None
    (shallow / "tools/b.toml").write_text("two")
    commit(shallow, "2026-11-08")
    of_b = both(shallow, B)
    assert of_b
    assert of_b.name == git(shallow, "rev-parse", "HEAD")
    assert both(shallow, A) is None
