"""`importers/reading.py`: five formats become the same data, and what cannot be read is one clear error."""

import contextlib
import json
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vcompare.errors import VcompareError
from vcompare.importers import bounds
from vcompare.importers.reading import Format, read

DATA = [{"name": "Opus", "input": Decimal("0.10"), "context": 200000, "open": False, "note": None}]
SAME: dict[str, str] = {
    "a.json": '[{"name": "Opus", "input": 0.10, "context": 200000, "open": false, "note": null}]',
    "a.ndjson": '\n{"name": "Opus", "input": 0.10, "context": 200000, "open": false, "note": null}\n',
    "a.yaml": "- name: Opus\n  input: 0.10\n  context: 200000\n  open: false\n  note:\n",
}


@pytest.mark.parametrize("name", SAME)
def test_formats_become_the_same_data(name: str) -> None:
    found = read(name, SAME[name].encode())
    assert found == DATA
    assert str(found[0]["input"]) == "0.10"


def test_toml_and_csv_become_what_they_can_say() -> None:
    toml = b"day = 2026-11-20\n[opus]\ninput = 0.1\nopen = true\n"
    assert read("a.toml", toml) == {"day": "2026-11-20", "opus": {"input": Decimal("0.1"), "open": True}}
    table = b'\xef\xbb\xbfname;price,in;note\r\n\'=Opus;"1;5";\r\nHaiku;;" two\r\nlines"\r\n\r\n'
    assert read("a.csv", table) == [
        {"name": "=Opus", "price,in": "1;5", "note": None},
        {"name": "Haiku", "price,in": None, "note": " two\nlines"},
    ]
    assert read("a.tsv", b"name\tnote,\nA\tb\n") == [{"name": "A", "note,": "b"}]


@pytest.mark.parametrize(
    ("name", "media_type", "content", "data"),
    [
        ("a.JSON", "text/csv", "[1]", [1]),
        ("https://x.example/a.json?raw=a.csv", "text/plain", "[1]", [1]),
        ("https://x.example/a.csv?x=1#b", None, "a\n1\n", [{"a": "1"}]),
        ("https://x.example/api", "application/json; charset=utf-8", "[1]", [1]),
        ("https://x.example/api", "application/geo+json", "[1]", [1]),
        ("https://x.example/api", "application/x-ndjson", "1\n2\n", [1, 2]),
        ("https://x.example/api", "text/csv", "a\n1\n", [{"a": "1"}]),
        ("https://x.example/api", "application/yaml", "a: 1\n", {"a": 1}),
        ("https://x.example/api", "text/plain", '{"a": 1}', {"a": 1}),
        ("stdin", None, '\n  {"a": 1}', {"a": 1}),
        ("stdin", None, '{"a": 1}\n{"a": 2}\n', [{"a": 1}, {"a": 2}]),
        ("stdin", None, "[[1, 2]]", [[1, 2]]),
        ("stdin", None, "[]", []),
        ("stdin", None, "# a\n[tools.a]\nb = 1\n", {"tools": {"a": {"b": 1}}}),
        ("stdin", None, "[[tools]]\nb = 1\n", {"tools": [{"b": 1}]}),
        ("stdin", None, "a = 1\n", {"a": 1}),
        ("stdin", None, "# a\n- 1\n- b\n", [1, "b"]),
        ("stdin", None, "---\na: 1\n", {"a": 1}),
        ("stdin", None, "some key: 1, 2\n", {"some key": "1, 2"}),
        ("stdin", None, "name,input\na,1\n", [{"name": "a", "input": "1"}]),
        ("stdin", None, "sep=|\nname|input\na|1\n", [{"name": "a", "input": "1"}]),
        ("stdin", None, "name\tinput\na\t1\n", [{"name": "a", "input": "1"}]),
    ],
)
def test_suffix_then_type_then_content_tell_the_format(
    name: str, media_type: str | None, content: str, data: Any
) -> None:
    assert read(name, content.encode(), media_type=media_type) == data


def test_a_format_that_is_named_counts() -> None:
    assert read("a.json", b"a: 1", form="yaml") == {"a": 1}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", b"", "a.json is empty"),
        ("a.json", b" \n", "a.json is empty"),
        ("a.json", b'[{"a": 1},\n {"b": }]', "a.json:2:8: this is not JSON: expecting value"),
        ("a.json", b'["a", NaN]', "a.json:1:7: this is not JSON: the number NaN is out of range"),
        ("a.json", b"[1,\n -Infinity]", "a.json:2:2: this is not JSON: the number -Infinity is out of range"),
        ("a.json", b"[10, 1e400]", "a.json:1:6: this is not JSON: the number 1e400 is out of range"),
        ("a.json", b"[1e99999999999999999999]", "a.json:1:2: "),
        ("a.json", b"[1e-999999]", "a.json:1:2: "),
        ("a.json", b"[%s]" % (b"9" * 5000), "999… is out of range"),
        (
            "a.json",
            b'[{"a": 1},\n {"b": {}, "a": 1, "b": 2}]',
            'a.json:2:2: this is not JSON: an object has the key "b"',
        ),
        ("a.json", b"[" * 65 + b"]" * 65, "a.json is nested deeper than 64 levels"),
        ("a.json", b"[" * 100_000, "a.json is nested deeper than 64 levels"),
        ("a.json", b'["\\ud800"]', "a.json: a text has half a character, \\ud800"),
        ("a.json", b"[1, 2] 3", "a.json:1:8: this is not JSON: extra data"),
        ("a.json", b"[1, 2", "a.json:1:6: this is not JSON: expecting ',' delimiter"),
        ("a.ndjson", b'{"a": 1}\n\n{"a" 2}\n', "a.ndjson:3:6: this is not JSON: expecting ':' delimiter"),
        ("a.json", b'{"a": 1}\n{"a" 2}\n', "a.json:2:6: this is not JSON: expecting ':' delimiter"),
        ("a.json", '["ä"]'.encode("latin-1"), "a.json:1:3: byte 0xe4 is not UTF-8"),
        ("a.json", '["ä"]'.encode("utf-16"), "a.json is UTF-16"),
        ("a.json", '["ä"]'.encode("utf-16-le"), "a.json is UTF-16"),
        ("a.json", '["a"]'.encode("utf-16-le"), "a.json is UTF-16"),
        ("a.json", b"\xef\xbb\xbf\xef\xbb\xbf[]", "a.json:1:1: it begins with a second byte-order mark"),
        ("a.json", b'["a\0"]', "a.json:1:4: there is a null byte"),
        ("a.json", b"[\n<<<<<<< HEAD\n1]", "a.json:2:1: unresolved merge conflict"),
        ("a.json", b"\x1f\x8b\x08\x00", "a.json is compressed with gzip"),
        ("a.csv", b"PK\x03\x04", "a.csv is a ZIP archive, as spreadsheets are"),
        ("a.json", b"<!DOCTYPE html><title>404</title>", "a.json is a web page, not data"),
        ("stdin", b"<?xml version='1.0'?><a/>", "stdin is XML"),
        ("stdin", b"hello", "stdin is in no format that is read here"),
        ("a.yaml", b"a: 1\nb: [1\n", "a.yaml:3:1: this is not YAML: did not find expected ',' or ']'"),
        ("a.yaml", b"a: 1\nb: 2\na: 3\n", 'a.yaml:3:1: this is not YAML: an object has the key "a" twice'),
        ("a.yaml", b"a: .nan\n", "a.yaml:1:4: this is not YAML: the number .nan is out of range"),
        ("a.yaml", b"a: 1e400\n", "a.yaml:1:4: this is not YAML: the number 1e400 is out of range"),
        (
            "a.yaml",
            b"a: !!python/object:os.system ls\n",
            "a.yaml:1:4: this is not YAML: the tag !!python/object:os.system",
        ),
        ("a.yaml", b"a: !!set {x}\n", "a.yaml:1:4: this is not YAML: the tag !!set is not read"),
        ("a.yaml", b"? [a]\n: 1\n", "a.yaml:1:3: this is not YAML: a key is not a text"),
        ("a.yaml", b"a: *b\n", "a.yaml:1:4: this is not YAML: nothing that has ended is called &b"),
        ("a.yaml", b"a: &b\n  c: *b\n", "a.yaml:2:6: this is not YAML: nothing that has ended is called &b"),
        ("a.yaml", b"<<: [1]\n", "this is not YAML: << is for objects"),
        ("a.yaml", b"[" * 5000, "a.yaml:1:1001: this is not YAML: exceeded maximum nesting depth"),
        ("a.yaml", b"- " * 70 + b"a", "a.yaml is nested deeper than 64 levels"),
        ("a.yaml", b'a: "\\ud800"\n', "this is not YAML: found invalid Unicode"),
        ("a.yaml", "ä: \x01\n".encode(), "a.yaml:1:4: this is not YAML: control characters are not allowed"),
        ("a.toml", b"a = 1\nb = \n", "a.toml:2:5: this is not TOML: "),
        ("a.toml", b"a = nan\n", "a.toml: the number nan is out of range"),
        ("a.toml", b"a = 1\na = 2\n", "a.toml:2:1: this is not TOML: "),
        ("a.csv", b"name,name\nA,B\n", 'a.csv:1: there are two columns "name"'),
        ("a.csv", b"name,vendor\n\nA,B,C\n", "a.csv:3: there are 3 cells for 2 columns"),
        ("a.csv", b'name,vendor\nA,"B\n', "a.csv:2: this is not CSV: "),
        ("a.csv", b",".join(b"%d" % n for n in range(1001)), "a.csv:1: there are more than 1,000 columns"),
    ],
    ids=count(),
)
def test_what_cannot_be_read_is_one_clear_error(name: str, content: bytes, message: str) -> None:
    with pytest.raises(VcompareError) as error:
        read(name, content)
    assert message in error.value.message
    assert error.value.hint


def test_too_much_is_refused_before_it_takes_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_VALUES", 1000)
    many: dict[str, bytes] = {
        "a.json": b"[" + b"1," * 1001 + b"1]",
        "a.ndjson": b"1\n" * 1001,
        "a.csv": b"a,b\n" + b"1,2\n" * 501,
        "a.yaml": b"- 1\n" * 1001,
        "a.toml": b"a = [" + b"1," * 1001 + b"]",
    }
    for name, content in many.items():
        with pytest.raises(VcompareError, match=r"has more than 1,000 values"):
            read(name, content)


@pytest.mark.parametrize("start", ["#\n", "[", "{", "a", "- "])
@pytest.mark.parametrize("rest", ["\n", " ", "[", "# ", "a", ","])
def test_the_format_is_told_in_linear_time(start: str, rest: str) -> None:
    with contextlib.suppress(VcompareError):
        read("stdin", (start + rest * 300_000 + "!").encode())


def test_a_repeated_key_is_found_in_linear_time() -> None:
    keys = ", ".join(f'"{number}": 0' for number in range(100_000))
    with pytest.raises(VcompareError, match='has the key "x" twice'):
        read("a.json", f'{{{keys}, "x": 1, "x": 2}}'.encode())


def test_a_file_is_bounded() -> None:
    with pytest.raises(VcompareError, match=r"a\.json is larger than 64 MiB"):
        read("a.json", b" " * (bounds.MAX_BYTES + 1))


def bomb(line: str) -> bytes:
    """Return YAML in which each of nine lines has the one before it ten times."""
    lines = [f"a{n}: &a{n} {line.format(', '.join([f'*a{n - 1}'] * 10))}" for n in range(1, 10)]
    return "\n".join(["a0: &a0 {x: 1, y: 2}", *lines]).encode()


@pytest.mark.parametrize("line", ["[{}]", "{{k: [{}]}}"])
def test_aliases_count_like_what_they_stand_for(line: str) -> None:
    with pytest.raises(VcompareError, match="has more than 5,000,000 values"):
        read("a.yaml", bomb(line))


def test_objects_that_are_merged_stay_as_small_as_their_keys() -> None:
    found = read("a.yaml", bomb("{{<<: [{}]}}"))
    assert found["a9"] == {"x": 1, "y": 2}


def test_yaml_merges_under_the_keys_of_an_object() -> None:
    text = b"a: &a {x: 1, y: 2}\nb: &b {y: 3}\nc:\n  z: 0\n  y: 9\n  <<: [*b, *a]\nd: {<<: *b}\n"
    assert read("a.yaml", text)["c"] == {"z": 0, "y": 9, "x": 1}
    assert read("a.yaml", text)["d"] == {"y": 3}


def test_yaml_has_what_json_has() -> None:
    text = b"""
a: no
1: 2026-11-20
b: [0x10, 0o10, 010, +5, -.5, 1., 1_000, 1:30, ~, Null, TRUE, "1", '', !!str 1, !!float 2.50]
c: &c text
d: *c
e: |
  two
  lines
"""
    assert read("a.yaml", text) == {
        "a": "no",
        "1": "2026-11-20",
        "b": [
            16,
            8,
            10,
            5,
            Decimal("-0.5"),
            1,
            "1_000",
            "1:30",
            None,
            None,
            True,
            "1",
            "",
            "1",
            Decimal("2.5"),
        ],
        "c": "text",
        "d": "text",
        "e": "two\nlines\n",
    }
    assert read("a.yaml", b"--- 1\n--- 2\n") == [1, 2]


def test_yaml_takes_the_parser_that_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader")
    with pytest.raises(VcompareError, match=r"a\.yaml: YAML takes PyYAML with libyaml, which is missing"):
        read("a.yaml", b"a: 1")


def test_amounts_do_not_change() -> None:
    for text in ("0.1", "0.000000001", "12345678901234567890.123456789", "1E+3", "3.0"):
        for name in ("a.json", "a.yaml"):
            assert read(name, f"[{text}]".encode())[0].as_tuple() == Decimal(text).as_tuple()


def test_only_line_ends_end_a_row() -> None:
    assert read("a.csv", "name,note\nA,one\u2028two\x0bthree\rB,\n".encode()) == [
        {"name": "A", "note": "one\u2028two\x0bthree"},
        {"name": "B", "note": None},
    ]


def test_columns_without_a_name_have_a_number_or_are_left_out_at_the_end() -> None:
    assert read("a.csv", b",name,,\n0,A,,\n") == [{"column 1": "0", "name": "A"}]


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=12,
)


@given(JSON)
def test_json_reads_back(data: Any) -> None:
    wrapped = [data, {"x": data}]
    assert read("a.json", json.dumps(wrapped).encode()) == wrapped
    assert read("a.yaml", json.dumps(wrapped, ensure_ascii=False).encode()) == wrapped


@given(st.binary(max_size=200), st.sampled_from(["json", "ndjson", "csv", "yaml", "toml", None]))
def test_whatever_comes_is_data_or_an_error(content: bytes, form: Format | None) -> None:
    try:
        found = read("stdin", content, form=form)
    except VcompareError as error:
        assert error.message.startswith("stdin")
    else:
        json.dumps(found, default=str).encode()
