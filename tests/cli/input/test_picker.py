"""`cli/input/picker.py`: one tool of a list, or several, by typing a part of its name."""

import json
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import Asked
from tests.conftest import TOOL, MakeCatalog, Run
from vcompare.cli.input.picker import Option, Picking, _numbered

NAMES = ("Anvil", "Nib", "Nib Pro", "Quill \u202e\x1b[31m", "全角の道具です")
DOWN, ESCAPE = "\x1b[B", "\x1b"


@pytest.fixture
def many(make_catalog: MakeCatalog) -> Path:
    return make_catalog({f"tools/t{number}.toml": TOOL.format(name=f"Tool {number}") for number in range(60)})


@pytest.fixture
def few(make_catalog: MakeCatalog) -> Path:
    return make_catalog(
        {f"tools/{name.lower().replace(' ', '-')}.toml": TOOL.format(name=name) for name in NAMES[:3]}
    )


def test_tools_are_shown_in_the_order_in_which_they_were_marked(few: Path, vcompare: Run) -> None:
    asked = Asked(["show", "--format", "slugs"], few.parent)
    assert asked.status() == 2
    form = ("--format", "csv", "--section", "scorecard")
    asked = Asked(["show", *form], few.parent)
    asked.shows("Which tools?").shows("3 of 3").type("nib").shows("2 of 3").type(DOWN).type(" ")
    asked.shows("1 marked: nib-pro").type("\x7f\x7f\x7f").shows("3 of 3").type(" ")
    asked.shows("2 marked: nib-pro, anvil").type("\r")
    assert asked.status() == 0
    assert "note: `vcompare show nib-pro anvil` shows the same" in asked.text
    shown = asked.text.split("note:")[0].split()
    assert vcompare("show", "nib-pro", "anvil", *form, catalog=few).stdout.split() == shown


def test_enter_takes_the_tool_at_the_cursor(few: Path) -> None:
    asked = Asked(["show"], few.parent).shows("3 of 3").type(DOWN).type("\r")
    assert asked.status() == 0
    assert "`vcompare show nib` shows the same" in asked.text


def test_a_space_inside_a_name_marks_nothing(few: Path) -> None:
    asked = (
        Asked(["show"], few.parent).shows("3 of 3").type("nib").shows("2 of 3").type(" ").shows("1 marked")
    )
    asked.type("pro").shows("1 of 3").type("\r")
    assert asked.status() == 0
    assert "`vcompare show nib-pro` shows the same" in asked.text


@pytest.mark.parametrize("key", [ESCAPE, "\x03", "\x04"])
def test_leaving_shows_nothing(few: Path, key: str) -> None:
    asked = Asked(["show"], few.parent).shows("3 of 3").type("nib").shows("2 of 3").type(key)
    assert asked.status() == 130
    assert asked.text == ""


@pytest.mark.parametrize("columns", ["200", "1"])
def test_the_window_counts_and_not_what_a_variable_says_of_it(
    make_catalog: MakeCatalog, columns: str
) -> None:
    names = {f"tools/t{number}.toml": TOOL.format(name=f"{number} {'x' * 60} end") for number in range(30)}
    names |= {path: f'{text}vendor = "{"Makers " * 12}"\n' for path, text in names.items()}
    asked = Asked(["show"], make_catalog(names).parent, {"COLUMNS": columns})
    asked.shows("30 of 30").type("zzzzz").shows("no match").type(ESCAPE)
    assert asked.status() == 130
    assert asked.text == ""


def test_enter_takes_nothing_where_nothing_fits(few: Path) -> None:
    asked = Asked(["show"], few.parent).shows("3 of 3").type("zzzzz").shows("no match").type("\r")
    asked.type("\x7f" * 5).shows("3 of 3").type("\r")
    assert asked.status() == 0


def test_the_list_follows_the_cursor(many: Path) -> None:
    asked = Asked(["show"], many.parent).shows("60 of 60").type("\x1b[6~" * 5).shows("❯ ○ Tool 9").type("\r")
    assert asked.status() == 0
    assert "vcompare show t9" in asked.text


def test_a_plain_terminal_has_numbers(many: Path) -> None:
    asked = Asked(["show"], many.parent, {"TERM": "dumb"})
    asked.shows("20. ").shows("and 40 more").shows("[numbers, or part of a name]:").type("tool 33\n")
    asked.shows("1. Tool 33").type("1\n")
    assert asked.status() == 0
    assert "vcompare show t33" in asked.text


def test_a_vote_asks_for_tool_and_verdict(few: Path) -> None:
    asked = Asked(["vote", "--as", "Ana"], few.parent).shows("Which tool?").type("pro\r")
    asked.shows("Your verdict on nib-pro:").type("skip\r")
    assert asked.status() == 0
    assert 'Ana = "skip"' in (few / "votes/nib-pro.toml").read_text()


@pytest.mark.parametrize("command", ["show", "vote", "history"])
def test_nobody_is_asked_without_a_terminal(few: Path, vcompare: Run, command: str) -> None:
    done = vcompare(command, catalog=few)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: missing argument 'TOOL")


@pytest.mark.parametrize("width", [1, 10, 20, 40, 80])
def test_lines_fit_and_are_safe(width: int) -> None:
    from rich.cells import cell_len

    options = [Option(name, name, f"about {name}") for name in NAMES]
    picking = Picking(options, lambda _typed: [0, 3, 4], several=True)
    picking.search("x")
    picking.mark()
    for line in picking.lines(width):
        text = "".join(piece for _, piece in line)
        assert cell_len(text) <= width
        assert "\x1b" not in text
        assert "\u202e" not in text


_FIRST_WRITE = """
import json, os, sys
from pathlib import Path
from vcompare.cli import run

class Terminal:
    def __getattr__(self, name):
        return getattr(sys.__stderr__, name)

    def write(self, text):
        seen = Path(os.environ["SEEN"])
        if not seen.exists():
            seen.write_text(json.dumps([sorted(sys.modules), happened]))
        return sys.__stderr__.write(text)

happened = []
sys.addaudithook(lambda event, found: happened.append([event, *map(str, found)]))
sys.stderr = Terminal()
run(sys.argv[1:])
"""


def test_the_first_picture_waits_for_nothing_but_a_glimpse(many: Path, tmp_path: Path) -> None:
    Asked(["show"], many.parent).shows("60 of 60").type(ESCAPE).status()
    seen = tmp_path / "seen.json"
    asked = Asked(["show"], many.parent, {"SEEN": str(seen)}, (sys.executable, "-c", _FIRST_WRITE))
    assert asked.shows("60 of 60").type(ESCAPE).status() == 0
    modules, happened = json.loads(seen.read_text())
    assert not {"prompt_toolkit", "rapidfuzz", "vcompare.match"} & {*modules}
    assert not [event for event in happened if event[0] == "os.fork"]
    assert len([event for event in happened if event[0] == "sqlite3.connect"]) == 1
    assert not [
        event for event in happened if event[0] in {"open", "os.listdir"} and str(many / "tools") in event[1]
    ]


def test_tools_that_came_and_went_since_the_glimpse(many: Path) -> None:
    Asked(["show"], many.parent).shows("60 of 60").type(ESCAPE).status()
    (many / "tools/t0.toml").rename(many / "tools/a0.toml")
    (many / "tools/t1.toml").unlink()
    asked = Asked(["show"], many.parent).shows("59 of 59").type("\r")
    assert asked.status() == 0
    assert "vcompare show a0" in asked.text


def test_a_catalog_that_was_emptied_leaves_no_list_behind(many: Path) -> None:
    Asked(["show"], many.parent).shows("60 of 60").type(ESCAPE).status()
    for path in (many / "tools").iterdir():
        path.unlink()
    asked = Asked(["show"], many.parent)
    assert asked.status() == 2
    assert asked.text.splitlines() == ["error: catalog has no tools yet", "hint: `vcompare add` adds one"]


@pytest.mark.parametrize(
    ("reply", "one", "some"),
    [
        ("1", ["a"], ["a"]),
        ("3", ["c"], ["c"]),
        ("1,3", [], ["a", "c"]),
        ("3 1", [], ["c", "a"]),
        *((reply, [], []) for reply in ("0", "4", "1 4", "x", "1 x", "-1", "1.5", "²", "１", "1000001", "")),
    ],
)
def test_numbers_of_a_list_are_all_right_or_none_is(reply: str, one: list[str], some: list[str]) -> None:
    assert _numbered(reply, "abc", several=False) == one
    assert _numbered(reply, "abc", several=True) == some
