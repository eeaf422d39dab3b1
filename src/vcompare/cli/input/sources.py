"""Where the text of a file comes from: values that are given, questions, or an editor.

A source is asked until its text would pass `check`, unless there is nobody to ask again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from vcompare.app.writing.forms import Form, Key, Values, merged
from vcompare.catalog.decode import describe
from vcompare.cli import console, environment
from vcompare.cli.environment import ColorMode
from vcompare.cli.input.questions import Question, ask
from vcompare.cli.writing import put
from vcompare.diagnostics import Diagnostic, Report
from vcompare.editing import edits
from vcompare.errors import RefusedError
from vcompare.text.words import natural_list

TextSource = Callable[[Sequence[Diagnostic]], str]
"""Takes the errors in its last text, at first none, and returns a text. Raises VcompareError for no other."""
Write = Callable[[Values], str]
"""Returns the text of a file with these values."""

_OTHERWISE = "or --from FILE, or --editor; on a terminal they are asked for"


def from_values(form: Form, values: Values, write: Write, root: Path) -> TextSource:
    """Take the values of options and files, which are accepted or refused."""

    def text(errors: Sequence[Diagnostic]) -> str:
        if errors:
            raise _refused(form.missing(values), errors, root)
        return write(values)

    return text


def from_questions(
    form: Form,
    values: Values,
    given: Values,
    write: Write,
    root: Path,
    choices: Mapping[str, Sequence[str]] | None = None,
) -> TextSource:
    """Ask on a terminal. After errors, everything is asked again, with the answers filled in.

    `values` are filled in, and those that were `given` are not asked for. `choices` are what the catalog
    allows, by key.
    """
    answers = values

    def text(errors: Sequence[Diagnostic]) -> str:
        nonlocal answers
        for line in lines(root, errors):
            console.say(line)
        for key in form.keys:
            if (errors or key.of(given) is None) and _is_asked(key, answers):
                answers = answered(form, key, answers, (choices or {}).get(key.name, ()))
        return write(answers)

    return text


def answered(form: Form, key: Key, values: Values, choices: Sequence[str] = ()) -> Values:
    """Return the data with the answer of a person who is asked for a key."""
    needed = key.is_needed(values)
    about = describe(key.type)
    if key.is_list:
        about = f"several with commas between them, each {about.removeprefix('a list, each item ')}"
    before = key.typed(key.of(values))
    question = Question(
        key.name.replace("_", " ").replace(".", " "),
        about if needed else f"may stay empty; {about}",
        lambda text: form.problem(key, text, needed=needed),
        choices or key.choices,
        before,
        lines=key.is_long,
    )
    answer = ask(question)
    return values if answer == before else merged(values, key.holding(key.parse(answer) if answer else None))


def _is_asked(key: Key, values: Values) -> bool:
    """Whether to ask for a key: of a table only what it needs, unless that is there; nothing rare."""
    if key.field.rare:
        return key.of(values) is not None
    return len(key.path) == 1 or key.required or key.path[0] in values


def _refused(missing: Sequence[Key], errors: Sequence[Diagnostic], root: Path) -> RefusedError:
    """Return what to raise for values that will not do: what is missing and what is wrong, at once."""
    if not missing:
        hint = f"`vcompare explain {errors[0].rule}` says more"
        return RefusedError("nothing was written: it would not pass `check`", lines(root, errors), hint)
    names = natural_list([f"`{key.name}`" for key in missing])
    options = "; ".join(f"{key.option}: {describe(key.type)}" for key in missing)
    others = lines(root, [one for one in errors if one.rule != "missing-key"])
    verb = "is" if len(missing) == 1 else "are"
    return RefusedError(f"{names} {verb} missing", others, f"{options}; {_OTHERWISE}")


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
    errors: Sequence[Diagnostic] = ()
    while True:
        wanted = change(source(errors))
        findings = edits.faults(root, [wanted])
        errors = [finding for finding in findings if finding.severity == "error"]
        if not errors:
            break
    for line in lines(root, findings):
        console.say(line)
    with nullcontext() if locked else edits.locked(root, dry_run=dry_run):
        put(root, [wanted], dry_run=dry_run, color=color)


def lines(root: Path, findings: Iterable[Diagnostic]) -> tuple[str, ...]:
    """Return findings as `check` writes them, one line per finding."""
    from vcompare.render.findings import text

    return tuple(text.lines(Report(0, tuple(findings)), root).splitlines())
