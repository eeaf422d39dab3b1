"""The person's editor on a draft, and what to do with a draft that came back."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from vcompare.catalog.source import MAX_BYTES
from vcompare.cli import console, environment
from vcompare.errors import VcompareError, system_says

_USUAL = ("sensible-editor", "nano", "vim", "vi")
_NONE = "set VISUAL or EDITOR to an editor, as in `EDITOR=nano`"
_WAIT = "an editor with a window of its own has to wait until that is closed, as in `EDITOR='code --wait'`"


class Draft:
    """A file outside the catalog that a person edits.

    It is removed when its `with` block ends. If that ends with an error after something was written, the
    draft stays, and a note on stderr says where.
    """

    def __init__(self, name: str) -> None:
        self._command = command()
        self._folder = Path(tempfile.mkdtemp(prefix="vcompare-"))
        self.path = self._folder / name
        self._written = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and self._written and self.path.exists():
            console.note(f"what you wrote is in {self.path}; --from takes it")
        else:
            shutil.rmtree(self._folder, ignore_errors=True)

    def edit(self, text: str) -> str:
        """Offer a text in the editor, and return what became of it.

        Raises VcompareError where it is unchanged or empty, and where the editor cannot be run, fails, or
        leaves what is not text.
        """
        self.path.write_text(text, encoding="utf-8", newline="")
        try:
            self._run()
        finally:
            edited = self._content()
            self._written = self._written or edited not in {None, text.encode()}
        if edited is None or not edited.strip():
            raise self.emptied()
        if edited == text.encode():
            hint = None if self._written else _WAIT
            raise VcompareError("the template came back unchanged: nothing was written", hint)
        return _decoded(edited)

    def emptied(self) -> VcompareError:
        """Return what to raise where nothing is left of a template; there is nothing to keep then."""
        self._written = False
        return VcompareError("the template came back empty: nothing was written")

    def _run(self) -> None:
        sys.stderr.flush()
        with _without_interrupts():
            try:
                # stdout is for the answer; an editor draws on stderr, like our own messages.
                status = subprocess.run([*self._command, str(self.path)], stdout=2, check=False).returncode  # noqa: S603 - what the person named, and no shell
            except OSError as problem:
                reason = system_says(problem)
                raise VcompareError(
                    f"the editor {self._command[0]} cannot be run: {reason}", _NONE
                ) from problem
        if status == -signal.SIGINT:
            raise KeyboardInterrupt
        if status != 0:
            raise VcompareError(
                f"the editor {self._command[0]} ended with status {status}: nothing was written"
            )

    def _content(self) -> bytes | None:
        try:
            with self.path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError:
            return None


def command() -> Sequence[str]:
    """Return the editor as words: VISUAL, EDITOR, or one that is usually there.

    Raises VcompareError where there is none.
    """
    for name in ("VISUAL", "EDITOR"):
        if typed := environment.variable(name).strip():
            try:
                return shlex.split(typed, posix=os.name == "posix")
            except ValueError as problem:
                raise VcompareError(f"{name} cannot be read: {str(problem).lower()}", _NONE) from problem
    for usual in _USUAL:
        if shutil.which(usual):
            return [usual]
    raise VcompareError("there is no editor", _NONE)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Leave Ctrl-C to the editor: it goes to both, and means something else there."""
    # Not SIG_IGN, which the editor would inherit.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        with suppress(TypeError):  # None: what was there was not set from Python
            signal.signal(signal.SIGINT, before)


def _decoded(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise VcompareError(
            f"the file is larger than {MAX_BYTES // 1024} KiB", "keep facts and opinions short"
        )
    try:
        return content.decode()
    except UnicodeDecodeError as problem:
        raise VcompareError("what came back is not UTF-8", "have the editor save it as UTF-8") from problem
