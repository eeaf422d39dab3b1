"""What it takes to make a site of very many tools, again after an edit, and beside Hugo.

Hugo is given the same facts as data of its pages, and templates (in `hugo/`) for pages of the same content
and about the same size, each with its JSON and its Markdown. It makes no tables, no index for the search, and
does not look for what a page leaves unsaid.
"""

import gzip
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any, Self

from benchmarks.keys import answered
from benchmarks.measure import Entrant, Result, measured, table
from benchmarks.session import Section, Session

_URL = "https://example.com"
_PEER = "hugo"
_AGAIN = 0.1
"""How much of the time for the whole a site may take after an edit of one tool."""
_MEGABYTES = 300
_INDEX = 1.5
"""How many megabytes the index for the search may have, compressed."""
_PROJECT = Path(__file__).with_name("hugo")
_GZIP = 9
_KEY = 50
"""So many milliseconds the search may take for an answer to a key."""
_QUERIES = ("aldabell voice", "cold start", "voice agnets", "retrieval for small teams")
_LEADING = 4_000
"""A page that only leads to another has fewer bytes."""


def measure(session: Session) -> Section:
    """Make the site from nothing, after an edit, and with nothing to do; let Hugo make the same pages."""
    root, into = session.catalog(session.large), session.data / "site"
    session.read(root)
    whole = _site(session, f"`site` of {session.large:,} tools", root, into)
    first = whole.after(lambda: shutil.rmtree(into, ignore_errors=True))
    results = measured([first], session.pace)
    if not (into / "index.html").exists():
        whole.run()
    results += measured([*_hugo(session, into)], session.pace)
    with _Edit(root) as edit:
        again = measured([replace(whole, name="after an edit", before=edit)], session.pace)
        whole.run()
    idle = measured([replace(whole, name="nothing new")], session.pace)
    index = len(gzip.compress((into / "search/index.json").read_bytes(), _GZIP)) / 1e6
    times = answered(into, _QUERIES) or {}
    parts = [table([*results, *again, *idle], unit="s"), *_sizes(session, into, index), *_said(times)]
    return Section("\n\n".join(parts), [*_missed(results, again, idle, index), *_slow(times)])


def _site(session: Session, name: str, root: Path, into: Path) -> Entrant:
    return session.own(name, "site", "--into", str(into), "--url", _URL, root=root)


def _hugo(session: Session, into: Path) -> Iterator[Entrant]:
    """Yield Hugo with what makes the same pages, from a site that is there already."""
    program = session.peers.program(_PEER)
    if program is None:
        return
    project, target = session.data / "hugo", session.data / "hugo-site"
    if not (project / "content").exists():
        shutil.copytree(_PROJECT, project, dirs_exist_ok=True)
        for path, front in _front_matter(into):
            (project / "content" / path).parent.mkdir(parents=True, exist_ok=True)
            (project / "content" / path).write_text(f"{json.dumps(front)}\n", encoding="utf-8")
    command = (program, "--quiet", "--source", str(project), "--destination", str(target))
    does = "Hugo, with templates for pages of the same content: HTML, JSON and Markdown"
    hugo = session.other("Hugo", *command, does=does)
    yield hugo.after(lambda: shutil.rmtree(target, ignore_errors=True))


def _front_matter(site: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield what Hugo is given for each page: of a tool its facts, of two which they are and differ in."""
    for facts in sorted(site.glob("tools/*/index.json")):
        (tool,) = json.loads(facts.read_text(encoding="utf-8"))["tools"]
        front = {"title": tool["name"], "description": tool["tagline"], "about": [tool["slug"]], "tool": tool}
        yield f"tools/{tool['slug']}.md", front
    for facts in sorted(site.glob("compare/*/index.json")):
        payload = json.loads(facts.read_text(encoding="utf-8"))
        slugs, names = ([tool[key] for tool in payload["tools"]] for key in ("slug", "name"))
        title, differing = " vs ".join(names), payload["differences"]
        other = f"/compare/{'-vs-'.join(reversed(slugs))}/"
        front = {"title": title, "description": f"{title}, side by side.", "about": slugs, "aliases": [other]}
        yield f"compare/{facts.parent.name}.md", {**front, "differences": differing}


class _Edit:
    """Changes the tagline of one tool, each time to another; in the end it is as it was."""

    def __init__(self, root: Path) -> None:
        self._path = min((root / "tools").iterdir())
        self._text = self._path.read_text(encoding="utf-8")
        self._times = 0

    def __enter__(self) -> Self:
        return self

    def __call__(self) -> None:
        self._times += 1
        text = self._text.replace('tagline = "', f'tagline = "{self._times}. ', 1)
        self._path.write_text(text, encoding="utf-8")

    def __exit__(self, *_: object) -> None:
        self._path.write_text(self._text, encoding="utf-8")


def _sizes(session: Session, into: Path, index: float) -> Iterator[str]:
    """Say how large the pages are, and the index for the search."""
    own = {f"vcompare, {kind}": _mean(into.glob(f"{kind}/*/index.html")) for kind in ("tools", "compare")}
    other = session.data / "hugo-site"
    if other.exists():
        own |= {f"Hugo, {kind}": _mean(other.glob(f"{kind}/*/index.html")) for kind in ("tools", "compare")}
    rows = [f"| {name} | {count:,} | {size / 1000:.1f} |" for name, (count, size) in own.items()]
    yield "\n".join(["| pages | how many | kB each |", "|---|--:|--:|", *rows])
    yield f"The index for the search is {index:.2f} MB compressed."


def _said(times: Mapping[str, float]) -> Iterator[str]:
    """Say how soon the search answers, and what it takes longest for."""
    if times:
        slowest = max(times, key=times.__getitem__)
        usual, most = median(times.values()), times[slowest]
        yield (
            f"The search answers a key in {usual:.0f} ms, in {most:.0f} ms at most, for `{slowest}`: until "
            f"the frame in which the answer is seen, for {len(times)} texts."
        )


def _slow(times: Mapping[str, float]) -> Iterator[str]:
    if times and max(times.values()) > _KEY:
        yield f"the search of a site takes more than {_KEY} ms for an answer"


def _mean(paths: Iterable[Path]) -> tuple[int, float]:
    """Return how many pages there are that do not only lead to another, and their mean size in bytes."""
    sizes = [size for path in paths if (size := path.stat().st_size) > _LEADING]
    return len(sizes), sum(sizes) / max(len(sizes), 1)


def _missed(whole: list[Result], again: list[Result], idle: list[Result], index: float) -> Iterator[str]:
    own, *others = whole
    yield from (
        f"a site takes {own.times(one):.1f} times as long as {one.entrant.name}"
        for one in others
        if own.times(one) > 1
    )
    if again[0].median > _AGAIN * own.median:
        yield f"after an edit, a site takes more than {_AGAIN} times as long as from nothing"
    large = [one.entrant.name for one in (own, *again, *idle) if one.megabytes > _MEGABYTES]
    yield from (f"{name} has more than {_MEGABYTES} MB" for name in large)
    if index > _INDEX:
        yield f"the index for the search has more than {_INDEX} MB"
