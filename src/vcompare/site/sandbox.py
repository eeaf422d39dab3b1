"""Jinja for the templates of a catalog, which may come from strangers: they output text, and no more."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from types import FrameType, ModuleType
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from vcompare.app.opened import OpenCatalog

SECONDS = 10.0
"""So much processor time a page may take; the largest of ours take a tenth of it."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with nothing in reach that reads or writes files, or that makes texts without end."""

    intercepted_binops = frozenset(("*", "**"))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Keep the catalog's files out of reach: only its settings are shown."""
        if isinstance(value, (PurePath, ModuleType)) or (isinstance(obj, OpenCatalog) and attr != "settings"):
            return False
        return super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply numbers, and nothing that grows without end."""
        if operator == "**" or not (isinstance(left, (int, float)) and isinstance(right, (int, float))):
            raise SecurityError(f"{operator} is for numbers" if operator == "*" else "** is not available")
        return super().call_binop(context, operator, left, right)


@contextmanager
def bounded() -> Iterator[None]:
    """Raise SecurityError in the block once it has taken too long, where the system can measure that."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    # Again and again: what is raised while something is collected is lost.
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SecurityError(f"the page is not done after {SECONDS:g} seconds")
