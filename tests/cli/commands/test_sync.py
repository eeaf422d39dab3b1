"""`vcompare sync`: files, statuses, messages, and the words inside a marker."""

import inspect
import os
import re
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import (
    PROGRAM,
    REPOSITORY,
    REVIEW,
    SAMPLE,
    TOOL,
    MakeCatalog,
    Run,
    bound_by_permissions,
    environment,
)
from tests.models import MODELS
from vcompare.cli.commands.cost import cost_command
from vcompare.cli.commands.list import list_command
from vcompare.cli.commands.show import show_command
from vcompare.cli.commands.sync import sync_command
from vcompare.cli.markers import Outputs
from vcompare.publish import blocks
from vcompare.text.seals import checksum

GLANCE = "<!-- vcompare: show claude-4-api modal --section glance -->\n"
END = "<!-- /vcompare -->\n"


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "post.md"
    path.write_bytes(f"# Post\n\n{GLANCE}{END}\nmine".encode())
    return path


def filled(vcompare: Run, *arguments: str) -> str:
    """Return a block of `vcompare show a b`, made of what that command answers."""
    words = " ".join(f'"{word}"' if " " in word else word for word in arguments)
    body = vcompare(*arguments, "--format", "markdown").stdout.rstrip("\n")
    return f"<!-- vcompare: {words} -->\n\n{body}\n\n<!-- /vcompare sha256:{checksum(body)} -->\n"


def test_a_file_is_brought_up_to_date(vcompare: Run, post: Path) -> None:
    post.chmod(0o640)
    first, second = vcompare("sync", "post.md"), vcompare("sync", "post.md")
    assert (first.returncode, first.stdout) == (0, "")
    assert first.stderr == "note: post.md: 1 block brought up to date\n"
    expected = filled(vcompare, "show", "claude-4-api", "modal", "--section", "glance")
    assert post.read_text() == f"# Post\n\n{expected}\nmine"
    assert stat.S_IMODE(post.stat().st_mode) == 0o640
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert vcompare("sync", "--check", "post.md").returncode == 0


@pytest.mark.parametrize(
    "words",
    [
        ("show", "modal"),
        ("show", "Modal GPU Serverless Inference", "claude-4-api", "--full"),
        ("show", "modal", "claude-4-api", "--section=split", "--section", "scorecard"),
        ("show", "modal", "claude-4-api", "--differences"),
        ("list",),
        ("list", "--tag", "routing", "--sort", "name", "--reverse", "--limit", "2"),
        (
            "list",
            "--category",
            "Developer Tools",
            "--min-score",
            "80",
            "--entry",
            "paid",
            "--verdict",
            "ship",
        ),
    ],
    ids=" ".join,
)
def test_a_block_holds_what_its_command_outputs(
    vcompare: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    text = filled(vcompare, *words)
    start, rest = text.split("\n", 1)
    (tmp_path / "post.md").write_text(f"{start}\n{END}")
    assert vcompare("sync", "post.md").returncode == 0
    assert (tmp_path / "post.md").read_text() == f"{start}\n{rest}"


def test_every_option_is_allowed_in_a_block_or_refused() -> None:
    elsewhere = {"form", "exact", "why", "catalog", "no_cache", "color", "bookmarked", "_today"}
    pairs = (
        (show_command, Outputs._show),
        (list_command, Outputs._list),
        (cost_command, Outputs._cost),
    )
    for command, answer in pairs:
        options = set(inspect.signature(command).parameters)
        assert options - elsewhere == set(inspect.signature(answer).parameters) - {"self"}


def test_a_list_without_a_match_is_a_sentence(vcompare: Run, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(f"<!-- vcompare: list --verdict skip -->\n{END}")
    assert vcompare("sync", "post.md").returncode == 0
    assert "\n\nNo tool matches.\n\n" in (tmp_path / "post.md").read_text()


def test_check_shows_the_drift_and_writes_nothing(vcompare: Run, post: Path) -> None:
    before = post.read_bytes()
    result = vcompare("sync", "--check", "post.md")
    assert (result.returncode, result.stderr) == (1, "")
    lines = result.stdout.split("\n")
    assert lines[:3] == ["--- post.md", "+++ post.md", "@@ -1,6 +1,18 @@"]
    assert [line for line in lines[3:] if line.startswith("-")] == [f"-{END}".strip()]
    assert post.read_bytes() == before
    subprocess.run(["git", "apply", "-p0"], cwd=post.parent, input=result.stdout, text=True, check=True)
    assert vcompare("sync", "--check", "post.md").returncode == 0


def test_the_drift_of_a_file_with_crlf_is_that_of_one_without(vcompare: Run, post: Path) -> None:
    plain = vcompare("sync", "--check", "post.md").stdout
    post.write_bytes(post.read_bytes().replace(b"\n", b"\r\n"))
    assert vcompare("sync", "--check", "post.md").stdout == plain
    vcompare("sync", "post.md")
    assert post.read_bytes().count(b"\n") == post.read_bytes().count(b"\r\n") > 10
    assert vcompare("sync", "--check", "post.md").returncode == 0


def test_color_only_where_it_is_asked_for(vcompare: Run, post: Path) -> None:
    plain = vcompare("sync", "--check", post.name).stdout
    colored = vcompare("sync", "--check", "--color", "always", post.name).stdout
    assert "\x1b" not in plain
    assert f"\x1b[31m-{END.strip()}\x1b[0m\n" in colored
    assert "\x1b[32m+| --- | --- | --- |\x1b[0m\n" in colored


def test_drift_comes_from_the_catalog(vcompare: Run, make_catalog: MakeCatalog, tmp_path: Path) -> None:
    files = {
        "tools/a.toml": TOOL.format(name="Tool A"),
        "reviews/a/builder.toml": REVIEW.format(verdict="ship", score=70),
    }
    root = make_catalog(files)
    (tmp_path / "post.md").write_text(f"<!-- vcompare: show a --section glance -->\n{END}")
    assert vcompare("sync", "post.md", catalog=root).returncode == 0
    assert vcompare("sync", "--check", "post.md", catalog=root).returncode == 0
    make_catalog({"reviews/a/builder.toml": REVIEW.format(verdict="ship", score=71)})
    for more in ((), ("--no-cache",)):
        result = vcompare("sync", "--check", "post.md", *more, catalog=root)
        assert result.returncode == 1
        assert "-| Score | **70** · Builder's score only |\n" in result.stdout
        assert "+| Score | **71** · Builder's score only |\n" in result.stdout


def test_a_list_takes_conditions_columns_and_several_values(vcompare: Run, tmp_path: Path) -> None:
    words = "list --where 'vendor=Modal,Microsoft' --columns name,score --sort -score --tag low-latency,serverless"
    (tmp_path / "post.md").write_text(f"<!-- vcompare: {words} -->\n{END}")
    assert vcompare("sync", "post.md").returncode == 0
    text = (tmp_path / "post.md").read_text()
    assert "| Name | Score |\n| --- | ---: |\n| Modal GPU Serverless Inference | unknown |\n" in text
    (tmp_path / "post.md").write_text(f"<!-- vcompare: list --where 'vendro=x' -->\n{END}")
    done = vcompare("sync", "post.md")
    assert (done.returncode, done.stderr) == (
        2,
        'error: post.md:1: there is no field "vendro"\nhint: did you mean `vendor`?\n',
    )


def test_an_edited_block_stays_without_force(vcompare: Run, post: Path, tmp_path: Path) -> None:
    vcompare("sync", "post.md")
    edited = post.read_text().replace("Paid", "Cheap") + f"\n\n<!-- vcompare: list -->\n{END}"
    post.write_text(edited)
    (tmp_path / "other.md").write_text(GLANCE + END)
    result = vcompare("sync", "post.md", "other.md")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        "error: post.md:3: this block was edited by hand\n"
        "hint: `--force` overwrites it, and `--check --force` shows what that would change\n"
        "note: other.md: 1 block brought up to date\n"
    )
    assert post.read_text() == edited
    checked = vcompare("sync", "--check", "post.md", "other.md")
    assert (checked.returncode, checked.stdout) == (2, "")
    shown = vcompare("sync", "--check", "--force", "post.md")
    assert (shown.returncode, shown.stderr) == (1, "")
    assert "-| Entry | Cheap | Cheap |\n+| Entry | Paid | Paid |\n" in shown.stdout
    forced = vcompare("sync", "--force", "post.md")
    assert (forced.returncode, forced.stderr) == (0, "note: post.md: 2 blocks brought up to date\n")
    assert "Cheap" not in post.read_text()


def test_text_from_before_the_first_run_counts_as_edited(vcompare: Run, tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(f"{GLANCE}my own table\n{END}")
    result = vcompare("sync", "post.md")
    assert result.returncode == 2
    assert "post.md:1: this block was edited by hand" in result.stderr
    right = filled(vcompare, "show", "modal")
    (tmp_path / "post.md").write_text(right.rpartition("<!--")[0] + END)
    assert vcompare("sync", "post.md").returncode == 0
    assert (tmp_path / "post.md").read_text() == right


BAD = [
    ("show modal --format json", "--format is not allowed in a block", "takes --full, --section, --differences"),
    ("show modal -f json", "--format is not allowed in a block", "takes --full"),
    ("list --catalog=x", "--catalog is not allowed in a block", "takes --where, --category, --entry"),
    ("list --color never", "--color is not allowed in a block", "takes --where"),
    ("show modal --exact", "--exact is not allowed in a block", "takes --full"),
    ("show modal --why", "--why is not allowed in a block", "takes --full"),
    ("list --no-cache", "--no-cache is not allowed in a block", "takes --where"),
    ("show modal --wide", "no such option: --wide", "takes --full"),
    ("show modal --secton split", "no such option: --secton", "did you mean `--section`?"),
    ("list --srot name", "no such option: --srot", "did you mean `--sort`?"),
    ("list --verdict shpi", "--verdict must be one of ship, skip, split", "did you mean `ship`?"),
    ("shwo modal", '"shwo" is not allowed in a block', "did you mean `show`?"),
    ("show modal --help", "no such option: --help", "takes --full"),
    ("show modal --section splt", "--section must be one of glance, limits, abilities, model, terms, prices, cost", "`split`?"),
    ("show", "`show` names no tool", "start the block with `show TOOL...`"),
    ("show --bookmarked", "--bookmarked is not allowed in a block", "takes --full"),
    ("show modal --differences", "--differences compares two tools or more", "name another tool"),
    ("show modal modal", '"modal" is named twice', "name each tool once"),
    ("list modal", "too many arguments: modal", "takes --where"),
    ("check", '"check" is not allowed in a block', "start the block with `show TOOL...`, `list`, `cost` or `decide`"),
    ("", "no command", "start the block with `show TOOL...`, `list`, `cost` or `decide`"),
    ("show 'modal", "this command cannot be read: no closing quotation", "in double quotes"),
    ("show modl", 'no tool is called exactly "modl"', "did you mean `modal`?"),
    ("show 'claude 4'", 'no tool is called exactly "claude 4"', "did you mean `claude-4-api`?"),
    ("show qqqqqq", 'no tool is called exactly "qqqqqq"', "`vcompare list` shows every tool"),
    (
        "show 'Hugging Face Inference Providers Hub'",
        '"Hugging Face Inference Providers Hub" fits 2 tools',
        "name one by its slug: `hf-hub-deploy` or `hf-hub-routing`",
    ),
]  # fmt: skip


def test_every_problem_is_reported_and_nothing_written(vcompare: Run, post: Path, tmp_path: Path) -> None:
    before = post.read_bytes()
    bad = tmp_path / "bad.md"
    bad.write_text("".join(f"<!-- vcompare: {words} -->\n{END}\n" for words, _, _ in BAD) + END)
    for more in ((), ("--check",), ("--force",)):
        result = vcompare("sync", "post.md", "bad.md", *more)
        assert (result.returncode, result.stdout) == (2, "")
        lines = result.stderr.splitlines()
        for number, (_, message, hint) in enumerate(BAD):
            error, remedy = lines[2 * number : 2 * number + 2]
            assert error.startswith(f"error: bad.md:{3 * number + 1}: {message}")
            assert remedy.startswith("hint: ")
            assert hint in remedy
        assert lines[2 * len(BAD)] == f"error: bad.md:{3 * len(BAD) + 1}: this end of a block has no start"
        assert len(lines) == 2 * len(BAD) + 2
        assert post.read_bytes() == before


def test_a_tool_that_cannot_be_read_is_an_error_in_a_list(
    vcompare: Run, make_catalog: MakeCatalog, tmp_path: Path
) -> None:
    root = make_catalog({"tools/good.toml": TOOL.format(name="Good"), "tools/bad.toml": "x = \n"})
    (tmp_path / "post.md").write_text(f"<!-- vcompare: list -->\n{END}\n<!-- vcompare: show bad -->\n{END}")
    result = vcompare("sync", "post.md", catalog=root)
    assert result.returncode == 2
    assert "error: post.md:1: a tool that cannot be read would be missing here" in result.stderr
    assert "error: post.md:4: " in result.stderr
    assert (tmp_path / "post.md").read_text().count("\n") == 5


def test_the_sample_is_never_used(vcompare: Run, post: Path) -> None:
    result = vcompare("sync", "post.md", catalog=None)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("error: no catalog here or above\nhint: ")
    assert END in post.read_text()


@pytest.mark.parametrize("here", ["", "a", "b/catalog"])
def test_every_file_has_its_own_catalog(vcompare: Run, two_catalogs: Path, here: str) -> None:
    paths = [two_catalogs / name for name in ("a/README.md", "b/docs/page.md", "b/catalog/tools.md")]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"<!-- vcompare: show one two -->\n{END}\n<!-- vcompare: list -->\n{END}")
    named = [os.path.relpath(path, two_catalogs / here) for path in paths]
    assert vcompare("sync", *named, catalog=None, cwd=two_catalogs / here).returncode == 0
    for path, name in zip(paths, "abb", strict=True):
        assert set(re.findall(r"One of (\w)", path.read_text())) == {name}
    for file in named:
        assert vcompare("sync", "--check", file, catalog=None, cwd=two_catalogs / here).returncode == 0
    vcompare("sync", *named, catalog=two_catalogs / "a", cwd=two_catalogs / here)
    assert all("One of b" not in path.read_text() for path in paths)


def test_a_file_without_a_catalog_is_named_and_nothing_is_written(vcompare: Run, two_catalogs: Path) -> None:
    for name in "ac":
        (two_catalogs / name).mkdir(exist_ok=True)
        (two_catalogs / name / "x.md").write_text(f"<!-- vcompare: list -->\n{END}")
    done = vcompare("sync", "a/x.md", "c/x.md", catalog=None, cwd=two_catalogs)
    assert done.returncode == 2
    assert done.stderr.startswith(
        "error: no catalog for c/x.md: none beside it or above, and none here or above\n"
    )
    assert (two_catalogs / "a/x.md").read_text() == f"<!-- vcompare: list -->\n{END}"
    given = f"<!-- vcompare: list -->\n{END}".encode()
    done = vcompare("sync", "-", catalog=None, cwd=two_catalogs, input=given)
    assert done.stderr.startswith("error: no catalog here or above\n")
    done = vcompare("sync", "-", catalog=None, cwd=two_catalogs / "b", input=given)
    assert "One of b" in done.stdout


def test_the_catalog_is_looked_for_from_the_files_too(
    vcompare: Run, make_catalog: MakeCatalog, tmp_path: Path
) -> None:
    root = make_catalog({"tools/a.toml": TOOL.format(name="Tool A")}).rename(tmp_path / "site")
    (root / "post.md").write_text(f"<!-- vcompare: show a -->\n{END}")
    (tmp_path / "elsewhere").mkdir()
    path = os.path.relpath(root / "post.md", tmp_path / "elsewhere")
    assert vcompare("sync", path, cwd=tmp_path / "elsewhere", catalog=None).returncode == 0


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gone.md", "error: gone.md cannot be read: no such file or directory\nhint: check the name\n"),
        ("folder", "error: folder cannot be read: it is a folder\nhint: name a regular file\n"),
        (
            "link.md",
            "error: link.md cannot be read: it is a symbolic link\nhint: name the file that it leads to\n",
        ),
        ("pipe", "error: pipe cannot be read: it is not a regular file\nhint: name a regular file\n"),
        ("latin1.md", "error: latin1.md is not UTF-8\nhint: save it as UTF-8\n"),
    ],
)
def test_what_is_not_a_text_file_is_an_error(vcompare: Run, post: Path, name: str, message: str) -> None:
    folder = post.parent
    (folder / "folder").mkdir()
    (folder / "link.md").symlink_to(post)
    os.mkfifo(folder / "pipe")
    (folder / "latin1.md").write_bytes(b"a\n\xe9\n")
    before = post.read_bytes()
    result = vcompare("sync", "post.md", name)
    assert (result.returncode, result.stdout, result.stderr) == (2, "", message)
    assert post.read_bytes() == before


def test_a_read_only_file_is_an_error_and_the_others_are_written(vcompare: Run, post: Path) -> None:
    other = post.with_name("other.md")
    other.write_text(GLANCE + END)
    post.chmod(0o444)
    result = vcompare("sync", "post.md", "other.md")
    assert result.returncode == 2
    assert result.stderr.startswith("error: post.md cannot be written: it is read-only\nhint: ")
    assert result.stderr.endswith("note: other.md: 1 block brought up to date\n")
    assert vcompare("sync", "--check", "post.md").returncode == 1


def test_a_file_that_changes_meanwhile_is_left_as_it_is(
    post: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def update(marked: blocks.MarkedText, output: Callable[[str], str]) -> blocks.Update:
        post.write_text("somebody else's\n")
        return original(marked, output)

    original = blocks.update
    monkeypatch.setattr(blocks, "update", update)
    assert sync_command([post], catalog=SAMPLE) == 2
    assert post.read_text() == "somebody else's\n"
    assert "post.md was changed while vcompare was at work" in capsys.readouterr().err


def test_a_file_that_may_not_be_read(post: Path) -> None:
    before = bound_by_permissions()
    if before is None:
        pytest.skip("root may read everything, and setpriv is not here to change that")
    post.chmod(0o000)
    result = subprocess.run(
        [*before, PROGRAM, "sync", "post.md"], cwd=post.parent, env=environment(VCOMPARE_CATALOG=str(SAMPLE)), capture_output=True, text=True, check=False
    )  # fmt: skip
    assert result.returncode == 2
    assert result.stderr.startswith("error: post.md cannot be read: permission denied\nhint: ")


def filtered(text: bytes, *more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [PROGRAM, "sync", "-", *more], input=text, env=environment(VCOMPARE_CATALOG=str(SAMPLE)), capture_output=True, check=False
    )  # fmt: skip


def test_a_filter_for_an_editor(post: Path, vcompare: Run) -> None:
    text = b"\xef\xbb\xbf" + post.read_bytes().replace(b"\n", b"\r\n")
    result = filtered(text)
    assert (result.returncode, result.stderr) == (0, b"")
    post.write_bytes(text)
    vcompare("sync", "post.md")
    assert result.stdout == post.read_bytes() != text
    assert filtered(result.stdout).stdout == result.stdout
    assert filtered(b"no block\r").stdout == b"no block\r"


def test_a_filter_that_fails_writes_nothing_to_stdout(vcompare: Run) -> None:
    for text, message in [
        (b"a\n" + END.encode(), b"error: stdin:2: this end of a block has no start\n"),
        (b"\n" + GLANCE.encode() + b"mine\n" + END.encode(), b"error: stdin:2: this block was edited by hand\n"),
        (b"\xff", b"error: stdin is not UTF-8\n"),
    ]:  # fmt: skip
        result = filtered(text)
        assert (result.returncode, result.stdout) == (2, b"")
        assert result.stderr.startswith(message)
    checked = filtered((GLANCE + END).encode(), "--check")
    assert (checked.returncode, checked.stdout[:10]) == (1, b"--- stdin\n")
    assert vcompare("sync", "-", "post.md").stderr.startswith("error: - is stdin and stands alone\n")


def test_a_closed_stdin() -> None:
    result = subprocess.run(
        ["/bin/sh", "-c", f"{PROGRAM} sync - <&-"], env=environment(), capture_output=True, text=True, check=False
    )  # fmt: skip
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("error: stdin cannot be read: ")


def test_files_without_a_block_are_noted(vcompare: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("`<!-- vcompare: list -->`\n")
    (tmp_path / "b.md").write_text("")
    one, two = vcompare("sync", "a.md", catalog=None), vcompare("sync", "--check", "a.md", "b.md", "a.md")
    assert (one.returncode, one.stderr) == (0, "note: no marked block in a.md\n")
    assert (two.returncode, two.stderr) == (0, "note: no marked block in 2 files\n")


def test_names_of_files_are_made_safe(vcompare: Run, tmp_path: Path) -> None:
    name = "a\x1b[31m\n.md"
    (tmp_path / name).write_text(END)
    assert vcompare("sync", name).stderr.startswith("error: a\\x1b[31m .md:1: this end")
    (tmp_path / name).write_text(GLANCE + END)
    assert vcompare("sync", "--check", name).stdout.startswith("--- a\\x1b[31m\\n.md\n")


def test_our_own_pages_are_true(vcompare: Run) -> None:
    pages = [str(page) for page in (REPOSITORY / "README.md", *(REPOSITORY / "docs").rglob("*.md"))]
    result = vcompare("sync", "--check", *pages)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_a_block_of_a_group_with_its_sources(
    vcompare: Run, make_catalog: MakeCatalog, tmp_path: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- vcompare: show opus gpt-5 --section limits --sources -->\n<!-- /vcompare -->\n")
    root = make_catalog(MODELS)
    assert vcompare("sync", str(page), catalog=root).returncode == 0
    text = page.read_text()
    assert r"| Context | **200k** \[1\] | **400k** \[2\] ▲ |" in text
    assert r"\[2\] <https://example.org/models>, read on 2026-10-02" in text
    assert "License" not in text
    assert vcompare("sync", "--check", str(page), catalog=root).returncode == 0
