"""Questions on a terminal: texts that are judged while they are typed, choices, yes or no.

What is asked goes to stderr, so that a result on stdout may go to a file. On a `dumb` terminal
questions are asked line by line.
"""

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, redirect_stdout
from typing import Any, NamedTuple

from vcompare.cli import environment
from vcompare.text.safe import one_line

_END = "Alt+Enter, or Esc and then Enter, ends it"


class Question(NamedTuple):
    """What is asked for.

    `about` says what an answer looks like, `judge` what is wrong with one, None where nothing is; an empty
    answer is passed to it too. With `choices` one of them is taken, with `lines` there may be several lines.
    """

    label: str
    about: str
    judge: Callable[[str], str | None]
    choices: Sequence[str] = ()
    default: str = ""
    lines: bool = False


def ask(question: Question) -> str:
    """Return the answer to a question, without white space around it.

    Raises KeyboardInterrupt on Ctrl-C, and EOFError on Ctrl-D where nothing is typed.
    """
    if environment.variable("TERM") in {"", "dumb"}:
        return _on_a_plain_terminal(question)
    with _on_stderr():
        return _choice(question) if question.choices else _text(question)


def agrees(question: str) -> bool:
    """Ask for a yes or a no, which is what Enter says."""
    import typer

    with redirect_stdout(sys.stderr):  # where Typer would write the end of the question
        return bool(typer.confirm(question, err=True))


def _text(question: Question) -> str:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.validation import Validator

    session: PromptSession[str] = PromptSession(
        f"{question.label}: ",
        multiline=question.lines,
        bottom_toolbar=f"{_END}; {question.about}" if question.lines else question.about,
        validator=_validator(Validator, question.judge),
    )
    return session.prompt(default=question.default).strip()


def _validator(base: Any, judge: Callable[[str], str | None]) -> Any:
    from prompt_toolkit.validation import ValidationError

    class Judge(base):  # type: ignore[misc]  # a class that is imported only here
        def validate(self, document: Any) -> None:
            fault = judge(document.text.strip())
            if fault is not None:
                raise ValidationError(len(document.text), one_line(fault))

    return Judge()


def _choice(question: Question) -> str:
    """List the choices, and take one by its number or as it is written; a guess is never taken for one."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.validation import Validator

    choices = question.choices
    default = question.default or (choices[0] if len(choices) == 1 else "")

    def meant(reply: str) -> str:
        number = int(reply[:6]) if reply.isascii() and reply.isdigit() else 0
        return choices[number - 1] if 1 <= number <= len(choices) else reply or default

    def judge(reply: str) -> str | None:
        return None if meant(reply) in choices else "type a number of the list, or what stands behind it"

    listed = "".join(
        f"{'>' if one == default else ' '}  {number}. {one_line(one)}\n"
        for number, one in enumerate(choices, 1)
    )
    session: PromptSession[str] = PromptSession(
        f"{question.label}:\n{listed}> ",
        bottom_toolbar=question.about,
        validator=_validator(Validator, judge),
    )
    return meant(session.prompt().strip())


def _on_a_plain_terminal(question: Question) -> str:
    import typer

    def judged(reply: str) -> str:
        if fault := question.judge(reply.strip()):
            raise typer.BadParameter(one_line(fault))
        return reply.strip()

    about = ", ".join(map(one_line, question.choices)) or question.about
    # Where an answer is needed, an empty one is asked for again.
    default = question.default if question.default or question.judge("") is None else None
    shown = f"{question.label} ({about})"
    with redirect_stdout(sys.stderr):
        reply: str = typer.prompt(
            shown, default=default, value_proc=judged, err=True, show_default=bool(default)
        )
    return reply


def _on_stderr() -> AbstractContextManager[Any]:
    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.output import create_output

    return create_app_session(output=create_output(stdout=sys.stderr))
