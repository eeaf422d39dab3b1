"""`vcompare fmt`: one order and style, all comments kept."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.catalog.toml_documents import REAL
from tests.conftest import REVIEW, MakeCatalog, Run
from tests.editing.test_formatter import FORMED

REVIEWED = "score = 80 # high\n# said at the fair\nverdict='ship'\ntext='Good.'\n"


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog(
        {
            "tools/anvil.toml": REAL["comments everywhere"],
            "reviews/anvil/builder.toml": REVIEWED,
            "votes/anvil.toml": "[ballots]\r\nzoe = 'ship'\r\nana = 'skip'\r\n",
        }
    )


def test_every_file_is_formed_and_once_is_enough(root: Path, vcompare: Run) -> None:
    before = (root / "tools/anvil.toml").read_bytes()
    shown = vcompare("fmt", "--check", catalog=root)
    assert (shown.returncode, shown.stderr) == (1, "note: 3 files would be reformatted: run `vcompare fmt`\n")
    assert vcompare("fmt", "--dry-run", catalog=root).stdout == shown.stdout
    assert (root / "tools/anvil.toml").read_bytes() == before
    done = vcompare("fmt", catalog=root)
    assert (done.returncode, done.stdout, done.stderr.count("note: wrote ")) == (0, "", 3)
    assert (root / "tools/anvil.toml").read_text() == FORMED
    assert (root / "reviews/anvil/builder.toml").read_text() == (
        '# said at the fair\nverdict = "ship"\ntext = "Good."\nscore = 80       # high\n'
    )
    assert (root / "votes/anvil.toml").read_bytes() == b'[ballots]\r\nana = "skip"\r\nzoe = "ship"\r\n'
    again = vcompare("fmt", "--check", catalog=root)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "note: all files are formatted\n")


def test_mixed_line_ends_are_formatted_and_stay(root: Path, vcompare: Run) -> None:
    vcompare("fmt", catalog=root)
    path = root / "tools/anvil.toml"
    mixed = path.read_bytes().replace(b"\n", b"\r\n", 2)
    path.write_bytes(mixed)
    done = vcompare("fmt", "--check", catalog=root)
    assert (done.returncode, done.stdout) == (0, "")
    path.write_bytes(mixed.replace(b" = ", b"=", 1))
    vcompare("fmt", catalog=root)
    assert path.read_bytes() == mixed


def test_each_path_is_formatted_in_its_own_catalog(two_catalogs: Path, vcompare: Run) -> None:
    paths = ["a/catalog/tools/one.toml", "b"]
    before = {path: path.read_text() for path in two_catalogs.rglob("*.toml")}
    for path, text in before.items():
        path.write_text(text.replace(" = ", "="))
    done = vcompare("fmt", "--check", *paths, catalog=None, cwd=two_catalogs)
    assert (done.returncode, done.stdout.count("\n+++ ")) == (1, 4)
    assert done.stderr == "note: 4 files would be reformatted: run it without --check\n"
    assert vcompare("fmt", *paths, catalog=None, cwd=two_catalogs).returncode == 0
    changed = {path for path, text in before.items() if path.read_text() == text}
    assert changed == {*(two_catalogs / "b").rglob("*.toml"), two_catalogs / paths[0]}
    assert vcompare("fmt", "--check", *paths, catalog=None, cwd=two_catalogs).returncode == 0


def test_only_what_is_named(root: Path, vcompare: Run) -> None:
    done = vcompare("fmt", str(root / "reviews"), catalog=root)
    assert done.stderr == f"note: wrote {root}/reviews/anvil/builder.toml\n"
    assert (root / "tools/anvil.toml").read_text() == REAL["comments everywhere"]
    assert vcompare("fmt", str(root / "nothing"), catalog=root).returncode == 2


@pytest.mark.parametrize("broken", [b"name = \n", b"\xff", b"name = 1\rx"])
def test_a_broken_file_is_named_and_left_alone(root: Path, vcompare: Run, broken: bytes) -> None:
    (root / "tools/broken.toml").write_bytes(broken)
    for words in (["fmt", "--check"], ["fmt"], ["fmt"]):
        done = vcompare(*words, catalog=root)
        assert done.returncode == 2
        assert f"error: {root}/tools/broken.toml" in done.stderr
        assert (root / "tools/broken.toml").read_bytes() == broken
    assert (root / "tools/anvil.toml").read_text() == FORMED


def test_a_byte_order_mark_goes_and_unknown_keys_come_last(make_catalog: MakeCatalog, vcompare: Run) -> None:
    root = make_catalog(
        {"reviews/x/builder.toml": "\ufeffodd = 1 # ?\n" + REVIEW.format(verdict="ship", score=8)}
    )
    assert vcompare("fmt", catalog=root).returncode == 0
    text = (root / "reviews/x/builder.toml").read_bytes().decode()
    assert (
        text
        == 'verdict = "ship"\ntext = "Said of it. Said more."\nscore = 8\nodd = 1                         # ?\n'
    )


def test_links_are_left_alone(root: Path, vcompare: Run, tmp_path: Path) -> None:
    (tmp_path / "away.toml").write_text("name  =  'x'\n")
    (root / "tools/link.toml").symlink_to(tmp_path / "away.toml")
    done = vcompare("fmt", catalog=root)
    assert (done.returncode, "link.toml:1:1: this is not a regular file" in done.stderr) == (2, True)
    assert (tmp_path / "away.toml").read_text() == "name  =  'x'\n"


TIDY = """\
name = "Anvil"            # the product
tagline = "A build server"
category = "Tools"        # not CI
entry = "free"
tags = ["build", "ci"]

[pricing]
summary = "Free" # they say
checked = 2026-01-01
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("tools/anvil.toml", ["edit", "anvil", "name=Anvil with a longer name"]),
        ("tools/anvil.toml", ["edit", "anvil", "pricing.summary=Free for teams of up to ten people"]),
        ("tools/anvil.toml", ["edit", "anvil", "vendor=Smith", "description=One.\n\nTwo\u00a0."]),
        ("tools/anvil.toml", ["edit", "anvil", *(f"tags+=a-longer-tag-{number}" for number in range(6))]),
        ("tools/anvil.toml", ["edit", "anvil", f"aliases+={'x' * 40}", f"aliases+={'y' * 40}"]),
        (
            "reviews/anvil/builder.toml",
            ["review", "anvil", "builder", "--score", "7", "--summary", "Half of it"],
        ),
        ("votes/anvil.toml", ["vote", "anvil", "ship", "--as", "Zoe the second"]),
    ],
)
def test_a_formatted_file_stays_formatted(
    make_catalog: MakeCatalog, vcompare: Run, newline: str, path: str, words: list[str]
) -> None:
    files = {
        "tools/anvil.toml": TIDY,
        "reviews/anvil/builder.toml": 'verdict = "ship" # at last\ntext = "Good."\n',
        "votes/anvil.toml": '[ballots]\nAna = "ship" # by mail\n',
    }
    root = make_catalog({})
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.replace("\n", newline).encode())
    assert vcompare("fmt", catalog=root).returncode == 0
    before = (root / path).read_bytes().decode()
    assert vcompare(*words, catalog=root).returncode == 0
    changed = (root / path).read_bytes().decode()
    assert changed != before
    assert changed.count("\n") == changed.count(newline)
    assert vcompare("fmt", "--check", catalog=root).returncode == 0
    assert taplo_accepts(root / path, newline)


def taplo_accepts(path: Path, newline: str) -> bool:
    taplo = [str(Path(sys.executable).with_name("taplo")), "fmt", "--check", "--no-auto-config"]
    options = ["--option", "crlf=true"] if newline == "\r\n" else []
    return subprocess.run([*taplo, *options, path.name], cwd=path.parent, check=False).returncode == 0


def test_any_other_file_keeps_its_layout(make_catalog: MakeCatalog, vcompare: Run) -> None:
    text = TIDY.replace('"Tools" ', '"Tools"   ')
    root = make_catalog({"tools/anvil.toml": text})
    assert vcompare("edit", "anvil", "name=Anvil with a longer name", catalog=root).returncode == 0
    assert (root / "tools/anvil.toml").read_text() == text.replace('"Anvil"', '"Anvil with a longer name"')


@pytest.mark.parametrize("command", ["fmt", "check"])
def test_a_file_that_does_not_exist_is_named(vcompare: Run, two_catalogs: Path, command: str) -> None:
    words = [command, "a/catalog/tools/one.toml", "nowhere.toml"]
    done = vcompare(*words, cwd=two_catalogs, catalog=None)
    assert (done.returncode, done.stderr) == (2, "error: nowhere.toml does not exist\nhint: check the name\n")
