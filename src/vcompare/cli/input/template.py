"""A file with comments for an editor: what is asked for, and what was wrong with the last try."""

from collections.abc import Iterator, Sequence
from itertools import dropwhile
from typing import Any, NamedTuple

from vcompare.catalog.decode import describe
from vcompare.cli.input.forms import Field, Form, Values
from vcompare.diagnostics import Diagnostic
from vcompare.editing.style import new_file
from vcompare.text.safe import one_line

_OURS = "#!"
_FOUND = "#!!"
_HEAD = (
    "Lines that begin with #! and keys that stay behind a # are taken out again.",
    "Save and close to go on; leave it as it is, or empty it, to cancel.",
)


class Template(NamedTuple):
    """The lines that are offered; `ours` are those that go unless they are changed."""

    lines: tuple[str, ...]
    ours: frozenset[str]

    @property
    def text(self) -> str:
        """What the editor shows."""
        return "".join(f"{line}\n" for line in self.lines)

    def kept(self, edited: str) -> tuple[str, list[int]]:
        """Return what is the person's of an edited text, and for each of its lines the line that it was."""
        # Findings are ours also where the editor changed them, as in replacing a word everywhere.
        numbered = dropwhile(lambda item: item[1].startswith(_FOUND), enumerate(edited.split("\n"), 1))
        kept = [(number, line) for number, line in numbered if line not in self.ours]
        while kept and not kept[-1][1].strip():
            kept.pop()
        text = "".join(f"{line}\n" for _, line in kept)
        return text, [number for number, _ in kept]

    def again(self, edited: str, numbers: Sequence[int], findings: Sequence[Diagnostic]) -> "Template":
        """Return the edited text with the findings at its top, at the lines where it has them then."""
        every = edited.rstrip("\n").split("\n")
        old = list(dropwhile(lambda line: line.startswith(_FOUND), every))
        shift = 1 + len(findings) - (len(every) - len(old))
        head = (f"{_FOUND} Not accepted:", *(_told(finding, numbers, shift) for finding in findings))
        return Template((*head, *old), self.ours | {*head})


def template(form: Form, values: Values, title: str) -> Template:
    """Return the template for a new file: what is known of it filled in, what is not needed behind a #."""
    lines = [(f"{_OURS} {line}", True) for line in (title, *_HEAD)]
    above: tuple[str, ...] = ()
    for field in form.fields:
        known = len(field.keys) == 1 or field.keys[0] in values
        if field.keys[:-1] != above:
            above = field.keys[:-1]
            heading = f"[{'.'.join(above)}]"
            lines += [("", False), (heading, False) if known else (f"# {heading}", True)]
        lines += _lines(field, field.of(values), needed=field.needed and known)
    return _template(lines)


def template_of(form: Form, text: str, title: str) -> Template:
    """Return the template for a file that is there: as it is, and what it lacks behind a #."""
    import rtoml

    values = rtoml.loads(text)
    lacking = [field for field in form.fields if field.of(values) is None]
    return _template(
        [
            *((f"{_OURS} {line}", True) for line in (title, *_HEAD)),
            *((line, False) for line in text.rstrip("\n").split("\n")),
            *(line for field in lacking for line in _lines(field, None, needed=False)),
        ]
    )


def _template(lines: Sequence[tuple[str, bool]]) -> Template:
    theirs = {line for line, ours in lines if not ours}  # kept, also where we would offer the same
    return Template(tuple(line for line, _ in lines), frozenset(line for line, _ in lines) - theirs)


def _lines(field: Field, value: Any, *, needed: bool) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a key, each with whether it goes again."""
    yield f"{_OURS} {field.keys[-1]}: {describe(field.kind)}", True
    key, hidden = field.keys[-1], value is None and not needed
    written = _blank(field) if value is None else new_file({key: value}).rstrip("\n").split("\n")
    for line in written:
        yield (f"# {line}", True) if hidden else (line, False)


def _blank(field: Field) -> list[str]:
    key = field.keys[-1]
    if field.is_long:
        return [f'{key} = """', '"""']
    if field.is_list:
        return [f"{key} = []"]
    if field.is_text:
        return [f'{key} = ""']
    return [f"{key} = "]


def _told(finding: Diagnostic, numbers: Sequence[int], shift: int) -> str:
    line = numbers[min(finding.line, len(numbers)) - 1] + shift if numbers else 1
    hint = f" ({finding.hint})" if finding.hint else ""
    return one_line(f"{_FOUND} line {line}: {finding.severity} {finding.rule}: {finding.message}{hint}")
