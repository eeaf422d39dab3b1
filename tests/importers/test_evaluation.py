"""What expressions find: what JMESPath does, numbers exactly, and within limits."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

import jmespath
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jmespath import exceptions

from vcompare.catalog.expressions import ExpressionError
from vcompare.importers.budget import Budget, BudgetError
from vcompare.importers.evaluation import compiled, each, holds

MODEL: dict[str, Any] = {
    "id": "quill-2",
    "limit": {"context": 200_000, "output": 0},
    "cost": {"input": Decimal("0.1"), "tiers": [{"size": 5, "input": 2}, {"size": 9, "input": None}]},
    "modalities": {"input": ["text", "image"]},
    "open": False,
    "price": "0.30",
}


def find(text: str, data: Any = MODEL) -> Any:
    return compiled(text, Budget())(data)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("id", "quill-2"),
        ("limit.context", 200_000),
        ("limit.context.deeper.still", None),
        ("id.length", None),
        ('"cost"."input"', Decimal("0.1")),
        ("missing", None),
        ("limit.output > `0` && limit.output || `null`", None),
        ("limit.context > `0` && limit.context || `null`", 200_000),
        ("not_null(missing, limit.missing, id)", "quill-2"),
        ("contains(['quill-1', 'quill-2'], id)", True),
        ("contains(modalities.input, 'image')", True),
        ("contains(id, `2`)", False),
        ("cost.tiers[?input].{over: {input: size}, rates: {input: input}}", [{"over": {"input": 5}, "rates": {"input": 2}}]),
        ("cost.tiers[?size > `5`] | [0].size", 9),
        ("cost.tiers[].size", [5, 9]),
        ("cost.tiers[-1].size", 9),
        ("length(cost.tiers)", 2),
        ("keys(limit)", ["context", "output"]),
        ("values(limit)", [200_000, 0]),
        ("!open", True),
        ("!(limit.output)", False),
        ("@.id", "quill-2"),
        ("to_number(price)", Decimal("0.30")),
        ("to_number(cost.input)", Decimal("0.1")),
        ("to_number(limit.context)", 200_000),
        ("to_number(id)", None),
        ("to_number(open)", None),
        ("cost.input == `0.1`", True),
        ("cost.input < `0.10000001`", True),
        ("limit.output == open", False),
    ],
)  # fmt: skip
def test_what_an_expression_finds(text: str, wanted: Any) -> None:
    found = find(text)
    assert found == wanted
    assert type(found) is type(wanted)


PATHS = st.sampled_from(
    ["a", "b", "a.b", "a.b.c", "c", "`0`", "`1`", "'x'", "`null`", "`true`", "`[]`", "@", "c[0]", "c[*].a"]
)
EXPRESSIONS = st.recursive(
    PATHS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["&&", "||", "==", "!=", "<", ">="]), inner).map(lambda it: f"({it[0]} {it[1]} {it[2]})"),
        inner.map(lambda it: f"!({it})"),
        inner.map(lambda it: f"contains(['x', 'a'], {it})"),
        inner.map(lambda it: f"{it} == 'x'"),
        st.tuples(inner, inner, inner).map(" || ".join),
        st.tuples(inner, inner).map(lambda it: f"not_null({it[0]}, {it[1]})"),
        st.tuples(inner, inner).map(lambda it: f"[{it[0]}, {it[1]}]"),
        st.tuples(inner, inner).map(lambda it: f"{{a: {it[0]}, b: {it[1]}}}"),
        st.tuples(PATHS, inner).map(lambda it: f"{it[0]} | ({it[1]})"),
    ),
    max_leaves=8,
)  # fmt: skip
VALUES = st.recursive(
    st.sampled_from([None, True, False, 0, 1, 2, "", "x", "a"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


@given(EXPRESSIONS, st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3))
def test_an_expression_finds_what_jmespath_finds(text: str, data: Any) -> None:
    if len(text) > 500:
        return
    try:
        wanted = jmespath.search(text, data)
    except (TypeError, exceptions.JMESPathTypeError):
        with pytest.raises(ExpressionError):
            find(text, data)
        return
    found = find(text, data)
    assert repr(found) == repr(wanted)


def test_values_are_found_with_their_keys() -> None:
    assert each("values(@)", Budget())({"b": 1, "a": 2}) == {"b": 1, "a": 2}
    assert each("values(models)", Budget())({"models": {"x": 1}}) == {"x": 1}
    assert each("models", Budget())({"models": [1]}) == [1]


@pytest.mark.parametrize(
    ("value", "is_held"), [(0, True), ("0", True), ([0], True), (None, False), (False, False), ("", False), ([], False), ({}, False)]
)  # fmt: skip
def test_what_counts_as_true(value: Any, *, is_held: bool) -> None:
    assert holds(value) is is_held


def test_an_expression_that_multiplies_ends() -> None:
    data: list[Any] = [1] * 1000
    with pytest.raises(BudgetError, match="finds more than 200,000 values"):
        find("[@,@][] | " * 30 + "@", data)
    with pytest.raises(BudgetError, match="finds more than 200,000 values"):
        find("[@,@,@,@] | " * 12 + "@" + "[]" * 12, data)


def test_all_expressions_share_a_budget() -> None:
    budget = Budget(1000)
    names, others = (compiled(text, budget) for text in ("models[*].name", "models[*].id"))
    data = {"models": [{"name": "a"}] * 100}
    assert len(names(data)) == 100
    assert others(data) == []
    with pytest.raises(BudgetError, match="takes too long"):
        names({"models": [{"name": "a"}] * 500})
    with pytest.raises(BudgetError):
        compiled("contains(a, 'x')", Budget(1000))({"a": "y" * 100_000})


@pytest.mark.parametrize(
    "text",
    [
        "a == b",
        "a != b",
        "c == d",
        "[a] == [b]",
        "e == f",
        "contains([a], b)",
        "contains([c], d)",
        "keys(c) && `1`",
        "values(c) && `1`",
        "[@] | [?a == b]",
    ],
)
def test_looking_at_much_costs_much(text: str) -> None:
    """What is compared or listed for each record takes its size from the budget, not one step."""
    data: Any = {"a": ["x"] * 9_000, "b": ["x"] * 9_000, "e": "x" * 600_000, "f": f"{'x' * 600_000}"}
    data |= {key: dict.fromkeys(map(str, range(9_000)), 1) for key in "cd"}
    evaluate = compiled(text, Budget(100_000))
    with pytest.raises(BudgetError):
        [evaluate(data) for _ in range(20)]


def test_deep_data_is_no_crash() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(ExpressionError):
        find("a == b", {"a": deep, "b": [deep]})
    assert find("a", {"a": 1, "b": deep}) == 1
    while deep:  # Python would free it recursively
        deep = deep[0]


def test_what_cannot_be_compared_is_an_error() -> None:
    for data in ({"a": "x", "b": 1}, {"a": Decimal("NaN"), "b": 1}):
        with pytest.raises(ExpressionError, match="cannot be compared"):
            find("a > b", data)
    with pytest.raises(ExpressionError, match=r"length\(\) takes no number"):
        find("length(a)", {"a": 1})


@given(st.text(alphabet="ab.[]{}()'`\"\\&|!?@*<>=:,0123456789- \n\ud800😀", max_size=60))
def test_any_expression_has_a_value_or_is_an_error(text: str) -> None:
    with suppress(ExpressionError):
        compiled(text, Budget())({"a": [1, {"b": "x"}], "b": Decimal(1)})
