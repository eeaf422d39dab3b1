"""What can be known of a tool: the registry of all fields, and the kinds of values.

May import `model` and what is below.

Everything that handles fields (`show`, `list`, `export`, JSON and CSV, search, `add` and `edit`, `diff` and
`digest`, the reference page of the format) takes them from a `Registry`.
"""

from vcompare.fields.declared import BETTER, better_of
from vcompare.fields.field import IMPORTANCE, Field, Group, Importance
from vcompare.fields.names import named
from vcompare.fields.registry import BUILTIN, SECTIONS, Registry

__all__ = [
    "BETTER",
    "BUILTIN",
    "IMPORTANCE",
    "SECTIONS",
    "Field",
    "Group",
    "Importance",
    "Registry",
    "better_of",
    "named",
]
