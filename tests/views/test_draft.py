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


def drafted(*tools: Record, checksum: str | None = "0123456789ab") -> Draft:
    return draft(compare(tools, PANEL), "Small", checksum)


def text(blocks: Iterable[Block]) -> str:
    return " ".join(plain(block.nodes) for block in blocks if isinstance(block, Passage))


SHIPS = {"builder": ("ship", 80), "skeptic": ("ship", 70), "founder": ("ship", 60)}
LOWER = {"builder": ("ship", 75), "skeptic": ("ship", 60), "founder": ("ship", 65)}
SPLIT = {"builder": ("ship", 75), "skeptic": ("skip", 30)}
SKIPS = {"builder": ("skip", 20), "skeptic": ("skip", 30), "founder": ("ship", 70)}
DAY = datetime.date(2026, 1, 2)
URL = "https://x.y/z"


def counted(ship: int, skip: int, **facts: Any) -> Votes:
    return Votes(tally=Tally(ship=ship, skip=skip, **facts))


@pytest.mark.parametrize(
    ("votes", "sentence"),
    [
        (Votes(), "No one has voted on B."),
        (Votes(ballots={"ann": "ship"}), "B: the only vote says ship."),
        (Votes(ballots={"ann": "skip"}), "B: the only vote says skip."),
        (counted(3, 1), "B: 3 of 4 votes say ship (75%)."),
        (counted(970, 30), "B: 970 of 1,000 votes say ship (97%)."),
        # What is not all and not none is never said to be.
        (counted(999, 1), "B: 999 of 1,000 votes say ship (over 99%)."),
        (counted(1, 999), "B: 1 of 1,000 votes say ship (under 1%)."),
        (counted(0, 9), "B: 0 of 9 votes say ship (0%)."),
        (
            Votes(tally=Tally(ship=3, skip=1, counted=DAY), ballots={"ann": "skip"}),
            "B: 3 of 5 votes say ship (60%). Of these, 4 were counted on 2026-01-02.",
        ),
        (counted(1, 0, source=URL), f"B: the only vote says ship. It was counted at {URL}."),
        (
            counted(3, 1, source=URL, counted=DAY),
            f"B: 3 of 4 votes say ship (75%). They were counted on 2026-01-02 at {URL}.",
        ),
        (
            Votes(tally=Tally(ship=0, skip=0, counted=DAY), ballots={"ann": "ship"}),
            "B: the only vote says ship.",
        ),
    ],
)
def test_community(votes: Votes, sentence: str) -> None:
    other = tool("A", votes=Votes(ballots={"bo": "ship"}))
    assert text(drafted(other, tool("B", votes=votes)).community) == f"A: the only vote says ship. {sentence}"


@pytest.mark.parametrize(
    ("pricing", "sentence"),
    [
        (None, "No price is known for B."),
        (Pricing(summary="$5"), "B: $5. No date or source is given."),
        (Pricing(summary="$5", checked=DAY), "B: $5. Read on 2026-01-02; no source is given."),
        (Pricing(summary="$5", source=URL), f"B: $5. Undated, from {URL}"),
        (Pricing(summary="$5", source=URL, checked=DAY), f"B: $5. Read on 2026-01-02 at {URL}"),
    ],
)
def test_pricing(pricing: Pricing | None, sentence: str) -> None:
    other = tool("A", pricing=Pricing(summary="Free", checked=DAY))
    made = text(drafted(other, tool("B", pricing=pricing)).pricing)
    assert made == f"A: Free. Read on 2026-01-02; no source is given. {sentence}"


def test_sources_are_named_or_said_to_be_missing() -> None:
    pricing = Pricing(summary="x", source="https://x.y/price")
    made = drafted(tool("A"), tool("B", homepage="https://x.y", pricing=pricing))
    assert text(made.sources) == (
        "B: homepage https://x.y, pricing https://x.y/price; The catalog names no source for A."
    )


def test_no_part_says_only_that_nothing_is_known() -> None:
    made = drafted(tool("A", entry=None), tool("B", entry="free"))
    assert (made.lead, made.differences, made.dissent) == ((), (), ())
    assert (made.community, made.pricing, made.sources, made.scorecard) == ((), (), (), ())


def test_the_stamp_says_what_a_draft_was_made_from() -> None:
    made = drafted(tool("A"), tool("B"))
    assert text(made.stamp).startswith("Computed by vcompare ")
    assert text(made.stamp).endswith("from the catalog “Small”, content 0123456789ab.")
    assert made.date is None
    dated = drafted(tool("A", added=datetime.date(2026, 11, 1)), tool("B"))
    assert text(dated.stamp).endswith("from the catalog “Small” as of 2026-11-01, content 0123456789ab.")
    assert dated.date == datetime.date(2026, 11, 1)
    assert drafted(tool("A"), tool("B"), checksum=None).stamp == ()


def test_facts_for_the_front_matter() -> None:
    made = drafted(tool("A", SHIPS, tags=("x", "y")), tool("B", LOWER, tags=("y", "z")))
    assert (made.title, made.slug, made.tags) == ("A vs B", "a-vs-b", ("x", "y", "z"))
    assert made.description.startswith("A and B win all three panel votes. A averages 70.0 out of 100,")
    assert len(made.description) <= 200
    long = drafted(tool("A" * 120), tool("B" * 120))
    assert long.description == f"{'A' * 120} and {'B' * 120}, side by side."
    six = drafted(
        *(tool(f"Some Tool of Many Words {number}", SHIPS if number % 2 else SKIPS) for number in range(6))
    )
    assert six.description.endswith("Some Tool of Many Words 4, and Some Tool of Many Words 5, side by side.")


def test_no_reviews_no_scorecard_no_plot() -> None:
    made = drafted(tool("A"), tool("B"))
    assert (made.scorecard, made.plot, made.dissent) == ((), None, ())
    # Nor is there anything to say of those who have reviewed none of the tools.
    reviewed = drafted(tool("A", SPLIT), tool("B")).scorecard
    assert [reviewer.name for reviewer in reviewed] == ["Builder", "Skeptic"]


def test_sentences_use_short_names_and_titles_whole_ones() -> None:
    opus = tool("Claude Opus 4.5", SHIPS, short_name="Opus", pricing=Pricing(summary="$5"))
    made = drafted(opus, tool("GPT-5", LOWER))
    assert made.title == "Claude Opus 4.5 vs GPT-5"
    assert [part.name for part in made.tools] == ["Claude Opus 4.5", "GPT-5"]
    parts = (made.lead, made.differences, made.dissent, made.pricing, made.scorecard[0].text)
    said = " ".join([made.description, *map(text, parts)])
    assert "Opus" in said
    assert "Claude Opus 4.5" not in said.replace("builder on Claude Opus 4.5.", "")


@pytest.mark.parametrize(("day", "said"), [("2001-02-03", "was retired"), ("2999-12-31", "retires")])
def test_a_retired_tool_does_not_start_and_says_so(day: str, said: str) -> None:
    made = drafted(tool("A", SHIPS), tool("B", LOWER, retired=datetime.date.fromisoformat(day)))
    assert "to start with" not in text(made.lead)
    assert f"B {said} on {day}." in text(made.lead)
    assert text(made.tools[1].text).startswith(f"{said.removeprefix('was ').capitalize()} on {day}.")
    assert made.glance.heads[1].note == f"retire{'d' if said == 'was retired' else 's on'} {day}"
    assert "etire" not in text(made.tools[0].text)


def test_a_portrait_says_nothing_twice() -> None:
    made = drafted(tool("A", best_for="Small teams"), tool("B"))
    assert text(made.tools[0].text) == "About A. Best for: Small teams"
    assert text(made.tools[1].text) == "About B."
    same = drafted(tool("A", best_for="About A", vendor="V"), tool("B"))
    assert text(same.tools[0].text) == "About A. Vendor: V"


def test_a_panelist_says_of_every_tool_what_there_is() -> None:
    record = tool("A", {"builder": ("ship", 80)})
    review = Review(verdict="skip", text="No.", date=datetime.date(2026, 1, 2))
    made = drafted(record, replace(tool("B"), reviews={"skeptic": review}))
    builder, skeptic = (text(reviewer.text) for reviewer in made.scorecard)
    assert builder == "A: ship, 80/100 builder on A. B: no review yet."
    assert skeptic == "A: no review yet. B: skip, no score, 2026-01-02 No."


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
