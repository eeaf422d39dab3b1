"""`schema.py`: the schemas and `check` accept and refuse the same files."""

import datetime
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import rtoml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SAMPLE, SETTINGS, MakeCatalog, Run
from vcompare.catalog.decode import decode
from vcompare.catalog.paths import FileKind
from vcompare.catalog.schema import TYPES, schema, tool_schema, workload_schema
from vcompare.catalog.source import Document, parse
from vcompare.catalog.tool_file import decode_tool
from vcompare.fields import BUILTIN
from vcompare.model import Meter, Settings, Spec

CHECKER = jsonschema.FormatChecker(["date"])
VALID: dict[FileKind, dict[str, Any]] = {
    "tool": {
        "name": "N", "tagline": "T", "category": "C", "entry": "free", "description": "D", "best_for": "B", "vendor": "V",
        "homepage": "https://x.y", "aliases": ["a"], "tags": ["a-b"], "added": datetime.date(2026, 1, 2),
        "retired": datetime.date(2026, 1, 3), "allow": ["missing-review"],
        "pricing": {"summary": "S", "source": "http://x.y/z", "checked": datetime.date(2026, 1, 2)},
    },
    "review": {"verdict": "ship", "text": "T", "score": 5, "summary": "S", "date": datetime.date(2026, 1, 2), "allow": [],
               "predictions": {"plugins": {"says": "S", "probability": 0.5, "made": datetime.date(2026, 1, 2),
                                           "due": datetime.date(2027, 1, 2), "settled_by": "B"}}},
    "votes": {"tally": {"ship": 1, "skip": 2, "source": "https://x.y", "counted": datetime.date(2026, 1, 2)}, "ballots": {"ana": "ship"}},
    "catalog": {
        "format": 1, "title": "T", "categories": ["C"], "panel": {"builder": {"name": "B", "asks": "A?"}},
        "freshness": {"pricing": 1, "reviews": 2}, "check": {"ignore": [], "warn": ["missing-review"], "error": []},
    },
    "decision": {"label": "D", "where": ["entry=free"], "tools": ["a"], "criteria": {"cost": {"support": {"weight": 1}}}},
    "outcomes": {"builder": {"plugins": {"outcome": True, "source": "https://x.y", "settled": datetime.date(2026, 1, 2), "quote": "Q"},
                             "other": {"outcome": "void"}}},
    "workload": {"label": "W", "requests": 5, "each": {"input": 3}, "month": {"seat-month": 2.5}},
    "recipe": {
        "home": "https://x.y", "records": "a", "tool": "id", "fields": {"name": "b", "specs": {"context": "c"}, "pricing": {"tiers": "d"}},
        "per": {"input": 1}, "constants": {"category": "C"}, "slugs": {"a/b": "c"}, "skip": {"tools": ["d"]},
        "setup": {"categories": ["C"], "meters": {"input": {"label": "I", "unit": "tokens"}}},
    },
    "imported": {"seen": datetime.date(2026, 1, 2), "vendor": "V", "aliases": ["a"], "added": datetime.date(2026, 1, 2)},
    "import": {"seen": datetime.date(2026, 1, 2), "home": "https://x.y", "license": "MIT", "version": "1"},
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
            table = table.get(key, {}) if isinstance(table, dict) else None
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


DECLARED = {
    "quantity": Spec(label="Context window", kind="quantity", unit="tokens", asks="How much can it read?"),
    "flag": Spec(label="F", kind="flag"),
    "choice": Spec(label="C", kind="choice", choices=("Bronze", "Gold")),
    "text": Spec(label="T", kind="text"),
    "list": Spec(label="L", kind="list"),
    "date": Spec(label="D", kind="date"),
    "link": Spec(label="U", kind="link"),
}
METERS = {
    "input": Meter(label="Input", unit="tokens", per=1_000_000),
    "seat": Meter(label="Seat", unit="seat"),
}
OWN = Settings(format=1, title="T", categories=("Tools",), currency="USD", specs=DECLARED, meters=METERS)
FIELDS = BUILTIN.completed(OWN)
SPEC_VALUES = st.one_of(
    st.sampled_from(["", " ", "a", "a\nb", "Gold", "gold", "2025", "2025-03", "2025-13", "2025-03-04", "2025-02-30", "0000",
                     "https://x", "ftp://x", "\u2028"]),
    st.sampled_from([0, 5, -1, 2025, 999, 10_000, 1.5, 2.0, 1e300, True, False]),
    st.sampled_from([[], ["a"], [""], [1], [[]], ["a", "b"]]),
)  # fmt: skip
FACT_TABLES = st.dictionaries(
    st.sampled_from(["value", "none", "at_least", "at_most", "source", "quote", "note", "extra"]),
    st.one_of(SPEC_VALUES, st.booleans(), st.just("specs")),
    min_size=1,
    max_size=3,
)


@given(st.sampled_from(list(DECLARED)), st.one_of(SPEC_VALUES, FACT_TABLES))
@settings(max_examples=400)
def test_the_schema_of_a_catalog_and_check_agree_on_specs(kind: str, value: Any) -> None:
    data = {"name": "N", "tagline": "T", "category": "Tools", "specs": {kind: value}}
    document = parse("x.toml", rtoml.dumps(data).encode())
    assert isinstance(document, Document)
    _, findings = decode_tool(document, FIELDS)
    wrong = [one for one in findings if one.rule != "unknown-source"]
    if any("at_least above" in one.message for one in wrong):
        return  # a schema cannot compare two values
    assert accepts_own(document.data) == (not wrong), wrong


def accepts_own(data: Any) -> bool:
    return bool(validator_of_own().is_valid(as_json(data)))


@cache
def validator_of_own() -> Any:
    return jsonschema.Draft202012Validator(tool_schema(OWN, FIELDS), format_checker=CHECKER)


def test_the_schema_of_a_catalog_has_its_specs_and_categories() -> None:
    own = tool_schema(OWN, FIELDS)
    jsonschema.Draft202012Validator.check_schema(own)
    specs = own["$defs"]["Tool"]["properties"]["specs"]["properties"]
    assert list(specs) == list(DECLARED)
    assert specs["quantity"]["description"] == "Context window, in tokens. How much can it read?"
    assert specs["choice"]["anyOf"][0] == {"enum": ["Bronze", "Gold"]}
    good = {"name": "N", "tagline": "T", "category": "Tools"}
    assert accepts_own({**good, "specs": {"quantity": {"at_least": 5, "checked": datetime.date(2026, 1, 2)}}})
    assert not accepts_own({**good, "category": "Toys"})
    assert not accepts_own({**good, "specs": {"contxt": 5}})
    assert not accepts_own({**good, "specs": {"flag": {"at_least": 5}}})


def test_what_may_be_imported_is_not_required() -> None:
    assert tool_schema(OWN, FIELDS)["$defs"]["Tool"]["required"] == ["name", "tagline", "category"]
    validator = jsonschema.Draft202012Validator(tool_schema(OWN, FIELDS, has_imports=True))
    assert validator.is_valid({"vendor": "V"})
    assert not validator.is_valid({"vendor": 1})


AMOUNTS = st.one_of(
    st.sampled_from(["3", "0.30", "-1", "1e5", "abc", "", "٣", "1" * 19, "0." + "1" * 19, "01"]),
    st.sampled_from([0, 3, -1, 0.3, 12.5, 10**17, 10**18, 2**63 - 1, True, False]),
    st.sampled_from([[], {}, {"amount": 3}, {"amount": "x"}, {"source": "https://x"}, {"amount": 3, "quote": "q"},
                     {"amount": 3, "checked": datetime.date(2026, 1, 2)}, {"amount": 3, "per": 5}]),
)  # fmt: skip
METER = st.sampled_from(["input", "seat", "video"])
QUANTITIES = st.dictionaries(METER, st.sampled_from([0, 5, 0.5, -1, "5", True]), max_size=2)
PRICES = st.fixed_dictionaries(
    {},
    optional={
        "summary": st.just("S"),
        "currency": st.sampled_from(["EUR", "eur", ""]),
        "rates": st.dictionaries(METER, AMOUNTS, max_size=2),
        "tiers": st.lists(
            st.fixed_dictionaries(
                {}, optional={"over": QUANTITIES, "rates": st.dictionaries(METER, AMOUNTS, max_size=2)}
            ),
            max_size=2,
        ),
        "plans": st.lists(
            st.fixed_dictionaries(
                {"name": st.sampled_from(["Team", ""])},
                optional={
                    "amount": AMOUNTS,
                    "per": st.sampled_from(["month", "seat", "week"]),
                    "includes": QUANTITIES,
                },
            ),
            max_size=2,
        ),
    },
)
WRONG = {
    *("unknown-key", "missing-key", "wrong-type", "bad-value", "bad-amount", "unknown-meter", "bad-spec"),
    "unknown-spec",
}


@given(PRICES, st.booleans())
@settings(max_examples=300)
def test_the_schema_of_a_catalog_and_check_agree_on_prices(prices: dict[str, Any], is_offer: bool) -> None:
    data: dict[str, Any] = {"name": "N", "tagline": "T", "category": "Tools"}
    data |= {"offers": {"x": {**prices, "specs": {"flag": True}}}} if is_offer else {"pricing": prices}
    document = parse("x.toml", rtoml.dumps(data).encode())
    assert isinstance(document, Document)
    _, findings = decode_tool(document, FIELDS)
    wrong = [one for one in findings if one.rule in WRONG]
    if any(not one for one in (prices.get("tiers", [0]), prices.get("plans", [0]), prices.get("rates", [0]))):
        return  # an empty list or table says no more than none, which a schema does not see
    assert accepts_own(document.data) == (not wrong), wrong


def test_the_schema_of_a_catalog_has_its_meters() -> None:
    own = tool_schema(OWN, FIELDS)
    prices = own["$defs"]["Pricing"]["properties"]
    assert list(prices["rates"]["properties"]) == ["input", "seat"]
    assert prices["rates"]["properties"]["input"]["description"] == "Input: an amount for 1M tokens."
    assert own["$defs"]["Plan"]["properties"]["per"] == {"enum": ["month", "year", "input", "seat"]}
    assert list(own["$defs"]["Offer"]["properties"]["specs"]["properties"]) == list(DECLARED)
    assert {"currency", "meters", "currencies"} <= schema("catalog")["$defs"]["Settings"]["properties"].keys()


def test_the_program_prints_the_schema_of_the_catalog_or_the_general_one(
    vcompare: Run, make_catalog: MakeCatalog
) -> None:
    root = make_catalog({"catalog.toml": f"{SETTINGS}\n[specs.max]\nlabel = 'Max'\nkind = 'quantity'\n"})
    for done in (
        vcompare("schema", "tool", "--catalog", str(root), catalog=None),
        vcompare("schema", "tool", catalog=None, cwd=root / "."),
    ):
        specs = json.loads(done.stdout)["$defs"]["Tool"]["properties"]["specs"]
        assert list(specs["properties"]) == ["max"]
        assert done.stderr == ""
    general = vcompare("schema", "tool", catalog=None, cwd=Path("/"))
    assert json.loads(general.stdout) == json.loads(json.dumps(schema("tool")))
    assert general.stderr == "note: no catalog here or above: this is the schema for any catalog\n"
    assert vcompare("schema", "tool", "--catalog", "nowhere", catalog=None).returncode == 2
    assert json.loads(vcompare("schema", "review", catalog=None).stdout) == json.loads(
        json.dumps(schema("review"))
    )


def test_the_schema_of_a_workload_has_the_meters_of_the_catalog() -> None:
    meters = {
        "input": Meter(label="Input", unit="tokens"),
        "requests": Meter(label="Requests", unit="requests"),
    }
    validator = jsonschema.Draft202012Validator(
        workload_schema(Settings(format=1, title="T", meters=meters)), format_checker=CHECKER
    )
    assert validator.is_valid({"label": "W", "each": {"input": 3}, "month": {"requests": 2}})
    for wrong in ({"each": {"imput": 3}}, {"each": {"requests": 3}}, {"month": {"input": -1}}):
        assert not validator.is_valid({"label": "W", **wrong}), wrong
