"""Every command in every format on catalogs whose every text wants to do harm, judged by others' readers."""

import random
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.program import Done, inside
from tests.trust import hostile, oracles
from tests.trust.commands import ELSEWHERE, HISTORY, ON_BROKEN, READING, Command
from tests.trust.hostile import FRAGMENTS, SLUGS

NAMED = [text for one in FRAGMENTS for text in (one, f"word {one} word", f"word\n{one}word")]
CATALOGS = {
    "first": hostile.catalog(NAMED),
    "other": hostile.catalog(NAMED[len(NAMED) // 2 :]),
    "broken": hostile.broken([text for text in NAMED if text.isprintable()][::7]),
    "hidden": hostile.broken([text for text in NAMED if not text.isprintable()][::3]),
}
"""Catalogs with every fragment: in the fields where texts belong, and where they do not."""
CASES = [
    (name, command) for name in CATALOGS for command in (READING if name in {"first", "other"} else ON_BROKEN)
]
COLORED = {"show", "list", "search", "cost", "check", "diff", "history"}
COLORED |= {"fmt", "vote", "edit", "rename", "remove", "add", "review"}


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("hostile")
    return {name: hostile.write(folder / name, files) for name, files in CATALOGS.items()}


def answered(command: Command, root: Path, **how: str | bool) -> Done:
    """Run a command, and check what holds of every answer: its status, and that it says why it gave none."""
    color = ["--color", "always"] if how.get("terminal") and command.words[0] in COLORED else []
    done = inside([*command.words, *color, "--catalog", str(root)], **how)  # type: ignore[arg-type]
    assert done.status in {0, 1, 2}
    assert (
        done.status < 2
        or (done.talk and not done.output)
        or command.words[0] in {"cost", "decide", "list", "fmt"}
    )
    return done


WIDTHS = {"first": "80", "other": "30", "broken": "200", "hidden": "80"}
"""Of the terminal, by catalog: what does not fit beside each other is below each other."""


def judged_on_a_terminal(command: Command, root: Path) -> None:
    done = answered(command, root, terminal=True, COLUMNS=WIDTHS.get(root.name, "120"))
    # A message ends its lines as RFC 5322 wants them.
    oracles.on_a_terminal(done.output.replace(b"\r\n", b"\n") if command.kind == "mail" else done.output)
    oracles.on_a_terminal(done.talk)


def judged_in_a_log(command: Command, root: Path) -> None:
    """One finding is one annotation, and nothing else that is printed does anything."""
    done = answered(command, root, GITHUB_ACTIONS="true")
    acts = oracles.in_a_log(done.output)
    assert oracles.in_a_log(done.talk) == []
    if command.kind != "github":
        assert acts == []
        if command.kind == "json" and done.output:
            oracles.parsed_json(done.output)  # what keeps it from being a command leaves it JSON
        return
    as_data = oracles.parsed_json(answered(Command(("check", "--format", "json"), "json"), root).output)
    found = as_data["diagnostics"]
    assert [(act.name, act.properties["line"], act.properties["title"]) for act in acts] == [
        (one["severity"], str(one["line"]), one["rule"]) for one in found
    ]
    for act, one in zip(acts, found, strict=True):
        assert set(act.properties) == {"file", "line", "col", "title"}
        if re.fullmatch("[a-z0-9./-]+", one["path"]):
            assert act.properties["file"].endswith(one["path"])
        if one["message"].isprintable() and not oracles.unseen(one["message"]):
            assert act.data.replace("#%23[", "##[").startswith(" ".join(one["message"].split()))


def judged_by_its_reader(command: Command, root: Path) -> None:
    done = answered(command, root)
    if done.status == 2 and not done.output:
        return
    text = done.text
    match command.kind:
        case "json":
            oracles.parsed_json(done.output)
        case "csv":
            oracles.parsed_csv(done.output)
        case "xml":
            oracles.parsed_xml(done.output)
        case "html":
            oracles.parsed_html(text)
        case "markdown":
            oracles.parsed_markdown(oracles.without_front_matter(text))
        case "rst":
            oracles.parsed_rst(text)
        case "mail":
            oracles.parsed_mail(done.output)


@pytest.mark.parametrize(("name", "command"), CASES, ids=str)
def test_on_a_terminal(name: str, command: Command, roots: Mapping[str, Path]) -> None:
    judged_on_a_terminal(command, roots[name])


@pytest.mark.parametrize(("name", "command"), CASES, ids=str)
def test_in_a_log(name: str, command: Command, roots: Mapping[str, Path]) -> None:
    judged_in_a_log(command, roots[name])


@pytest.mark.parametrize(
    ("name", "command"), [case for case in CASES if case[1].kind not in {"text", "github"}], ids=str
)
def test_by_its_reader(name: str, command: Command, roots: Mapping[str, Path]) -> None:
    judged_by_its_reader(command, roots[name])


ODD = [
    *("word\r::error::x", "word\u2028::error::x", "\x85::error::x", "\x1c::error::x"),
    *("#", "##[error]x", "###[", "a##[b]##[c]"),
    *("word: x", "'", '"', "# x", "- x", "!x", "{x", "*x", "word #x"),
    *(
        "[x](javascript:alert(1))",
        "![x](data:text/html,y)",
        "<javascript:alert(1)>",
        "[x](//evil.example)",
    ),
]
"""What means something in one format or log alone."""


@pytest.mark.parametrize("judged", [judged_on_a_terminal, judged_in_a_log, judged_by_its_reader])
def test_odd_texts(judged: Callable[[Command, Path], None], tmp_path: Path) -> None:
    for name, files, commands in (
        ("fine", hostile.catalog(ODD), READING),
        ("broken", hostile.broken(ODD[::6]), ON_BROKEN),
    ):
        root = hostile.write(tmp_path / name, files)
        for command in commands:
            judged(command, root)


# What is read back is what was written


PLAIN = [text for text in NAMED if "\\" not in text and "'" not in text[:1]]
FIELDS = ("name", "tagline", "category", "vendor", "best_for")


@pytest.fixture(scope="module", params=range(12))
def back(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog without a backslash in it, so that an escape is ours: other texts in other fields each time."""
    texts = random.Random(request.param).sample(PLAIN, len(PLAIN))  # noqa: S311 - an order, and no secret
    return hostile.write(tmp_path_factory.mktemp("back"), hostile.catalog(texts))


def written(root: Path) -> Iterator[dict[str, Any]]:
    """Return the tools as JSON has them, held against another reader of their files."""
    shown = oracles.parsed_json(inside(["show", *SLUGS, "--format", "json", "--catalog", str(root)]).output)
    for tool in shown["tools"]:
        file = tomllib.loads((root / f"tools/{tool['slug']}.toml").read_bytes().decode())
        assert {field: tool[field] for field in (*FIELDS, "description", "homepage", "aliases")} == {
            field: file[field] for field in (*FIELDS, "description", "homepage", "aliases")
        }
        for key, fact in file["specs"].items():
            expected = {**fact, "source": file["sources"][fact["source"]]["url"]}
            assert {part: tool["specs"][key][part] for part in fact} == expected
        yield tool


def same(shown: str, text: object) -> bool:
    """Say whether what a reader has is a text, but for white space, and for what is spelled out in it."""
    return "".join(oracles.unescaped(shown).split()) == "".join(str(text).split())


def test_json_and_csv_hold_the_texts(back: Path) -> None:
    tools = list(written(back))
    rows = oracles.parsed_csv(inside(["list", "--format", "csv", "--catalog", str(back)]).output)
    for tool, row in zip(tools, rows[1:], strict=True):
        cells = dict(zip(rows[0], row, strict=True))
        for field in ("name", "category", "vendor", "best_for", "homepage"):
            assert same(oracles.without_guards(cells[field]), oracles.without_guards(str(tool[field])))
        for key in ("text", "link"):
            value = tool["specs"][key]["value"]
            assert same(oracles.without_guards(cells[f"specs.{key}"]), oracles.without_guards(value))


def test_cells_of_markdown_hold_the_texts(back: Path) -> None:
    tools = list(written(back))
    for tree in oracles.parsed_markdown(
        inside(["list", "--format", "markdown", "--catalog", str(back)]).text
    ):
        ((_, *rows),) = oracles.cells(tree)
        assert len(rows) == len(tools)
        for tool, row in zip(tools, rows, strict=True):
            assert row[0] == tool["slug"]
            assert same(row[1], tool["name"])
            assert any(same(cell, tool["category"]) for cell in row[2:])
    for tree in oracles.parsed_markdown(
        inside(["show", *SLUGS, "--full", "--format", "markdown", "--catalog", str(back)]).text
    ):
        _rows_hold(oracles.cells(tree), tools)


def test_cells_of_html_hold_the_texts(back: Path) -> None:
    tools = list(written(back))
    page = inside(["show", *SLUGS, "--full", "--format", "html", "--catalog", str(back)]).text
    _rows_hold(oracles.cells(oracles.parsed_html(page)), tools)


def _rows_hold(tables: list[list[list[str]]], tools: list[dict[str, object]]) -> None:
    rows = {row[0]: row[1:] for table in tables for row in table}
    for label, field in (("Best for", "best_for"), ("Category", "category"), ("Vendor", "vendor")):
        for cell, tool in zip(rows[label], tools, strict=True):
            assert same(cell, tool[field]), (label, cell)


# Every code point


PART = 100_000
"""So many code points fit into the long texts of one catalog."""
EVERY = [*range(0x40000), *range(0x40000, 0xE0000, 16), *range(0xE0000, 0x110000)]
"""Of the planes that hold nothing, a sixteenth; tests/text/test_safe.py looks at each."""


@cache
def many_code_points() -> Sequence[str]:
    """Return all but surrogates; of letters, private ones and those that mean nothing yet, every 64th."""
    from unicodedata import category

    dense = {
        code for code in range(0x110000) if code % 64 == 0 or category(chr(code)) not in {"Cn", "Co", "Lo"}
    }
    odd = {
        *range(0xFDD0, 0xFDF0),
        *range(0xE0000, 0xE1000),
        *(code for code in range(0x110000) if code & 0xFFFE == 0xFFFE),
    }
    return [chr(code) for code in sorted(dense | odd) if not 0xD800 <= code < 0xE000]


@pytest.fixture(scope="module")
def unicode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog with many code points in its long texts, each behind a letter."""
    return in_long_texts(many_code_points(), tmp_path_factory.mktemp("unicode"))


def in_long_texts(points: Sequence[str], folder: Path) -> Path:
    texts = ["".join(f"a{one}" for one in points[at : at + 60]) for at in range(0, len(points), 60)]
    return hostile.write(folder, hostile.long_texts(texts))


WHOLE = [one for one in READING if set(SLUGS) <= set(one.words) or one.words[0] in {"check", "fmt"}]


@pytest.mark.parametrize("command", WHOLE, ids=str)
def test_many_code_points(command: Command, unicode: Path) -> None:
    done = answered(command, unicode, terminal=True)
    oracles.on_a_terminal(done.output)
    if command.kind == "json" and command.words[0] == "show":
        assert {*many_code_points()} - {*long_text_of(done)} == set()


def long_text_of(done: Done) -> str:
    tools = oracles.parsed_json(done.output)["tools"]
    return "".join(one["text"] for tool in tools for one in tool["reviews"])


@pytest.mark.parametrize("part", range(0, len(EVERY), PART))
def test_every_code_point(part: int, tmp_path: Path) -> None:
    """All that there are, whatever they mean, in what people, programs and pages are shown."""
    points = [chr(code) for code in EVERY[part : part + PART] if not 0xD800 <= code < 0xE000]
    root = in_long_texts(points, tmp_path)
    for form in ("table", "json", "html"):
        done = answered(Command(("show", *SLUGS, "--full", "--format", form), "text"), root, terminal=True)
        assert done.status == 0
        oracles.on_a_terminal(done.output)
        if form == "json":
            assert {*points} - {*long_text_of(done)} == set()


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog with many code points in the names and taglines of a crowd of tools."""
    points = [one for one in many_code_points() if one not in "\r\n"][::2]
    every = hostile.catalog(["x"])
    shared = ("catalog.toml", "workloads/support.toml", "decisions/choice.toml")
    files = {path: every[path] for path in shared}
    for number, at in enumerate(range(0, len(points), 120)):
        files[f"tools/t{number}.toml"] = hostile.named(points[at : at + 40], points[at + 40 : at + 120])
    return hostile.write(tmp_path_factory.mktemp("crowd"), files)


@pytest.mark.parametrize("command", [one for one in READING if one.words[0] == "list"], ids=str)
def test_many_code_points_in_names(command: Command, crowd: Path) -> None:
    done = answered(command, crowd, terminal=True)
    oracles.on_a_terminal(done.output)
    assert done.status == 0


def test_the_table_of_commands_is_whole() -> None:
    """A new command or format has to be added where the others are."""
    from vcompare.cli import COMMANDS

    assert {command.words[0] for command in (*READING, *HISTORY)} | {*ELSEWHERE} == {*COMMANDS}
