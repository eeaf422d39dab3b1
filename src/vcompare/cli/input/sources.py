"""Where the text of a file comes from: values that are given, questions, or an editor.

Each source is asked until its text would pass `check`, unless there is nobody to ask again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vcompare.cli import console, environment
from vcompare.cli.environment import ColorMode
from vcompare.cli.input.forms import Form, Key, Values, refuse_missing, set_value
from vcompare.cli.input.questions import Question, ask
from vcompare.cli.input.template import Template
from vcompare.cli.writing import put
from vcompare.diagnostics import Diagnostic, Report
from vcompare.editing import edits
from vcompare.errors import RefusedError

if TYPE_CHECKING:
    from vcompare.cli.input.editor import Draft

_RARE = {"allow", "retired"}
Write = Callable[[Values], str]
"""Returns the text of a file with these values."""


class TextSource(Protocol):
    """Where the text of a file comes from."""

    def text(self) -> str:
        """Return the text, or the next one. Raises VcompareError where there is none."""

    def reject(self, root: Path, findings: Sequence[Diagnostic]) -> None:
        """Take in what is wrong with the last text. Raises RefusedError where there is no other."""


class GivenValues:
    """Values from options and files, which are accepted or refused."""

    def __init__(self, form: Form, values: Values, write: Write) -> None:
        self._form, self._values, self._write = form, values, write

    def text(self) -> str:
        """Return the text that the values make."""
        return self._write(self._values)

    def reject(self, root: Path, findings: Sequence[Diagnostic]) -> None:
        """Refuse what was given, and list at once what is missing and what is wrong."""
        others = [finding for finding in findings if finding.rule != "missing-key"]
        refuse_missing(self._form.missing(self._values), tuple(lines(root, others)))
        hint = f"`vcompare explain {findings[0].rule}` says more"
        raise RefusedError(
            "nothing was written: it would not pass `check`", tuple(lines(root, findings)), hint
        )


class Questions:
    """Answers to questions on a terminal; what is wrong with them is asked again, with them filled in.

    `values` are filled in, and those that were `given` are not asked for. `choices` are what the catalog
    allows, by key.
    """

    def __init__(
        self, form: Form, values: Values, given: Values, write: Write, choices: Mapping[str, Sequence[str]]
    ) -> None:
        self._form, self._write, self._choices = form, write, choices
        self.values = dict(values)
        self._settled = {key.name for key in form.keys if key.of(given) is not None}

    def text(self) -> str:
        """Ask for everything that is not settled, and return the text that the answers make."""
        for key in self._form.keys:
            if key.name not in self._settled and self._is_asked(key):
                self.ask(key.name)
        return self._write(self.values)

    def ask(self, name: str) -> None:
        """Ask for one key."""
        key = next(one for one in self._form.keys if one.name == name)
        answer = ask(self._question(key))
        if answer != key.typed(key.of(self.values)):
            set_value(self.values, key, key.parse(answer) if answer else None)
        self._settled.add(name)

    def reject(self, root: Path, findings: Sequence[Diagnostic]) -> None:
        """Report what is wrong, and ask for everything again the next time."""
        for line in lines(root, findings):
            console.say(line)
        self._settled = set()

    def _is_asked(self, key: Key) -> bool:
        """Whether to ask for a key: of a table only what it needs, unless that is there; nothing rare."""
        if key.name in _RARE:
            return key.of(self.values) is not None
        return len(key.path) == 1 or key.required or key.path[0] in self.values

    def _question(self, key: Key) -> Question:
        from vcompare.catalog.decode import describe

        needed = key.is_needed(self.values)
        about = describe(key.type)
        if key.is_list:
            about = f"several with commas between them, each {about.removeprefix('a list, each item ')}"
        return Question(
            key.name.replace("_", " ").replace(".", " "),
            about if needed else f"may stay empty; {about}",
            lambda text: self._form.fault(key, text, needed=needed),
            self._choices.get(key.name) or key.choices,
            key.typed(key.of(self.values)),
            lines=key.is_long,
        )


class EditedTemplate:
    """What a person makes of a template in an editor."""

    def __init__(self, draft: "Draft", template: Template) -> None:
        self._draft, self._template = draft, template
        self._edited, self._numbers = "", [0]

    def text(self) -> str:
        """Open the editor, and return what the person wrote."""
        edited = self._draft.edit(self._template.text)
        self._edited = edited.removeprefix("\ufeff").replace("\r\n", "\n")
        text, self._numbers = self._template.kept(self._edited)
        if not text.strip():
            raise self._draft.emptied()
        return text

    def reject(self, _root: Path, findings: Sequence[Diagnostic]) -> None:
        """Put what is wrong at the top, for the next time."""
        self._template = self._template.with_findings(self._edited, self._numbers, findings)


@contextmanager
def in_editor(name: str, template: Template) -> Iterator[EditedTemplate]:
    """Offer a template in the person's editor, in a draft of that name."""
    from vcompare.cli.input.editor import Draft

    with Draft(name) as draft:
        yield EditedTemplate(draft, template)


@contextmanager
def locked_unless_asking(root: Path, *, editor: bool, dry_run: bool) -> Iterator[bool]:
    """Lock the catalog where no person has to be waited for, and yield whether it is locked."""
    if editor or environment.can_ask():
        yield False
    else:
        with edits.locked(root, dry_run=dry_run):
            yield True


def write(
    source: TextSource,
    root: Path,
    change: Callable[[str], edits.FileChange],
    *,
    locked: bool,
    dry_run: bool,
    color: ColorMode,
) -> None:
    """Make the change that a text means, once it would pass `check`; with `dry_run` show it instead.

    Warnings about it go to stderr. `locked` says whether the catalog is.
    """
    while True:
        wanted = change(source.text())
        findings = edits.faults(root, [wanted])
        errors = [finding for finding in findings if finding.severity == "error"]
        if not errors:
            break
        source.reject(root, errors)
    for line in lines(root, findings):
        console.say(line)
    with nullcontext() if locked else edits.locked(root, dry_run=dry_run):
        put(root, [wanted], dry_run=dry_run, color=color)


def lines(root: Path, findings: Iterable[Diagnostic]) -> list[str]:
    """Return findings as `check` writes them, one line per finding."""
    from vcompare.render.findings import text

    return text.lines(Report(0, tuple(findings)), root).splitlines()
