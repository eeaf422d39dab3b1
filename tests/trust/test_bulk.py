"""Records of tools from files and from stdin, as hostile as they may be: written as they are, or not at all."""

import csv
import io
import itertools
import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from tests.program import inside
from tests.trust import hostile, oracles
from tests.trust.filled import filled, line
from tests.trust.hostile import FRAGMENTS
from tests.trust.limits import limited
from tests.trust.test_trees import BOMBS
from vcompare.model import Tool

SETTINGS = """\
format = 1
title = "Bulk"
specs.quantity = { label = "Quantity", kind = "quantity" }
meters.input = { label = "Input", unit = "tokens" }
"""
PLAIN = {"name": "N", "tagline": "T", "category": "C", "entry": "free"}
SLUGS = tuple(f"bulk-{letter}" for letter in "abc")
TEXTS = ("name", "short_name", "tagline", "category", "best_for", "vendor", "homepage")
Record = Mapping[str, Any]


def records(texts: Sequence[str]) -> list[dict[str, Any]]:
    """Return a tool for each slug, with the texts in all fields that a table of CSV has, too."""
    source = itertools.cycle(texts)
    made: list[dict[str, Any]] = []
    for slug in SLUGS:
        tool = filled(Tool, source)
        made.append({"slug": slug, "entry": "free", **{key: tool[key] for key in (*TEXTS, "description")}})
    return made


def as_csv(tools: Sequence[Record]) -> bytes:
    content = io.StringIO(newline="")
    writer = csv.DictWriter(content, tools[0])
    writer.writeheader()
    writer.writerows(tools)
    return content.getvalue().encode()


FORMS: Mapping[str, Callable[[Sequence[Record]], bytes]] = {
    "json": lambda tools: json.dumps(tools).encode(),
    "ndjson": lambda tools: b"\n".join(json.dumps(tool).encode() for tool in tools),
    "csv": as_csv,
    "toml": lambda tools: tomli_w.dumps({"tools": list(tools)}).encode(),
}
COMMANDS = ("add", "edit")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return hostile.write(tmp_path / "catalog", {"catalog.toml": SETTINGS})


def written(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*") if path.is_file()}


def assert_harmless(words: Sequence[str], content: bytes) -> int:
    """Give a command some content on stdin, on a terminal and in a log; return the status of the latter."""
    for log in (None, "true"):
        done = inside(words, given=content, terminal=log is None, GITHUB_ACTIONS=log)
        for said in (done.output, done.talk):
            oracles.on_a_terminal(said)
            assert log is None or oracles.in_a_log(said) == []
        assert done.status in {0, 1, 2}
    return done.status


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("command", COMMANDS)
def test_each_text_is_written_as_it_is_or_nothing_is(command: str, form: str, root: Path) -> None:
    """Texts that may be in a file come back from it; with any other, no file is touched."""
    words = [command, "--from", "-", "--from-format", form, "--catalog", str(root), "--force"]
    words = words if command == "add" else [*words[:-1], "--yes"]
    taken = 0
    for at in range(0, len(FRAGMENTS), 8):
        content = FORMS[form](tools := records([f"word {line(one)}" for one in FRAGMENTS[at : at + 8]]))
        for slug in SLUGS:
            (root / f"tools/{slug}.toml").unlink(missing_ok=True)
        if command == "edit":
            hostile.write(root, {f"tools/{slug}.toml": tomli_w.dumps(PLAIN) for slug in SLUGS})
        before = written(root)
        assert_harmless([*words, "--dry-run"], content)
        assert written(root) == before
        if inside(words, given=content).status:
            assert written(root) == before
            continue
        taken += 1
        files = {path: text for path, text in written(root).items() if path != "catalog.toml"}
        assert files.keys() == {f"tools/{slug}.toml" for slug in SLUGS}
        for tool in tools:
            held = {"slug": tool["slug"], **tomllib.loads(files[f"tools/{tool['slug']}.toml"])}
            assert {key: held[key].strip() for key in tool} == {key: one.strip() for key, one in tool.items()}
    assert taken > 3


CONTENTS: Mapping[str, bytes] = {
    **{name: one.encode() if isinstance(one, str) else one for name, one in BOMBS.items()},
    "3,000 values to replace": b"".join(b"a%d = 1\n" % number for number in range(3_000)),
    "deep lists": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"tools":' * 100_000,
    "an infinite number": b'[{"name": "A", "specs": {"quantity": 1e400}}]',
    "no number": b'[{"name": "A", "rates": {"input": NaN}}]',
    "a number of 100,000 digits": b'[{"name": "A", "specs": {"quantity": ' + b"9" * 100_000 + b"}}]",
    "half a character": b'[{"name": "\\ud800"}]',
    "a slug out of the catalog": b'[{"slug": "../../x", "name": "A"}, {"slug": "/etc/passwd", "name": "B"}]',
    "a slug that is none": b'[{"slug": {"x": 1}, "name": "A"}]',
    "10,000 columns": b"slug," + b",".join(b"c%d" % number for number in range(10_000)) + b"\nx,\n",
    "a cell without an end": b'slug,name\na,"' + b"x\n" * 100_000,
    "20,000 nameless rows": b"slug,name\n" + b",\n" * 20_000,
}
"""What stands where records were expected: nothing of it is written."""


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("content", CONTENTS)
def test_what_is_no_record_is_refused_soon(content: str, command: str, root: Path) -> None:
    (root.parent / "given").write_bytes(CONTENTS[content])
    words = [command, "--from", str(root.parent / "given"), "--catalog", str(root)]
    if command == "edit":
        hostile.write(root, {"tools/a.toml": tomli_w.dumps(PLAIN)})
        words = words if b'"slug"' in CONTENTS[content] else [command, "a", *words[1:]]
    before = written(root)
    done = limited(words, root.parent, seconds=5, GITHUB_ACTIONS="true")
    assert done.talk.startswith(b"error: " if done.status else b"note: nothing to change")
    assert len(done.talk) < 20_000
    for said in (done.output, done.talk):
        oracles.on_a_terminal(said)
        assert oracles.in_a_log(said) == []
    assert written(root) == before
