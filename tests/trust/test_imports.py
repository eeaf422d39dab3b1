"""Other people's data as hostile as it may be, through the program.

What comes of it are facts that `check` has nothing against, drops that are named, or one clear error, in
bounded time and memory. Nothing else than files of that source is written, and none of them in part.
"""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PROGRAM, environment
from tests.program import Done, inside
from tests.trust import oracles
from tests.trust.limits import SECONDS, limited
from vcompare.text.slugs import is_slug

SETTINGS = """\
format = 1
title = "Hostile"
currency = "USD"

[specs.context]
label = "Context window"
kind = "quantity"

[specs.license]
label = "License"
kind = "text"

[specs.page]
label = "Page"
kind = "link"

[specs.formats]
label = "Formats"
kind = "list"

[meters.input]
label = "Input"
unit = "tokens"
"""
RECIPE = """\
home = "https://example.com"
version = "version"
records = "models"
tool = "id"
offer = "seller"
own = "seller == 'maker'"

[fields]
name = "name"
short_name = "text"
tagline = "text"
vendor = "text"
homepage = "text"
description = "text"
best_for = "text"
tags = "[text]"
aliases = "[text]"
added = "text"

[fields.pricing]
summary = "text"
source = "text"
tiers = "tiers"
plans = "plans"

[fields.pricing.rates]
input = "price"

[fields.specs]
context = "context"
license = "text"
page = "text"
formats = "[text]"

[offers]
name = "seller"
homepage = "text"

[constants]
category = "Language models"
"""
FINE = {"id": "fine", "name": "Fine", "seller": "maker", "context": 5, "price": 1.5}
TEXTS = [
    "a\x1b[2J\x07b", "a\x9b31mb", "a\u202eb", "a\u200bb", "a\U000e0041b", "a\uffffb", "a\nb", "a\r::error::b", "a\u2028::error::b", "\x00",
    "::error file=x::y", "  ::add-mask::x", "##[error]x", "\u00a0::error::x", "x\n::error::y\n::stop-commands::z", "%0A::error::x",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "![x](data:text/html,y)", "&#x1b;",
    "=cmd|' /C calc'!A0", "@SUM(1)", "\t=1+1", "+1", "-1", '"""', "'''", "\\", "\\u202e", '"]\nname = "x', "{{ 7 * 7 }}", "[bold]x[/bold]",
    "<<<<<<< HEAD", "x\n<<<<<<< HEAD\ny\n=======\nz\n>>>>>>> b\n", "# vcompare: import up sha256:0", "x" * 200_000, "é" * 500, "日本語", "", "   ", "TODO",
    "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "JaVaScRiPt:x", "https://x.example/\njavascript:x", "https://a:b@c.example",
    "//evil.example", "https://evil.example/\u202e", "http://[::1", "mailto:x@y", "2026-13-45", "9999-12-31", "0000-00-00", "nan", "1e400",
]  # fmt: skip
NAMES = [
    "../../x", "..", ".", "/etc/passwd", "a/../../b", "CON", "con.toml", "nul", "LPT1", "", "   ", "x" * 10_000, "x" * 81, "x-" * 45, "a\0b", "--help", "-",
    "*", "~", "日本語", "Ä b", "a b", "a-b", "A.B", "a+b", "e\u0301", "\u212a", "index", "catalog", "a\nb", "::error::x", "a\u202eb", "=1+1", "C:\\x", "x.toml.", ".hidden",
    5, None, True, ["x"], {"x": 1}, 1.5,
]  # fmt: skip
NUMBERS = [
    "-0", "-0.0", "1" + "0" * 30, "1e30", "1e-30", "1e308", "1e-308", "-1.5", "-1e30", "true", "false", '"1.5"', '"1_0"', '"NaN"', '"1e400"', '"\u0661"',
    "0.12345678901234567", "[1]", '{"a": 1}', "null", "0." + "1" * 3_000, '"' + "9" * 5_000 + '"', "9" * 300,
]  # fmt: skip
REFUSED = {
    "infinite": b'{"models": [{"id": "a", "price": 1e400}]}',
    "no number": b'{"models": [{"id": "a", "price": NaN}]}',
    "a number of 100,000 digits": b'{"models": [{"id": "a", "price": ' + b"9" * 100_000 + b"}]}",
    "half a character": b'{"models": [{"id": "a", "name": "\\ud800"}]}',
    "a key twice": b'{"models": [{"id": "a", "id": "b"}]}',
    "deep lists": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"models":' * 100_000 + b"1" + b"}" * 100_000,
    "no end": b'{"models": [',
    "nothing": b"",
    "no UTF-8": b'{"models": [{"id": "\xff\xfe"}]}',
    "other data": b'{"tools": 1}',
    "a million records": b'{"models": [' + b",".join([b'{"id":"a"}'] * 1_000_000) + b"]}",
    "a million numbers": b'{"models": [' + b",".join([b"1"] * 1_000_000) + b"]}",
    "100 MB": b'{"models": ["' + b"x" * 100_000_000 + b'"]}',
}
"""Content that is refused as a whole."""


def records(**fields: list[Any]) -> bytes:
    """Return a data set in which a record of its own has each of some values, in each of some fields."""
    ((key, values),) = fields.items()
    made = [{**FINE, "id": f"m{number}", key: value} for number, value in enumerate(values)]
    return json.dumps({"models": [FINE, *made], "version": values[0]}).encode()


def numbers() -> bytes:
    made = (
        f'{{"id": "m{at}", "context": {one}, "price": {one}, "tiers": [{{"over": {{"input": {one}}}, "rates": {{"input": {one}}}}}],'
        f' "plans": [{{"name": "P", "amount": {one}, "per": "month", "includes": {{"input": {one}}}}}]}}'
        for at, one in enumerate(NUMBERS)
    )
    return f'{{"models": [{json.dumps(FINE)}, {",".join(made)}]}}'.encode()


TAKEN: Mapping[str, Callable[[], bytes]] = {
    "texts": partial(records, text=TEXTS),
    "names": partial(records, name=TEXTS),
    "keys": partial(records, id=NAMES),
    "sellers": partial(records, seller=[*NAMES, *TEXTS]),
    "numbers": numbers,
    "10,000 tiers": partial(
        records, tiers=[[{"over": {"input": at}, "rates": {"input": 1}} for at in range(10_000)]]
    ),
    "a seller's 20,000 records": lambda: json.dumps({"models": [FINE] * 20_000}).encode(),
}
"""Data of which something can be taken."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A catalog with a recipe, in a folder whose other files are looked at, too."""
    catalog = tmp_path / "work" / "catalog"
    (catalog / "recipes").mkdir(parents=True)
    (catalog / "catalog.toml").write_text(SETTINGS)
    (catalog / "recipes/up.toml").write_text(RECIPE)
    return catalog


def files(root: Path) -> dict[str, bytes]:
    """Return all files of the folder around a catalog, those for a lock or a moment as well."""
    return {
        path.relative_to(root.parent).as_posix(): path.read_bytes()
        for path in root.parent.rglob("*")
        if path.is_file()
    }


def import_of(root: Path, content: bytes) -> Done:
    """Import a content under limits of memory and time, in a log of CI."""
    (root.parents[1] / "given.json").write_bytes(content)
    words = ["import", "up", "given.json", "--catalog", str(root)]
    return limited(words, root.parents[1], GITHUB_ACTIONS="true")


def assert_harmless(done: Done) -> None:
    oracles.on_a_terminal(done.talk)
    assert oracles.in_a_log(done.talk) == []
    assert done.output == b""


@pytest.mark.parametrize("content", TAKEN)
def test_of_hostile_data_come_facts_and_named_drops(content: str, root: Path, tmp_path: Path) -> None:
    done = import_of(root, TAKEN[content]())
    before = {"catalog/catalog.toml", "catalog/recipes/up.toml"}
    assert done.status == 0, done.talk[-2000:]
    assert_harmless(done)
    assert b"left out" in done.talk
    written = files(root).keys() - before
    assert {"catalog/imported/up.toml", "catalog/imported/up/fine.toml"} <= written
    for path in written - {"catalog/imported/up.toml"}:
        assert path.startswith("catalog/imported/up/")
        assert is_slug(Path(path).name.removesuffix(".toml"))
    checked = limited(["check", "-f", "json", "--catalog", str(root)], tmp_path)
    assert [
        one for one in oracles.parsed_json(checked.output)["diagnostics"] if one["severity"] == "error"
    ] == []
    again = files(root)
    done = import_of(root, TAKEN[content]())
    assert files(root) == again
    assert done.status == 0


@pytest.mark.parametrize("content", REFUSED)
def test_what_cannot_be_taken_is_one_error(content: str, root: Path) -> None:
    done = import_of(root, REFUSED[content])
    before = {path: one for path, one in files(root).items() if "recipes" not in path}
    assert done.status == 2
    assert_harmless(done)
    assert [line.partition(b":")[0] for line in done.talk.splitlines()] in ([b"error"], [b"error", b"hint"])
    assert len(done.talk) < 1_000
    assert before == {"catalog/catalog.toml": SETTINGS.encode()}


def test_20_000_sellers_of_one_tool_are_one_error(root: Path) -> None:
    content = json.dumps({"models": [{**FINE, "seller": f"s{number}"} for number in range(20_000)]}).encode()
    done = import_of(root, content)
    assert done.status == 1
    assert b"would be larger than 256 KiB, and was not written" in done.talk
    assert b"hint: let `records` of the recipe leave some of its offers out" in done.talk
    assert files(root).keys() == {
        "catalog/catalog.toml",
        "catalog/recipes/up.toml",
        "catalog/imported/up.toml",
    }


# --- interrupted

MANY = json.dumps({"models": [{**FINE, "id": f"m{number}"} for number in range(400)]}).encode()


def started(root: Path, content: bytes) -> "subprocess.Popen[bytes]":
    (root.parents[1] / "given.json").write_bytes(content)
    return subprocess.Popen(
        [PROGRAM, "import", "up", "given.json", "--catalog", str(root)],
        cwd=root.parents[1],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def wait_for(root: Path, count: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until so many files of tools are there, or all is over."""
    while process.poll() is None and len(list((root / "imported/up").glob("*.toml"))) < count:
        time.sleep(0.001)


@pytest.mark.parametrize("count", [0, 1, 100, 300])
def test_a_kill_leaves_whole_files_and_a_second_import_ends_it(count: int, root: Path) -> None:
    process = started(root, MANY)
    wait_for(root, count, process)
    process.kill()
    process.communicate()
    done = limited(["check", "-f", "json", "--catalog", str(root)], root.parents[1])
    assert [
        one for one in oracles.parsed_json(done.output)["diagnostics"] if one["severity"] == "error"
    ] == []
    process = started(root, MANY)
    talk = process.communicate(timeout=60)[1]
    assert process.returncode == 0, talk
    assert len(list((root / "imported/up").glob("*.toml"))) == 400


def test_a_kill_leaves_old_or_new_texts(root: Path) -> None:
    started(root, MANY).communicate(timeout=60)
    before = files(root)
    changed = MANY.replace(b'"context": 5', b'"context": 6')
    process = started(root, changed)
    while process.poll() is None and b"context = 6" not in (root / "imported/up/m1.toml").read_bytes():
        time.sleep(0.001)
    process.kill()
    process.communicate()
    for path, text in files(root).items():
        if path in before and path.startswith("catalog/imported/up/"):
            new = b"context = 6" in text
            assert new or text == before[path]
    process = started(root, changed)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert all(b"context = 6" in one.read_bytes() for one in (root / "imported/up").glob("*.toml"))


@pytest.mark.parametrize("count", [0, 100])
def test_an_interrupt_is_quiet(count: int, root: Path) -> None:
    process = started(root, MANY)
    time.sleep(0.3)
    wait_for(root, count, process)
    process.send_signal(signal.SIGINT)
    talk = process.communicate(timeout=30)[1]
    assert process.returncode in {130, 0}, talk
    assert process.returncode == 0 or talk == b""
    assert b"Traceback" not in talk


# --- recipes

EXPRESSIONS = [
    "(" * 249 + "id" + ")" * 249, "!" * 490 + "id", "[" * 240 + "id" + "]" * 240, "x" + "[]" * 240, "x" + "[?@" * 100 + "]" * 100,
    "x[*]" + ".[@,@,@,@,@,@,@,@,@,@][]" * 15, "_group.models[*].x[]", "_group.models[?contains(x[], `5`)].x[?contains(@, `9`)]",
    "_group.models[?@ == _group].id", "_group.one == _group.two && 'x'", "contains([_group.one], _group.two) && 'x'", "keys(_group.one)", "a" * 501, "a" * 500,
    "x[::1][::-1][0:99999999999999999999]", "x[99999999999999999999999999]", "`" + "[" * 240 + "]" * 240 + "`", "`1e999999999`", "`" + "9" * 490 + "`",
    "to_number('" + "9" * 480 + "')", "sort_by(x, &y)", '"\\ud800"', "'\\u001b[2J'", "'abc", "'" + "\\\\'" * 100 + "'", "@" + "|@" * 240, "id" + "&&id" * 120, "x" + "[*]" * 150,
    "*.*.*.*[]|[*].*", "join(',', x)", "",
]  # fmt: skip
PLACES = ("records", "where")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set that is large enough for an expression to multiply."""
    path = tmp_path_factory.mktemp("crowd") / "data.json"
    large = {str(number): 1 for number in range(10_000)}
    models = [{"id": f"m{number}", "x": [*range(8)]} for number in range(200)]
    path.write_text(json.dumps({"models": models, "one": large, "two": large}))
    return path


@pytest.mark.parametrize("place", PLACES)
def test_no_expression_blows_up(place: str, root: Path, crowd: Path) -> None:
    """Each ends with an answer soon, and nothing but printable lines is printed."""
    for text in EXPRESSIONS:
        given = {"records": "models", "where": "id", "specs": "x"} | {place: text}
        lines = [f"{key} = {json.dumps(given[key])}" for key in ("records", "where")]
        lines += ['tool = "id"', "[fields.specs]", f"context = {json.dumps(given['specs'])}"]
        (root / "recipes/up.toml").write_text("\n".join([*lines, '[constants]\ncategory = "C"\n']))
        started = time.process_time()
        done = inside(["import", "up", str(crowd), "--check", "--catalog", str(root)], GITHUB_ACTIONS="true")
        assert time.process_time() - started < SECONDS, text
        assert done.status in {0, 1, 2}
        oracles.on_a_terminal(done.talk + done.output)
        assert oracles.in_a_log(done.talk) == [], text


def test_a_recipe_may_hold_anything(root: Path, crowd: Path) -> None:
    from tests.trust.test_trees import BOMBS

    for content in BOMBS.values():
        (root / "recipes/up.toml").write_bytes(content.encode() if isinstance(content, str) else content)
        for words in (["import", "up", str(crowd)], ["check", "--format", "json"]):
            done = limited([*words, "--catalog", str(root)], root.parent)
            assert done.status in {1, 2}
            oracles.on_a_terminal(done.talk + done.output)
    assert not (root / "imported").exists()
    assert os.listdir(root.parent) == ["catalog"]
