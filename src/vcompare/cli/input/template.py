"""A file with comments for an editor: what is asked for, and what was wrong with the last try."""

from collections.abc import Iterator, Sequence
from itertools import dropwhile
from typing import Any, NamedTuple

from vcompare.catalog.decode import describe
from vcompare.cli.input.forms import Form, Key, Values, parsed
from vcompare.diagnostics import Diagnostic
from vcompare.editing.formatter import new_file
from vcompare.text.safe import one_line

_COMMENT = "#!"
_FINDING = "#!!"
_HEAD = (
    "Lines that begin with #! and keys that stay behind a # are removed again.",
    "Save and close to go on; leave it as it is, or empty it, to cancel.",
)


class Template(NamedTuple):
    """The lines that are offered; those that are `hints` are removed again unless they are changed."""

    lines: tuple[str, ...]
    hints: frozenset[str]

    @property
    def text(self) -> str:
        """What the editor shows."""
        return "".join(f"{line}\n" for line in self.lines)

    def kept(self, edited: str) -> tuple[str, list[int]]:
        """Return what the person wrote, and for each of its lines its number in the edited text."""
        # A finding is removed even where the editor changed it, as in replacing a word everywhere.
        numbered = dropwhile(lambda item: item[1].startswith(_FINDING), enumerate(edited.split("\n"), 1))
        kept = [(number, line) for number, line in numbered if line not in self.hints]
        while kept and not kept[-1][1].strip():
            kept.pop()
        return "".join(f"{line}\n" for _, line in kept), [number for number, _ in kept]

    def with_findings(
        self, edited: str, numbers: Sequence[int], findings: Sequence[Diagnostic]
    ) -> "Template":
        """Return the edited text with the findings at its top, each with the line where it is then."""
        every = edited.rstrip("\n").split("\n")
        rest = tuple(dropwhile(lambda line: line.startswith(_FINDING), every))
        shift = 1 + len(findings) + len(rest) - len(every)
        head = (f"{_FINDING} Not accepted:", *(_reported(one, numbers, shift) for one in findings))
        return Template((*head, *rest), self.hints | {*head})


class _Line(NamedTuple):
    text: str
    is_hint: bool = False


def template(form: Form, values: Values, title: str) -> Template:
    """Return the template for a new file: the values filled in, and what is not needed behind a #."""
    lines = _head(title)
    table: tuple[str, ...] = ()
    for key in form.keys:
        present = len(key.path) == 1 or key.path[0] in values
        if key.path[:-1] != table:
            table = key.path[:-1]
            heading = f"[{'.'.join(table)}]"
            lines += [_Line(""), _Line(heading) if present else _Line(f"# {heading}", is_hint=True)]
        lines += _lines(key, key.of(values), needed=key.is_needed(values))
    return _template(lines)


def template_of(form: Form, text: str, title: str) -> Template:
    """Return the template for a file that is there: as it is, and what it lacks behind a #."""
    values = parsed(text) or {}
    lacking = [key for key in form.keys if key.of(values) is None]
    own = [_Line(line) for line in text.rstrip("\n").split("\n")]
    return _template(
        [*_head(title), *own, *(line for key in lacking for line in _lines(key, None, needed=False))]
    )


def _head(title: str) -> list[_Line]:
    return [_Line(f"{_COMMENT} {line}", is_hint=True) for line in (title, *_HEAD)]


def _template(lines: Sequence[_Line]) -> Template:
    own = {line.text for line in lines if not line.is_hint}  # kept even where a hint is the same
    return Template(tuple(line.text for line in lines), frozenset(line.text for line in lines) - own)


def _lines(key: Key, value: Any, *, needed: bool) -> Iterator[_Line]:
    """Yield what the key is for, and the key with its value, or without one."""
    name, hidden = key.path[-1], value is None and not needed
    yield _Line(f"{_COMMENT} {name}: {describe(key.type)}", is_hint=True)
    written = _blank(key) if value is None else new_file({name: value}).rstrip("\n").split("\n")
    for line in written:
        yield _Line(f"# {line}", is_hint=True) if hidden else _Line(line)


def _blank(key: Key) -> list[str]:
    name = key.path[-1]
    if key.is_long:
        return [f'{name} = """', '"""']
    return [f"{name} = {key.blank}"]


def _reported(finding: Diagnostic, numbers: Sequence[int], shift: int) -> str:
    line = numbers[min(finding.line, len(numbers)) - 1] + shift if numbers else 1
    hint = f" ({finding.hint})" if finding.hint else ""
    return one_line(f"{_FINDING} line {line}: {finding.severity} {finding.rule}: {finding.message}{hint}")
