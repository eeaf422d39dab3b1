"""People's files, changed in a thousand ways: no import touches them, and every answer has what they say."""

import csv
import datetime
import io
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.program import Done, inside

SLUGS = ("quill", "opus", "kimi", "lyra", "nova")
SETTINGS = """\
# Ours: keep this line
format = 1
title = "Models"   # and this one
categories = ["Language models"]
currency = "USD"

[panel.builder]
name = "Builder"

[specs.context]
label = "Context window"  # in tokens
kind = "quantity"
unit = "tokens"

[specs.license]
label = "License"
kind = "text"

[meters.input]
label = "Input"
unit = "tokens"
per = 1_000_000
"""
RECIPE = """\
home = "https://example.com"
records = "models"
tool = "id"
offer = "seller"
own = "seller == 'maker'"

[fields]
name = "name"
tagline = "tagline"
vendor = "vendor"
description = "text"

[fields.specs]
context = "context"
license = "license"

[fields.pricing.rates]
input = "price"

[constants]
category = "Language models"

[constants.pricing]
checked = 2026-11-01
"""
TEXT_FIELDS = ("name", "tagline", "vendor", "description", "license")
FIELDS = (*TEXT_FIELDS, "context", "price")


def theirs(slug: str, version: int) -> dict[str, Any]:
    """Return what the source says of a tool: no value of it is anybody else's."""
    at = SLUGS.index(slug) + 10 * version
    texts = {key: f"machine{key}{at:03}" for key in ("name", "tagline", "vendor", "license")}
    return texts | {
        "id": slug,
        "seller": "maker",
        "text": f"machinedescription{at:03}",
        "context": 5_000_000 + at,
        "price": 70_001 + at,
    }


def ours(key: str, at: int) -> str | int:
    """Return a value of a person's that nobody else has."""
    return f"people{key}{at:05}" if key in TEXT_FIELDS else (8_000_000 if key == "context" else 900_000) + at


class Own(dict[str, str | int]):
    """What the file of a tool has, by field."""

    def text(self, layout: str) -> str:
        plain = [f"{key} = {json.dumps(self[key])}{layout}" for key in TEXT_FIELDS[:4] if key in self]
        specs = [f"{key}={json.dumps(self[key])}{layout}" for key in ("license", "context") if key in self]
        price = [f"input = {self['price']}{layout}"] if "price" in self else []
        specs = ["[specs]", *specs] if specs else []
        price = ["[pricing.rates]", *price] if price else []
        return "\n".join(["# Written by a person", *plain, *specs, *price, ""])


LAYOUTS = ("", "   # why", "\t", "\n", "\n\n# a note: é 漢 👩‍🚀", "\r")
NOTES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=20)
OTHERS = {
    "reviews/{}/builder.toml": 'verdict = "ship"\nscore = {at}\ntext = "Said {at}."\n',
    "votes/{}.toml": "[tally]\nship = {at}\nskip = 1\n",
    "outcomes/{}.toml": "# nothing settled yet {at}\n",
}
Mutation = Callable[[Path, dict[str, Own]], None]


def setting(slug: str, key: str, at: int, layout: str) -> Mutation:
    def mutate(root: Path, known: dict[str, Own]) -> None:
        known.setdefault(slug, Own())[key] = ours(key, at)
        (root / f"tools/{slug}.toml").write_bytes(known[slug].text(layout).encode())

    return mutate


def forgetting(slug: str, key: str) -> Mutation:
    def mutate(root: Path, known: dict[str, Own]) -> None:
        known.get(slug, Own()).pop(key, None)
        if slug in known:
            (root / f"tools/{slug}.toml").write_text(known[slug].text(""))

    return mutate


def removing(slug: str) -> Mutation:
    def mutate(root: Path, known: dict[str, Own]) -> None:
        known.pop(slug, None)
        (root / f"tools/{slug}.toml").unlink(missing_ok=True)

    return mutate


def noting(note: str) -> Mutation:
    def mutate(root: Path, _known: dict[str, Own]) -> None:
        (root / "catalog.toml").write_text(f"# {note}\n{SETTINGS}\n\n#{note}")

    return mutate


def saying(slug: str, kind: str, at: int) -> Mutation:
    def mutate(root: Path, _known: dict[str, Own]) -> None:
        path = root / kind.format(slug)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(OTHERS[kind].format(at=at % 100))

    return mutate


def breaking(slug: str, kind: str, junk: bytes) -> Mutation:
    """Return a mutation that leaves something in a place of people's that is no review or vote at all."""

    def mutate(root: Path, _known: dict[str, Own]) -> None:
        path = root / kind.format(f"{slug}-broken")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(junk)

    return mutate


SLUG = st.sampled_from(SLUGS)
FIELD = st.sampled_from(FIELDS)
AT = st.integers(1, 9_999)
MUTATIONS = st.one_of(
    st.builds(setting, SLUG, FIELD, AT, st.sampled_from(LAYOUTS)),
    st.builds(setting, SLUG, FIELD, AT, st.sampled_from(LAYOUTS)),
    st.builds(forgetting, SLUG, FIELD),
    st.builds(removing, SLUG),
    st.builds(noting, NOTES),
    st.builds(saying, SLUG, st.sampled_from([*OTHERS]), AT),
    st.builds(breaking, SLUG, st.sampled_from([*OTHERS]), st.binary(max_size=20)),
)
IMPORTS = st.tuples(
    st.sampled_from([(), ("--setup",), ("--prune",), ("--only", "context>1"), ("--setup", "--prune")]),
    st.integers(0, 2),
    st.sets(SLUG),
    st.dates(datetime.date(2026, 11, 20), datetime.date(2027, 12, 31)),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    catalog = tmp_path_factory.mktemp("people") / "catalog"
    for folder in ("recipes", "tools", "imported"):
        (catalog / folder).mkdir(parents=True)
    (catalog / "catalog.toml").write_text(SETTINGS)
    (catalog / "recipes/up.toml").write_text(RECIPE)
    bring(catalog, 0, set(), (), "2026-11-20")
    return catalog


def people_s(root: Path) -> dict[str, bytes]:
    """Return all files but those of imports."""
    paths = (path for path in root.rglob("*") if path.is_file() and root / "imported" not in path.parents)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def imported(root: Path) -> dict[str, tuple[int, int]]:
    found = ((path, path.stat()) for path in (root / "imported").rglob("*.toml"))
    return {str(path): (one.st_ino, one.st_mtime_ns) for path, one in found}


def bring(root: Path, version: int, gone: set[str], options: tuple[str, ...], today: str) -> Done:
    models = [theirs(slug, version) for slug in SLUGS if slug not in gone or slug in SLUGS[:2]]
    given = json.dumps({"models": models}).encode()
    return answer(root, "import", "up", "-", *options, "--today", today, given=given)


def answer(root: Path, *words: str, given: bytes = b"") -> Done:
    done = inside([*words, "--catalog", str(root)], given=given, COLUMNS="400")
    beside_broken = done.status == 2 and words[0] in {"list", "cost"} and done.output
    assert done.status in {0, 1} or beside_broken, (words, done.talk)
    return done


def assert_people_win(text: str, known: Mapping[str, Own], values: Mapping[str, Mapping[str, Any]]) -> None:
    """Check that a text has what people say of each tool, and nothing in place of it from elsewhere."""
    for slug, own in known.items():
        if slug in values:
            for key, value in own.items():
                if key in values[slug]:
                    assert shown(key, value) in text, (slug, key)
                    assert shown(key, values[slug][key]) not in text, (slug, key)


def shown(key: str, value: Any) -> str:
    return str(value) if key in TEXT_FIELDS else f"{value:,}"


def assert_json(root: Path, known: Mapping[str, Own], there: list[str]) -> None:
    """Check each value of each tool, from where it is, and that no machine has checked anything."""
    tools = json.loads(answer(root, "show", *there, "-f", "json").output)["tools"]
    for tool in tools:
        own = known.get(tool["slug"], Own())
        for key in ("context", "license"):
            fact = tool["specs"][key]
            assert (fact["from"] is None) == (key in own)
            assert fact["checked"] is None
            assert key not in own or fact["value"] == own[key]
        rate = tool["pricing"]["rates"]["input"]
        assert ("price" in own) == (rate["from"] is None)
        assert "price" not in own or rate["amount"] == str(own["price"])
        assert (rate["checked"], tool["pricing"]["checked"]) == (None, None)
        for key in ("name", "tagline", "vendor", "description"):
            assert tool[key] == own.get(key, tool[key])
            assert str(tool[key]).startswith("people" if key in own else "machine")


def assert_outputs(
    root: Path, known: Mapping[str, Own], there: list[str], version: Mapping[str, int]
) -> None:
    values = {
        slug: {**theirs(slug, version[slug]), "description": theirs(slug, version[slug])["text"]}
        for slug in there
    }

    def only(*keys: str) -> dict[str, dict[str, Any]]:
        return {slug: {key: values[slug][key] for key in keys} for slug in values}

    for form in ("table", "markdown", "html", "csv"):
        text = answer(root, "show", *there, "--full", "-f", form).text
        assert_people_win(_grouped(text) if form == "csv" else text, known, only(*FIELDS))
    listed = answer(root, "list", "--columns", "slug,name,vendor,context,license,input", "-f", "csv").text
    assert_people_win(_grouped(listed), known, only("name", "vendor", "context", "license", "price"))
    exported = answer(root, "export", *there[:2], "-f", "markdown").text
    pair = {slug: known.get(slug, Own()) for slug in there[:2]}
    assert_people_win(exported, pair, only("name", "tagline"))  # where they disagree, it has both
    costs = json.loads(answer(root, "cost", *there, "--each", "input=1000000", "-f", "json").output)
    amounts = {one["slug"]: one["low"] for one in costs["results"]}
    for slug in there:
        rate = known.get(slug, Own()).get("price", values[slug]["price"])
        assert float(amounts[slug]) == rate
    for slug, own in known.items():
        if slug in there and "name" in own:
            assert slug in answer(root, "search", str(own["name"]), "-f", "slugs").text.split()
            assert slug not in answer(root, "search", str(values[slug]["name"]), "-f", "slugs").text.split()


def _grouped(text: str) -> str:
    """Return the cells of CSV with numbers as people read them."""
    cells = (cell for row in csv.reader(io.StringIO(text)) for cell in row)
    return "\n".join(f"{int(cell):,}" if cell.isdecimal() else cell for cell in cells)


@settings(max_examples=40, phases=(Phase.generate,))
@given(mutations=st.lists(MUTATIONS, min_size=25, max_size=25), imports=IMPORTS)
def test_a_thousand_changes_by_people_survive_imports_and_win(
    root: Path, mutations: list[Mutation], imports: Any
) -> None:
    known = dict[str, Own]()
    for folder in ("tools", "reviews", "votes", "outcomes"):
        shutil.rmtree(root / folder, ignore_errors=True)
    (root / "tools").mkdir()
    for mutate in mutations:
        mutate(root, known)
    options, number, gone, today = imports
    before = people_s(root)
    bring(root, number, gone, options, str(today))
    assert people_s(root) == before
    there = [slug for slug in SLUGS if (root / f"imported/up/{slug}.toml").exists()]
    assert_json(root, known, there)
    stamps = imported(root)
    bring(root, number, gone, options, str(today.replace(year=2030)))
    assert (people_s(root), imported(root)) == (before, stamps)
    assert_outputs(root, known, there, {slug: _version(root, slug) for slug in there})


def _version(root: Path, slug: str) -> int:
    text = (root / f"imported/up/{slug}.toml").read_text()
    return int(text.partition("machinename")[2][:3]) // 10
