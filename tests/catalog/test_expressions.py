"""Expressions of recipes: what they may use, and what is said of others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.catalog.expressions import ExpressionError, parsed, problem


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("sort_by(models, &id)", "uses sort_by(), which recipes cannot"),
        ("max(prices)", "uses max(), which recipes cannot"),
        ("a[?join('', b)]", "uses join(), which recipes cannot"),
        ("&id", "uses `&`, which recipes cannot"),
        ("length(a, b)", "uses length() with 2 arguments, which recipes cannot"),
        ("not_null()", "uses not_null() with 0 arguments, which recipes cannot"),
        ("a[", "is not JMESPath: it ends too early"),
        ("", "is not JMESPath: it ends too early"),
        ("a == `x`", "has text between backticks, and texts are between single quotes"),
        ("a..b", 'is not JMESPath: unexpected "." at character 3'),
        ("(" * 499 + "a", "is nested too deeply"),
        ("a" * 501, "has 501 characters, and may have 500"),
    ],
)
def test_what_is_refused(text: str, wrong: str) -> None:
    assert problem(text) == wrong
    with pytest.raises(ExpressionError):
        parsed(text)


@given(st.text(alphabet="ab.[]{}()'`\"\\&|!?@*<>=:,0123456789- \n\ud800😀", max_size=60))
def test_any_text_is_an_expression_or_says_what_is_wrong(text: str) -> None:
    wrong = problem(text)
    assert wrong is None or wrong.isprintable()
