"""The entry point, also of `python -m vcompare`: quick to start, quick to end, quiet on Ctrl-C."""

import gc
import os
import sys


def main() -> None:
    """Run the program with the arguments of the process and end the process.

    Garbage collection while modules load, and the interpreter's own cleanup, take a quarter of the time of a
    short command (docs/performance.md). By the time `run` returns, everything is written and flushed.
    """
    try:
        if __name__ == "__main__":
            _leave_working_folder()
        import signal  # takes a while, in which an interrupt is to be quiet

        signal.signal(signal.SIGTERM, _terminate)
        gc.set_threshold(1_000_000, 50, 50)
        from vcompare.cli import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    except RuntimeError as error:
        if not isinstance(error.__cause__, KeyboardInterrupt):
            raise
        status = 130  # before Python 3.12, an interrupt while a class is made comes as another error
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0
    os._exit(status)


def _terminate(*_: object) -> None:
    """End by an exception, so that temporary files are removed."""
    raise SystemExit(143)


def _leave_working_folder() -> None:
    """Look for no modules there, as `python -m` does first: it may be a stranger's catalog."""
    if not sys.flags.safe_path and sys.path[0] != os.path.dirname(os.path.dirname(__file__)):  # noqa: PTH120
        del sys.path[0]


if __name__ == "__main__":
    main()
