"""Where the files of a catalog are: the format's folders, and the path of each kind of file."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Literal

from vcompare.text.slugs import is_slug

if TYPE_CHECKING:
    from vcompare.catalog.source import Source

FileKind = Literal[
    "catalog", "tool", "review", "votes", "outcomes", "workload", "decision", "recipe", "imported", "import"
]

TOOL_FOLDERS = ("tools", "reviews", "votes", "outcomes", "imported")
"""The folders beside `catalog.toml` that hold facts about tools and opinions on them."""
FOLDERS = (*TOOL_FOLDERS, "workloads", "decisions", "recipes")
"""All folders beside `catalog.toml`."""
FIRST_FOLDERS = ("tools", "reviews", "votes")
"""Those that the format has had from the first: others may have been there before, with something else."""
NESTED_FOLDERS = ("reviews", "imported")
"""Those whose files about tools lie in folders."""


_KINDS: dict[str, FileKind] = {
    "tools": "tool",
    "reviews": "review",
    "votes": "votes",
    "outcomes": "outcomes",
    "workloads": "workload",
    "decisions": "decision",
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


def outcomes_path(slug: str) -> str:
    """Return the path of how predictions about a tool turned out."""
    return f"outcomes/{slug}.toml"


def imported_path(source: str, slug: str) -> str:
    """Return the path of what was imported of a tool from a source."""
    return f"imported/{source}/{slug}.toml"


def import_path(source: str) -> str:
    """Return the path of the file about a source that was imported."""
    return f"imported/{source}.toml"


def imports(source: "Source", order: Collection[str] = ()) -> tuple[str, ...]:
    """Return the names of the sources that a catalog has imported files of, those in `order` first."""
    names = source.names("imported")
    slugs = filter(is_slug, names if isinstance(names, list) else ())
    present = {name for name in slugs if source.is_folder(f"imported/{name}")}
    return (*(name for name in order if name in present), *sorted(present.difference(order)))


def decision_path(name: str) -> str:
    """Return the path of a decision."""
    return f"decisions/{name}.toml"


def workload_path(name: str) -> str:
    """Return the path of a workload."""
    return f"workloads/{name}.toml"


def recipe_path(source: str) -> str:
    """Return the path of the recipe for a data set."""
    return f"recipes/{source}.toml"


def paths_of(slug: str) -> tuple[str, ...]:
    """Return the paths of everything about a tool: its facts, its folder of reviews, its votes, outcomes."""
    return tool_path(slug), f"reviews/{slug}", votes_path(slug), outcomes_path(slug)


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
