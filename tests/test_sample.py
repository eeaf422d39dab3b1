"""The sample catalog says what its sources say, no more."""

import pytest

from tests.conftest import Run, record_of
from vcompare.catalog.store import Catalog
from vcompare.comparison import compare

SCORES = {"claude-4-api": (88, 82, 85, 79), "azure-ai-foundry": (78, 72, 75, 81)}
ENTRIES = {
    "claude-4-api": "paid",
    "claude-4-sonnet": "paid",
    "claude-haiku-open-weights": "free",
    "azure-ai-foundry": "paid",
    "modal": "paid",
    "hf-hub-deploy": "free",
    "hf-hub-routing": "free",
    "hf-providers-v2": "free",
}


def test_the_facts(sample: Catalog) -> None:
    cards = compare([record_of(sample, slug) for slug in sample.slugs()], sample.settings.panel).tools
    assert {card.slug: card.tool.entry for card in cards} == ENTRIES
    assert {card.tool.category for card in cards} == {"Developer Tools"}
    for card in cards:
        assert [review.reviewer for review in card.reviews] == ["builder", "skeptic", "futurist", "founder"]
        assert tuple(review.score for review in card.reviews) == SCORES.get(card.slug, (None,) * 4)
        assert card.panel.ship_percent == (50 if card.slug == "claude-haiku-open-weights" else 100)
        assert card.community.ship_percent is None


def test_what_no_source_gives_is_left_out(sample: Catalog) -> None:
    for slug in sample.slugs():
        record = record_of(sample, slug)
        assert record.tool.homepage is None
        assert record.tool.added is None
        assert record.tool.pricing is None or (record.tool.pricing.source, record.tool.pricing.checked) == (
            None,
            None,
        )
        assert all(review.date is None for review in record.reviews.values())


def test_haiku_splits_the_panel_as_argued(sample: Catalog) -> None:
    reviews = record_of(sample, "claude-haiku-open-weights").reviews
    assert [reviewer for reviewer, review in reviews.items() if review.verdict == "skip"] == [
        "skeptic",
        "founder",
    ]


def test_two_tools_share_a_name(sample: Catalog) -> None:
    assert record_of(sample, "hf-hub-deploy").tool.name == record_of(sample, "hf-hub-routing").tool.name


@pytest.mark.parametrize(
    "words", [("list",), ("show", "claude-4-api", "azure-ai-foundry"), ("show", "modal")]
)
def test_a_newcomer_meets_the_unknown_once_at_most(vcompare: Run, words: tuple[str, ...]) -> None:
    shown = vcompare(*words).stdout.lower()
    assert sum(shown.count(word) for word in ("unknown", "no reviews", "no community", "not known")) <= 1
