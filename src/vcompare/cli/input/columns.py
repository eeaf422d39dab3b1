"""What the columns of a table are, where they do not say it themselves: asked, or an error."""

from collections.abc import Mapping, Sequence
from typing import Any

from vcompare.cli import console, environment
from vcompare.errors import RefusedError, VcompareError
from vcompare.fields import Registry
from vcompare.importers.columns import Columns, columns
from vcompare.text.words import natural_list


def mapping_of(options: Sequence[str]) -> dict[str, str]:
    """Return the fields that `--map COLUMN=FIELD` gives to columns. Raises VcompareError."""
    mapping = {}
    for option in options:
        column, is_there, field = option.rpartition("=")
        if not is_there or not column:
            raise VcompareError(
                f'--map must be COLUMN=FIELD, not "{option}"', "`--map COLUMN=` leaves a column out"
            )
        mapping[column.strip()] = field.strip()
    return mapping


def settled(table: Any, fields: Registry, mapping: Mapping[str, str]) -> Columns:
    """Return what the columns of a table are. On a terminal, a person is asked about those that say nothing.

    Raises RefusedError with all of them where nobody is there to ask.
    """
    found = columns(table, fields, mapping)
    if found.unknown and environment.can_ask():
        answers = {column: _ask(column, near, fields) for column, near in found.unknown.items()}
        found = columns(table, fields, {**mapping, **answers})
    if found.unknown:
        raise _refused(found.unknown)
    if found.ignored:
        what = natural_list([f"`{column}`" for column in found.ignored])
        console.note(f"{what} {'is' if len(found.ignored) == 1 else 'are'} left out")
    return found


def _ask(column: str, near: Sequence[str], fields: Registry) -> str:
    from vcompare.cli.input.questions import Question, ask

    def problem(answer: str) -> str | None:
        try:
            columns([{column: None}], fields, {column: answer})
        except VcompareError as error:
            return error.message
        return None

    about = f"{natural_list([*near], 'or')}; " if near else ""
    question = Question(
        f"column {column}", f"{about}the name of a field, or nothing to leave it out", problem
    )
    return ask(question)


def _refused(unknown: Mapping[str, Sequence[str]]) -> RefusedError:
    lines = [
        f"{column}: did you mean {natural_list([f'`{one}`' for one in near], 'or')}?" if near else column
        for column, near in unknown.items()
    ]
    what = "this column names no field" if len(lines) == 1 else "these columns name no fields"
    first = next(iter(unknown))
    hint = f"`--map '{first}=FIELD'` says what one is, and `--map '{first}='` leaves it out"
    return RefusedError(f"{what} of this catalog", tuple(lines), hint, ())
