"""A pseudo-terminal with the program on it, and a screen to see what it shows."""

import os
import pty
import select
import signal
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

from tests.conftest import PROGRAM, environment

_ROWS, _COLUMNS = 40, 120
_PATIENCE = 10
"""Seconds in which a program that neither works nor writes has come to nothing."""


class Screen(pyte.Screen):
    """A screen that answers what a program asks it, such as where the cursor is."""

    asker: int

    def write_process_input(self, data: str) -> None:
        os.write(self.asker, data.encode())


class Asked:
    """The program, asking."""

    def __init__(
        self,
        arguments: Sequence[str],
        folder: Path,
        variables: Mapping[str, str | None] | None = None,
        program: Sequence[str] = (str(PROGRAM),),
    ) -> None:
        self.screen = Screen(_COLUMNS, _ROWS)
        self.stream = pyte.ByteStream(self.screen)
        settings = environment(
            **{
                "TERM": "xterm",
                "COLUMNS": None,
                "LANG": "C.UTF-8",
                "VCOMPARE_CATALOG": None,
                **(variables or {}),
            }
        )
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.chdir(folder)
            os.execve(program[0], [*program, *arguments], settings)
        self.screen.asker = self.terminal
        termios.tcsetwinsize(self.terminal, (_ROWS, _COLUMNS))

    def shows(self, text: str) -> "Asked":
        """Wait until a text is on the screen."""
        assert self._reads_until(lambda: text in self.text), f"no {text!r} on the screen:\n{self.text}"
        return self

    def type(self, keys: str) -> "Asked":
        """Press keys; `\\r` is Enter, `\\x1b\\r` ends a text of several lines."""
        os.write(self.terminal, keys.encode())
        return self

    def answer(self, question: str, keys: str) -> "Asked":
        """Wait for a question at the line with the cursor, and answer it."""
        found = self._reads_until(lambda: question in self._near_the_cursor())
        assert found, f"{question!r} is not asked:\n{self.text}"
        return self.type(keys)

    def status(self) -> int:
        """Wait for the end, and return the exit status."""
        ended = self._reads_until(lambda: not self._read())
        if not ended:
            os.kill(self.child, signal.SIGKILL)
        os.close(self.terminal)
        status = os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])
        assert ended, f"there is no end:\n{self.text}"
        return status

    def _reads_until(self, happens: Callable[[], bool]) -> bool:
        """Read until something happens; False where the program ended, or rested for long, without it.

        A busy machine may leave it little time: only that in which it had nothing to do counts.
        """
        rested, worked = time.monotonic(), self._worked()
        while not happens():
            if not self._read():
                return happens()
            if (now := self._worked()) != worked or now[0] == "R":
                rested, worked = time.monotonic(), now
            elif time.monotonic() - rested > _PATIENCE:
                return False
        return True

    def _worked(self) -> tuple[str, ...]:
        """Return whether the program is running, and the time that it and its children had on a processor."""
        try:
            status = Path(f"/proc/{self.child}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return ("",)
        return (status[0], *status[11:15])

    @property
    def text(self) -> str:
        """What is on the screen, lines joined where the screen's edge broke them."""
        return "\n".join(
            row.rstrip() if len(row.rstrip()) < _COLUMNS else row for row in self.screen.display
        ).rstrip()

    def _near_the_cursor(self) -> str:
        # Choices stand below their question, and the cursor is hidden there.
        row = self.screen.cursor.y
        return "\n".join(self.screen.display[max(0, row - 5) : row + 1])

    def _read(self) -> bool:
        if not select.select([self.terminal], [], [], 0.1)[0]:
            return True
        try:
            content = os.read(self.terminal, 65536)
        except OSError:
            return False
        self.stream.feed(content)
        return bool(content)
