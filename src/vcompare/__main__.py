"""The entry point, also of `python -m vcompare`: quick to start, quick to end, quiet on Ctrl-C."""

import _thread
import gc
import os
import sys
import time

TYPE_CHECKING = False  # to ask `typing` takes milliseconds, in which an interrupt would not be quiet
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> "NoReturn":
    """Run the program with the arguments of the process and end the process.

    Collections while modules load and the interpreter's own tidying up cost a quarter of a short command's
    time (docs/performance.md); `run` has written and flushed everything by the time it returns.
    """
    try:
        sys.unraisablehook = _once_more
        import signal

        signal.signal(signal.SIGTERM, _end)
        gc.set_threshold(100_000, 50, 50)
        from vcompare.cli import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0
    os._exit(status)


def _end(*_: object) -> "NoReturn":
    """End in order when asked to, so that no draft of a file is left."""
    raise SystemExit(143)


def _once_more(lost: "sys.UnraisableHookArgs") -> None:
    """Repeat an interrupt that came where Python can only print it and go on, as in a destructor."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        _thread.start_new_thread(_interrupt, ())
    else:
        sys.__unraisablehook__(lost)


def _interrupt() -> None:
    time.sleep(0.005)  # by then this hook has returned, in which it would be lost once more
    _thread.interrupt_main()


if __name__ == "__main__":
    # `python -m` looks for modules in the working folder first, which may be a stranger's catalog.
    if not sys.flags.safe_path and sys.path[0] != os.path.dirname(os.path.dirname(__file__)):  # noqa: PTH120
        del sys.path[0]
    main()
