"""Findings for people: one line each in a pipe, with the source underlined on a terminal."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from vcompare.diagnostics import Diagnostic, Report
from vcompare.render.findings import Excerpt, Findings, message
from vcompare.text import words
from vcompare.text.safe import one_line, visible
from vcompare.text.words import plural

_COLORS = {"error": "1;31", "warning": "1;33", "place": "1", "gutter": "2", "hint": "1;36"}
_INDENT = "  "
_TAB = "    "
_LEAST = 12
"""So many cells of a line are shown, however narrow the window."""


def lines(report: Report, root: Path) -> str:
    """Return the findings, one per line, each at a path that an editor can open."""
    return "".join(
        one_line(f"{_place(one, root)}: {one.severity} {one.rule}: {message(one)}") + "\n"
        for one in report.diagnostics
    )


def together(report: Report, root: Path) -> list[str]:
    """Return lines as `lines` has them, in which what is found in several places stands once."""
    found = ((_place(one, root), f"{one.severity} {one.rule}: {message(one)}") for one in report.diagnostics)
    return [one_line(line) for line in words.together(found)]


def underlined(of: Findings, width: int, *, color: bool) -> str:
    """Return the findings for a window of so many cells: each with its line, underlined, and its hint."""
    paint = _Paint(color)
    return "".join("\n".join((*_finding(one, of, width, paint), "", "")) for one in of.report.diagnostics)


def summary(report: Report) -> str:
    """Return one line that says how many files were checked and what was found."""
    counts = [plural(report.count(severity), severity) for severity in ("error", "warning")]
    counted = [count for count in counts if not count.startswith("0 ")]
    return f"checked {plural(report.files, 'file')}: {' and '.join(counted) or 'nothing found'}"


class _Paint(NamedTuple):
    """Colors a text, where there is color."""

    color: bool

    def __call__(self, text: str, style: str) -> str:
        return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if self.color else text


def _place(finding: Diagnostic, root: Path) -> str:
    return f"{root / finding.path}:{finding.line}:{finding.column}"


def _finding(finding: Diagnostic, of: Findings, width: int, paint: _Paint) -> Iterator[str]:
    place, kind = one_line(_place(finding, of.root)), f"{finding.severity}[{finding.rule}]"
    head = f"{paint(place, 'place')}: {paint(kind, finding.severity)}:"
    text = one_line(finding.message)
    if cell_len(f"{place}: {kind}: {text}") <= width:
        yield f"{head} {text}"
    else:  # the place stays whole, so that a click opens it
        yield head
        yield from (_INDENT + line for line in _wrapped(text, width - len(_INDENT)))
    excerpt = of.excerpt(finding)
    gutter = _INDENT
    if excerpt:
        gutter = f"{_INDENT}{' ' * len(str(finding.line))} "
        before, span, after = _cropped(excerpt, width - len(f"{gutter}| "))
        yield f"{paint(f'{_INDENT}{finding.line} |', 'gutter')} {before}{span}{after}".rstrip()
        marks = paint("^" * max(cell_len(span), 1), finding.severity)
        yield f"{paint(f'{gutter}|', 'gutter')} {' ' * cell_len(before)}{marks}"
    if finding.hint:
        first, *others = _wrapped(one_line(finding.hint), width - len(f"{gutter}= hint: "))
        yield f"{gutter}{paint('=', 'gutter')} {paint('hint:', 'hint')} {first}"
        yield from (f"{gutter}  {line}" for line in others)


def _cropped(excerpt: Excerpt, width: int) -> tuple[str, str, str]:
    """Return what is before, in and behind the span, as much of it as fits with the span in view."""
    width = max(width, _LEAST)
    line, start, end = excerpt
    before, span, after = (
        visible(part.replace("\t", _TAB)) for part in (line[:start], line[start:end], line[end:])
    )
    # A long span leaves half of the window to what is before it.
    room = max(width - max(cell_len(span), 1), width // 2)
    before = _last(before, room)
    span = _first(span, width - cell_len(before))
    return before, span, _first(after, width - cell_len(before + span))


def _first(text: str, width: int) -> str:
    if cell_len(text[: width + 1]) <= width:
        return text
    return set_cell_size(text[:width], width - 1) + "…" if width > 0 else ""


def _last(text: str, width: int) -> str:
    kept = text[-width:]
    if kept == text and cell_len(text) <= width:
        return text
    while cell_len(kept) > width - 1:
        kept = kept[1:]
    return f"…{kept}"


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Yield a text in lines of at most so many cells; a longer word has one of its own."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and cell_len(longer) > width:
            yield line
            longer = word
        line = longer
    yield line
