"""`vcompare bookmark`, and what `list` and `show` make of it."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, SAMPLE, TOOL, MakeCatalog, Run, environment


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def marked(vcompare: Run, data: Path) -> Run:
    """Run the program with a data folder of the test's own."""

    def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        return vcompare(*arguments, env={"XDG_DATA_HOME": str(data)}, **options)

    return run


def test_add_list_remove(marked: Run, data: Path) -> None:
    result = marked("bookmark", "add", "modal", "Claude 4 Sonnet")
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == "note: bookmarked modal\nnote: bookmarked claude-4-sonnet\n"
    result = marked("bookmark", "list")
    assert (result.returncode, result.stdout, result.stderr) == (0, "modal\nclaude-4-sonnet\n", "")
    assert json.loads((data / "vcompare/bookmarks.json").read_text()) == {
        "schema": "vcompare.bookmarks/1",
        "catalogs": {str(SAMPLE): ["modal", "claude-4-sonnet"]},
    }
    assert marked("bookmark", "add", "modal").stderr == "note: modal is bookmarked already\n"
    assert marked("bookmark", "remove", "modal", "hf-hub-deploy").stderr == (
        "note: modal is no longer bookmarked\nnote: hf-hub-deploy was not bookmarked\n"
    )
    assert marked("bookmark", "list").stdout == "claude-4-sonnet\n"
    marked("bookmark", "remove", "claude-4-sonnet")
    assert json.loads((data / "vcompare/bookmarks.json").read_text())["catalogs"] == {}


def test_none_is_an_answer_with_status_1(marked: Run, data: Path) -> None:
    result = marked("bookmark", "list")
    assert (result.returncode, result.stdout, result.stderr) == (1, "", "note: no tool is bookmarked\n")
    result = marked("list", "--bookmarked")
    hint = "`vcompare bookmark add TOOL` saves one"
    assert (result.returncode, result.stderr) == (1, f"note: no tool is bookmarked; {hint}\n")
    result = marked("show", "--bookmarked")
    assert result.returncode == 2
    assert result.stderr == "error: no tool is bookmarked\nhint: `vcompare bookmark add TOOL` saves one\n"
    assert not data.exists()


def test_list_and_show_take_them(marked: Run) -> None:
    marked("bookmark", "add", "modal", "claude-4-api")
    assert marked("list", "--bookmarked", "-f", "slugs").stdout == "claude-4-api\nmodal\n"
    assert marked("list", "--bookmarked", "--verdict", "skip", "-f", "slugs").returncode == 1
    shown = json.loads(marked("show", "--bookmarked", "-f", "json").stdout)["tools"]
    assert [tool["slug"] for tool in shown] == ["modal", "claude-4-api"]
    shown = json.loads(marked("show", "claude 4 sonnet", "modal", "--bookmarked", "-f", "json").stdout)[
        "tools"
    ]
    assert [tool["slug"] for tool in shown] == ["claude-4-sonnet", "modal", "claude-4-api"]
    assert marked("show", "--bookmarked", "--differences").returncode == 0
    marked("bookmark", "remove", "modal")
    assert marked("show", "--bookmarked").returncode == 0
    assert marked("show", "--bookmarked", "--differences").returncode == 2


def test_show_still_needs_something(marked: Run) -> None:
    result = marked("show")
    assert result.returncode == 2
    assert result.stderr == "error: missing argument 'TOOL...'\nhint: `vcompare show --help` shows how\n"


def test_each_catalog_has_its_own(marked: Run, make_catalog: MakeCatalog, tmp_path: Path) -> None:
    root = make_catalog({"tools/quill.toml": TOOL.format(name="Quill")})
    (tmp_path / "link").symlink_to(root)
    marked("bookmark", "add", "quill", catalog=root)
    marked("bookmark", "add", "modal")
    assert marked("bookmark", "list", catalog=tmp_path / "link").stdout == "quill\n"
    assert marked("bookmark", "list").stdout == "modal\n"


def test_tools_that_are_gone_are_said_and_can_be_removed(marked: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({f"tools/{slug}.toml": TOOL.format(name=slug) for slug in ("quill", "nib")})
    marked("bookmark", "add", "quill", "nib", catalog=root)
    (root / "tools/quill.toml").unlink()
    gone = (
        "warning: quill is bookmarked but not in the catalog; `vcompare bookmark remove quill` forgets it\n"
    )
    for command in (("bookmark", "list"), ("list", "--bookmarked", "-f", "slugs")):
        result = marked(*command, catalog=root)
        assert (result.returncode, result.stdout, result.stderr) == (0, "nib\n", gone)
    assert gone in marked("show", "--bookmarked", catalog=root).stderr
    result = marked("bookmark", "remove", "quilt", catalog=root)
    assert (result.returncode, result.stderr) == (
        2,
        'error: no tool matches "quilt"\nhint: did you mean `quill`?\n',
    )
    result = marked("bookmark", "remove", "quill", catalog=root)
    assert (result.returncode, result.stderr) == (0, "note: quill is no longer bookmarked\n")
    assert marked("bookmark", "list", catalog=root).stderr == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add",), "`bookmark add` needs a TOOL"),
        (("remove",), "`bookmark remove` needs a TOOL"),
        (("list", "modal"), "`bookmark list` takes no TOOL"),
        (("add", "modal", "zzzz"), 'no tool matches "zzzz"'),
        (("drop", "modal"), 'the action must be one of add, remove, list, not "drop"'),
    ],
)
def test_what_is_wrong_with_the_words(marked: Run, data: Path, arguments: tuple[str, ...], said: str) -> None:
    result = marked("bookmark", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr
    assert not data.exists()


def test_a_dry_run_prints_the_diff(marked: Run, data: Path) -> None:
    result = marked("bookmark", "add", "modal", "--dry-run")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(f"--- /dev/null\n+++ {data / 'vcompare/bookmarks.json'}\n")
    assert '+      "modal"\n' in result.stdout
    assert not data.exists()


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"schema": "other/1"}', '{"schema": "vcompare.bookmarks/1", "catalogs": {"a": 1}}'],
)
def test_a_file_that_cannot_be_used_is_left_alone(marked: Run, data: Path, content: str) -> None:
    (data / "vcompare").mkdir(parents=True)
    path = data / "vcompare/bookmarks.json"
    path.write_text(content)
    for command in (("bookmark", "add", "modal"), ("bookmark", "list"), ("list", "--bookmarked")):
        result = marked(*command)
        assert result.returncode == 2
        assert f"error: {path} cannot be used: " in result.stderr
    assert path.read_text() == content


def test_no_folder_for_data(vcompare: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = vcompare("bookmark", "add", "modal", env={"XDG_DATA_HOME": str(tmp_path / "file/below")})
    assert result.returncode == 2
    assert "cannot be " in result.stderr


def test_eight_at_once_lose_nothing(make_catalog: MakeCatalog, marked: Run, data: Path) -> None:
    slugs = [f"t{number}" for number in range(8)]
    root = make_catalog({f"tools/{slug}.toml": TOOL.format(name=slug) for slug in slugs})
    settings = environment(VCOMPARE_CATALOG=str(root), XDG_DATA_HOME=str(data))
    running = [
        subprocess.Popen([str(PROGRAM), "bookmark", "add", slug], env=settings, stderr=subprocess.DEVNULL)
        for slug in slugs
    ]
    assert [one.wait() for one in running] == [0] * 8
    assert sorted(marked("bookmark", "list", catalog=root).stdout.split()) == slugs


def test_a_tool_is_found_by_the_slug_that_it_had(marked: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/nib.toml": TOOL.format(name="Nib")})
    marked("bookmark", "add", "nib", catalog=root)
    (root / "tools/nib.toml").rename(root / "tools/pen.toml")  # as somebody else's rename does
    with (root / "tools/pen.toml").open("a") as file:
        file.write('aliases = ["nib-1", "nib"]\n')
    done = marked("bookmark", "list", catalog=root)
    assert (done.returncode, done.stdout, done.stderr) == (0, "pen\n", "")
