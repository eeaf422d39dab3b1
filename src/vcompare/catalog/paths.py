"""Where the files of a catalog are: the format's folders, and the path of each kind of file."""

from collections.abc import Collection, Iterable
from typing import Literal

from vcompare.catalog.source import Source
from vcompare.text.slugs import is_slug

FileKind = Literal["catalog", "tool", "review", "votes", "workload", "recipe", "imported", "import"]

TOOL_FOLDERS = ("tools", "reviews", "votes", "imported")
"""The folders beside `catalog.toml` that hold facts about tools and opinions on them."""
FOLDERS = (*TOOL_FOLDERS, "workloads", "recipes")
"""All folders beside `catalog.toml`."""
FIRST_FOLDERS = ("tools", "reviews", "votes")
"""Those that the format has had from the first: others may have been there before, with something else."""
NESTED_FOLDERS = ("reviews", "imported")
"""Those whose files about tools lie in folders."""


_KINDS: dict[str, FileKind] = {
    "tools": "tool",
    "reviews": "review",
    "votes": "votes",
    "workloads": "workload",
    "recipes": "recipe",
    "imported": "imported",
}


def kind_at(path: str) -> FileKind:
    """Return the kind of a file of the catalog."""
    kind = _KINDS.get(path.partition("/")[0], "catalog")
    return "import" if kind == "imported" and path.count("/") == 1 else kind


def tool_path(slug: str) -> str:
    """Return the path of a tool's facts."""
    return f"tools/{slug}.toml"


def slug_at(path: str) -> str:
    """Return the slug of the tool that a path is about."""
    parts = path.split("/")
    return parts[-1 if parts[0] == "imported" else 1].removesuffix(".toml")


def review_path(slug: str, reviewer: str) -> str:
    """Return the path of a reviewer's opinion of a tool."""
    return f"reviews/{slug}/{reviewer}.toml"


def votes_path(slug: str) -> str:
    """Return the path of the votes on a tool."""
    return f"votes/{slug}.toml"


def imported_path(source: str, slug: str) -> str:
    """Return the path of what was imported of a tool from a source."""
    return f"imported/{source}/{slug}.toml"


def import_path(source: str) -> str:
    """Return the path of what is known of a source that was imported."""
    return f"imported/{source}.toml"


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
        fields = BUILTIN.completed(self.settings)
        if not self._workload_files:
            return fields
        from vcompare.costs.fields import of_workload

        workloads = self.workloads.items()
        costs = (field for name, one in workloads for field in of_workload(name, one, self.settings))
        return fields.with_fields(costs, self._workload_files.keys() - self.workloads)

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
        tool, _, findings = self.facts(slug)
        return tool, findings

    def facts(self, slug: str) -> tuple[Tool | None, Mapping[str, Origin], tuple[Diagnostic, ...]]:
        """Read the facts of one tool, and where those are from that people did not write."""
        machines = [path for path in self.files_of(slug)[1:] if self.source.exists(path)]
        if not machines:
            document = self.source.load(tool_path(slug))
            if isinstance(document, Diagnostic):
                return None, {}, (document,)
            tool, findings = decode_tool(document, self.fields)
            return tool, {}, tuple(findings)
        from vcompare.catalog.layers import layered

        own = [tool_path(slug)] if self.source.exists(tool_path(slug)) else []
        tool, origins, found_in = layered([self.source.load(path) for path in own + machines], self.fields)
        return tool, origins, tuple(found_in)

    def record(self, slug: str) -> tuple[Record | None, tuple[Diagnostic, ...]]:
        """Read all files of one tool: the record, None where a file of it cannot be used, and the findings.

        A review by someone who is not on the panel is a finding and is left out.
        """
        tool, origins, findings = self.facts(slug)
        reviews, in_reviews = self._reviews(slug)
        votes, in_votes = self._votes(slug)
        findings = (*findings, *in_reviews, *in_votes)
        if tool is None or reviews is None or votes is None:
            return None, findings
        return Record(slug, tool, reviews, votes, origins), findings

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


def _slugs(names: list[str] | Diagnostic) -> list[str]:
    found = () if isinstance(names, Diagnostic) else names
    return [slug for name in found if name.endswith(".toml") and is_slug(slug := name.removesuffix(".toml"))]


def imports(source: Source, order: Collection[str] = ()) -> tuple[str, ...]:
    """Return the names of the sources that a catalog has imported files of, those in `order` first."""
    names = source.names("imported")
    slugs = filter(is_slug, names if isinstance(names, list) else ())
    present = {name for name in slugs if source.is_folder(f"imported/{name}")}
    return (*(name for name in order if name in present), *sorted(present.difference(order)))


def workload_path(name: str) -> str:
    """Return the path of a workload."""
    return f"workloads/{name}.toml"


def recipe_path(source: str) -> str:
    """Return the path of the recipe for a data set."""
    return f"recipes/{source}.toml"


def paths_of(slug: str) -> tuple[str, str, str]:
    """Return the paths of everything about a tool: its facts, its folder of reviews, its votes."""
    return tool_path(slug), f"reviews/{slug}", votes_path(slug)


def paths_behind(slug: str, imports: Iterable[str]) -> tuple[str, ...]:
    """Return the paths on which everything shown of a tool depends: its own, and the catalog's panel.

    `imports` are the sources that facts may be imported from.
    """
    return "catalog.toml", *paths_of(slug), *(imported_path(source, slug) for source in imports)


def on_any_disk(path: str) -> str:
    """Return a form that is equal for paths that some disk takes for one file.

    Such disks, usual on macOS and Windows, ignore case or normalize Unicode.
    """
    if path.isascii() and path.islower():
        return path
    import unicodedata

    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", path).casefold())
