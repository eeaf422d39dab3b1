"""What every table in a catalog has in common."""

from msgspec import Struct


class TomlTable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of a TOML file: immutable, and without keys that the format does not know."""
