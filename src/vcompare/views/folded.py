"""What needs no row in a comparison: what is unknown of all tools, and what is the same of all."""

from msgspec.structs import replace

from vcompare.fields import Field
from vcompare.fields.kinds import Amount
from vcompare.text.prose import plain
from vcompare.text.words import uncapitalized
from vcompare.views.answers import NO_DATE
from vcompare.views.blocks import Cell, GridRow, Note

SAME = "Same"
"""The label of the note about what all tools share."""
MANY = 3
"""From so many tools on, what all of them share is said once."""
_SPEAKING = {"entry", "category"}
"""Fields whose values need no label to be understood."""


class Folded:
    """Collects, row by row, what is said once for all tools.

    In a catalog of facts only, nobody misses what every panel would look at.
    """

    def __init__(self, *, facts_only: bool = False) -> None:
        self._facts_only = facts_only
        self.same: list[str] = []
        self.unknown: list[str] = []

    def notes(self) -> tuple[Note, ...]:
        """Return what was collected, as lines below the sheet."""
        lines = {SAME: " · ".join(self.same), "Unknown": ", ".join(self.unknown)}
        return tuple(Note(label, text) for label, text in lines.items() if text)

    def rest(self, field: Field, row: GridRow) -> GridRow | None:
        """Return what remains of a field's row, None where a note says it all."""
        cells, many = row.cells, len(row.cells) >= MANY
        if all(cell.unknown and not cell.detail for cell in cells):
            if not (field.optional or (self._facts_only and _is_at_a_glance(field))):
                self.unknown.append(uncapitalized(field.row))
            return None
        date = _date_of_all(field, cells)
        if date == NO_DATE or (date and many):
            cells = tuple(replace(cell, note="") for cell in cells)
        same = many and field.kind.style != "prose" and all(cell == cells[0] for cell in cells)
        if same:
            label = "" if field.path in _SPEAKING else f"{uncapitalized(field.row)}: "
            per = f" per {field.kind.of}" if isinstance(field.kind, Amount) and field.meter else ""
            self.same.append(f"{label}{cells[0].headline or plain(cells[0].prose)}{per}")
        if date == NO_DATE:
            self.unknown.append(f"date of {uncapitalized(field.row)}")
        elif date and many:
            self.same.append(f"{uncapitalized(field.row)} {uncapitalized(date).replace(':', '')}")
        return None if same else GridRow(row.label, cells)


def _is_at_a_glance(field: Field) -> bool:
    return not field.spec and (field.group == "glance" or field.keys[0] == "pricing")


def _date_of_all(field: Field, cells: tuple[Cell, ...]) -> str:
    """Return what stands below prices, as of which day they are, if it is the same for all that are known."""
    notes = {cell.note for cell in cells if not cell.unknown}
    return notes.pop() if field.path == "pricing.summary" and len(notes) == 1 else ""
