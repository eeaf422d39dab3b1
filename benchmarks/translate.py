"""A catalog in the words of other people's programs: the same tools with the same texts."""

import datetime
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def tools(root: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return every tool of a catalog by slug: its file as data, with the reviews of the panel in it."""
    for path in sorted((root / "tools").iterdir()):
        yield path.stem, {**_data(path), "reviews": dict(_reviews(root, path.stem))}


def _reviews(root: Path, slug: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((root / "reviews" / slug).iterdir()):
        yield path.stem, _data(path)


def _data(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def json_file(root: Path, target: Path) -> Path:
    """Write a catalog as one object of JSON, tools by slug, unless it is there."""
    if not target.exists():
        target.write_text(json.dumps(dict(tools(root)), default=_day), encoding="utf-8")
    return target


def json_files(root: Path, slugs: tuple[str, ...], folder: Path) -> list[Path]:
    """Write some tools as JSON, a file each."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{slug}.json" for slug in slugs]
    for slug, path in zip(slugs, paths, strict=True):
        tool = {**_data(root / "tools" / f"{slug}.toml"), "reviews": dict(_reviews(root, slug))}
        path.write_text(json.dumps(tool, default=_day), encoding="utf-8")
    return paths


def yaml_file(root: Path, target: Path) -> Path:
    """Write a catalog as one YAML file, tools by slug, unless it is there."""
    if not target.exists():
        target.write_text(_yaml(dict(tools(root))), encoding="utf-8")
    return target


def _day(value: datetime.date) -> str:
    return value.isoformat()


def _yaml(data: Any) -> str:
    return str(yaml.dump(data, Dumper=_DUMPER, sort_keys=False, allow_unicode=True))


def papis_library(root: Path, home: Path) -> None:
    """Write a catalog as a library of papis, a document a tool, with its configuration below `home`.

    Papis matches a query against one line a document; here it is everything that `vcompare search` reads,
    with descriptions on one line, as it would look no further than to the end of the first.
    """
    library = home / "library"
    for number, (slug, tool) in enumerate(tools(root)):
        folder = library / slug
        folder.mkdir(parents=True)
        tool["description"] = " ".join(tool["description"].split())
        document = {"ref": slug, "papis_id": f"{number:032x}", "title": tool.pop("name"), **tool}
        (folder / "info.yaml").write_text(_yaml(document), encoding="utf-8")
    searched = ("ref", "title", "aliases", "tagline", "best_for", "description", "pricing", "reviews")
    settings = home / "config" / "papis" / "config"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        "[settings]\ndefault-library = tools\n"
        f"match-format = {' '.join(f'{{doc[{key}]}}' for key in searched)}\n\n[tools]\ndir = {library}\n",
        encoding="utf-8",
    )
