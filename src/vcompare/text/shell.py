"""Words of commands that a hint suggests, as a shell reads them."""

import os
import shlex


def catalog_option(folder: str | os.PathLike[str]) -> str:
    """Return the option `--catalog` for a folder."""
    return f"--catalog {shlex.quote(os.fspath(folder))}"
