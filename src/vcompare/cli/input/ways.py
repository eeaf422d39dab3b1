"""The ways in which a file of the catalog comes to be: given at once, asked for, or written in an editor.

Each is tried until what it gives would pass `check`, unless there is nobody to give anything else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vcompare.cli import console
from vcompare.cli.console import ColorMode
from vcompare.cli.input.forms import Field, Form, Values, refuse_missing, set_value
from vcompare.cli.input.questions import Question, ask
from vcompare.cli.input.template import Template
from vcompare.cli.writing import put
from vcompare.diagnostics import Diagnostic, Report
from vcompare.editing import edits
from vcompare.errors import RefusedError

if TYPE_CHECKING:
    from vcompare.cli.input.editor import Draft

_RARE = {"allow", "retired"}
Written = Callable[[Values], str]
"""Returns the text of a file that is to hold some values."""


class Way(Protocol):
    """A way in which the text of a file comes."""

    def text(self) -> str:
        """Return the text, or the next one. Raises VcompareError where there is none."""

    def again(self, root: Path, findings: Sequence[Diagnostic]) -> None:
        """Take in what is wrong with the last text. Raises RefusedError where there will be no other."""


class Given:
    """Values from options and files, that are right or are not."""

    def __init__(self, form: Form, values: Values, write: Written) -> None:
        self._form, self._values, self._write = form, values, write

    def text(self) -> str:
        """Return the text that the values make."""
        return self._write(self._values)

    def again(self, root: Path, findings: Sequence[Diagnostic]) -> None:
        """Refuse what was given, and list at once what is missing and what is wrong."""
        others = [finding for finding in findings if finding.rule != "missing-key"]
        refuse_missing(self._form.missing(self._values), tuple(lines(root, others)))
        hint = f"`vcompare explain {findings[0].rule}` says more"
        raise RefusedError(
            "nothing was written: it would not pass `check`", tuple(lines(root, findings)), hint
        )


class Asked:
    """Answers to questions on a terminal; what is wrong with them is asked again, with them filled in.

    `values` are filled in, those that were `given` are not asked for. `choices` are what the catalog allows.
    """

    def __init__(
        self, form: Form, values: Values, given: Values, write: Written, choices: Mapping[str, Sequence[str]]
    ) -> None:
        self._form, self._write, self._choices = form, write, choices
        self.values = dict(values)
        self._settled = {field.name for field in form.fields if field.of(given) is not None}

    def text(self) -> str:
        """Ask for everything that is not settled, and return the text that the answers make."""
        for field in self._form.fields:
            if field.name not in self._settled and self._is_asked(field):
                self.ask(field.name)
        return self._write(self.values)

    def ask(self, name: str) -> None:
        """Ask for one key."""
        field = next(one for one in self._form.fields if one.name == name)
        answer = ask(self._question(field))
        if answer != field.write(field.of(self.values)):
            set_value(self.values, field, field.read(answer) if answer else None)
        self._settled.add(name)

    def again(self, root: Path, findings: Sequence[Diagnostic]) -> None:
        """Say what is wrong, and ask everything again the next time."""
        for line in lines(root, findings):
            console.say(line)
        self._settled = set()

    def _is_asked(self, field: Field) -> bool:
        """Say whether to ask for a key: of a table only what it needs, unless that is there; nothing rare."""
        if field.name in _RARE:
            return field.of(self.values) is not None
        return len(field.keys) == 1 or field.needed or field.keys[0] in self.values

    def _question(self, field: Field) -> Question:
        from vcompare.catalog.decode import describe

        needed = field.needed and (len(field.keys) == 1 or field.keys[0] in self.values)
        about = describe(field.kind)
        if field.is_list:
            about = f"several with commas between them, each {about.removeprefix('a list, each item ')}"
        return Question(
            field.name.replace("_", " ").replace(".", " "),
            about if needed else f"may stay empty; {about}",
            lambda text: self._form.fault(field, text, needed=needed),
            self._choices.get(field.name) or field.choices,
            field.write(field.of(self.values)),
            lines=field.is_long,
        )


class Edited:
    """What a person makes of a template in an editor."""

    def __init__(self, draft: "Draft", template: Template) -> None:
        self._draft, self._template = draft, template
        self._edited, self._numbers = "", [0]

    def text(self) -> str:
        """Open the editor, and return what is the person's of what it leaves."""
        edited = self._draft.edit(self._template.text)
        self._edited = edited.removeprefix("\ufeff").replace("\r\n", "\n")
        text, self._numbers = self._template.kept(self._edited)
        if not text.strip():
            raise self._draft.emptied()
        return text

    def again(self, _root: Path, findings: Sequence[Diagnostic]) -> None:
        """Put what is wrong at the top, for the next time."""
        self._template = self._template.again(self._edited, self._numbers, findings)


@contextmanager
def in_editor(name: str, template: Template) -> Iterator[Edited]:
    """Open the way through the editor, on a draft of that name."""
    from vcompare.cli.input.editor import Draft

    with Draft(name) as draft:
        yield Edited(draft, template)


@contextmanager
def undisturbed(root: Path, *, editor: bool, dry_run: bool) -> Iterator[bool]:
    """Hold the catalog's lock from now on where nobody is waited for, and say whether it is held."""
    if editor or console.can_ask():
        yield False
    else:
        with edits.locked(root, dry_run=dry_run):
            yield True


def follow(
    way: Way,
    root: Path,
    change: Callable[[str], edits.FileChange],
    *,
    locked: bool,
    dry_run: bool,
    color: ColorMode,
) -> None:
    """Make the change that a text means, once it would pass `check`; with `dry_run` show it instead.

    What it would only warn of is said on stderr. `locked` says that the catalog is.
    """
    while True:
        wanted = change(way.text())
        findings = edits.faults(root, [wanted])
        errors = [finding for finding in findings if finding.severity == "error"]
        if not errors:
            break
        way.again(root, errors)
    for line in lines(root, findings):
        console.say(line)
    with nullcontext() if locked else edits.locked(root, dry_run=dry_run):
        put(root, [wanted], dry_run=dry_run, color=color)


def lines(root: Path, findings: Iterable[Diagnostic]) -> list[str]:
    """Return findings as `check` writes them, a line each."""
    from vcompare.render.findings import text

    return text.lines(Report(0, tuple(findings)), root).splitlines()
