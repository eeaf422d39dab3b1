"""What `export` wrote is still right once it is committed, whatever then happens to the commit or the clone."""

import json
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.history.repositories import Repository, git, review, tool

A, B = "tools/a.toml", "tools/b.toml"
PRICING = '\n[pricing]\nsummary = "Free"\nchecked = 2026-11-05\n'
WAYS = {
    "markdown": ("export", "a", "b", "-o", "post.md", "--front-matter", "yaml", "--chart", "post.svg"),
    "toml": ("export", "a", "b", "-o", "post.md", "--front-matter", "toml"),
    "html": ("export", "a", "b", "-o", "post.html"),
    "json": ("export", "a", "b", "-o", "post.json"),
    "csv": ("export", "a", "b", "-o", "post.csv"),
    "template": ("export", "a", "b", "-o", "post.md", "--template", "own.jinja"),
    "all pairs": ("export", "--all-pairs", "--into", "posts"),
    "sync": ("sync", "README.md"),
}
README = "<!-- vcompare: show a b -->\n<!-- /vcompare -->\n\n<!-- vcompare: list -->\n<!-- /vcompare -->\n"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    """A repository with a commit, an edit that is not committed, and a post to keep true."""
    made = Repository(tmp_path / "work", "catalog")
    reviews = {f"reviews/{slug}/builder.toml": review("ship", 80, date="2026-11-09") for slug in "ab"}
    made.commit("2026-11-10", {A: tool("A") + PRICING, B: tool("B"), **reviews})
    (made.folder / "README.md").write_text(README)
    (made.folder / "own.jinja").write_text("{{ title }} {{ date }}\n\n{{ stamp }}\n")
    made.write({A: tool("A", tagline='"Edited"') + PRICING})
    return made


def again(made: Repository) -> Path:
    return made.folder


def edited(made: Repository) -> Path:
    made.write({B: tool("B") + "# A comment.\n"})
    return made.folder


def amended(made: Repository) -> Path:
    git(made.folder, "commit", "-q", "--amend", "-m", "Another message", day="2026-11-20")
    return made.folder


def rebased(made: Repository) -> Path:
    git(made.folder, "checkout", "-q", "-b", "other", "HEAD~1")
    (made.folder / "else").write_text("")
    made.commit("2026-11-15")
    git(made.folder, "rebase", "-q", "other", "main", day="2026-11-21")
    return made.folder


def squashed(made: Repository) -> Path:
    git(made.folder, "reset", "-q", "--soft", "HEAD~1")
    git(made.folder, "commit", "-q", "--amend", "-m", "All at once", day="2026-11-22")
    return made.folder


def cloned(made: Repository) -> Path:
    git(made.folder, "clone", "-q", made.folder.as_uri(), "../far away/clone")
    return made.folder.parent / "far away/clone"


def shallow(made: Repository) -> Path:
    git(made.folder, "clone", "-q", "--depth", "1", made.folder.as_uri(), "../clone")
    return made.folder.parent / "clone"


def windows(made: Repository) -> Path:
    """Clone as Git for Windows does: every line ends with CR and LF."""
    git(made.folder, "-c", "core.autocrlf=true", "clone", "-q", made.folder.as_uri(), "../clone")
    assert b"\r\n" in (made.folder.parent / "clone/catalog/tools/a.toml").read_bytes()
    return made.folder.parent / "clone"


def unpacked(made: Repository) -> Path:
    shutil.rmtree(made.folder / ".git")
    return made.folder


HAPPENS = (again, edited, amended, rebased, squashed, cloned, shallow, windows, unpacked)


@pytest.mark.parametrize("happens", HAPPENS, ids=lambda happens: happens.__name__)
def test_a_check_is_satisfied_by_what_is_committed(
    vcompare: Run, made: Repository, happens: Callable[[Repository], Path]
) -> None:
    texts = {}
    for name, words in WAYS.items():
        done = vcompare(*words, "--force", catalog=None, cwd=made.folder)
        assert done.returncode == 0, (name, done.stderr)
        target = made.folder / words[words.index("-o") + 1] if "-o" in words else None
        texts[name] = target.read_bytes() if target else b""
    made.commit("2026-11-11")
    folder = happens(made)
    for name, words in WAYS.items():
        if texts[name]:  # several of them write the same file
            (folder / words[4]).write_bytes(texts[name])
        done = vcompare(*words, "--check", catalog=None, cwd=folder)
        assert (done.returncode, done.stdout) == (0, ""), (name, done.stderr)


def test_a_post_says_what_it_was_made_from(vcompare: Run, made: Repository) -> None:
    def export(*words: str) -> str:
        return vcompare("export", "a", "b", *words, catalog=None, cwd=made.folder).stdout

    for words in ((), ("--front-matter", "yaml"), ("--format", "html")):
        text = export(*words)
        checksum = sha256(export("--format", "json").encode()).hexdigest()[:12]
        assert checksum in text
        assert "as of 2026-11-09, content " in re.sub("<[^>]*>", "", text)
        assert "commit" not in text
    assert "\ndate: 2026-11-09\n" in export("--front-matter", "yaml")
    before = export()
    commented = (made.root / A).read_text() + "# A comment.\n"
    made.write({"tools/c.toml": tool("C"), A: commented})
    assert export() == before
    made.write({B: tool("B", best_for='"Whoever"')})
    stamps = [re.search("^Computed by .*", text, re.MULTILINE) for text in (before, export())]
    assert stamps[0] != stamps[1]
    assert "Computed" not in export("--no-stamp")


def test_a_day_to_come_is_not_the_day_of_a_post(vcompare: Run, made: Repository) -> None:
    made.write({B: tool("B", retired="2027-01-31")})
    text = vcompare("export", "a", "b", "--front-matter", "yaml", catalog=None, cwd=made.folder).stdout
    assert "\ndate: 2026-11-09\n" in text
    assert "2027-01-31" in text


def test_a_post_without_any_date_has_none(vcompare: Run, made: Repository) -> None:
    made.write({A: tool("A"), **{f"reviews/{slug}/builder.toml": review("ship", 80) for slug in "ab"}})
    text = vcompare("export", "a", "b", "--front-matter", "yaml", catalog=None, cwd=made.folder).stdout
    assert "\ndate:" not in text
    assert "from the catalog “Small”, content `" in text
    data = vcompare("export", "a", "b", "--format", "json", catalog=None, cwd=made.folder).stdout
    assert "date" not in {key for one in json.loads(data)["tools"] for key in one}
