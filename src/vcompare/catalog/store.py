"""The catalog on disk: names at once, one tool on demand, everything when asked."""

import os
from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from vcompare.catalog.decode import decode
from vcompare.catalog.paths import imported_path, imports, review_path, tool_path, votes_path, workload_path
from vcompare.catalog.source import Source
from vcompare.catalog.tool_file import decode_tool
from vcompare.diagnostics import Diagnostic, Location, found
from vcompare.errors import CatalogNotFoundError, UnreadableFileError
from vcompare.fields import BUILTIN, Registry
from vcompare.model import (
    Named,
    Origin,
    Record,
    Review,
    Settings,
    Tool,
    Votes,
    Workload,
)
from vcompare.text.slugs import is_slug
from vcompare.text.suggestions import did_you_mean

T = TypeVar("T")

HARMLESS = {
    *("unknown-key", "unknown-reviewer", "unknown-spec", "bad-spec", "unknown-source"),
    *("unknown-meter", "bad-amount", "missing-currency"),
}
"""What is found in a file that can be used all the same."""


class Catalog:
    """A catalog folder. Opening it reads `catalog.toml` and nothing else."""

    def __init__(self, source: Source, settings: Settings, findings: tuple[Diagnostic, ...] = ()) -> None:
        self.source = source
        self.settings = settings
        self.findings = findings

    @classmethod
    def open(cls, root: str | os.PathLike[str]) -> "Catalog":
        """Open the catalog in the folder `root`.

        Raises CatalogNotFoundError where there is no `catalog.toml`, and UnreadableFileError, with the
        place, where there is one that cannot be used.
        """
        return cls.of(Source(Path(root)))

    @classmethod
    def of(cls, source: Source) -> "Catalog":
        """Open the catalog whose files a source gives; raises as `open` does."""
        if not source.exists("catalog.toml"):
            raise CatalogNotFoundError(f"no catalog in {source.root}: it has no catalog.toml")
        settings, findings = read(source, "catalog.toml", Settings)
        if settings is None:
            raise unreadable(source.root, findings)
        return cls(source, settings, findings)

    @property
    def root(self) -> Path:
        """The folder that holds `catalog.toml`."""
        return self.source.root

    def __contains__(self, slug: str) -> bool:
        """Say whether there is a tool with exactly this slug, without reading it."""
        return is_slug(slug) and any(map(self.source.exists, self.files_of(slug)))

    @cached_property
    def named(slug: str, tool: Tool | None) -> Named:
    """Return what a tool can be called: one that cannot be read, its slug, so that it is not passed over."""
    if tool is None:
        return Named(slug, slug, (), "cannot be read")
    return Named(slug, tool.name, tool.aliases, tool.tagline, tool.vendor, tool.category, tool.short_name)


def read(source: Source, path: str, into: type[T]) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """Read one file into a model type: the value, None where it cannot be used, and the findings."""
    document = source.load(path)
    return (None, (document,)) if isinstance(document, Diagnostic) else decode(document, into)


def unreadable(root: Path, findings: tuple[Diagnostic, ...]) -> UnreadableFileError:
    """Make the exception for a file that a command needs and cannot use."""
    worst = next((finding for finding in findings if finding.rule not in HARMLESS), findings[0])
    hint = worst.hint or ""
    if len(findings) > 1 and root.is_dir():
        hint += f"; {len(findings) - 1} more: `vcompare check` lists all"
    message = f"{root / worst.path}:{worst.line}:{worst.column}: {worst.message}"
    return UnreadableFileError(message, hint, findings)


def unknown_reviewer(path: str, panel: Collection[str]) -> Diagnostic:
    """Return the finding for a review by someone who is not on the panel."""
    reviewer = path.rpartition("/")[2].removesuffix(".toml")
    hint = did_you_mean(reviewer, panel) or (
        f"add [panel.{reviewer}] to catalog.toml, or rename the file"
        if is_slug(reviewer)
        else "rename the file, or add the panelist to catalog.toml"
    )
    return found("unknown-reviewer", Location(path), f'"{reviewer}" is not on the panel', hint)
