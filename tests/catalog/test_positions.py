"""Where keys and values are, in every shape of a TOML document, and as another TOML reader says."""

from typing import Any

import pytest
import rtoml
import toml_rs
from hypothesis import given
from hypothesis import strategies as st

from tests.catalog.toml_documents import read
from vcompare.catalog.positions import KeyPath, layout
from vcompare.catalog.source import line_and_column

DOCUMENT = """\
# a comment with [brackets] = "and" 'quotes'
name = "日本" # = "no"
tags = [ "a", # ]
  'b', ]
pricing.summary = \"\"\"x = 1
[not.a.table] \\\"\"\" y\"\"\"\"
pricing."source url" = '''it''s'''
[panel.builder]
name = "B"
when = 1979-05-27 07:32:00Z
inline = { a = 1, b.c = [ {d = 2}, {d = 3} ] }
[ "quoted.key" . 'x' ]
value = inf
[[rows]]
x=1
[[rows]]
x=2
[rows.below]
y = 3
"""


@pytest.mark.parametrize(
    ("keys", "key", "value"),
    [
        (("name",), (2, 1), (2, 8)),
        (("tags", 0), (3, 10), (3, 10)),
        (("tags", 1), (4, 3), (4, 3)),
        (("pricing",), (5, 1), (5, 1)),
        (("pricing", "summary"), (5, 9), (5, 19)),
        (("pricing", "source url"), (7, 9), (7, 24)),
        (("panel",), (8, 2), (8, 2)),
        (("panel", "builder"), (8, 8), (8, 8)),
        (("panel", "builder", "when"), (10, 1), (10, 8)),
        (("panel", "builder", "inline", "b", "c", 1, "d"), (11, 37), (11, 41)),
        (("quoted.key", "x"), (12, 18), (12, 18)),
        (("rows", 0), (14, 3), (14, 3)),
        (("rows", 1), (16, 3), (16, 3)),
        (("rows", 1, "x"), (17, 1), (17, 3)),
        (("rows", 1, "below", "y"), (19, 1), (19, 5)),
    ],
)
def test_places(keys: KeyPath, key: tuple[int, int], value: tuple[int, int]) -> None:
    assert places(DOCUMENT, keys) == (key, value)


@pytest.mark.parametrize("gap", [" ", "\n", " # why\n ", ""])
def test_the_reader_takes_new_lines_around_the_sign_in_an_inline_table(gap: str) -> None:
    text = f'rows = {{ a{gap}={gap}"x" }}\nb = 1\n'
    document = read(text)
    place = document.layout.places["rows", "a"]
    assert text[place.key] == "a"
    assert text[place.value : place.end] == '"x"'
    assert list(document.layout.places) == [("rows", "a"), ("rows",), ("b",)]


def places(text: str, keys: KeyPath) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return line and column of a key and of its value."""
    document = read(text)
    key, value = document.key(*keys), document.value(*keys)
    return (key.line, key.column), (value.line, value.column)


BEFORE = {
    "nothing": "",
    "a comment": "# [t] \"and ' { = 日本 <b> \n",
    "a text of several lines": 'aside = """\\\n[t] \\\n  k = "x" # \\""" 🖋️ \\\n""two quotes"""""\n',
    "a literal of several lines": "aside = '''\n[[t]] k = \"\"\" \\ ''two quotes'''''\n",
}
TEXTS = ('"x"', "'x'", '"""x"""', "'''x'''", '"""\nx"""', "'''\nx'''", '"""\\\n\n   x\\\n  """')
KEY, VALUE = "⌖", "⍟"
SHAPES: dict[KeyPath, tuple[str, ...]] = {
    ("k",): (
        "⌖k = ⍟1\n",
        '\t ⌖"k"\t =   ⍟1 # "]\n',
        "⌖'k'=⍟1\n",
        '⌖"\\u006b" = ⍟1\n',
        *(f"s = {string}\n⌖k = ⍟1\n" for string in TEXTS),
        *(f"⌖k = ⍟{string}\n" for string in TEXTS),
    ),
    ("t", "k"): (
        "[t]\n⌖k = ⍟1\n",
        '\n[ "t" ] # [x]\n  ⌖"k" = ⍟1\n',
        "[other.below]\nx = []\n[t]\n⌖k = ⍟1\n",
        "t.⌖k = ⍟1\n",
        '"t" . ⌖"k" = ⍟1\n',
        't = { a = "日本 🖋️, {[ #", ⌖k = ⍟1 }\n',
        't = {\n  a = 1, # } ] "\n  ⌖k = ⍟1,\n}\n',
    ),
    ("t",): (
        "[⌖⍟t]\nk = 1\n",
        '[ ⌖⍟"t" ]\n',
        "[other.below]\n[⌖⍟t]\n",
        "[⌖⍟t.below]\n[t]\n",
        "⌖⍟t.k = 1\nt.l = 2\n",
        "⌖t = ⍟{ k = 1 }\n",
        "[[⌖⍟t]]\nk = 1\n[[t]]\nk = 2\n",
    ),
    ("t", 1, "k"): (
        "[[t]]\nk = 1\n[[t]]\n⌖k = ⍟2\n",
        "t = [{ k = 1 }, { ⌖k = ⍟2 }]\n",
    ),
    ("a", 1): (
        "a = ['日本, 🖋️ # ]', ⌖⍟2]\n",
        "a = [ 1 , ⌖⍟2 , ]\n",
        'a = [\n  """\n[""", # ] "x\n  ⌖⍟2, # ]\n]\n',
        "a = [ # [\n\n  { k = '}' }\n  , ⌖⍟2\n]\n",
        "a = [[1, 2], ⌖⍟[3]]\n",
    ),
    ("a", 0, 1): ("a = [[1, ⌖⍟2], 3]\n",),
}


@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["no mark", "a byte-order mark"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
@pytest.mark.parametrize(("keys", "shape"), [(keys, one) for keys, all_ in SHAPES.items() for one in all_])
def test_every_shape(keys: KeyPath, shape: str, before: str, ends: str, start: str) -> None:
    marked = before + shape
    text = start + marked.replace(KEY, "").replace(VALUE, "").replace("\n", ends)
    key = marked.replace(VALUE, "").partition(KEY)[0]
    value = marked.replace(KEY, "").partition(VALUE)[0]
    assert places(text, keys) == (line_and_column(key, len(key)), line_and_column(value, len(value)))


@pytest.mark.parametrize("keys", [("t", "none"), ("t", "none", "below")])
def test_what_is_not_there_is_where_its_table_is(keys: KeyPath) -> None:
    assert places("[x]\n[t]\nk = 1\n", keys) == ((2, 2), (2, 2))
    assert places("[x]\n", keys) == ((1, 1), (1, 1))


def paths(data: Any, above: KeyPath = ()) -> list[KeyPath]:
    items: Any = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path for key, value in items for path in [(*above, key), *paths(value, (*above, key))]]


def test_every_path_of_the_data_has_a_place_and_no_other() -> None:
    assert set(layout(DOCUMENT, unquoted).places) == set(paths(rtoml.loads(DOCUMENT)))


def unquoted(key: str) -> str:
    return str(next(iter(rtoml.loads(f"{key} = 0"))))


KEYS = st.from_regex(r"[A-Za-z0-9_-]{1,4}", fullmatch=True) | st.text(
    st.characters(codec="utf-8"), max_size=4
)
STRINGS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)
VALUES = st.recursive(
    STRINGS | st.integers(-(2**31), 2**31) | st.booleans() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def leaves(node: Any, above: KeyPath = ()) -> dict[KeyPath, tuple[int, int]]:
    """Line and byte column of every scalar with a key, as toml-rs gives them."""
    if isinstance(node, dict) and isinstance(node.get("key_raw"), str):
        found = leaves(node["value"], above)
        if not isinstance(node["value"], dict | list):
            line, column = node["value_line"], node["value_col"]
            found[above] = (
                line if isinstance(line, int) else line[0],
                column if isinstance(column, int) else column[0],
            )
        return found
    if isinstance(node, dict):
        return {
            path: place for key, value in node.items() for path, place in leaves(value, (*above, key)).items()
        }
    return {}


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_agrees_with_another_reader(data: dict[str, Any]) -> None:
    text = rtoml.dumps(data, pretty=True)
    found = layout(text, unquoted).places
    assert set(found) == set(paths(rtoml.loads(text)))
    for path, (line, byte_column) in leaves(
        toml_rs.load_with_metadata(text, toml_version="1.1.0").meta["nodes"]
    ).items():
        our_line, our_column = line_and_column(text, found[path].value)
        line_text = text.split("\n")[our_line - 1]
        assert (our_line, len(line_text[: our_column - 1].encode()) + 1) == (line, byte_column), path
