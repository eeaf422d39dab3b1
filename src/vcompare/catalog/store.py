"""The catalog on disk: names at once, one tool on demand, everything when asked."""

import os
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from vcompare.catalog.decode import decode
from vcompare.catalog.paths import (
    decision_path,
    imported_path,
    imports,
    outcomes_path,
    review_path,
    tool_path,
    votes_path,
    workload_path,
)
from vcompare.catalog.source import Source
from vcompare.catalog.tool_file import ToolFacts, decode_tool
from vcompare.diagnostics import Diagnostic, Location, found
from vcompare.errors import CatalogNotFoundError, UnreadableFileError
from vcompare.fields import BUILTIN, Registry
from vcompare.model import (
    Named,
    Outcomes,
    Record,
    Review,
    Settings,
    Tool,
    Votes,
    Workload,
)
from vcompare.text.slugs import is_slug
from vcompare.text.suggestions import did_you_mean

if TYPE_CHECKING:
    from vcompare.model import Decision

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
    def imports(self) -> tuple[str, ...]:
        """The names of the sources that facts were imported from, the first in precedence first.

        Those that `[imports].order` does not name come last, by name.
        """
        return imports(self.source, self.settings.imports.order)

    def files_of(self, slug: str) -> list[str]:
        """Return the paths at which there may be facts about a tool, those that people wrote first."""
        return [tool_path(slug), *(imported_path(source, slug) for source in self.imports)]

    def slugs(self) -> list[str]:
        """Return the slugs of all tools, sorted.

        Raises UnreadableFileError where the folder of tools cannot be read.
        """
        folders = ["tools", *(f"imported/{source}" for source in self.imports)]
        slugs = set[str]()
        for names in map(self.source.names, folders):
            if isinstance(names, Diagnostic):
                raise unreadable(self.root, (names,))
            slugs.update(_slugs(names))
        return sorted(slugs)

    def names(self) -> tuple[list[Named], list[Diagnostic]]:
        """Return what every tool can be called, its slug alone where it cannot be read, and the findings."""
        read_in = {slug: self.tool(slug) for slug in self.slugs()}
        findings = [finding for tool, problems in read_in.values() if tool is None for finding in problems]
        return [named(slug, tool) for slug, (tool, _) in read_in.items()], findings

    @cached_property
    def fields(self) -> Registry:
        """Everything that can be known of a tool in this catalog."""
        fields = self._with_costs(BUILTIN.completed(self.settings))
        if not self._decision_files:
            return fields
        from vcompare.comparison.worths import of_decision

        named = self.decisions.items()
        broken = {
            f"worth.{name}": decision_path(name) for name in self._decision_files.keys() - self.decisions
        }
        return fields.with_fields([of_decision(name, one, fields) for name, one in named], broken)

    def _with_costs(self, fields: Registry) -> Registry:
        if not self._workload_files:
            return fields
        from vcompare.comparison.expenses import of_workload

        workloads = self.workloads.items()
        costs = (field for name, one in workloads for field in of_workload(name, one, self.settings))
        broken = {
            f"cost.{name}": workload_path(name) for name in self._workload_files.keys() - self.workloads
        }
        return fields.with_fields(costs, broken)

    @cached_property
    def decisions(self) -> "dict[str, Decision]":
        """The decisions whose files can be used, by slug, sorted."""
        return {name: decision for name, decision in self._decision_files.items() if decision is not None}

    @cached_property
    def _decision_files(self) -> "dict[str, Decision | None]":
        return {name: self.decision(name)[0] for name in self.decision_names()}

    def decision(self, name: str) -> "tuple[Decision | None, tuple[Diagnostic, ...]]":
        """Read a decision: None where the file cannot be used, and the findings."""
        from vcompare.model import Decision

        return read(self.source, decision_path(name), Decision)

    def decision_names(self) -> list[str]:
        """Return the slugs of all decisions, sorted; none where the folder cannot be read."""
        return _slugs(self.source.names("decisions"))

    @cached_property
    def workloads(self) -> dict[str, Workload]:
        """The workloads that can be used, by slug, sorted."""
        return {name: workload for name, workload in self._workload_files.items() if workload is not None}

    @cached_property
    def _workload_files(self) -> dict[str, Workload | None]:
        return {name: self.workload(name)[0] for name in self.workload_names()}

    def workload(self, name: str) -> tuple[Workload | None, tuple[Diagnostic, ...]]:
        """Read a workload: None where the file cannot be used, and the findings."""
        return read(self.source, workload_path(name), Workload)

    def workload_names(self) -> list[str]:
        """Return the slugs of all workloads, sorted; none where the folder cannot be read."""
        return _slugs(self.source.names("workloads"))

    def tool(self, slug: str) -> tuple[Tool | None, tuple[Diagnostic, ...]]:
        """Read the facts of one tool: None where a file of them cannot be used, and the findings."""
        facts = self.facts(slug)
        return facts.tool, facts.findings

    def facts(self, slug: str) -> ToolFacts:
        """Read the facts of one tool, and where those are from that people did not write."""
        machines = [path for path in self.files_of(slug)[1:] if self.source.exists(path)]
        if not machines:
            document = self.source.load(tool_path(slug))
            if isinstance(document, Diagnostic):
                return ToolFacts(None, (document,))
            return ToolFacts(*decode_tool(document, self.fields))
        from vcompare.catalog.layers import layered

        own = [tool_path(slug)] if self.source.exists(tool_path(slug)) else []
        return layered([self.source.load(path) for path in own + machines], self.fields)

    def record(self, slug: str) -> tuple[Record | None, tuple[Diagnostic, ...]]:
        """Read all files of one tool: the record, None where a file of it cannot be used, and the findings.

        A review by someone who is not on the panel is a finding and is left out.
        """
        facts = self.facts(slug)
        reviews, in_reviews = self._reviews(slug)
        votes, in_votes = self._votes(slug)
        outcomes, in_outcomes = self._outcomes(slug)
        findings = (*facts.findings, *in_reviews, *in_votes, *in_outcomes)
        if facts.tool is None or reviews is None or votes is None or outcomes is None:
            return None, findings
        record = Record(slug, facts.tool, reviews, votes, facts.origins, facts.disagreements, outcomes)
        return record, findings

    def _reviews(self, slug: str) -> tuple[dict[str, Review] | None, list[Diagnostic]]:
        names = self.source.names(f"reviews/{slug}")
        if isinstance(names, Diagnostic):
            return None, [names]
        present = {name.removesuffix(".toml") for name in names if name.endswith(".toml")}
        panel = self.settings.panel
        read_in = {
            name: read(self.source, review_path(slug, name), Review) for name in panel if name in present
        }
        findings = [finding for _, problems in read_in.values() for finding in problems]
        findings += [
            unknown_reviewer(review_path(slug, name), panel) for name in sorted(present - panel.keys())
        ]
        reviews = {name: review for name, (review, _) in read_in.items() if review is not None}
        return (reviews if len(reviews) == len(read_in) else None), findings

    def _votes(self, slug: str) -> tuple[Votes | None, tuple[Diagnostic, ...]]:
        path = votes_path(slug)
        there = self.source.problem("votes") is not None or self.source.exists(path)
        return read(self.source, path, Votes) if there else (Votes(), ())

    def _outcomes(self, slug: str) -> tuple[Outcomes | None, tuple[Diagnostic, ...]]:
        path = outcomes_path(slug)
        there = self._has_outcomes and self.source.exists(path)
        return read(self.source, path, Outcomes) if there else ({}, ())

    @cached_property
    def _has_outcomes(self) -> bool:
        return self.source.is_folder("outcomes")


def _slugs(names: list[str] | Diagnostic) -> list[str]:
    found = () if isinstance(names, Diagnostic) else names
    return [slug for name in found if name.endswith(".toml") and is_slug(slug := name.removesuffix(".toml"))]


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
