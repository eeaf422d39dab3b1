"""`positions.py`: where keys and values stand, held against another TOML reader."""

from typing import Any

import pytest
import rtoml
import toml_rs
from hypothesis import given
from hypothesis import strategies as st

from vcompare.catalog import positions as room
from vcompare.catalog.positions import KeyPath, Place
from vcompare.catalog.source import _unquoted, line_and_column

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


def positions(text: str) -> dict[KeyPath, Place]:
    return room.positions(text, _unquoted)


def place(keys: KeyPath, part: str = "value") -> tuple[int, int]:
    return line_and_column(DOCUMENT, getattr(positions(DOCUMENT)[keys], part))


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
    assert place(keys, "key") == key
    assert place(keys) == value


def paths(data: Any, above: KeyPath = ()) -> list[KeyPath]:
    items: Any = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path for key, value in items for path in [(*above, key), *paths(value, (*above, key))]]


def test_every_path_of_the_data_has_a_place_and_no_other() -> None:
    assert set(positions(DOCUMENT)) == set(paths(rtoml.loads(DOCUMENT)))


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
    found = positions(text)
    assert set(found) == set(paths(rtoml.loads(text)))
    for path, (line, byte_column) in leaves(
        toml_rs.load_with_metadata(text, toml_version="1.1.0").meta["nodes"]
    ).items():
        our_line, our_column = line_and_column(text, found[path].value)
        line_text = text.split("\n")[our_line - 1]
        assert (our_line, len(line_text[: our_column - 1].encode()) + 1) == (line, byte_column), path
