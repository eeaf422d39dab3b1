"""A file with comments for an editor: what is asked for, and what was wrong with the last try."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import dropwhile
from types import MappingProxyType
from typing import Any, NamedTuple

from vcompare.app.writing.forms import Form, new_text, parsed
from vcompare.app.writing.keys import Key, SpecKey, Values
from vcompare.app.writing.places import inside
from vcompare.app.writing.short_form import in_short
from vcompare.diagnostics import Diagnostic
from vcompare.editing.formatter import new_file
from vcompare.editing.style import rendered
from vcompare.text.safe import one_line

_FINDING = "#!!"
_HEADER = re.compile(r"(\[\[?)([^\[\]]+)\]")
_HEAD = (
    "Lines that begin with #! and keys that stay behind a # are removed again.",
    "Save and close to go on; leave it as it is, or empty it, to cancel.",
)
_LAYERED = "Values behind a # are imported. Prices come whole from one file: keep what is to stay of them."
_FREE = {"sources", "offers"}
NOTHING: Values = MappingProxyType({})
_EXAMPLES = """
#! tiers: where one request exceeds these quantities, all of it is billed at these rates
# [[pricing.tiers]]
# over = { METER = 200_000 }
# rates = { METER = 6 }
#!
#! plans: a price for a month, a year or a meter, and what that includes
# [[pricing.plans]]
# name = "Team"
# amount = 25
# per = "month"
# includes = { METER = 500_000 }
#!
#! offers: the same tool from another seller, with what differs
# [offers.seller]
# name = "Seller"
# rates = { METER = 3 }"""
"""How tables are written of which there may be several."""
_Line = tuple[str, bool]
"""A line, and whether it is a hint."""


class EditorTemplate(NamedTuple):
    """The text that is offered. Those of its lines that are `hints` are removed again unless they change."""

    text: str
    hints: frozenset[str]

    def kept(self, edited: str) -> str:
        """Return what the person wrote."""
        return "\n".join(line for _, line in self._kept(edited)).rstrip() + "\n"

    def with_findings(self, edited: str, findings: Sequence[Diagnostic]) -> "EditorTemplate":
        """Return the edited text with the findings at its top, each with the line where it is then."""
        numbers = [number for number, _ in self._kept(edited)]
        body = list(_without_findings(edited))
        shift = 1 + len(findings) - (body[0][0] - 1)
        head = [f"{_FINDING} Not accepted:"]
        for one in findings:
            line = numbers[min(one.line, len(numbers)) - 1] + shift
            hint = f" ({one.hint})" if one.hint else ""
            text = f"{_FINDING} line {line}: {one.severity} {one.rule}: {one.message}{hint}"
            head.append(one_line(text))
        return EditorTemplate("\n".join([*head, *(line for _, line in body)]), self.hints)

    def _kept(self, edited: str) -> list[tuple[int, str]]:
        return [(number, line) for number, line in _without_findings(edited) if line not in self.hints]


def _without_findings(edited: str) -> Iterator[tuple[int, str]]:
    """Number the lines, without the findings at the top, even where replacing a word changed them too."""
    numbered = enumerate(edited.split("\n"), 1)
    return dropwhile(lambda item: item[1].startswith(_FINDING), numbered)


def template(form: Form, values: Values, title: str) -> EditorTemplate:
    """Return the template for a new file: the values filled in, and what is not needed behind a #."""
    if not values.keys().isdisjoint(_FREE) or any(key.is_tables and key.of(values) for key in form.keys):
        return template_of(form, new_text(values, form), title)
    lines = _head(title)
    table: tuple[str, ...] = ()
    for key in (key for key in form.plain if form.applies(key, values)):
        if key.path[:-1] != table:
            table = key.path[:-1]
            filled = (inside(values, *table) or {}).values()
            lines += _heading(table, hidden=all(isinstance(one, Mapping) for one in filled))
        value = key.of(values)
        lines += _lines(key, value, is_there=value is not None or key.is_needed(values))
    return _template([*lines, *_examples(form)])


def template_of(form: Form, text: str, title: str, imported: Values = NOTHING) -> EditorTemplate:
    """Return the template for a file that is there: as it is, and what it lacks behind a #, in its table.

    What it lacks has the value that was `imported`.
    """
    values, written = in_short(parsed(text) or {}), text.rstrip("\n").split("\n")
    known = {**imported, **values}
    lacking: dict[tuple[str, ...], list[_Line]] = {}
    for key in (key for key in form.plain if form.applies(key, known) and key.of(values) is None):
        lacking.setdefault(key.path[:-1], []).extend(_lines(key, key.of(imported), is_there=False))
    lines = _head(title, *([_LAYERED] if imported else []))
    table: tuple[str, ...] = ()
    for line in written:
        if header := _HEADER.match(line):
            lines += _before_gap(lines, lacking.pop(table, []))
            # What a table of a list lacks is not known.
            table = tuple(header[2].split(".")) if header[1] == "[" else ("", header[2])
        lines.append((line, False))
    lines += lacking.pop(table, [])
    for table, hints in lacking.items():
        lines += [*(_heading(table, hidden=True) if table else ()), *hints]
    return _template([*lines, *_examples(form)])


def _examples(form: Form) -> list[_Line]:
    """Return how tables of prices are written, with something that the catalog bills."""
    meter = next(iter(form.meters), None)
    return [(line, bool(line)) for line in _EXAMPLES.replace("METER", meter).split("\n")] if meter else []


def _before_gap(lines: list[_Line], hints: Sequence[_Line]) -> list[_Line]:
    """Take the empty lines and comments above a header off, and return them behind the hints."""
    gap: list[_Line] = []
    while hints and lines and (not lines[-1][0].strip() or lines[-1][0].startswith("#")) and not lines[-1][1]:
        gap.insert(0, lines.pop())
    return [*hints, *gap]


def _heading(table: Sequence[str], *, hidden: bool) -> list[_Line]:
    heading = f"[{'.'.join(table)}]"
    return [("", False), (f"# {heading}", True) if hidden else (heading, False)]


def _head(title: str, *more: str) -> list[_Line]:
    return [(f"#! {line}", True) for line in (title, *_HEAD, *more)]


def _template(lines: Sequence[_Line]) -> EditorTemplate:
    own = {line for line, is_hint in lines if not is_hint}  # kept even where a hint is the same
    hints = frozenset(line for line, is_hint in lines if is_hint) - own
    return EditorTemplate("".join(f"{line}\n" for line, _ in lines), hints)


def _lines(key: Key, value: Any, *, is_there: bool) -> Iterator[_Line]:
    """Yield what the key is for, and the key with its value, if any; behind a # if it is not there."""
    name, hidden = key.path[-1], not is_there
    yield f"#! {name}: {key.in_file}", True
    if value is None:
        written = f"{name} = {key.field.kind.blank}\n"
    else:
        written = f"{name} = {rendered(value)}\n" if isinstance(key, SpecKey) else new_file({name: value})
    for line in written.rstrip("\n").split("\n"):
        yield f"# {line}" if hidden else line, hidden
