"""Revisions of a catalog, from real repositories: what is read, what is refused, what is never touched."""

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import REVIEW, SETTINGS, TOOL, Run, children, record_of, stamps
from tests.history.repositories import ENVIRONMENT, git, review, tool
from tests.history.repositories import Repository as Made
from vcompare.catalog.source import Source
from vcompare.catalog.store import Catalog
from vcompare.errors import CatalogNotFoundError, UnreadableFileError, VcompareError
from vcompare.history.git.repository import Repository
from vcompare.history.snapshot import on_disk
from vcompare.history.states import State


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "repository")


def test_a_revision_reads_as_the_files_did(made: Made) -> None:
    files = {
        "tools/quill.toml": TOOL.format(name="Quill"),
        "reviews/quill/builder.toml": review("ship", 80),
        "votes/quill.toml": '[ballots]\nana = "ship"\n',
    }
    first = made.commit("2026-11-01", files)
    then = record_of(Catalog.open(made.root), "quill")
    made.commit(
        "2026-11-02", {"tools/quill.toml": None, "reviews/quill/builder.toml": None, "votes/quill.toml": None}
    )
    with Repository(made.root) as repository:
        old = State.at(repository, repository.revision(first)).catalog
        new = State.at(repository, repository.revision("HEAD")).catalog
        assert (old.slugs(), new.slugs()) == (["quill"], [])
        assert record_of(old, "quill") == then


def test_what_a_revision_knows_of_itself(made: Made) -> None:
    author = {"GIT_AUTHOR_NAME": "Zoë", "GIT_COMMITTER_NAME": "Robot"}
    name = made.commit("2026-11-01", {}, "One\nline\n\nand a text", **author)
    with Repository(made.root) as repository:
        found = repository.revision("HEAD")
    assert (found.commit, found.author, found.subject, str(found.date)) == (
        name,
        "Zoë",
        "One line",
        "2026-11-02",
    )


def test_the_working_tree_and_the_index_are_never_touched(made: Made) -> None:
    made.commit("2026-11-01", {"tools/quill.toml": TOOL.format(name="Quill")})
    made.write({"tools/quill.toml": TOOL.format(name="Other")})
    before = stamps(made.folder / ".git") | stamps(made.root)
    with Repository(made.root) as repository:
        record_of(State.at(repository, repository.revision("HEAD")).catalog, "quill")
    assert stamps(made.folder / ".git") | stamps(made.root) == before


@pytest.mark.parametrize("objects", ["sha1", "sha256"])
def test_files_on_the_disk_have_the_ids_that_git_gives(tmp_path: Path, objects: str) -> None:
    root = tmp_path / "catalog"
    root.mkdir()
    git(root, "init", "-q", f"--object-format={objects}")
    for path in ("catalog.toml", "tools/a.toml", "reviews/a/builder.toml", "votes/a.toml"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(f"# {path}\n" + SETTINGS)
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "One")
    with Repository(root) as repository:
        revision = repository.revision("HEAD")
        width = len(revision.commit) // 2
        assert on_disk(Source(root), width) == repository.files(revision)


def test_one_process_for_all_revisions(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(1, 9):
        made.commit(
            f"2026-11-0{day}",
            {f"tools/t{day}.toml": tool(f"T{day}"), f"reviews/t{day}/builder.toml": review("ship", day)},
        )
    log = tmp_path / "log"
    script = tmp_path / "bin/git"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\necho "$@" >> "{log}"\nexec {shutil.which("git")} "$@"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    with Repository(made.root) as repository:
        states = [State.at(repository, repository.revision(f"HEAD~{back}")) for back in range(8)]
        assert [len(state.records(state.catalog.slugs())[0]) for state in states] == [8, 7, 6, 5, 4, 3, 2, 1]
    ran = log.read_text().splitlines()
    assert len([line for line in ran if "cat-file" in line]) == 1


def test_no_git_no_repository_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "catalog"
    root.mkdir()
    with pytest.raises(VcompareError, match="not in a Git repository"):
        Repository(root)
    git(root, "init", "-q")
    with Repository(root) as repository, pytest.raises(VcompareError, match="nothing is committed yet"):
        repository.revision("HEAD")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(VcompareError, match="Git is not installed"):
        Repository(root)


@pytest.mark.parametrize(
    "text", ["nope", "", "--help", "-", "HEAD\nHEAD", "HEAD:tools", "0" * 40, "HEAD~99", "\udcff"]
)
def test_a_revision_that_is_none(made: Made, text: str) -> None:
    made.commit("2026-11-01")
    with Repository(made.root) as repository:
        with pytest.raises(VcompareError, match="there is no revision"):
            repository.revision(text)
        assert (
            repository.revision("HEAD").subject == "A change"
        )  # what was asked for did not confuse the rest


def test_a_catalog_that_was_not_there_yet(made: Made) -> None:
    (made.root / "catalog.toml").rename(made.folder / "aside")
    made.commit("2026-11-01")
    (made.folder / "aside").rename(made.root / "catalog.toml")
    name = made.commit("2026-11-02")
    with Repository(made.root) as repository, pytest.raises(CatalogNotFoundError) as caught:
        State.at(repository, repository.revision("HEAD~1"))
    assert caught.value.message.startswith("there was no catalog in in here/catalog ü at ")
    assert name[:7] in str(caught.value.hint)


def test_a_catalog_that_did_not_validate(made: Made) -> None:
    made.commit("2026-11-01", {"catalog.toml": 'format = 2\ntitle = "Two"\n'})
    name = made.commit("2026-11-02", {"catalog.toml": SETTINGS})
    with Repository(made.root) as repository:
        assert State.at(repository, repository.revision(name)).catalog.settings.title == "Small"
        with pytest.raises(UnreadableFileError, match=r"^[0-9a-f]{10}:in here/catalog ü/catalog.toml:1:10: "):
            State.at(repository, repository.revision("HEAD~1"))


def test_a_shallow_clone_says_that_it_is_one(made: Made, tmp_path: Path) -> None:
    made.commit("2026-11-01")
    made.commit("2026-11-02")
    git(tmp_path, "clone", "-q", "--depth", "1", made.folder.as_uri(), "clone")
    with Repository(tmp_path / "clone/in here/catalog ü") as repository:
        with pytest.raises(VcompareError) as caught:
            repository.revision("HEAD~1")
        assert "--unshallow" in str(caught.value.hint)
        with pytest.raises(VcompareError, match="does not reach back"):
            repository.last_before(0)
        with pytest.raises(VcompareError, match="made from the first commit"):
            _ = repository.identity
        assert repository.parent(repository.revision("HEAD")) is None


def test_what_is_no_file_is_a_finding_and_not_followed(made: Made) -> None:
    (made.folder / "secret").write_text(TOOL.format(name="Secret"))
    made.write(
        {
            "tools/good.toml": tool("Good"),
            "reviews/large/builder.toml": REVIEW + "#" * 300_000,
            "tools/large.toml": tool("Large"),
            "tools/broken.toml": "name = ",
            "tools/latin.toml": b"name = '\xe9'",
        }
    )
    (made.root / "tools/link.toml").symlink_to("../../../secret")
    (made.root / "votes").symlink_to("tools")
    made.commit("2026-11-01")
    with Repository(made.root) as repository:
        state = State.at(repository, repository.revision("HEAD"))
        records, skipped = state.records(state.catalog.slugs())
    assert records == {}
    assert {(one.tool, one.path) for one in skipped} == {
        ("good", "votes"), ("large", "reviews/large/builder.toml"), ("broken", "tools/broken.toml"),
        ("latin", "tools/latin.toml"), ("link", "tools/link.toml"),
    }  # fmt: skip


def test_attributes_and_filters_change_nothing(made: Made, tmp_path: Path) -> None:
    """What is exported, converted or run when a revision is checked out is of no concern to what it says."""
    ran = tmp_path / "ran"
    (made.folder / ".gitattributes").write_text(
        "* export-ignore\n*.toml filter=evil text eol=crlf diff=evil\n"
    )
    made.commit("2026-11-01", {"tools/quill.toml": tool("Quill", tagline='"$Format:%H$"')})
    for key in (
        "filter.evil.smudge",
        "filter.evil.process",
        "diff.evil.textconv",
        "core.pager",
        "core.fsmonitor",
    ):
        git(made.folder, "config", key, f"touch {ran}")
    with Repository(made.root) as repository:
        state = State.at(repository, repository.revision("HEAD"))
        assert state.records(["quill"])[0]["quill"].tool.tagline == "$Format:%H$"
        repository.log(repository.revision("HEAD"), ["."])
    assert not ran.exists()


@pytest.mark.parametrize("path", ["tools/quill.toml", "tools"])
def test_a_damaged_repository_says_so(made: Made, path: str) -> None:
    made.commit("2026-11-01", {"tools/quill.toml": tool("Quill")})
    name = git(made.folder, "rev-parse", f"HEAD:in here/catalog ü/{path}")
    lost = made.folder / ".git/objects" / name[:2] / name[2:]
    lost.chmod(0o644)
    lost.write_bytes(b"nonsense")
    with (
        Repository(made.root) as repository,
        pytest.raises(VcompareError, match=r"cannot be read|has an incomplete history"),
    ):
        State.at(repository, repository.revision("HEAD")).records(["quill"])


def test_a_partial_clone_says_so_and_fetches_nothing(made: Made, tmp_path: Path) -> None:
    made.commit("2026-11-01", {"tools/quill.toml": tool("Quill")})
    git(made.folder, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", made.folder.as_uri(), "clone")
    (tmp_path / "clone/in here/catalog ü").mkdir(parents=True)
    with (
        Repository(tmp_path / "clone/in here/catalog ü") as repository,
        pytest.raises(VcompareError) as caught,
    ):
        State.at(repository, repository.revision("HEAD"))
    assert "--filter" in str(caught.value.hint)


def test_git_that_ends_early_says_so(made: Made) -> None:
    made.commit("2026-11-01")
    with Repository(made.root) as repository:
        repository._objects._process.kill()
        repository._objects._process.wait()
        with pytest.raises(VcompareError, match="Git ended while history was read"):
            repository.revision("HEAD")


def test_the_log_of_a_branch(made: Made) -> None:
    """A merge stands for what arrived with it; a commit elsewhere, or of the merged branch, does not count."""
    one = made.commit("2026-11-01", {"tools/a.toml": tool("A")})
    git(made.folder, "checkout", "-q", "-b", "side")
    made.commit("2026-11-02", {"tools/b.toml": tool("B")})
    git(made.folder, "checkout", "-q", "main")
    (made.folder / "README").write_text("elsewhere")
    made.commit("2026-11-03")
    git(made.folder, "merge", "-q", "--no-ff", "-m", "Merge", "side", day="2026-11-04")
    two = git(made.folder, "rev-parse", "HEAD")
    three = made.commit("2026-11-05", {"tools/a.toml": None, "tools/c.toml": tool("A")})
    with Repository(made.root) as repository:
        log = repository.log(repository.revision("HEAD"), ["tools"])
        assert [(touch.name, sorted(touch.files), sorted(touch.added)) for touch in log] == [
            (three, ["tools/a.toml", "tools/c.toml"], ["tools/c.toml"]),
            (two, ["tools/b.toml"], ["tools/b.toml"]),
            (one, ["tools/a.toml"], ["tools/a.toml"]),
        ]
        since = repository.log(repository.revision("HEAD"), ["tools/a.toml"], repository.revision(one))
        assert [touch.name for touch in since] == [three]
        assert log[0].files["tools/a.toml"] is None


def test_a_replaced_object_is_not_believed(made: Made) -> None:
    first = made.commit("2026-11-01", {"tools/quill.toml": tool("Quill")})
    second = made.commit("2026-11-02", {"tools/quill.toml": tool("Quill", entry='"paid"')})
    git(made.folder, "replace", second, first)
    with Repository(made.root) as repository:
        head = repository.revision("HEAD")
        assert (head.commit, str(head.date)) == (second, "2026-11-03")
        assert record_of(State.at(repository, head).catalog, "quill").tool.entry == "paid"


def test_a_path_is_no_pattern(made: Made) -> None:
    made.commit("2026-11-01", {"tools/a.toml": tool("A")})
    with Repository(made.root) as repository:
        assert repository.log(None, ["tools/*.toml"]) == []


def test_git_follows_no_rename_in_a_log(made: Made) -> None:
    made.commit("2026-11-01", {"tools/a.toml": tool("A")})
    name = made.commit("2026-11-02", {"tools/a.toml": None, "tools/b.toml": tool("A")})
    git(made.folder, "config", "log.follow", "true")
    with Repository(made.root) as repository:
        assert [commit.name for commit in repository.log(None, ["tools/b.toml"])] == [name]


def test_the_last_commit_before_a_moment(made: Made) -> None:
    names = [made.commit(f"2026-11-0{day}") for day in (1, 2, 3)]
    with Repository(made.root) as repository:
        seconds = [repository.revision(name).seconds for name in names]
        assert repository.last_before(seconds[0]) is None
        for name, moment in zip(names, seconds, strict=True):
            found = repository.last_before(moment + 1)
            assert found
            assert found.commit == name


def test_a_commit_has_the_date_that_its_committer_gave(made: Made) -> None:
    """The last in the order of the branch counts, also where an earlier one has a later date."""
    names = [made.commit(f"2026-11-{day}") for day in ("05", "01", "07")]
    made.commit("2036-01-01")
    with Repository(made.root) as repository:
        moments = [repository.revision(name).seconds for name in names]
        for moment, expected in ((moments[1], None), (moments[0], names[1]), (moments[2] + 1, names[2])):
            found = repository.last_before(moment)
            assert (found and found.commit) == expected


def test_where_two_branches_parted(made: Made) -> None:
    parted = made.commit("2026-11-01")
    git(made.folder, "checkout", "-q", "-b", "side")
    made.commit("2026-11-02")
    git(made.folder, "checkout", "-q", "main")
    made.commit("2026-11-03")
    git(made.folder, "checkout", "-q", "--orphan", "alone")
    made.commit("2026-11-04")
    with Repository(made.root) as repository:
        main, side, alone = map(repository.revision, ("main", "side", "alone"))
        assert repository.common(main, side).commit == parted
        with pytest.raises(VcompareError, match="no history in common"):
            repository.common(main, alone)


def test_hostile_commits(made: Made) -> None:
    """Git stores what it is given: no person, no date that a calendar has, another encoding, an empty text."""
    made.commit("2026-11-01")
    tree = git(made.folder, "rev-parse", "HEAD^{tree}")
    for person, message in [
        (b"Ann <ann@example.com> 99999999999999 +0000", b"late"),
        (b"Ann", b"nobody"),
        (b"\xe9 <x> 1 +0000\nencoding latin-1", b"\xe9t\xe9"),
        (b"Ann <a> 1 +0000\nencoding nonsense", b"\x1b]0;x\x07"),
        (b"Ann <a> 1 +0000", b""),
    ]:
        content = b"tree %s\nauthor %s\ncommitter %s\n\n%s" % (
            tree.encode(),
            person.split(b"\n")[0],
            person,
            message,
        )
        made_by = subprocess.run(
            ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
            cwd=made.folder, env=ENVIRONMENT, input=content, capture_output=True, check=True,
        )  # fmt: skip
        name = made_by.stdout.decode().strip()
        with Repository(made.root) as repository:
            found = repository.revision(name)
            assert State.at(repository, found).settings.title == "Small"
            assert found.subject == message.decode("latin-1")


def test_a_merge_whatever_the_configuration_says(made: Made) -> None:
    made.commit("2026-11-01", {"tools/a.toml": tool("A")})
    git(made.folder, "checkout", "-q", "-b", "side")
    made.commit("2026-11-02", {"tools/b.toml": tool("B")})
    git(made.folder, "checkout", "-q", "main")
    git(made.folder, "merge", "-q", "--no-ff", "-m", "Merge", "side", day="2026-11-04")
    settings = {
        "log.diffMerges": "off", "log.showRoot": "false", "log.date": "human", "color.ui": "always",
        "diff.noprefix": "true", "log.decorate": "full", "format.pretty": "fuller", "core.quotePath": "true",
    }  # fmt: skip
    for key, value in settings.items():
        git(made.folder, "config", key, value)
    with Repository(made.root) as repository:
        log = repository.log(repository.revision("HEAD"), ["tools"])
    assert [sorted(touch.files) for touch in log] == [["tools/b.toml"], ["tools/a.toml"]]


def test_what_the_environment_says_to_another_git(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hook, and whoever runs it, say where their repository is and how paths are read."""
    made.commit("2026-11-01", {"tools/a.toml": tool("A")})
    other = Made(made.folder.parent / "other")
    other.commit("2026-11-02")
    for key, value in {
        "GIT_DIR": other.folder / ".git", "GIT_WORK_TREE": other.folder, "GIT_INDEX_FILE": "/nothing",
        "GIT_OBJECT_DIRECTORY": other.folder / ".git/objects", "GIT_COMMON_DIR": other.folder / ".git",
        "GIT_GLOB_PATHSPECS": "1", "GIT_ICASE_PATHSPECS": "1", "GIT_NAMESPACE": "x", "GIT_TRACE": "1",
    }.items():  # fmt: skip
        monkeypatch.setenv(key, str(value))
    with Repository(made.root) as repository:
        assert State.at(repository, repository.revision("HEAD")).catalog.slugs() == ["a"]
        assert len(repository.log(repository.revision("HEAD"), ["tools"])) == 1


def test_git_that_fails_is_no_empty_history(made: Made) -> None:
    made.commit("2026-11-01")
    with Repository(made.root) as repository:
        head = repository.revision("HEAD")
        git(made.folder, "config", "core.bare", "nonsense")
        with pytest.raises(VcompareError, match="cannot be read: "):
            repository.log(head, ["tools"])


def test_what_is_too_large_is_passed_over(made: Made) -> None:
    (made.folder / "large").write_bytes(b"x" * 5_000_000)
    made.commit("2026-11-01", {"tools/a.toml": tool("A"), "tools/b.toml": "#" * 300_000})
    with Repository(made.root) as repository:
        with pytest.raises(VcompareError, match="there is no revision"):
            repository.revision("HEAD:large")
        state = State.at(repository, repository.revision("HEAD"))
        records, skipped = state.records(["a", "b"])
        assert (list(records), [one.message for one in skipped]) == (
            ["a"],
            ["the file is larger than 256 KiB"],
        )


def test_a_link_in_place_of_a_folder(made: Made) -> None:
    (made.root / "elsewhere/a").mkdir(parents=True)
    (made.root / "elsewhere/a/builder.toml").write_text(review("ship", 1))
    (made.root / "reviews").symlink_to("elsewhere")
    made.commit("2026-11-01", {"tools/a.toml": tool("A")})
    with Repository(made.root) as repository:
        records, skipped = State.at(repository, repository.revision("HEAD")).records(["a"])
    assert (records, [one.path for one in skipped]) == ({}, ["reviews"])


def test_no_process_is_left_behind(made: Made) -> None:
    made.commit("2026-11-01", {"tools/a.toml": tool("A")})
    before = children()
    with Repository(made.root) as repository:
        assert len(repository.log(None, ["tools"])) == 1
    with suppress(KeyboardInterrupt), Repository(made.root):
        raise KeyboardInterrupt
    with suppress(VcompareError), Repository(made.root.parents[2]):
        pass
    assert children() == before


def test_names_of_revisions(made: Made) -> None:
    name = made.commit("2026-11-01", {}, "Say fish")
    git(made.folder, "tag", "-a", "-m", "One", "v1")
    git(made.folder, "tag", "-a", "-m", "Two", "v2", "v1")
    with Repository(made.root) as repository:
        for text in ("HEAD", "main", "v1", "v2", ":/fish", "HEAD@{0}", name[:8], "v2^{}"):
            assert repository.revision(text).commit == name, text


@pytest.mark.parametrize("path", [".", "", "./node_modules/.bin", "bin"])
def test_no_git_of_a_catalog_is_run(made: Made, path: str, vcompare: Run) -> None:
    """Wherever one stands, a relative folder on the PATH is that of the catalog for whoever changes into it."""
    made.commit("2026-11-01", {"tools/a.toml": tool("A")})
    folder = made.root / path
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "git").write_text(f'#!/bin/sh\ntouch "{made.folder}/RAN"\n')
    (folder / "git").chmod(0o755)
    env = {"PATH": f"{path}{os.pathsep}{os.environ['PATH']}"}
    for words in (
        ["diff", "HEAD"],
        ["history", "a"],
        ["digest", "--since", "HEAD"],
        ["vote", "a", "ship", "--dry-run"],
    ):
        vcompare(*words, catalog=made.root, env=env, cwd=made.root)
    assert not (made.folder / "RAN").exists()


def test_a_repository_that_a_catalog_brings_is_not_asked(made: Made, tmp_path: Path, vcompare: Run) -> None:
    """A bare one is files and folders like others, which a pull request may hold."""
    secret = Made(tmp_path / "secret")
    name = secret.commit("2026-11-01", {"tools/a.toml": tool("Secret")})
    made.commit(
        "2026-11-01",
        {
            "tools/a.toml": tool("A"),
            "HEAD": name + "\n",
            "config": "[core]\nrepositoryformatversion = 0\nbare = false\nworktree = .\n[user]\nname = Mallory\n",
            "objects/info/alternates": f"{secret.folder}/.git/objects\n",
            "refs/heads/.keep": "",
        },
    )
    for words in (
        ["diff", "HEAD"],
        ["history", "a"],
        ["digest", "--since", "HEAD"],
        ["vote", "a", "ship", "--dry-run"],
    ):
        done = vcompare(*words, catalog=made.root)
        assert "Secret" not in done.stdout
        assert "Mallory" not in done.stdout


@pytest.mark.parametrize(
    "encoding", ["punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "idna", "hex"]
)
def test_encodings_in_which_nobody_writes(made: Made, encoding: str, vcompare: Run) -> None:
    made.commit("2026-11-01", {"tools/a.toml": tool("A")})
    tree = git(made.folder, "rev-parse", "HEAD^{tree}")
    message = "x \\ud800 +2AA- a-" + "a" * 900_000
    content = (
        f"tree {tree}\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\nencoding {encoding}\n\n{message}\n"
    )
    name = git(made.folder, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", given_text=content)
    git(made.folder, "update-ref", "HEAD", name)
    done = vcompare("history", "a", "-f", "json", catalog=made.root)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_commit_of_any_length(made: Made, vcompare: Run) -> None:
    (made.folder / "message").write_text("A subject\n\n" + "and a line\n" * 200_000)
    made.write({"tools/a.toml": tool("A")})
    git(made.folder, "add", "--all")
    git(made.folder, "commit", "-q", "-F", "message")
    made.commit("2026-11-02", {"tools/a.toml": tool("A", entry='"paid"')})
    assert "A subject" in vcompare("history", "a", catalog=made.root).stdout
    assert vcompare("diff", "HEAD~1", "HEAD", catalog=made.root).returncode == 0
    assert vcompare("digest", "--since", "2020-01-01", catalog=made.root).returncode == 0


def test_what_git_says_beside_blocks_nothing(made: Made, vcompare: Run) -> None:
    made.commit("2026-11-01", {"tools/a.toml": tool("A")})
    lines = "".join(f"/nonexistent/{'x' * 150}{number}\n" for number in range(600))
    (made.folder / ".git/objects/info/alternates").write_text(lines)
    assert vcompare("diff", "HEAD", catalog=made.root).returncode == 0


def test_files_that_are_called_like_revisions(made: Made, vcompare: Run) -> None:
    name = made.commit("2026-11-01", {"tools/a.toml": tool("A")})
    made.write({"HEAD": "", name: ""})
    for words in (
        ["digest", "--since", "2020-01-01"],
        ["digest", "--since", name],
        ["history", "a"],
        ["diff", name],
    ):
        done = vcompare(*words, "--catalog", ".", catalog=None, cwd=made.root)
        assert done.returncode == 0, (words, done.stderr)
