"""The sandbox of templates: Jinja's, with bounds on what one expression may cost, and messages for people.

A template can reach nothing but what it is given. It can still loop for long: it is a program, and the how-to
says so.
"""

from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

_LONGEST = 1_000_000
_HIGHEST = 1_000


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which one multiplication or power cannot fill the memory."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute `left * right` or `left ** right`. Raises TemplateRuntimeError for what gets too large."""
        if operator == "**" and abs(right) > _HIGHEST:
            raise TemplateRuntimeError(f"an exponent of {right} is too large")
        for text, times in ((left, right), (right, left)):
            if isinstance(text, str | list | tuple) and len(text) * times > _LONGEST:
                raise TemplateRuntimeError(f"{times} times is too long a text")
        return super().call_binop(context, operator, left, right)


class Unknown(StrictUndefined):
    """A name that nobody knows: an error where it is used, which says what there is."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        from vcompare.text.suggestions import did_you_mean

        fields = getattr(self._undefined_obj, "__struct_fields__", ())
        near = did_you_mean(str(self._undefined_name), fields) if fields else None
        told = f"'{self._undefined_name}' is undefined"
        return f"{told}; {near}" if near else told
