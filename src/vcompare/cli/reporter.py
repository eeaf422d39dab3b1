"""What is worth knowing besides the answer, on stderr."""

from vcompare.cli import console
from vcompare.cli.progress import progress


class StderrReporter:
    """The reporter (`app.opened.Reporter`) of all commands."""

    note = staticmethod(console.note)
    warn = staticmethod(console.warn)
    progress = staticmethod(progress)
