"""Texts that come from elsewhere than a catalog's fields: names of files, Git, bookmarks, pages, templates."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.history.repositories import git
from tests.program import inside
from tests.trust import hostile, oracles
from tests.trust.commands import HISTORY, ON_BROKEN, READING, A, B, Command
from tests.trust.hostile import FRAGMENTS
from tests.trust.limits import limited
from tests.trust.test_formats import judged_by_its_reader, judged_in_a_log, judged_on_a_terminal

FINE = hostile.catalog(["word"])
NAMES = [one.replace("/", "").replace("\0", "") for one in FRAGMENTS]
BYTES = (
    b"\xff\xfe",
    b"\xc3\x28",
    b"\xed\xa0\x80",
    b"a\xffb",
    b"\x80::error::x",
    b"-rf",
    b"--catalog",
    b"..toml",
    b" ",
    b"CON",
)


def judged(command: Command, root: Path) -> None:
    judged_on_a_terminal(command, root)
    judged_in_a_log(command, root)
    judged_by_its_reader(command, root)


def harmless(words: Sequence[str], **how: str | bytes) -> list[int]:
    """Run a command on a terminal and in a log, check what it says, and return both exit statuses."""
    statuses = []
    for log in (None, "true"):
        done = inside(words, terminal=log is None, GITHUB_ACTIONS=log, **how)  # type: ignore[arg-type]
        for said in (done.output, done.talk):
            oracles.on_a_terminal(said)
            assert log is None or not oracles.in_a_log(said)
        statuses.append(done.status)
    return statuses


# Names of files and folders


@pytest.fixture(scope="module")
def oddly_named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog with files of every name at every place where it has files."""
    root = hostile.write(tmp_path_factory.mktemp("names"), FINE)
    for name in {*NAMES, *map(os.fsdecode, BYTES)} - {"", ".", ".."}:
        for folder in ("tools", "votes", "reviews/tool-a"):
            (root / folder / f"{name}.toml").write_text("x = 1\n")
        for folder in ("", "reviews", "tools"):
            (root / folder / name).mkdir(exist_ok=True)
            (root / folder / name / "builder.toml").write_text("x = 1\n")
    return root


@pytest.mark.parametrize("command", ON_BROKEN, ids=str)
def test_names_of_files(command: Command, oddly_named: Path) -> None:
    judged(command, oddly_named)


FOLDERS = ("x\n::error::y", "\x1b]0;t\x07##[x]\r::e::f", "\udcff\u202e[b]<b>|%0A,:")


@pytest.mark.parametrize(
    ("command", "folder"),
    [
        (command, folder)
        for at, command in enumerate(READING)
        for number, folder in enumerate(FOLDERS)
        if command in ON_BROKEN or at % len(FOLDERS) == number
    ],
    ids=str,
)
def test_the_name_of_the_catalog(command: Command, folder: str, tmp_path: Path) -> None:
    """Each folder with the commands that name files, and with a third of the others."""
    judged(command, hostile.write(tmp_path / folder, {**FINE, "tools/bad.toml": "x", "votes/y z.toml": ""}))


# Git


def commit(root: Path, subject: str, author: str) -> None:
    people = {f"GIT_{who}_{what}": author for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    git(root, "add", "-A")
    words = ("--allow-empty", "--allow-empty-message", "--cleanup=verbatim", "-m", subject)
    git(root, "commit", "-q", *words, **people)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog whose every commit wants to do harm: in who made it, in what it says and in what it holds."""
    root = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", root], check=True)
    texts = [text.replace("\0", "") for text in FRAGMENTS]
    for at in range(0, len(texts), 12):
        some = texts[at : at + 12]
        hostile.write(root, hostile.catalog(some))
        hostile.write(
            root, {f"tools/old-{at}.toml": hostile.named(some, some), "reviews/tool-a/builder.toml": some[0]}
        )
        person = "".join(one for one in "".join(some) if one not in "<>\n\r") or "x"
        commit(root, "".join(some), f"A {person} B")
    hostile.write(root, hostile.catalog(texts))
    commit(root, "\x1b]0;x\x07\n::error::y", "A\x1b[2JB")
    hostile.write(root, hostile.catalog(texts[40:]))
    commit(root, "##[error]", "::error::")
    return root


@pytest.mark.parametrize(
    "command", [*HISTORY, *(one for one in READING if one.words[0] == "export")], ids=str
)
def test_the_history_of_a_repository(command: Command, repository: Path) -> None:
    judged(command, repository)


@pytest.mark.parametrize("name", ["".join(FRAGMENTS[at::6]) for at in range(6)])
def test_the_name_under_which_git_commits(name: str, tmp_path: Path) -> None:
    root = hostile.write(tmp_path, FINE)
    subprocess.run(["git", "init", "-q", root], check=True)
    subprocess.run(["git", "-C", root, "config", "user.name", name.replace("\0", "")], check=True)
    harmless(["vote", A, "ship", "--dry-run", "--catalog", str(root)])


# Bookmarks


@pytest.mark.parametrize("words", [("bookmark", "list"), ("list", "--bookmarked"), ("show", "--bookmarked"), ("bookmark", "add", A), ("bookmark", "remove", A)], ids=" ".join)  # fmt: skip
def test_the_file_of_bookmarks(words: Sequence[str], tmp_path: Path) -> None:
    root = hostile.write(tmp_path / "catalog", FINE)
    file = tmp_path / "data/vcompare/bookmarks.json"
    file.parent.mkdir(parents=True)
    known = {"schema": "vcompare.bookmarks/1", "catalogs": {str(root): [*FRAGMENTS, A, *FRAGMENTS]}}
    contents: Sequence[bytes] = (
        json.dumps(known).encode(),
        json.dumps({**known, "schema": "".join(FRAGMENTS)}).encode(),
        json.dumps({**known, "catalogs": {str(root): FRAGMENTS[0], **dict.fromkeys(FRAGMENTS, 1)}}).encode(),
        b"[" * 100_000,
        b'{"schema": ' + b"9" * 5000 + b"}",
        b'{"schema": NaN}',
        b"\xff\x00",
        b"",
    )
    for content in contents:
        file.write_bytes(content)
        harmless([*words, "--catalog", str(root)], XDG_DATA_HOME=str(tmp_path / "data"))


# Pages that hold blocks, and templates


PAGES: Mapping[str, str] = {
    "fragments": "".join(
        f"{one}\n\n<!-- vcompare: show {A} {B} -->\n{one}\n<!-- /vcompare -->\n" for one in FRAGMENTS
    ),
    "commands": "".join(f"<!-- vcompare: {one} -->\n<!-- /vcompare -->\n" for one in FRAGMENTS),
    "names": "".join(f"<!-- vcompare: show '{one}' -->\n<!-- /vcompare -->\n" for one in FRAGMENTS[::4]),
    "options": "".join(
        f"<!-- vcompare: list --category '{one}' -->\n<!-- /vcompare -->\n" for one in FRAGMENTS
    ),
    "open": f"<!-- vcompare: show {A} -->\n" * 200,
    "closed": "<!-- /vcompare -->\n" * 200,
    "quotes": "<!-- vcompare: show '" + '"' * 5000 + " -->\n<!-- /vcompare -->\n",
    "fences": "```\n" * 1001 + f"<!-- vcompare: show {A} -->\n<!-- /vcompare -->\n",
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("words", [("sync", "--check", "page.md"), ("sync", "page.md"), ("sync", "--force", "page.md"), ("sync", "-")], ids=" ".join)  # fmt: skip
def test_pages_with_blocks(
    words: Sequence[str], page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.md").write_bytes(PAGES[page].encode())
    root = hostile.write(tmp_path / "catalog", hostile.catalog(FRAGMENTS))
    for log in (None, "true"):
        done = inside([*words, "--catalog", str(root)], given=PAGES[page].encode(), GITHUB_ACTIONS=log)
        assert done.status in {0, 1, 2}
        oracles.on_a_terminal(done.talk)
        if words[-1] != "-":  # which gives back what it was given
            oracles.on_a_terminal(done.output)
            assert log is None or not oracles.in_a_log(done.output)
        assert log is None or not oracles.in_a_log(done.talk)


LONG_PAGES = {
    "starts without an end": "<!-- vcompare: show a -->\n" * 150_000,
    "markers on a line": "".join(f"<!-- vcompare: {number} --> " for number in range(150_000)),
    "markers in raw HTML": "<div>" + "".join(f"<!-- vcompare: {number} --> " for number in range(150_000)),
    "comments without an end": "<!-- vcompare: x " * 200_000,
    "quotes": "> " * 2_000_000 + "<!-- vcompare: show a -->",
    "fences": "```\n" * 1_000_000 + "<!-- vcompare: show a -->",
    "larger than a page": "x" * 16_777_217,
}


@pytest.mark.parametrize("page", LONG_PAGES)
def test_a_long_page_takes_a_moment(page: str, tmp_path: Path) -> None:
    """A page of a stranger costs what its length costs: the first once took a minute."""
    (tmp_path / "page.md").write_text(LONG_PAGES[page])
    root = hostile.write(tmp_path / "c", FINE)
    done = limited(["sync", "--check", "page.md", "--catalog", str(root)], tmp_path)
    assert (b"page.md is larger than 16" in done.talk) == (page == "larger than a page")


@pytest.mark.parametrize(
    "text", [*FRAGMENTS, *(f"{{{{ {one} }}}}" for one in FRAGMENTS), *(f"{{% {one} %}}" for one in FRAGMENTS)]
)
def test_templates_that_fail_say_so_safely(text: str, tmp_path: Path) -> None:
    root = hostile.write(tmp_path / "catalog", FINE)
    (tmp_path / "t.md").write_bytes(text.encode())
    done = inside(["export", A, B, "--template", str(tmp_path / "t.md"), "--catalog", str(root)])
    assert done.status in {0, 2}
    oracles.on_a_terminal(done.talk)


ESCAPES = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ title.format.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.system('touch PWNED') }}",
    "{{ self._TemplateReference__context }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{{ lipsum.__globals__ }}",
    "{{ '%s'|format(title.__class__) }}",
    "{{ ('{0.__class__.__mro__}')|attr('format')(title) }}",
)


@pytest.mark.parametrize("text", ESCAPES)
def test_a_template_reaches_nothing(text: str, tmp_path: Path) -> None:
    root = hostile.write(tmp_path / "catalog", FINE)
    (tmp_path / "t.md").write_text(text)
    done = limited(["export", A, B, "--template", str(tmp_path / "t.md"), "--catalog", str(root)], tmp_path)
    assert done.status in {0, 2}
    assert b"root:" not in done.output
    assert not (tmp_path / "PWNED").exists()
