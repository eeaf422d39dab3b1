"""Templates: a draft's parts in the order and with the words that a template gives them.

The language is Jinja's, in its sandbox. Whatever an expression yields is escaped for the format, so a
template cannot forget to: parts become Markdown or HTML, texts are made safe, numbers are shown.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from vcompare.errors import VcompareError

if TYPE_CHECKING:
    from jinja2 import Environment, Template

Form = Literal["markdown", "html"]
_SUFFIX = {"markdown": "md", "html": "html"}
_FOLDER = Path(__file__).parents[1] / "render" / "templates"


class Source(NamedTuple):
    """A template: its text, and what to call it where something is wrong with it."""

    text: str
    name: str


class Ready(str):
    """Text that is in the output format already."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return it as it is (the protocol of MarkupSafe)."""
        return str(self)


def built_in(form: Form) -> Source:
    """Return the template that is used where none is given."""
    path = _FOLDER / f"draft.{_SUFFIX[form]}.jinja"
    return Source(path.read_text(encoding="utf-8"), path.name)


def renderer(source: Source, form: Form) -> Callable[[Mapping[str, Any]], str]:
    """Compile a template, and return what fills it in with named values.

    Both raise VcompareError, with the template's name and the line, for what is wrong with it.
    """
    from jinja2 import TemplateError, TemplateSyntaxError

    try:
        template: Template = _environment(form).from_string(source.text)
    except TemplateSyntaxError as problem:
        message = f"{source.name}:{problem.lineno}: {problem.message}"
        raise VcompareError(message, "the language is Jinja's") from problem
    except (TemplateError, SyntaxError, *_FAULTS) as problem:
        message = f"{source.name}:{_compiled_line(problem)}: {_said(problem)}"
        raise VcompareError(message, _SIMPLER) from problem

    def fill(values: Mapping[str, Any]) -> str:
        try:
            return str(template.render(values))
        except (TemplateError, *_FAULTS) as problem:
            hint = _PARTS if isinstance(problem, TypeError | AttributeError) else _HINT
            raise VcompareError(f"{source.name}:{_line(problem)}: {_said(problem)}", hint) from problem

    return fill


_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NameError,
    RuntimeError,  # that of a recursion is one
    TypeError,
    ValueError,
)
"""What an expression of a template can run into."""
_PARTS = "filters are for texts such as `title`; parts such as `lead` are put in as they are"
_HINT = "`vcompare export --print-template` shows a template that works"
_SIMPLER = "write it with less inside one another, and with shorter numbers"


@cache
def _environment(form: Form) -> "Environment":
    from vcompare.publish.sandbox import Sandbox, Unknown

    environment = Sandbox(
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=Unknown,
        autoescape=form == "html",
        finalize=_html if form == "html" else _markdown,
    )
    if form == "markdown":
        # What a macro or a block puts together has been escaped, part by part.
        environment.concat = lambda parts: Ready("".join(parts))  # type: ignore[method-assign]
    return environment


def _markdown(value: Any) -> str:
    """Write a value as Markdown. Jinja calls this for every expression that is put in.

    What filters mark as safe is safe in HTML only, and text here.
    """
    from vcompare.render.markdown import render
    from vcompare.render.markdown_prose import anywhere

    if isinstance(value, Ready):
        return value
    if isinstance(value, str | int | float | date):
        return anywhere(str(value))
    if (words := _listed(value)) is not None:
        return anywhere(words)
    return render(_blocks(value)).rstrip("\n")


def _html(value: Any) -> Any:
    from vcompare.render.html import render
    from vcompare.text.safe import visible

    if hasattr(value, "__html__"):
        return value
    if isinstance(value, str | int | float | date):
        return visible(str(value), lines=True)  # the environment escapes it
    if (words := _listed(value)) is not None:
        return visible(words, lines=True)
    return Ready(render(_blocks(value)))


def _listed(value: Any) -> str | None:
    """Return the texts of a list as one; None for anything else."""
    is_list = isinstance(value, tuple | list) and value and all(isinstance(one, str) for one in value)
    return ", ".join(value) if is_list else None


def _blocks(value: Any) -> Any:
    """Return a part as blocks. Raises TemplateRuntimeError for what is none."""
    from jinja2 import TemplateRuntimeError, Undefined

    from vcompare.views.blocks import Block

    if isinstance(value, Undefined):
        str(value)  # says which name it is that nobody knows
    if value is None or value == []:
        return ()
    blocks = value if isinstance(value, tuple) else (value,)
    if not all(isinstance(block, Block) for block in blocks):
        raise TemplateRuntimeError("this is neither a text, a number nor a part: name what is inside it")
    return blocks


def _line(problem: BaseException) -> int:
    """Return the line of a template at which it failed, from the traceback: Jinja puts it there."""
    line, trace = 1, problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _compiled_line(problem: BaseException) -> int:
    """Return the line of a template that cannot be compiled: where Jinja was in it, or Python.

    What Python reads is code of Jinja's, whose last line says what comes from which line of the template.
    """
    line, trace = 1, problem.__traceback__
    while trace is not None:
        here = trace.tb_frame.f_locals
        if trace.tb_frame.f_code.co_name == "_compile":
            line = _origin(here["source"], getattr(problem, "lineno", None))
        for name in ("self", "node", "token"):
            line = getattr(here.get(name), "lineno", None) or line
        trace = trace.tb_next
    return line


def _origin(code: str, at: int | None) -> int:
    """Return the line of a template from which a line of Jinja's code comes; without one, its longest."""
    lines = code.splitlines()
    at = at or 1 + max(range(len(lines)), key=lambda number: len(lines[number]))
    pairs = [(int(ours), int(theirs)) for ours, theirs in re.findall(r"(\d+)=(\d+)", lines[-1])]
    return max((ours for ours, theirs in pairs if theirs <= at), default=1)


def _said(problem: BaseException) -> str:
    """Return what an error says, without the place in code that nobody wrote."""
    return (problem.msg if isinstance(problem, SyntaxError) else str(problem)) or type(problem).__name__
