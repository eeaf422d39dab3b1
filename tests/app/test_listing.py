"""Which tools a list holds, in which order, and what its columns are."""

import datetime
import operator
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vcompare
from tests.conftest import REVIEW, TOOL, MakeCatalog
from vcompare import Filter, OpenCatalog, VcompareError
from vcompare.app.filters import conditions, passing
from vcompare.app.listing import arranged
from vcompare.app.queries import query
from vcompare.comparison import overview
from vcompare.comparison.listed import Listed, with_card
from vcompare.fields import BUILTIN
from vcompare.model import Panelist, Record, Review, Tool


def slugs(catalog: OpenCatalog, wanted: Filter | None = None, **options: object) -> list[str]:
    return [tool.slug for tool in vcompare.list_tools(catalog, wanted, **options).tools]  # type: ignore[arg-type]


def test_a_filter_lets_pass_what_is_known_to_fit(catalog: OpenCatalog) -> None:
    assert slugs(catalog) == ["anvil", "brush", "chalk"]
    assert slugs(catalog, Filter(category="TOOLS")) == ["anvil", "brush", "chalk"]
    assert slugs(catalog, Filter(entry="free")) == ["anvil", "chalk"]
    assert slugs(catalog, Filter(verdict="ship")) == ["anvil"]
    assert slugs(catalog, Filter(min_score=70)) == ["brush"]
    assert slugs(catalog, Filter(tags=("iron", "heavy"))) == ["anvil"]
    assert slugs(catalog, among={"chalk", "brush"}) == ["brush", "chalk"]


def test_what_is_unknown_comes_last_in_either_direction(catalog: OpenCatalog) -> None:
    assert slugs(catalog, sort="score") == ["brush", "anvil", "chalk"]
    assert slugs(catalog, sort="score", reverse=True) == ["anvil", "brush", "chalk"]
    assert slugs(catalog, sort="slug", reverse=True) == ["chalk", "brush", "anvil"]
    assert slugs(catalog, sort="score", limit=1) == ["brush"]
    assert slugs(catalog, sort="category", reverse=True) == ["anvil", "brush", "chalk"]


def test_few_votes_and_reviews_do_not_come_before_many(make_catalog: MakeCatalog) -> None:
    votes = {"few": (1, 0), "many": (970, 30), "none": (0, 1)}
    files = {f"tools/{slug}.toml": TOOL.format(name=slug) for slug in ("few", "many", "none", "silent")}
    for slug, (ship, skip) in votes.items():
        files[f"votes/{slug}.toml"] = f"[tally]\nship = {ship}\nskip = {skip}\n"
    for path in ("few/builder", "many/builder", "many/skeptic"):
        files[f"reviews/{path}.toml"] = REVIEW.format(verdict="ship", score=80)
    catalog = vcompare.open(make_catalog(files))
    assert slugs(catalog, sort="community") == ["many", "few", "none", "silent"]
    assert slugs(catalog, sort="community", reverse=True) == ["none", "few", "many", "silent"]
    # Both panels say ship, but one is a single reviewer.
    assert slugs(catalog, sort="ship-percent") == ["many", "few", "none", "silent"]


def test_a_broken_file_is_a_problem_of_a_list_and_not_its_end(catalog: OpenCatalog) -> None:
    (catalog.root / "tools" / "brush.toml").write_text("name = \n")
    found = vcompare.list_tools(catalog)
    assert [tool.slug for tool in found.tools] == ["anvil", "chalk"]
    assert (found.total, len(found.problems)) == (2, 1)
    assert f"{catalog.root}/tools/brush.toml:1:8" in found.problems[0].message


def test_columns_are_those_asked_for_or_what_most_tools_have(catalog: OpenCatalog) -> None:
    found = vcompare.list_tools(catalog, columns="name,-score".replace("-", ""), where=["tags=iron"])
    assert found.rows == [("Anvil", 60.0), ("Brush", 80.0)]
    usual = [field.path for field in vcompare.list_tools(catalog).columns]
    assert usual == ["slug", "name", "panel.verdict", "panel.score", "entry", "category"]
    by_date = vcompare.list_tools(catalog, sort="added", where=["reviews.skeptic.score>0"]).columns
    assert [field.path for field in by_date] == ["slug", "name", "added", "reviews.skeptic.score"]


def test_what_few_tools_have_comes_last_in_a_list(make_catalog: MakeCatalog) -> None:
    files = {f"tools/{slug}.toml": TOOL.format(name=slug) for slug in ("a", "b", "c")}
    opened = vcompare.open(
        make_catalog({**files, "reviews/a/builder.toml": REVIEW.format(verdict="ship", score=1)})
    )
    columns = [field.path for field in vcompare.list_tools(opened).columns]
    assert columns == ["slug", "name", "entry", "category", "panel.verdict", "panel.score"]


def test_a_single_reviewer_is_asked_for_by_path(catalog: OpenCatalog) -> None:
    found = vcompare.list_tools(
        catalog, where="reviews.builder.verdict=skip", columns=["slug", "reviews.builder.score"]
    )
    assert found.rows == [("brush", 80)]
    assert slugs(catalog, sort="-builder.score") == ["brush", "anvil", "chalk"]


def test_several_keys_sort_one_after_the_other(catalog: OpenCatalog) -> None:
    assert slugs(catalog, sort="entry,-name") == ["chalk", "anvil", "brush"]
    assert slugs(catalog, sort=["-entry", "score"]) == ["brush", "anvil", "chalk"]
    assert slugs(catalog, sort="entry,-name", reverse=True) == ["brush", "anvil", "chalk"]
    assert slugs(catalog, sort="-score") == slugs(catalog, sort="score")
    assert slugs(catalog, sort="-tags") == ["brush", "anvil", "chalk"]
    assert slugs(catalog, sort="tags") == ["anvil", "brush", "chalk"]


@pytest.mark.parametrize(
    ("sort", "message", "hint"),
    [
        ("nmae", 'there is no field "nmae"', "did you mean `name`?"),
        ("-ship", '"ship" fits 2 fields', "write `panel.ship` or `community.ship`"),
    ],
)
def test_a_sort_by_what_is_no_field_is_an_error(
    catalog: OpenCatalog, sort: str, message: str, hint: str
) -> None:
    with pytest.raises(VcompareError) as caught:
        vcompare.list_tools(catalog, sort=sort)
    assert (caught.value.message, caught.value.hint) == (f"{message} to sort by", hint)


FACTS = st.fixed_dictionaries(
    {
        "vendor": st.sampled_from([None, "Ant", "Bee", "Cat"]),
        "entry": st.sampled_from([None, "free", "freemium", "paid"]),
        "added": st.none() | st.dates(datetime.date(2024, 11, 1), datetime.date(2026, 2, 1)),
        "tags": st.lists(st.sampled_from(["gpu", "voice", "ci"]), unique=True).map(tuple),
    }
)
TOOLS = st.lists(st.tuples(FACTS, st.none() | st.integers(0, 100)), max_size=8)
ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
TIERS = ("free", "freemium", "paid")


def cards(facts: Iterable[tuple[dict[str, Any], int | None]]) -> list[Listed]:
    panel, found = {"builder": Panelist(name="Builder")}, []
    for number, (values, score) in enumerate(facts):
        tool = Tool(name=f"Tool {number}", tagline="A tool", category="Tools", **values)
        reviews = {} if score is None else {"builder": Review(verdict="ship", text="Good.", score=score)}
        card = overview(Record(f"tool-{number}", tool, reviews), panel)
        found.append(with_card(Listed(card.slug, b""), card))
    return found


@given(TOOLS, st.sampled_from([*ORDERS]), st.integers(0, 100))
def test_filters_agree_with_a_plain_loop(
    facts: Sequence[tuple[dict[str, Any], int | None]], sign: str, bound: int
) -> None:
    is_so = ORDERS[sign]

    def by_loop(values: dict[str, Any], score: int | None, tier: str, month: tuple[int, int]) -> list[bool]:
        added, entry = values["added"], values["entry"]
        return [
            score is not None and is_so(score, bound),
            entry is not None and is_so(TIERS.index(entry), TIERS.index(tier)),
            added is not None and is_so((added.year, added.month), month),
        ]

    year, month = 2024 + bound % 3, 1 + bound % 12
    tier = TIERS[bound % 3]
    typed = (f"score{sign}{bound}", f"entry{sign}{tier}", f"added{sign}{year}-{month:02}")
    checks = [passing(conditions(BUILTIN, Filter(where=expression))) for expression in typed]
    for tool, (values, score) in zip(cards(facts), facts, strict=True):
        expected = by_loop(values, score, tier, (year, month))
        assert [check(tool) for check in checks] == expected


KEYS = st.sampled_from(["score", "-score", "vendor", "-vendor", "entry", "-added", "added", "tags", "-name"])


@given(TOOLS, st.lists(KEYS, min_size=1, max_size=3), st.booleans())
def test_sorting_leaves_equals_in_their_order(
    facts: Sequence[tuple[dict[str, Any], int | None]], keys: list[str], reverse: bool
) -> None:
    tools = cards(facts)
    asked = query(BUILTIN, Filter(), sort=keys, reverse=reverse)
    ordered = arranged(tools, asked.keys)
    for one, other in pairwise(ordered):
        for field, descends in asked.keys:
            first, second = field.order(one.card), field.order(other.card)
            if first == second:
                continue
            assert second in ((), None) or (first not in ((), None) and (first > second) is descends)
            assert not (first is None and second == ())
            break
        else:
            assert tools.index(one) < tools.index(other)
