"""`vcompare vote`: one ballot per voter, one line per vote."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, TOOL, MakeCatalog, Run

VOTES = """\
# counted by hand # twice
[tally] # elsewhere
ship = 41
skip = 9

[ballots]   # here
# the first
  "Bob.B" = "skip"

ana = "ship"  # early
zoe = 'ship' # late"""


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog(
        {
            "tools/nib.toml": TOOL.format(name="Nib") + 'aliases = ["Pen"]\n',
            "tools/quill.toml": TOOL.format(name="Quill"),
        }
    )


def lines(root: Path) -> list[str]:
    return (root / "votes/nib.toml").read_bytes().decode().split("\n")


def test_a_first_vote_makes_the_file_and_shows_in_the_card(root: Path, vcompare: Run) -> None:
    done = vcompare("vote", "Pen", "ship", "--as", "Ana B", catalog=root)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        f'note: wrote {root}/votes/nib.toml\n  ballots.Ana B: unset → "ship"\nnote: next: `vcompare show nib`\n'
    )
    assert lines(root) == ["[ballots]", '"Ana B" = "ship"', ""]
    assert (
        "1 ship" in vcompare("show", "nib", catalog=root).stdout
        or "100%" in vcompare("show", "nib", catalog=root).stdout
    )
    assert vcompare("check", catalog=root).returncode == 0


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("arguments", "gone", "new"),
    [
        (["ship", "--as", "carl"], [], [(10, 'carl = "ship"')]),
        (["ship", "--as", "Bob C"], [], [(10, '"Bob C" = "ship"')]),
        (["ship", "--as", "Ada"], [], [(6, 'Ada = "ship"')]),
        (["skip", "--as", "ana"], ['ana = "ship"  # early'], [(7, 'ana = "skip"  # early')]),
        (["ship", "--as", "Bob.B"], ['  "Bob.B" = "skip"'], [(9, '  "Bob.B" = "ship"')]),
        (["--withdraw", "--as", "ana"], ['ana = "ship"  # early'], []),
        (["skip", "--as", "zoe"], ["zoe = 'ship' # late"], [(10, 'zoe = "skip" # late')]),
    ],
)
def test_a_vote_is_one_line(
    root: Path, vcompare: Run, newline: str, arguments: list[str], gone: list[str], new: list[tuple[int, str]]
) -> None:
    (root / "votes").mkdir()
    (root / "votes/nib.toml").write_bytes(VOTES.replace("\n", newline).encode())
    done = vcompare("vote", "nib", *arguments, catalog=root)
    assert done.returncode == 0, done.stderr
    expected = [line for line in VOTES.split("\n") if line not in gone]
    after = (root / "votes/nib.toml").read_bytes().decode()
    assert after.count("\n") == after.count(newline)
    written = [line.strip() for line in after.replace(newline, "\n").split("\n")]
    added = [line.strip() for _, line in new]
    assert [line for line in written if line not in added] == [line.strip() for line in expected]
    assert sum(line in added for line in written) == len(new)
    names = [
        line.partition(" =")[0].strip('"')
        for line in written[written.index("[ballots]   # here") :]
        if " = " in line
    ]
    assert names == sorted(names)


def test_changing_ones_mind_leaves_one_ballot(root: Path, vcompare: Run) -> None:
    for verdict in ("ship", "skip", "skip", "ship"):
        assert vcompare("vote", "nib", verdict, "--as", "Zoë", catalog=root).returncode == 0
    # The same name, with its accent apart and more space than is seen.
    assert vcompare("vote", "nib", "skip", "--as", "  Zoe\u0308 ", catalog=root).returncode == 0
    assert lines(root) == ["[ballots]", '"Zoë" = "skip"', ""]
    for name in ("zoë", "ZOË", "zoe\u0308"):
        assert vcompare("vote", "nib", "skip", "--as", name, catalog=root).returncode == 0
    assert lines(root) == ["[ballots]", '"Zoë" = "skip"', ""]
    assert vcompare("vote", "nib", "--withdraw", "--as", "Zoë", catalog=root).returncode == 0
    assert lines(root) == ["[ballots]", ""]
    again = vcompare("vote", "nib", "--withdraw", "--as", "Zoë", catalog=root)
    assert (again.returncode, again.stderr.split("\n")[0]) == (2, 'error: "Zoë" has no ballot on nib')


def test_the_voter_is_who_git_says(root: Path, vcompare: Run) -> None:

    def git(*words: str) -> str:
        git = shutil.which("git")
        assert git
        return subprocess.run(
            [git, "-C", str(root), *words], capture_output=True, text=True, check=True
        ).stdout

    git("init", "-q")
    git("config", "user.name", 'Ana "Ace" = 1')
    assert vcompare("vote", "nib", "ship", catalog=root).returncode == 0
    assert lines(root)[1] == '"Ana \\"Ace\\" = 1" = "ship"'
    status = git("status", "--porcelain", "-uall").split()
    assert sorted(status[1::2]) == ["catalog.toml", "tools/nib.toml", "tools/quill.toml", "votes/nib.toml"]


def test_without_a_name_there_is_no_vote(root: Path, vcompare: Run, tmp_path: Path) -> None:
    nobody = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1"}
    for env in (nobody, {"PATH": "/nowhere"}):
        done = vcompare("vote", "nib", "ship", catalog=root, env=env)
        assert done.returncode == 2
        assert (
            done.stderr == "error: Git has no user.name to vote under\nhint: name the voter with --as NAME\n"
        )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "the voter's name is empty"), (" \u00a0 ", "the voter's name is empty"), ("x" * 121, "has 121 characters"),
        ("a\nb", r'"a\nb" has characters'), ("a\x1b[31mb", r"a\x1b[31mb"), ("a\u202eb", r"a\u202eb"), ("a\u200bb", r"a\u200bb"),
        ("\udcff", r"\udcff"),
    ],
)  # fmt: skip
def test_hostile_names_are_refused(root: Path, vcompare: Run, name: str, said: str) -> None:
    done = vcompare("vote", "nib", "ship", "--as", name, catalog=root)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (root / "votes").exists()


@pytest.mark.parametrize(
    "name",
    [
        "a.b",
        "a b",
        'a"b',
        "a'b",
        "a\\b",
        "#1",
        "[x]",
        "a = 'ship'",
        "日本",
        "👩‍💻",
        "1",
        "-",
        "true",
        "x" * 120,
    ],
)
def test_odd_names_are_written_so_that_they_read_back(root: Path, vcompare: Run, name: str) -> None:
    for verdict in ("skip", "ship"):
        done = vcompare("vote", "nib", verdict, "--as", name, catalog=root)
        assert done.returncode == 0, done.stderr
    assert len(lines(root)) == 3
    assert vcompare("check", catalog=root).returncode == 0
    assert vcompare("vote", "nib", "--withdraw", "--as", name, catalog=root).returncode == 0
    assert lines(root) == ["[ballots]", ""]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nib"], "missing verdict: ship or skip"),
        (["nib", "ship", "--withdraw"], "takes a vote back and casts none"),
        (["nib", "shop"], 'the verdict must be ship or skip, not "shop"'),
        (["nibb", "ship"], "did you mean `nib`? commands that write match slugs, names and aliases exactly"),
        (["xyzzy", "ship"], 'no tool matches "xyzzy"'),
    ],
)
def test_what_is_no_vote(root: Path, vcompare: Run, arguments: list[str], said: str) -> None:
    done = vcompare("vote", *arguments, "--as", "ana", catalog=root)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (root / "votes").exists()


def test_a_dry_run_writes_nothing(root: Path, vcompare: Run) -> None:
    done = vcompare("vote", "nib", "ship", "--as", "ana", "--dry-run", catalog=root)
    assert (
        done.stdout
        == f'--- /dev/null\n+++ {root}/votes/nib.toml\n@@ -0,0 +1,2 @@\n+[ballots]\n+ana = "ship"\n'
    )
    assert not (root / "votes").exists()


def test_broken_votes_are_named_with_their_place(root: Path, vcompare: Run) -> None:
    (root / "votes").mkdir()
    (root / "votes/nib.toml").write_text("[ballots]\nana = \n")
    done = vcompare("vote", "nib", "ship", "--as", "ana", catalog=root)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: {root}/votes/nib.toml:2:7: this is not TOML")


def test_the_sample_is_never_written(vcompare: Run, tmp_path: Path) -> None:
    for words in (
        ["vote", "modal", "ship"],
        ["edit", "modal", "vendor=x"],
        ["rename", "modal", "m"],
        ["fmt"],
    ):
        done = vcompare(*words, catalog=None, cwd=tmp_path)
        assert (done.returncode, done.stderr.split("\n")[0]) == (2, "error: no catalog here or above")
    assert not (SAMPLE / "votes/modal.toml").exists()
