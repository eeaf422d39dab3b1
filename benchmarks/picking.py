"""Two tools out of a catalog, as data: `show --format json`, next to jq and yq.

They get the catalog as one file of JSON and of YAML, and also just the files of the two, which they have to
be told: nothing resolves a name, works anything out or checks a value there.
"""

from pathlib import Path

from benchmarks.measure import Entrant, measured, table
from benchmarks.session import Section, Session
from benchmarks.translate import json_file, json_files, yaml_file


def measure(session: Session) -> Section:
    """Pick two tools out of two catalogs."""
    parts = []
    for size in (session.middle, session.large):
        root = session.catalog(size)
        own = session.own(
            "`vcompare show A B --format json`", "show", *session.pair(root), "-f", "json", root=root
        )
        entrants = [own, *_json(session, root), *_tomlq(session, root)]
        if size == session.middle:  # of the large one, yq would take minutes
            entrants += _yaml(session, root)
        parts += [f"{size:,} tools:", table(measured(entrants, session.pace))]
    return Section("\n\n".join(parts))


def _json(session: Session, root: Path) -> list[Entrant]:
    jq = session.peers.program("jq")
    if jq is None:
        return []
    whole = json_file(root, session.data / f"{root.name}.json")
    two = json_files(root, session.pair(root), session.data / f"{root.name}-pair")
    return [
        session.other("jq, the catalog in one file", jq, _picked(session, root), str(whole)),
        session.other("jq, the files of the two", jq, "--slurp", ".", *map(str, two)),
    ]


def _yaml(session: Session, root: Path) -> list[Entrant]:
    yq = session.peers.program("yq") if session.peers.program("jq") else None
    if yq is None:
        return []
    whole = yaml_file(root, session.data / f"{root.name}.yaml")
    return [session.other("yq, the catalog in one file", yq, _picked(session, root), str(whole))]


def _tomlq(session: Session, root: Path) -> list[Entrant]:
    tomlq = session.peers.program("tomlq") if session.peers.program("jq") else None
    if tomlq is None:
        return []
    slugs = session.pair(root)
    paths = [root / "tools" / f"{slug}.toml" for slug in slugs]
    paths += [path for slug in slugs for path in sorted((root / "reviews" / slug).iterdir())]
    does = "of yq, on the catalog as it is"
    return [
        session.other("tomlq, the ten files of the two", tomlq, "--slurp", ".", *map(str, paths), does=does)
    ]


def _picked(session: Session, root: Path) -> str:
    return "[" + ", ".join(f'."{slug}"' for slug in session.pair(root)) + "]"
