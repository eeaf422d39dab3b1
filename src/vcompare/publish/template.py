"""Templates: a draft's parts in the order and with the words that a template gives them.

The language is Jinja's, in its sandbox. Whatever an expression outputs is escaped for the format, so a
template cannot forget to: parts become Markdown or HTML, and texts, numbers and dates are made safe.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vcompare.errors import VcompareError
from vcompare.text.conflicts import HINT, MESSAGE, conflict

if TYPE_CHECKING:
    from jinja2 import Environment

_FILES = {"markdown": "draft.md.jinja", "html": "draft.html.jinja"}


class Template(NamedTuple):
    """The text of a template, and its name in error messages."""

    text: str
    name: str


class Ready(str):
    """Text that is in the output format already."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return it as it is (the protocol of MarkupSafe)."""
        return str(self)


def built_in(form: str) -> Template:
    """Return the template that is used where none is given."""
    name = _FILES[form]
    return Template((Path(__file__).parent / "templates" / name).read_text(encoding="utf-8"), name)


def renderer(template: Template, form: str) -> Callable[[Mapping[str, Any]], str]:
    """Compile a template, and return what fills it in with named values.

    Both raise VcompareError, with the template's name, for what is wrong with it.
    """
    offset = conflict(template.text)
    if offset is not None:
        line = template.text.count("\n", 0, offset) + 1
        raise VcompareError(f"{template.name}:{line}: {MESSAGE}", HINT)
    with _reporting(template.name):
        compiled = _environment(form).from_string(template.text)

    def fill(values: Mapping[str, Any]) -> str:
        with _reporting(template.name):
            return compiled.render(values)

    return fill


@contextmanager
def _reporting(name: str) -> Iterator[None]:
    from jinja2 import TemplateSyntaxError

    try:
        yield
    except TemplateSyntaxError as error:
        message = f"{name}:{error.lineno}: {error.message}"
        raise VcompareError(message, "the language is Jinja's") from error
    except Exception as error:  # a template is a program, and may run into anything
        message = f"{name}: {str(error) or type(error).__name__}"
        hint = "`vcompare export --print-template` shows a template that works"
        raise VcompareError(message, hint) from error


@cache
def _environment(form: str) -> "Environment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=form == "html",
        finalize=_html if form == "html" else _markdown,
    )
    if form == "markdown":
        # The parts of a macro or a block are escaped already.
        environment.concat = lambda parts: Ready("".join(parts))  # type: ignore[method-assign]
    return environment


def _markdown(value: Any) -> str:
    """Write a value as Markdown. Jinja calls this for every expression that is output.

    What filters mark as safe is safe in HTML only, and text here.
    """
    from vcompare.render.markdown import anywhere, render

    if isinstance(value, Ready):
        return value
    text = _text(value)
    return render(_blocks(value)).rstrip("\n") if text is None else anywhere(text)


def _html(value: Any) -> Any:
    from vcompare.render.html import render
    from vcompare.text.safe import visible

    if hasattr(value, "__html__"):
        return value
    text = _text(value)
    return Ready(render(_blocks(value))) if text is None else visible(text, lines=True)  # escaped by Jinja


def _text(value: Any) -> str | None:
    """Return a text, a number, a date or a list of texts as text; None for anything else."""
    if isinstance(value, tuple | list) and value and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return str(value) if isinstance(value, str | int | float | date) else None


def _blocks(value: Any) -> Any:
    """Return a part as blocks. Raises TemplateRuntimeError for anything else."""
    from jinja2 import TemplateRuntimeError

    from vcompare.views.blocks import Block

    if not value:  # one that is undefined raises an error that names it
        return ()
    blocks = value if isinstance(value, tuple) else (value,)
    if not all(isinstance(block, Block) for block in blocks):
        raise TemplateRuntimeError(f"{type(value).__name__} is neither a text, a number nor a part")
    return blocks
