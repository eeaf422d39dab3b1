"""Tools side by side: what little is known is not shown as all there is."""

from tests.views.scenes import PANEL, scene, tool
from vcompare.comparison import Comparison, compare, overview
from vcompare.fields import BUILTIN
from vcompare.views.answers import cell
from vcompare.views.blocks import Cell, Grid
from vcompare.views.comparison import GLANCE, sheet


def row(of: Comparison, label: str) -> tuple[Cell, ...]:
    (glance,) = sheet(of, [GLANCE]).parts
    assert isinstance(glance, Grid)
    return next(row.cells for row in glance.rows if row.label == label)


def test_a_single_score_is_no_mean_and_has_no_range() -> None:
    one, other = row(scene("Lumen|- paid 84+", "Opus|- paid 88+ 82+ 85+ 79+"), "Score")
    assert (one.text, one.note, one.scale, one.best) == ("84", "Builder's score only", None, False)
    assert other.text == "83.5"
    assert other.scale is not None
    one, _ = row(scene("Lumen|- paid .+ 84+", "Opus|- paid 88+ 82+ 85+ 79+"), "Score")
    assert (one.text, one.note) == ("84", "Skeptic's score only")


def test_a_mean_over_a_part_of_the_reviews_says_so() -> None:
    one, other = row(scene("Lumen|- paid 84+ .+ 88+ 80+", "Opus|- paid 88+ 82+ 85+ 79+"), "Score")
    assert (one.text, one.note) == ("84.0", "3 of 4 reviews")
    assert other.note == ""


def test_a_verdict_of_a_part_of_the_panel_says_so() -> None:
    one, other = row(scene("Lumen|- paid 84+", "Opus|- paid 88+ 82+ 85+ 79+"), "Panel")
    assert (one.detail, one.note, one.best) == ("1/1", "1 of 4 reviewers", False)
    assert (other.detail, other.note) == ("4/4", "")


def test_a_share_of_votes_names_how_many_and_is_all_only_of_all() -> None:
    few, many = row(scene("Few|- free votes 1:0", "Many|- free votes 999:1"), "Community")
    assert (few.text, few.detail, few.best) == ("100% ship", "of 1 vote", False)
    assert (many.text, many.detail, many.best) == ("over 99% ship", "of 1,000 votes", True)
    listed = cell(BUILTIN["community.ship_percent"], overview(tool("Few|- free votes 1:0"), PANEL))
    assert (listed.text, listed.detail) == ("100%", "of 1")
    assert cell(BUILTIN["community.ship_percent"], overview(tool("None|- free"), PANEL)).unknown


def test_best_for_is_never_the_tagline() -> None:
    known = compare([tool("Quill|- free", best_for="Letters"), tool("Nib|- free")], PANEL)
    best_for = row(known, "Best for")
    assert [one.text for one in best_for] == ["Letters", "unknown"]


def test_a_head_has_a_short_name_for_little_room() -> None:
    heads = sheet(scene("Claude Opus 4.5|Opus paid", "Kimi|- paid")).heads
    assert [(head.name, head.short) for head in heads] == [("Claude Opus 4.5", "Opus"), ("Kimi", "Kimi")]
