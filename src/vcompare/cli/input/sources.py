"""Where the text of a file comes from: values that are given, questions, or an editor.

A source is asked until its text would pass `check`, unless there is nobody to ask again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path

from vcompare.app.writing.changes import Written, make, place_typed
from vcompare.app.writing.forms import Form
from vcompare.app.writing.keys import Key, SpecKey, Values
from vcompare.app.writing.places import inside
from vcompare.cli import console, environment
from vcompare.cli.input.questions import Question, ask
from vcompare.cli.input.signature import lacking
from vcompare.diagnostics import Diagnostic
from vcompare.editing import edits
from vcompare.editing.lock import locked
from vcompare.errors import RefusedError

TextSource = Callable[[RefusedError | None], str]
"""Takes why its last text was refused, at first None, and returns a text. Raises VcompareError for none."""
Lock = Callable[[], AbstractContextManager[None]]
_LEFT_OUT = "(unknown)"
"""The choice that leaves a key out."""
Write = Callable[[Values], str]
"""Returns the text of a file with these values."""


def from_values(form: Form, values: Values, write: Write) -> TextSource:
    """Take the values of options and files, which are accepted or refused."""

    def text(refused: RefusedError | None) -> str:
        if refused:
            raise _refused(form.missing(values), refused)
        return write(values)

    return text


def from_questions(
    form: Form,
    values: Values,
    given: Values,
    write: Write,
    choices: Mapping[str, Sequence[str]] | None = None,
) -> TextSource:
    """Ask on a terminal. After errors, everything is asked again, with the answers filled in.

    `values` are filled in, and those that were `given` are not asked for. `choices` are what the catalog
    allows, by key.
    """
    answers = values

    def text(refused: RefusedError | None) -> str:
        nonlocal answers
        for line in refused.findings if refused else ():
            console.say(line)
        for key in form.asked():
            if (refused or key.of(given) is None) and _is_asked(form, key, answers):
                answers = answered(form, key, answers, (choices or {}).get(key.name, ()))
        return write(answers)

    return text


def answered(form: Form, key: Key, values: Values, choices: Sequence[str] = ()) -> Values:
    """Return the data with the answer of a person who is asked for a key."""
    needed = key.is_needed(values)
    before = key.typed(key.of(values))
    options = choices or key.choices
    if options and not needed:
        options = (_LEFT_OUT, *options)
    question = Question(
        key.title,
        key.about if needed else f"may stay empty; {key.about}",
        lambda text: form.problem(key, text, values, needed=needed),
        options,
        before or (_LEFT_OUT if options and not needed else ""),
        lines=key.is_long,
    )
    answer = ask(question)
    answer = "" if options and answer == _LEFT_OUT else answer
    return values if answer == before else form.with_answer(key, answer, values)


def _is_asked(form: Form, key: Key, values: Values) -> bool:
    """Whether to ask for a key: of a table that is not there only its first key; nothing rare.

    Of the specs, it is those of the tool's category.
    """
    if isinstance(key, SpecKey):
        return form.applies(key, values)
    if key.field.rare:
        return key.of(values) is not None
    if key.name == "pricing.currency":  # asked for where there are amounts that need one
        return not form.currency and inside(values, "pricing", "rates") is not None
    is_first = form.tables.get(key.path[0]) == key.name
    return len(key.path) == 1 or key.required or is_first or key.path[0] in values


def _refused(missing: Sequence[Key], refused: RefusedError) -> RefusedError:
    """Return what to raise for values that will not do: what is missing and what is wrong, at once."""
    if not missing:
        return refused
    pairs = zip(refused.findings, refused.diagnostics, strict=False)  # not all are listed
    others = tuple(line for line, finding in pairs if finding.rule != "missing-key")
    return lacking(missing, others)


@contextmanager
def locked_unless_asking(root: Path, *, editor: bool, dry_run: bool) -> Iterator[Lock]:
    """Lock the catalog where no person has to be waited for, and yield what to hold while writing."""
    lock = partial(locked, root, dry_run=dry_run)
    if editor or environment.can_ask():
        yield lock
    else:
        with lock():
            yield nullcontext


def write(
    source: TextSource,
    root: Path,
    change: Callable[[str], edits.FileChange],
    lock: Lock,
    *,
    dry_run: bool,
    formats: bool = False,
    place: Callable[[Diagnostic | None], str] | None = None,
    typed: Mapping[str, str] | None = None,
    besides: Sequence[edits.FileChange] = (),
) -> Written:
    """Make the change that a text means, once it would pass `check`.

    The changes `besides` go with it; with `formats`, a new file is formatted. `place` says where what is
    wrong was written, or else `typed`, by key, which options gave values.
    """
    refused = None
    while True:
        wanted = change(source(refused))
        try:
            with lock():
                places = {wanted.path: place} if place else place_typed(root, wanted, typed or {})
                return make(root, [*besides, wanted], dry_run=dry_run, formats=formats, places=places)
        except RefusedError as error:
            if not error.diagnostics:
                raise
            refused = error
