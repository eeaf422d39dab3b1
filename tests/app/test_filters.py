"""Short filters, and what is noted of values that no tool has."""

import datetime

import pytest

import vcompare
from tests.conftest import TOOL, MakeCatalog
from vcompare import Filter, OpenCatalog, VcompareError
from vcompare.app.filters import conditions
from vcompare.fields import BUILTIN
from vcompare.model import Panelist, Settings, Spec
from vcompare.text.days import utc_today


def slugs(catalog: OpenCatalog, wanted: Filter) -> list[str]:
    return [tool.slug for tool in vcompare.list_tools(catalog, wanted).tools]


@pytest.fixture
def makers(make_catalog: MakeCatalog) -> OpenCatalog:
    tomorrow = datetime.date.today() + datetime.timedelta(1)  # noqa: DTZ011 - the day on the wall
    facts = {
        "ant": 'vendor = "Anthropic"\ntags = ["gpu"]\n',
        "bee": 'vendor = "Nestlé"\ntags = ["gpu", "voice"]\nretired = 2020-01-01\n',
        "cat": f'vendor = "Foo, Inc."\nretired = {tomorrow}\n',
    }
    files = {f"tools/{slug}.toml": TOOL.format(name=slug) + text for slug, text in facts.items()}
    return vcompare.open(make_catalog(files))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(vendor=["anthropic", "NESTLE"]), ["ant", "bee"]),
        (Filter(vendor=["anthropic", "Foo, Inc."]), ["ant", "cat"]),
        (Filter(tags="gpu,voice"), ["bee"]),
        (Filter(tags=["GPU"]), ["ant", "bee"]),
        (Filter(entry=["Free", "paid"]), ["ant", "bee", "cat"]),
        (Filter(retired=True), ["bee"]),
        (Filter(retired=False), ["ant", "cat"]),
        (Filter(vendor="anthropic", tags="voice"), []),
        (Filter(where="vendor!=Anthropic"), ["bee", "cat"]),
        (Filter(where=["tags=gpu", "name~ee"]), ["bee"]),
    ],
)
def test_values_of_one_filter_are_alternatives_and_all_filters_must_hold(
    makers: OpenCatalog, wanted: Filter, expected: list[str]
) -> None:
    assert slugs(makers, wanted) == expected


@pytest.mark.parametrize(
    ("wanted", "remark"),
    [
        (Filter(tags="voise"), 'no tool has "voise" among its tags; did you mean `voice`?'),
        (Filter(vendor="antropic,nestle"), 'no tool has the vendor "antropic"; did you mean `Anthropic`?'),
        (Filter(where="category=Tolls"), 'no tool has the category "Tolls"; did you mean `Tools`?'),
        (Filter(category="zzzz"), 'no tool has the category "zzzz"; use one of Tools'),
    ],
)
def test_a_value_that_no_tool_has_is_noted_with_one_like_it(
    makers: OpenCatalog, wanted: Filter, remark: str
) -> None:
    assert vcompare.list_tools(makers, wanted).remarks == (remark,)


def test_a_condition_that_cannot_be_read_is_an_error(makers: OpenCatalog) -> None:
    with pytest.raises(VcompareError, match='there is no field "vendro"'):
        slugs(makers, Filter(where="vendro=x"))


def test_filters_that_leave_nothing_together_are_noted(makers: OpenCatalog) -> None:
    def remarks(wanted: Filter) -> tuple[str, ...]:
        return vcompare.list_tools(makers, wanted).remarks

    assert remarks(Filter(tags="gpu", min_score=100)) == ("panel.score is unknown for every tool",)
    assert remarks(Filter(tags="gpu", where="entry>free")) == ("no tool passes `entry>free`",)
    assert remarks(Filter(tags="voice", vendor="Anthropic")) == (
        "`vendor=Anthropic` leaves 1 tool and `tags=voice` 1; together they leave none",
    )
    assert remarks(Filter(tags="voice", retired=False)) == (
        f"`tags=voice` leaves 1 tool and not `retired<={utc_today()}` 2; together they leave none",
    )


def test_short_filters_are_about_the_panel_whatever_a_spec_is_called() -> None:
    specs = {name: Spec(label=name, kind="quantity") for name in ("score", "verdict", "tags")}
    panel = {"builder": Panelist(name="Builder")}
    fields = BUILTIN.completed(Settings(format=1, title="X", panel=panel, specs=specs))
    found = conditions(fields, Filter(verdict="ship", min_score=70, tags=["gpu"]))
    assert [one.field.path for one in found] == ["panel.verdict", "tags", "panel.score"]


@pytest.mark.parametrize("wanted", [Filter(verdict="ship"), Filter(min_score=70)])
def test_filters_on_opinions_where_there_is_no_panel(wanted: Filter) -> None:
    with pytest.raises(VcompareError, match="this catalog has no panel"):
        conditions(BUILTIN.completed(Settings(format=1, title="X")), wanted)
