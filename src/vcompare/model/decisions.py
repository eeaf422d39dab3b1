"""What matters for one choice, and how much."""

from typing import Any, Literal

from msgspec import field

from vcompare.model.file import TomlTable
from vcompare.model.scalars import Line, Name, Slug


class CriterionTable(TomlTable, frozen=True):
    """A criterion as a file has it: how much it weighs, and what scores 0 and what 1.

    `none` says what it is worth to be known to have none; without it that counts as unknown.
    """

    weight: int | float
    worst: Any = None
    best: Any = None
    none: Literal["best", "worst"] | None = None


class Decision(TomlTable, frozen=True):
    """A choice between the `tools`, or those that fit `where`, as in `decisions/<decision>.toml`.

    `criteria` has a table for each field, below the parts of its path or with the whole path as a key.
    """

    label: Name
    where: tuple[Line, ...] = ()
    tools: tuple[Slug, ...] = ()
    criteria: dict[str, Any] = field(default_factory=dict)
