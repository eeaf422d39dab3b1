"""What commands and their tests import, once for all forks: see `forked` in program.py."""

from importlib import import_module
from pkgutil import walk_packages

import vcompare
from tests.trust import limits

OTHERS = (
    *(
        "filelock",
        "jinja2",
        "markdown_it",
        "prompt_toolkit",
        "rapidfuzz.process",
        "rich.console",
        "rich.markdown",
    ),
    *("rich.progress", "rich.table", "rtoml", "sqlite3", "tabulate", "tomli_w", "yaml"),
)

for name in (*OTHERS, *(module.name for module in walk_packages(vcompare.__path__, "vcompare."))):
    import_module(name)

__all__ = ["limits"]
