"""A list of tools, a row each."""

from collections.abc import Iterable

from vcompare.comparison import Card
from vcompare.views.blocks import Answer, Column, Table, unknown
from vcompare.views.comparison import panel


def table(cards: Iterable[Card]) -> Table:
    """Lay out a list of tools, a row each."""
    columns = (Column("Tool", long=True), Column("Panel"), Column("Score", numeric=True), Column("Entry"),
               Column("Category", long=True))  # fmt: skip
    return Table(columns, tuple(_row(card) for card in cards))


def _row(card: Card) -> tuple[Answer, ...]:
    score = card.panel.score
    retired = f"retired {card.retired}" if card.retired else ""
    return (
        Answer(card.name, detail=retired, note=card.slug),
        panel(card, short=True),
        Answer(f"{score.mean:.1f}", "number") if score else unknown(),
        Answer(card.entry.capitalize()),
        Answer(card.category),
    )
