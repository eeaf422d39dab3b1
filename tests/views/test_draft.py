"""Every kind of sentence in a draft: when it must be there, and when it must not."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from msgspec.structs import replace

from vcompare.comparison import compare
from vcompare.model import Panelist, Pricing, Record, Review, Tally, Tool, Votes
from vcompare.text.prose import plain
from vcompare.views.blocks import Block, Passage
from vcompare.views.draft import Draft, as_sentence, draft

PANEL = {reviewer: Panelist(name=reviewer.title()) for reviewer in ("builder", "skeptic", "founder")}
Opinions = Mapping[str, tuple[str, int | None]]


def tool(name: str, opinions: Opinions | None = None, votes: Votes | None = None, **facts: object) -> Record:
    """Make a tool; `opinions` is verdict and score by reviewer."""
    defaults = {"tagline": f"About {name}", "category": "Tools", "entry": "free"}
    reviews = {
        reviewer: Review(verdict=verdict, score=score, text=f"{reviewer} on {name}.")  # type: ignore[arg-type]
        for reviewer, (verdict, score) in (opinions or {}).items()
    }
    made = Tool(name=name, **{**defaults, **facts})  # type: ignore[arg-type]
    return Record(name.lower(), made, reviews, votes or Votes())


def drafted(*tools: Record, stamp: bool = True) -> Draft:
    return draft(compare(tools, PANEL), "Small", "0123456789ab", stamp=stamp)


def text(blocks: Iterable[Block]) -> str:
    return " ".join(plain(block.nodes) for block in blocks if isinstance(block, Passage))


SHIPS = {"builder": ("ship", 80), "skeptic": ("ship", 70), "founder": ("ship", 60)}
LOWER = {"builder": ("ship", 75), "skeptic": ("ship", 60), "founder": ("ship", 65)}
SPLIT = {"builder": ("ship", 75), "skeptic": ("skip", 30)}
SKIPS = {"builder": ("skip", 20), "skeptic": ("skip", 30), "founder": ("ship", 70)}
UNSCORED = {"builder": ("ship", None), "skeptic": ("ship", None), "founder": ("ship", None)}


@pytest.mark.parametrize(
    ("tools", "sentence", "there"),
    [
        ((SHIPS, LOWER), "The panel says ship for both, 3 of 3 each.", True),
        ((SHIPS, SPLIT), "The panel says ship for both", False),
        ((SHIPS, SPLIT), "The panel says ship for A, 3 of 3.", True),
        ((SHIPS, SPLIT), "The panel is split on B: 1 of 2 would ship it.", True),
        ((SHIPS, SKIPS), "The panel says skip for B, 2 of 3.", True),
        ((SHIPS, {}), "The panel has not reviewed B yet.", True),
        ((SHIPS, LOWER), "has not reviewed", False),
        ((SHIPS, LOWER), "Out of 100, A averages 70.0 and B averages 66.7.", True),
        ((UNSCORED, UNSCORED), "Out of 100", False),
        ((SHIPS, UNSCORED), "No scores are known for B.", True),
        ((SHIPS, LOWER), "No scores are known", False),
        (({"builder": ("ship", 80), "skeptic": ("ship", None)}, SHIPS), "A has 80 from the one review", True),
        (({**SHIPS, "founder": ("ship", None)}, SHIPS), "averages 75.0 over the 2 of 3 reviews with", True),
        (({}, {}), "The panel has not reviewed A or B yet.", True),
        ((SHIPS, LOWER), "over the", False),
        ((SHIPS, LOWER), "Only Founder scores B higher.", True),
        ((SHIPS, UNSCORED), "scores B higher", False),
        ((SHIPS, LOWER), "No reviewer skips either.", True),
        ((SHIPS, SPLIT), "No reviewer skips", False),
        ((SHIPS, {}), "No reviewer skips", False),
        ((SHIPS, LOWER), "Both are free to start with.", True),
    ],
)
def test_the_lead(tools: tuple[Opinions, Opinions], sentence: str, there: bool) -> None:
    lead = text(drafted(tool("A", tools[0]), tool("B", tools[1])).lead)
    assert (sentence in lead) is there, lead


@pytest.mark.parametrize(
    ("facts", "sentence", "there"),
    [
        ({"entry": "paid"}, "Entry differs: A is free; B is paid.", True),
        ({}, "Entry differs", False),
        ({"retired": datetime.date(2026, 1, 2)}, "Entry differs", False),
        ({"entry": "paid", "retired": datetime.date(2026, 1, 2)}, "A is free; B is paid.", True),
        ({"pricing": Pricing(summary="x")}, "Pricing is known for B only.", True),
        ({}, "Pricing is known", False),
    ],
)
def test_entry_and_pricing_among_the_differences(facts: dict[str, Any], sentence: str, there: bool) -> None:
    made = drafted(tool("A"), tool("B", **facts))
    assert (sentence in text(made.differences)) is there, text(made.differences)
    assert "Both are" not in text(made.lead) or not facts.get("entry")


def test_nothing_is_known_only_where_both_are_priced() -> None:
    both = (tool("A", pricing=Pricing(summary="x")), tool("B", pricing=Pricing(summary="y")))
    assert "Pricing is known" not in text(drafted(*both).differences)


def test_the_widest_gaps_come_first_and_ties_are_none() -> None:
    same = {**LOWER, "builder": ("ship", 80)}
    assert text(drafted(tool("A", SHIPS), tool("B", same)).differences) == (
        "Skeptic scores A 10 points higher, 70 against 60. Founder scores B 5 points higher, 65 against 60."
    )
    one = {"builder": ("ship", 81)}
    assert "1 point higher" in text(drafted(tool("A", one), tool("B", SHIPS)).differences)
    assert "higher" not in text(drafted(tool("A", SHIPS), tool("B", UNSCORED)).differences)


def test_of_three_the_gap_is_to_the_next() -> None:
    made = drafted(tool("A", SHIPS), tool("B", LOWER), tool("C", UNSCORED))
    assert "Skeptic scores A highest, 70, 10 points above the next." in text(made.differences)
    assert "Builder scores A highest" in text(made.differences)


def test_at_most_three_gaps() -> None:
    panel = {f"seat-{number}": Panelist(name=f"Seat {number}") for number in range(5)}
    high = {reviewer: ("ship", 90 - number) for number, reviewer in enumerate(panel)}
    low = dict.fromkeys(panel, ("ship", 50))
    made = draft(compare([tool("A", high), tool("B", low)], panel), "Small", "0123456789ab")
    assert text(made.differences).count("points higher") == 3
    assert "Seat 3" not in text(made.differences)


def test_who_ships_one_and_skips_another() -> None:
    made = drafted(tool("A", SHIPS), tool("B", SKIPS), tool("C", SPLIT))
    assert "Builder ships A and C and skips B." in text(made.differences)
    assert "Skeptic ships A and skips B and C." in text(made.differences)
    assert "Founder ships" not in text(made.differences)


@pytest.mark.parametrize(
    ("opinions", "sentence"),
    [
        (SHIPS, "No reviewer dissents from the panel's verdict."),
        (SPLIT, "The panel is split on B: Builder ships it, Skeptic skips it."),
        (SKIPS, "Founder ships B, against the panel's skip."),
        ({**SHIPS, "founder": ("skip", 1)}, "Founder skips B, against the panel's ship."),
        ({}, ""),
    ],
)
def test_dissent(opinions: Opinions, sentence: str) -> None:
    assert text(drafted(tool("A", SHIPS), tool("B", opinions)).dissent) == sentence


@pytest.mark.parametrize(
    ("votes", "sentence"),
    [
        (Votes(), "B: no community votes yet."),
        (Votes(ballots={"ann": "ship"}), "B: 1 ship, 0 skip (100% ship)."),
        (Votes(tally=Tally(ship=3, skip=1)), "B: 3 ship, 1 skip (75% ship)."),
        (
            Votes(tally=Tally(ship=3, skip=1, counted=datetime.date(2026, 1, 2)), ballots={"ann": "skip"}),
            "B: 3 ship, 2 skip (60% ship). Of these, 3 ship and 1 skip were counted elsewhere on 2026-01-02.",
        ),
        (
            Votes(tally=Tally(ship=1, skip=0, source="https://x.y/z")),
            "B: 1 ship, 0 skip (100% ship). Of these, 1 ship and 0 skip were counted elsewhere, at https://x.y/z.",
        ),
    ],
)
def test_community(votes: Votes, sentence: str) -> None:
    assert text(drafted(tool("A"), tool("B", votes=votes)).community).endswith(sentence)


def test_sources_are_named_or_said_to_be_missing() -> None:
    pricing = Pricing(summary="x", source="https://x.y/price")
    made = drafted(tool("A"), tool("B", homepage="https://x.y", pricing=pricing))
    assert text(made.sources) == (
        "A: the catalog names no source. B: homepage https://x.y, pricing https://x.y/price"
    )


def test_the_stamp_says_what_a_draft_was_made_from() -> None:
    made = drafted(tool("A"), tool("B"))
    assert text(made.stamp).startswith("Computed by vcompare ")
    assert text(made.stamp).endswith("from the catalog “Small”, content 0123456789ab.")
    assert made.date is None
    dated = drafted(tool("A", added=datetime.date(2026, 11, 1)), tool("B"))
    assert text(dated.stamp).endswith("from the catalog “Small” as of 2026-11-01, content 0123456789ab.")
    assert dated.date == datetime.date(2026, 11, 1)
    assert drafted(tool("A"), tool("B"), stamp=False).stamp == ()


def test_facts_for_the_front_matter() -> None:
    made = drafted(tool("A", SHIPS, tags=("x", "y")), tool("B", LOWER, tags=("y", "z")))
    assert (made.title, made.slug, made.tags) == ("A vs B", "a-vs-b", ("x", "y", "z"))
    assert made.description.startswith("The panel says ship for both, 3 of 3 each. Out of 100,")
    assert len(made.description) <= 200
    long = drafted(tool("A" * 120), tool("B" * 120))
    assert long.description == f"{'A' * 120} and {'B' * 120}, side by side."
    six = drafted(*(tool(f"Some Tool {number}", SHIPS if number % 2 else SKIPS) for number in range(6)))
    assert six.description.endswith("Some Tool 4 and Some Tool 5, side by side.")


def test_no_reviews_no_scorecard_no_plot() -> None:
    made = drafted(tool("A"), tool("B"))
    assert (made.scorecard, made.plot, made.dissent) == ((), None, ())
    assert [reviewer.name for reviewer in drafted(tool("A", SPLIT), tool("B")).scorecard] == [
        "Builder",
        "Skeptic",
        "Founder",
    ]


def test_a_retired_tool_does_not_start_and_says_so() -> None:
    made = drafted(tool("A", SHIPS), tool("B", LOWER, retired=datetime.date(2026, 1, 2)))
    assert "to start with" not in text(made.lead)
    assert text(made.tools[1].text).startswith("Retirement: 2026-01-02.")
    assert "Retirement" not in text(made.tools[0].text)


def test_a_portrait_says_nothing_twice() -> None:
    made = drafted(tool("A", best_for="Small teams"), tool("B"))
    assert text(made.tools[0].text) == "About A. Best for: Small teams"
    assert text(made.tools[1].text) == "About B."
    same = drafted(tool("A", best_for="About A", vendor="V"), tool("B"))
    assert text(same.tools[0].text) == "About A. Vendor: V"


def test_a_seat_says_of_every_tool_what_there_is() -> None:
    record = tool("A", {"builder": ("ship", 80)})
    review = Review(verdict="skip", text="No.", date=datetime.date(2026, 1, 2))
    made = drafted(record, replace(tool("B"), reviews={"skeptic": review}))
    builder, skeptic, founder = (text(reviewer.text) for reviewer in made.scorecard)
    assert builder == "A: ship, 80/100 builder on A. B: no review yet."
    assert skeptic == "A: no review yet. B: skip, no score, 2026-01-02 No."
    assert founder == "A: no review yet. B: no review yet."


def test_the_page_with_the_votes_is_a_source() -> None:
    votes = Votes(tally=Tally(ship=1, skip=0, source="https://x.y/votes"))
    made = drafted(tool("A", votes=votes), tool("B", homepage="https://x.y", votes=votes))
    assert text(made.sources) == (
        "A: votes https://x.y/votes; B: homepage https://x.y, votes https://x.y/votes"
    )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("A line", "A line."),
        ("A line.", "A line."),
        ("“A quote.”", "“A quote.”"),
        ("A line (really?)", "A line (really?)"),
        ("A line (mostly)", "A line (mostly)."),
        ('He said "stop!"', 'He said "stop!"'),
        ("“A quote”", "“A quote”."),
        ("終わり。」", "終わり。」"),
        (")", ")."),
    ],
)
def test_a_line_ends_with_one_full_stop(line: str, sentence: str) -> None:
    assert as_sentence(line) == sentence
