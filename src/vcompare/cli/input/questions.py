"""Questions on a terminal: texts that are validated while they are typed, choices, yes or no.

What is asked goes to stderr, so that a result on stdout may go to a file. On a `dumb` terminal
questions are asked line by line.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from typing import Any, NamedTuple

from vcompare.cli import console, environment
from vcompare.text.safe import one_line

_END = "Alt+Enter, or Esc and then Enter, ends it"
Validate = Callable[[str], str | None]


class Question(NamedTuple):
    """What is asked for.

    `about` says what an answer looks like, `validate` what is wrong with one, None where nothing is; an
    empty answer is passed to it too. With `choices` one of them is taken, with `lines` there may be several
    lines.
    """

    label: str
    about: str
    validate: Validate
    choices: Sequence[str] = ()
    default: str = ""
    lines: bool = False


def ask(question: Question) -> str:
    """Return the answer to a question, without white space around it.

    Raises KeyboardInterrupt on Ctrl-C, and on Ctrl-D where nothing is typed.
    """
    question = question._replace(label=one_line(question.label), about=one_line(question.about))
    if question.choices:
        from vcompare.cli.input import picker

        options = [picker.Option(one, one) for one in question.choices]
        return picker.choose(options, f"{question.label}:", question.default)
    if environment.is_plain():
        return _on_a_plain_terminal(question)
    about = f"{_END}; {question.about}" if question.lines else question.about
    return _prompt(
        f"{question.label}: ", about, question.validate, default=question.default, multiline=question.lines
    )


def agrees(question: str) -> bool:
    """Ask for a yes or a no, which is what Enter says."""
    import typer

    with redirect_stdout(sys.stderr):  # where Typer would write the end of the question
        return bool(typer.confirm(question, err=True))


def _prompt(message: str, about: str, validate: Validate, **settings: Any) -> str:
    from prompt_toolkit import prompt
    from prompt_toolkit.validation import ValidationError, Validator

    class Checked(Validator):
        def validate(self, document: Any) -> None:
            problem = validate(document.text.strip())
            if problem is not None:
                raise ValidationError(len(document.text), one_line(problem))

    with on_stderr():
        return prompt(message, bottom_toolbar=about, validator=Checked(), **settings).strip()


@contextmanager
def on_stderr() -> Iterator[None]:
    """Have prompt_toolkit draw on stderr, and end the line of a question that is left."""
    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.output import create_output

    with create_app_session(output=create_output(stdout=sys.stderr)):
        try:
            yield
        except (KeyboardInterrupt, EOFError):
            raise console.LeftQuestion from None


def _on_a_plain_terminal(question: Question) -> str:
    import typer

    def checked(reply: str) -> str:
        if problem := question.validate(reply.strip()):
            raise typer.BadParameter(one_line(problem))
        return reply.strip()

    # Where an answer is needed, an empty one is asked for again.
    default = question.default if question.default or question.validate("") is None else None
    shown = f" [{one_line(default)}]" if default else ""
    with redirect_stdout(sys.stderr):
        reply: str = typer.prompt(
            f"{question.label} ({question.about}){shown}",
            default=default,
            value_proc=checked,
            err=True,
            show_default=False,
        )
    return reply
