"""Numbered references behind values, and the list of what they rest on."""

from collections.abc import Iterator, Sequence

from vcompare.comparison import Card
from vcompare.comparison.evidence import Evidence, evidence
from vcompare.fields import Field
from vcompare.text.prose import Span


class References:
    """Collects what values rest on, each page once for every day on which it was read."""

    def __init__(self) -> None:
        self._cited = dict[Evidence, list[tuple[str, Evidence]]]()

    def cite(self, field: Field, card: Card, name: str, letter: str = "") -> int:
        """Return the number of what a tool's value rests on, from 1; 0 where nothing is given."""
        found = evidence(field, card, name)
        label = " · ".join(filter(None, [letter, field.row]))
        return self.cite_as(label, [found] if found else [])

    def cite_as(self, label: str, found: Sequence[Evidence]) -> int:
        """Return the number of the first of what something rests on, all of which is listed by a label."""
        for one in found:
            self._cited.setdefault(one.source, []).append((label, one))
        return [*self._cited].index(found[0].source) + 1 if found else 0

    def listed(self) -> tuple[tuple[Span, ...], ...]:
        """Return what was cited, in the order of the numbers."""
        return tuple(tuple(_lines(source, values)) for source, values in self._cited.items())


def source_spans(source: Evidence) -> Iterator[Span]:
    """Yield what a source is called, where it is, and when it was read, or imported and seen."""
    unnamed = "" if source.address else "Imported" if source.origin else "No source is named"
    yield Span(source.title or unnamed)
    if source.address:
        yield Span(": " if source.title else "")
        yield Span(source.address, href=source.address)
    if source.origin:
        comma = "," if source.title or source.address else ""
        yield Span(f"{comma} from {source.origin.source}, seen {source.origin.seen}")
    yield Span(f", {source.done} on {source.day}" if source.day else "")


def said(of: Evidence) -> str:
    """Return what a page says of a value, and a note to it; "" where there is neither."""
    return "; ".join(filter(None, [f"“{of.quote}”" if of.quote else "", of.note or ""]))


def _lines(source: Evidence, values: list[tuple[str, Evidence]]) -> Iterator[Span]:
    yield from (span for span in source_spans(source) if span.text)
    for label, value in values:
        for text in filter(None, (said(value), *value.others)):
            yield Span("\n")
            yield Span(f"{label}: {text}")
