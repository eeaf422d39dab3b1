"""The person's editor on a draft, and what to do with a draft that came back."""

import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from vcompare.catalog.source import MAX_BYTES
from vcompare.cli import console, environment
from vcompare.cli.input.template import EditorTemplate
from vcompare.editing import files
from vcompare.errors import RefusedError, VcompareError, system_says

_USUAL = ("sensible-editor", "nano", "vim", "vi")
_NONE = "set VISUAL or EDITOR to an editor, as in `EDITOR=nano`"
_WAIT = "an editor with a window of its own has to wait until that is closed, as in `EDITOR='code --wait'`"


class EditorDraft:
    """A file outside the catalog in which a person fills in a template.

    It is removed when its `with` block ends. If that ends with an error after something was written, the
    draft stays, and a note on stderr says where.
    """

    def __init__(self, name: str, template: EditorTemplate) -> None:
        self._command = command()
        self._path = Path(tempfile.mkdtemp(prefix="vcompare-"), name)
        self._first = self._template = template
        self._edited = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and self._has_text():
            console.note(f"what you wrote is in {self._path}; --from takes it")
        else:
            shutil.rmtree(self._path.parent, ignore_errors=True)

    def text(self, refused: RefusedError | None) -> str:
        """Open the editor, with what was wrong with the last text at the top, and return what it holds then.

        Raises VcompareError where it is unchanged or empty, and where the editor cannot be run, fails, or
        leaves what is not text.
        """
        if refused:
            self._template = self._template.with_findings(self._edited, refused.diagnostics)
        self._path.write_text(self._template.text, encoding="utf-8", newline="")
        _run(self._command, self._path)
        edited = files.current(self._path, MAX_BYTES, strict=True) or ""
        if edited == self._template.text:
            hint = None if refused else _WAIT
            raise VcompareError("the template came back unchanged: nothing was written", hint)
        self._edited = edited.removeprefix("\ufeff").replace("\r\n", "\n")
        text = self._template.kept(self._edited)
        if not text.strip():
            raise VcompareError("the template came back empty: nothing was written")
        return text

    def _has_text(self) -> bool:
        """Whether the draft has anything that vcompare did not write."""
        try:
            content = self._path.read_text("utf-8", "replace")
        except OSError:
            return False
        return self._first.kept(content).strip() not in {"", self._first.kept(self._first.text).strip()}


def command() -> Sequence[str]:
    """Return the editor as words: VISUAL, EDITOR, or one that is usually there.

    Raises VcompareError where there is none, and where the usual one would have no terminal.
    """
    for name in ("VISUAL", "EDITOR"):
        if typed := environment.variable(name).strip():
            try:
                return shlex.split(typed)
            except ValueError as problem:
                raise VcompareError(f"{name} cannot be read: {str(problem).lower()}", _NONE) from problem
    usual = next((name for name in _USUAL if shutil.which(name)), None)
    if usual is None:
        raise VcompareError("there is no editor", _NONE)
    if not environment.can_ask():
        raise VcompareError("there is no terminal to open an editor in", _NONE)
    return [usual]


def _run(editor: Sequence[str], path: Path) -> None:
    sys.stderr.flush()
    with _without_interrupts():
        try:
            # stdout is for the answer; an editor draws on stderr, like our own messages.
            status = subprocess.run([*editor, str(path)], stdout=2, check=False).returncode  # noqa: S603 - what the person named, and no shell
        except OSError as problem:
            reason = system_says(problem)
            raise VcompareError(f"the editor {editor[0]} cannot be run: {reason}", _NONE) from problem
    if status == -signal.SIGINT:
        raise KeyboardInterrupt
    if status != 0:
        raise VcompareError(f"the editor {editor[0]} ended with status {status}: nothing was written")


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
