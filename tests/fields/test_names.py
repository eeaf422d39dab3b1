"""What people call fields."""

import pytest

from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN
from vcompare.fields.names import named, selectable, short_name

FIELDS = BUILTIN.with_panel({"builder": "Builder", "skeptic": "Skeptic"})


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("score", "panel.score"),
        ("verdict", "panel.verdict"),
        ("community", "community.ship_percent"),
        ("ship-percent", "panel.ship_percent"),
        ("community.ship-percent", "community.ship_percent"),
        ("summary", "pricing.summary"),
        ("Best-For", "best_for"),
        ("score.low", "panel.score.low"),
        ("low", "panel.score.low"),
        ("skeptic.score", "reviews.skeptic.score"),
    ],
)
def test_a_name_is_a_path_or_its_unambiguous_end(name: str, path: str) -> None:
    assert named(FIELDS, name).path == path


def test_no_name_names_no_field() -> None:
    with pytest.raises(VcompareError, match='there is no field ""'):
        named(FIELDS, "")


def test_the_short_name_of_every_field_means_that_field() -> None:
    for field in selectable(FIELDS):
        assert named(FIELDS, short_name(FIELDS, field)) is field
        assert named(FIELDS, field.path) is field


def test_every_name_that_is_offered_means_one_field() -> None:
    with pytest.raises(VcompareError) as refused:
        named(FIELDS, "zzzz")
    offered = str(refused.value.hint).removeprefix("use one of ").split(", ")
    assert len({named(FIELDS, name).path for name in offered}) == len(offered)
