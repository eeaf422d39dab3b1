"""The entry point, also of `python -m vcompare`: quiet on Ctrl-C from the first import on."""

import sys


def main() -> None:
    """Run the program with the arguments of the process and exit."""
    try:
        from vcompare.cli import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
