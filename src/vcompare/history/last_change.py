"""Who changed files last, as Git knows it.

Where there is no Git, no repository, no commit with a day or not enough of the history, the answer is None.
"""

import datetime
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from vcompare.history.git import ID, ask

_STATUS = (
    "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all",
)  # fmt: skip


class Commit(Struct, frozen=True):
    """The state of some files: the last commit that changed one, its day in UTC, and whether more changed."""

    name: str
    day: datetime.date
    changed_since: bool = False


class _Node(Struct):
    """A commit, and what it changed as seen from each parent: once, all that it holds, if it has none."""

    name: str
    seconds: str
    parents: list[str]
    changes: list[set[str]]


def user_name(root: Path) -> str:
    """Return the name under which Git would commit in a folder, nothing where it knows none."""
    return ask(root, "config", "--get", "user.name").removesuffix("\n")


def last_change(root: Path, paths: Sequence[str]) -> Commit | None:
    """Return the last commit that changed one of the paths: files and folders, relative to `root`.

    Of merged lines of history it follows the one from which the files are, as Git does. A merge counts where
    the files are as in none of the lines.
    """
    output = ask(root, "rev-list", "-1", "--format=%H %ct", "HEAD", "--", *paths)
    name, _, seconds = output.partition("\n")[2].removesuffix("\n").partition(" ")
    if not ID.fullmatch(name) or name in _cut(root):
        return None
    changed = ask(root, *_STATUS, "--", *paths, emptied=_filters(root))
    return _commit(name, seconds, changed_since=bool(changed))


def last_changes(root: Path) -> Callable[[Iterable[str]], Commit | None]:
    """Return `last_change` for many questions about what lies in the catalog's folders or beside them."""
    top = ask(root, "rev-parse", "--show-prefix").removesuffix("\n")
    nodes, cut = _history(root, top), _cut(root)
    head, onward = next(iter(nodes), ""), _onward(nodes)
    status = ask(root, *_STATUS, "--", ".", emptied=_filters(root))
    changed = {_asked_for(entry[3:], top) for entry in status.split("\0")}

    def last(paths: Iterable[str]) -> Commit | None:
        known, name = list(paths), head
        while (node := nodes.get(onward.get(name, name))) and node.name not in cut:
            same = (number for number, others in enumerate(node.changes) if others.isdisjoint(known))
            number = next(same, None)
            if number is None:
                return _commit(node.name, node.seconds, changed_since=not changed.isdisjoint(known))
            name = node.parents[number] if node.parents else ""
        return None

    return last


def _history(root: Path, top: str) -> dict[str, _Node]:
    """Return every commit, children before parents, with what changed in the catalog; nothing in doubt."""
    nodes = {}
    for line in ask(root, "log", "--topo-order", "--format=%H %ct %P").splitlines():
        name, seconds, *parents = line.split(" ")
        nodes[name] = _Node(name, seconds, [parent for parent in parents if parent], [])
    asked = [(node, parent) for node in nodes.values() for parent in node.parents or [""]]
    output = ask(
        root, "diff-tree", "--stdin", "--root", "--always", "-r", "-z", "--name-only", "--no-renames",
        "--ignore-submodules=none", "--format=%x00%H", "--", ".",
        given="".join(f"{node.name} {parent}".strip() + "\n" for node, parent in asked),
    )  # fmt: skip
    changes = _changes(output)
    if [name for name, _ in changes] != [node.name for node, _ in asked]:
        return {}
    for (node, _), (_, paths) in zip(asked, changes, strict=True):
        node.changes.append({_asked_for(path, top) for path in paths})
    return nodes


def _changes(output: str) -> list[tuple[str, list[str]]]:
    """Return commits with their paths. A commit stands after an empty text, and no path is empty."""
    entries: list[tuple[str, list[str]]] = []
    before = None
    for text in output.split("\0"):
        if before == "" and ID.fullmatch(text):
            entries.append((text, []))
        elif text and entries:
            paths = entries[-1][1]
            paths.append(text if paths else text.removeprefix("\n"))
        before = text
    return entries


def _onward(nodes: dict[str, _Node]) -> dict[str, str]:
    """Return for every commit the first one, back from it, that changed anything in the catalog."""
    onward: dict[str, str] = {}
    for node in reversed(nodes.values()):
        is_same = node.parents and not node.changes[0]
        onward[node.name] = onward.get(node.parents[0], node.parents[0]) if is_same else node.name
    return onward


def _cut(root: Path) -> Collection[str]:
    """Return the commits of a shallow clone whose parents it lacks: who changed what they hold is unknown."""
    if ask(root, "rev-parse", "--is-shallow-repository").strip() != "true":
        return ()
    path = ask(root, "rev-parse", "--git-path", "shallow").removesuffix("\n")
    return frozenset((root / path).read_text("ascii", errors="replace").split())


def _filters(root: Path) -> list[str]:
    """Return the keys under which the configuration names programs for files, all to be left empty."""
    keys = ask(root, "config", "-z", "--name-only", "--get-regexp", r"^filter\.").split("\0")
    names = {key.rpartition(".")[0] for key in keys if key}
    return [f"{name}.{key}" for name in sorted(names) for key in ("clean", "smudge", "process", "required")]


def _asked_for(path: str, top: str) -> str:
    """Return the file of a tool or of its votes, or the folder of its reviews, as seen from the catalog."""
    return "/".join(path.removeprefix(top).split("/")[:2])


def _commit(name: str, seconds: str, *, changed_since: bool) -> Commit | None:
    try:
        day = datetime.datetime.fromtimestamp(int(seconds), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):  # no date, or one that no calendar has
        return None
    return Commit(name, day, changed_since)
