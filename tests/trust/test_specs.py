"""Made-up declarations and values, through the whole program: nothing is lost, guessed, preferred or sorted wrongly."""

import operator
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cmp_to_key
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import vcompare
from tests.program import inside
from tests.trust.made import Made, catalogs, span, write
from vcompare.fields.contents import typed
from vcompare.model import NONE, Bounds

ORDERED: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@settings(max_examples=20, deadline=None)
@given(catalogs(), st.data())
def test_values_are_read_back_compared_filtered_and_sorted_with_certainty(
    made: Made, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        write(made, Path(folder))
        plain, cached = vcompare.open(folder), vcompare.open(folder, cache=cache)
        for slug, known in made.tools.items():
            assert {key: fact.content for key, fact in plain[slug].tool.specs.items()} == known
        _judge_best(made, plain)
        for key in made.specs:
            for opened in (plain, cached):
                _judge_filters(made, opened, key)
                _judge_order(made, opened, key)
        _judge_order(made, cached, *data.draw(st.permutations([*made.specs])))


@settings(max_examples=15, deadline=None)
@given(catalogs())
def test_what_is_typed_is_written_and_read_back(made: Made) -> None:
    """Give every tool of a catalog the facts that it has in another one, word by word and in bulk."""
    with tempfile.TemporaryDirectory() as given_in, tempfile.TemporaryDirectory() as folder:
        write(made, Path(given_in))
        write(Made(made.specs, {slug: {} for slug in made.tools}), Path(folder))
        fields = vcompare.open(given_in).fields.specs
        first, *others = made.tools
        words = [f"{key}={typed(fields[key], content)}" for key, content in made.tools[first].items()]
        if words:
            assert inside(("edit", first, *words, "--catalog", folder)).status == 0
        listed = inside(("list", "-f", "csv", "--no-cache", "--catalog", given_in)).output
        assert inside(("edit", "--from", "-", "--catalog", folder), given=listed).status == 0
        written = vcompare.open(folder)
        for slug in (first, *others):
            assert {key: fact.content for key, fact in written[slug].tool.specs.items()} == made.tools[slug]


def _judge_best(made: Made, opened: vcompare.OpenCatalog) -> None:
    """A winner is known, and no other tool that is known can be as good."""
    slugs = list(made.tools)
    for row in vcompare.compare(opened, slugs).rows:
        if key := row.field.spec:
            assert (None if row.best is None else slugs[row.best]) == made.winner(key, slugs)


def _judge_filters(made: Made, opened: vcompare.OpenCatalog, key: str) -> None:
    """Compare what passes each condition that could be made of the known values with a plain loop over them."""
    known = {slug: of[key] for slug, of in made.tools.items() if key in of}
    for expression, passes in _conditions(made.specs[key]["kind"], key, [*known.values()][:3]):
        found = {tool.slug for tool in vcompare.list_tools(opened, where=[expression]).listed}
        expected = {slug for slug, content in known.items() if passes(content)}
        assert found == expected, (expression, known)


Passes = Callable[[Any], bool]


def _conditions(kind: str, key: str, contents: Sequence[Any]) -> Iterator[tuple[str, Passes]]:
    yield f"{key}=none", lambda one: one is NONE
    yield f"{key}!=none", lambda one: one is not NONE
    if kind == "flag":
        yield key, lambda one: one is True
        yield f"!{key}", lambda one: one is False
    for value in (one for one in contents if one is not NONE and not isinstance(one, Bounds)):
        text = (
            value[0] if kind == "list" else "yes" if value is True else "no" if value is False else str(value)
        )
        yield f"{key}={text}", _equals(kind, value)
        yield f"{key}!={text}", _differs(kind, value)
        if kind in {"text", "list", "link"}:
            yield f"{key}~{text[-3:]}", _has(text[-3:])
        if kind in {"quantity", "date", "choice"}:
            yield from ((f"{key}{sign}{text}", _ordered(kind, sign, value)) for sign in ORDERED)


def _equals(kind: str, value: Any) -> Passes:
    """All that a value can be is what is asked for; of a list, one item."""
    wanted = span(kind, value)

    def passes(content: Any) -> bool:
        ends = span(kind, content)
        if kind == "list":
            return content is not NONE and value[0] in content
        return ends is not None and wanted is not None and wanted[0] <= ends[0] and ends[1] <= wanted[1]

    return passes


def _differs(kind: str, value: Any) -> Passes:
    """Nothing that a value can be is what is asked for; what has none differs from every value."""
    wanted = span(kind, value)

    def passes(content: Any) -> bool:
        if content is NONE:
            return True
        if kind == "list":
            return value[0] not in content
        ends = span(kind, content)
        return ends is not None and wanted is not None and (ends[1] < wanted[0] or wanted[1] < ends[0])

    return passes


def _has(part: str) -> Passes:
    return lambda one: (
        one is not NONE and any(part in item for item in (one if isinstance(one, tuple) else [one]))
    )


def _ordered(kind: str, sign: str, value: Any) -> Passes:
    """All that a value can be comes before, or after, all or any of the span that is asked for."""
    wanted = span(kind, value)

    def passes(content: Any) -> bool:
        ends = span(kind, content)
        if ends is None or wanted is None:
            return False
        return ORDERED[sign](ends[">" not in sign], wanted[sign in {">", "<="}])

    return passes


def _judge_order(made: Made, opened: vcompare.OpenCatalog, *keys: str) -> None:
    """Sorting is total and stable: by each key, then the next, then the slug; none and then unknown come last."""
    for signs in ({}, {keys[0]: "-"}):
        words = [f"{signs.get(key, '')}{key}" for key in keys]

        def compare(one: str, other: str, signs: dict[str, str] = signs) -> int:
            for key in keys:
                if result := _order(made, key, one, other, is_down=key in signs):
                    return result
            return -1 if one < other else 1

        expected = sorted(made.tools, key=cmp_to_key(compare))
        assert [tool.slug for tool in vcompare.list_tools(opened, sort=words).listed] == expected, words


def _order(made: Made, key: str, one: str, other: str, *, is_down: bool) -> int:
    pairs = [_rank(made, key, made.tools[slug].get(key)) for slug in (one, other)]
    if pairs[0][0] != pairs[1][0] or pairs[0][0]:
        return pairs[0][0] - pairs[1][0]
    less, more = pairs[0][1] < pairs[1][1], pairs[0][1] > pairs[1][1]
    return int(more - less) * (-1 if is_down else 1)


def _rank(made: Made, key: str, content: Any) -> tuple[int, Any]:
    """Return how late a value comes whatever the direction, and what it is sorted by."""
    if content is None or content is NONE:
        return (2 if content is None else 1), 0
    ends = span(made.specs[key]["kind"], content)
    assert ends is not None
    return 0, ends[isinstance(content, Bounds) and content.at_least is None]
