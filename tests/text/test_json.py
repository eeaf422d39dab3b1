"""JSON that is safe to print means the same, and is not escaped twice."""

import json

from hypothesis import given
from hypothesis import strategies as st

from vcompare.text.json import encoded, escaped
from vcompare.text.safe import visible


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none()))
def test_escaped_json_means_the_same(payload: dict[str, str | int | None]) -> None:
    assert json.loads(encoded(payload)) == payload


@given(st.text())
def test_nothing_dangerous_is_left_and_nothing_is_escaped_twice(text: str) -> None:
    content = encoded(text)
    assert all(visible(one) == one for one in content.decode())
    assert b"##[" not in content
    assert escaped(content) == content
