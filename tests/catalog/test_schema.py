"""`schema.py`: the schemas and `check` accept and refuse the same files."""

import datetime
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import rtoml
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SAMPLE
from vcompare.catalog.decode import decode
from vcompare.catalog.paths import FileKind
from vcompare.catalog.schema import TYPES, schema
from vcompare.catalog.source import Document, parse

CHECKER = jsonschema.FormatChecker(["date"])
VALID: dict[FileKind, dict[str, Any]] = {
    "tool": {
        "name": "N", "tagline": "T", "category": "C", "entry": "free", "description": "D", "best_for": "B", "vendor": "V",
        "homepage": "https://x.y", "aliases": ["a"], "tags": ["a-b"], "added": datetime.date(2026, 1, 2),
        "retired": datetime.date(2026, 1, 3), "allow": ["missing-review"],
        "pricing": {"summary": "S", "source": "http://x.y/z", "checked": datetime.date(2026, 1, 2)},
    },
    "review": {"verdict": "ship", "text": "T", "score": 5, "summary": "S", "date": datetime.date(2026, 1, 2), "allow": []},
    "votes": {"tally": {"ship": 1, "skip": 2, "source": "https://x.y", "counted": datetime.date(2026, 1, 2)}, "ballots": {"ana": "ship"}},
    "catalog": {
        "format": 1, "title": "T", "categories": ["C"], "panel": {"builder": {"name": "B", "asks": "A?"}},
        "freshness": {"pricing": 1, "reviews": 2}, "check": {"ignore": [], "warn": ["missing-review"], "error": []},
    },
}  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(["", " ", "ship", "free", "x\n", "a\nb", "x" * 80, "x" * 81, "x" * 120, "x" * 121, "x" * 200, "x" * 201,
                     "é" * 120, "A-b", "a--b", "-a", "a-", "https://", "https://x", "ftp://x", "https://a b", "HTTP://X",
                     "https://x\n", "https://x|y", "日本", "\u2028"]),
    st.sampled_from([0, 1, 2, -1, 100, 101, 2**70, 1.0, 50.5, True, False]),
    st.just(datetime.date(2026, 1, 2)),
    st.sampled_from([[], ["a"], ["A b"], [1], [[]], {}, {"name": "x"}, {"a": "ship"}, {"": "ship"}, {"summary": "x"}, {"ship": 1}]),
    st.text(st.characters(codec="utf-8"), max_size=5),
)  # fmt: skip


def as_json(value: Any) -> Any:
    """Show TOML data as an editor shows it to a schema: a date is a string of its format."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def paths(data: Any, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    return [
        path
        for key, value in data.items()
        for path in [(*above, key), *(paths(value, (*above, key)) if isinstance(value, dict) else ())]
    ]


@st.composite
def files(draw: st.DrawFn) -> tuple[FileKind, dict[str, Any]]:
    """Take a valid file, and change, remove or add some values of it."""
    kind: FileKind = draw(st.sampled_from(list(VALID)))
    data: dict[str, Any] = json_copy(VALID[kind])
    for path in draw(st.lists(st.sampled_from(paths(data)), max_size=3, unique=True)):
        table = data
        for key in path[:-1]:
            table = table.get(key, {})
        if not isinstance(table, dict):
            continue
        action = draw(st.sampled_from(["set", "set", "remove", "add"]))
        if action == "set":
            table[path[-1]] = draw(VALUES)
        elif action == "remove":
            table.pop(path[-1], None)
        else:
            table[draw(st.sampled_from(["extra", "nmae", "builder", "ana"]))] = draw(VALUES)
    return kind, data


def json_copy(value: Any) -> Any:
    return {key: json_copy(item) for key, item in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("kind", TYPES)
def test_a_schema_is_one_and_takes_what_is_valid(kind: FileKind) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(kind))
    assert accepts(kind, VALID[kind])
    assert "null" not in json.dumps(schema(kind))


def accepts(kind: FileKind, data: Any) -> bool:
    validator = jsonschema.Draft202012Validator(schema(kind), format_checker=CHECKER)
    return bool(validator.is_valid(as_json(data)))


@given(files())
def test_the_schema_and_check_agree(case: tuple[FileKind, dict[str, Any]]) -> None:
    kind, data = case
    document = parse("x.toml", rtoml.dumps(data).encode())
    assert isinstance(document, Document)
    _, findings = decode(document, TYPES[kind])
    if any(isinstance(value, float) and value.is_integer() for value in _leaves(data)):
        return  # 1.0 is an integer to JSON Schema and not to TOML
    if any(finding.rule == "wrong-type" and "a date" in finding.message for finding in findings):
        return  # JSON has no dates: to a schema, a date and a string that looks like one are the same
    assert accepts(kind, document.data) == (not findings)


def _leaves(value: Any) -> list[Any]:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return [value] if items is None else [leaf for item in items for leaf in _leaves(item)]


def test_taplo_validates_the_sample_with_it(tmp_path: Path) -> None:
    """An editor's own linter, given our schemas, finds nothing in the sample and something in a broken file."""
    taplo = Path(sys.executable).with_name("taplo")
    patterns: dict[FileKind, str] = {
        "catalog": "catalog.toml",
        "tool": "tools/*.toml",
        "review": "reviews/*/*.toml",
    }
    for kind, pattern in patterns.items():
        path = tmp_path / f"{kind}.json"
        path.write_text(json.dumps(schema(kind)), encoding="utf-8")
        files = sorted(SAMPLE.glob(pattern))
        assert files
        arguments = [str(taplo), "lint", "--schema", path.as_uri()]
        good = subprocess.run(
            [*arguments, *map(str, files)], capture_output=True, check=False, text=True, cwd=tmp_path
        )
        assert good.returncode == 0, good.stderr
    bad = tmp_path / "bad.toml"
    bad.write_text(
        (SAMPLE / "tools/modal.toml").read_text(encoding="utf-8").replace('"paid"', '"payed"'),
        encoding="utf-8",
    )
    result = subprocess.run(
        [taplo, "lint", "--schema", (tmp_path / "tool.json").as_uri(), bad],
        capture_output=True,
        check=False,
        cwd=tmp_path,
    )
    assert result.returncode != 0
