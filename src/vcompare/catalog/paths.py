"""Where the files of a catalog are: the format's folders, and the path of each kind of file."""

from typing import Literal

FileKind = Literal["catalog", "tool", "review", "votes", "workload", "recipe"]

TOOL_FOLDERS = ("tools", "reviews", "votes")
"""The folders beside `catalog.toml` that hold facts about tools and opinions on them."""
FOLDERS = (*TOOL_FOLDERS, "workloads", "recipes")
"""All folders beside `catalog.toml`."""


_KINDS: dict[str, FileKind] = {
    "tools": "tool",
    "reviews": "review",
    "votes": "votes",
    "workloads": "workload",
    "recipes": "recipe",
}


def kind_at(path: str) -> FileKind:
    """Return the kind of a file of the catalog."""
    return _KINDS.get(path.partition("/")[0], "catalog")


def tool_path(slug: str) -> str:
    """Return the path of a tool's facts."""
    return f"tools/{slug}.toml"


def slug_at(path: str) -> str:
    """Return the slug of the tool that a path is about."""
    return path.split("/")[1].removesuffix(".toml")


def review_path(slug: str, reviewer: str) -> str:
    """Return the path of a reviewer's opinion of a tool."""
    return f"reviews/{slug}/{reviewer}.toml"


def votes_path(slug: str) -> str:
    """Return the path of the votes on a tool."""
    return f"votes/{slug}.toml"


def workload_path(name: str) -> str:
    """Return the path of a workload."""
    return f"workloads/{name}.toml"


def recipe_path(source: str) -> str:
    """Return the path of the recipe for a data set."""
    return f"recipes/{source}.toml"


def paths_of(slug: str) -> tuple[str, str, str]:
    """Return the paths of everything about a tool: its facts, its folder of reviews, its votes."""
    return tool_path(slug), f"reviews/{slug}", votes_path(slug)


def paths_behind(slug: str) -> tuple[str, ...]:
    """Return the paths on which everything shown of a tool depends: its own, and the catalog's panel."""
    return "catalog.toml", *paths_of(slug)


def on_any_disk(path: str) -> str:
    """Return a form that is equal for paths that some disk takes for one file.

    Such disks, usual on macOS and Windows, ignore case or normalize Unicode.
    """
    if path.isascii() and path.islower():
        return path
    import unicodedata

    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", path).casefold())
