"""Words of commands that a hint suggests, as a shell reads them."""

import os
import shlex


def quoted(path: str | os.PathLike[str]) -> str:
    """Return a path as a shell takes it."""
    return shlex.quote(os.fspath(path))


def catalog_option(folder: str | os.PathLike[str]) -> str:
    """Return the option `--catalog` for a folder."""
    return f"--catalog {quoted(folder)}"
