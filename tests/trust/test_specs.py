"""Made-up declarations and values, through the whole program: nothing is lost, guessed or preferred wrongly."""

import csv
import datetime
import html
import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

import vcompare
from tests.program import inside
from vcompare.fields import Field
from vcompare.fields.declared import BETTER
from vcompare.model import NONE, Bounds, Period

WORDS = st.text("abcdefghijkl", min_size=1, max_size=8)
CHOICES = ("alpha", "beta", "gamma")
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 1, 1))
PERIODS = DAYS.flatmap(lambda day: st.sampled_from((Period(day.year), Period(day.year, day.month))))
VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "quantity": st.integers(-(10**12), 10**12) | st.sampled_from((0, 0.1, 1.5, 1_048_576, 999_999, 2.5e9)),
    "flag": st.booleans(),
    "choice": st.sampled_from(CHOICES),
    "text": WORDS,
    "list": st.lists(WORDS, min_size=1, max_size=3, unique=True).map(tuple),
    "date": DAYS | PERIODS,
    "link": WORDS.map("https://{}.example".format),
}
ENDS: Mapping[str, st.SearchStrategy[Any]] = {"quantity": st.integers(-(10**9), 10**9), "date": DAYS}


class Made(NamedTuple):
    """What a catalog declares, and what is known of each tool."""

    specs: dict[str, dict[str, Any]]
    tools: dict[str, dict[str, Any]]


def contents(kind: str) -> st.SearchStrategy[Any]:
    found = VALUES[kind] | st.just(NONE)
    if kind in ENDS:
        pairs = st.tuples(ENDS[kind], ENDS[kind]).map(list)
        found |= pairs.map(lambda ends: Bounds(min(ends), max(ends)))
        found |= ENDS[kind].map(lambda end: Bounds(end, None)) | ENDS[kind].map(lambda end: Bounds(None, end))
    return found


@st.composite
def catalogs(draw: st.DrawFn) -> Made:
    specs, tools = dict[str, dict[str, Any]](), dict[str, dict[str, Any]]()
    for number, kind in enumerate(draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=4))):
        spec: dict[str, Any] = {"label": f"Fact {number}", "kind": kind}
        if kind == "choice":
            spec["choices"] = list(CHOICES)
        if better := draw(st.sampled_from([None, *BETTER.get(kind, {})])):
            spec["better"] = better
        specs[f"fact-{number}"] = spec
    for number in range(draw(st.integers(2, 4))):
        known = [key for key in specs if draw(st.booleans())]
        tools[f"tool-{number}"] = {key: draw(contents(specs[key]["kind"])) for key in known}
    return Made(specs, tools)


def written(content: Any) -> Any:
    """Return what a file has for what is known."""
    if content is NONE:
        return {"none": True}
    if isinstance(content, Bounds):
        ends = {"at_least": content.at_least, "at_most": content.at_most}
        return {key: end for key, end in ends.items() if end is not None}
    return (
        list(content)
        if isinstance(content, tuple)
        else str(content)
        if isinstance(content, Period)
        else content
    )


def write(made: Made, root: Path) -> None:
    (root / "tools").mkdir()
    head = {"format": 1, "title": "Made", "specs": made.specs}
    (root / "catalog.toml").write_text(tomli_w.dumps(head))
    for slug, known in made.tools.items():
        facts = {key: written(content) for key, content in known.items()}
        tool = {"name": slug.title(), "tagline": "A tool", "category": "Tools", "specs": facts}
        (root / f"tools/{slug}.toml").write_text(tomli_w.dumps(tool))


@settings(max_examples=40, deadline=None)
@given(catalogs())
def test_values_are_read_back_compared_filtered_and_sorted_with_certainty(made: Made) -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        write(made, Path(folder))
        plain, cached = vcompare.open(folder), vcompare.open(folder, cache=cache)
        for slug, known in made.tools.items():
            assert {key: fact.content for key, fact in plain[slug].tool.specs.items()} == known
        _judge_best(made, plain)
        for key, field in plain.fields.specs.items():
            for opened in (plain, cached):
                _judge_filters(made, opened, key, field)
                _judge_order(made, opened, key, field)


def _judge_best(made: Made, opened: vcompare.OpenCatalog) -> None:
    """A winner is known, and no other tool that is known can be as good."""
    slugs = list(made.tools)
    for row in vcompare.compare(opened, slugs).rows:
        if not row.field.spec:
            continue
        spans = {slug: _span(row.field, made.tools[slug].get(row.field.spec)) for slug in slugs}
        known = {slug: span for slug, span in spans.items() if span is not None}
        lower, best = row.field.better == "lower", None
        for slug, (low, high) in known.items():
            others = [span for other, span in known.items() if other != slug]
            if others and all(span[0] > high if lower else span[1] < low for span in others):
                best = slug
        assert (None if row.best is None else slugs[row.best]) == (best if row.field.better else None)


def _judge_filters(made: Made, opened: vcompare.OpenCatalog, key: str, field: Field) -> None:
    def passing(condition: str) -> set[str]:
        return {tool.slug for tool in vcompare.list_tools(opened, where=[condition]).listed}

    known = {slug: of[key] for slug, of in made.tools.items() if key in of}
    assert passing(f"{key}=none") == {slug for slug, content in known.items() if content is NONE}
    values = [
        content for content in known.values() if not isinstance(content, Bounds) and content is not NONE
    ]
    for value in values[:2]:
        text = field.kind.typed(value if field.kind.name != "list" else value[:1])
        span = _span(field, value)
        equal = {slug for slug, content in known.items() if _is_within(field, content, value, span)}
        assert passing(f"{key}={text}") == equal, (text, known)
        if field.kind.name in ENDS and span is not None:
            least = {slug for slug, of in known.items() if (ends := _span(field, of)) and ends[0] >= span[0]}
            assert passing(f"{key}>={text}") == least, (text, known)


def _judge_order(made: Made, opened: vcompare.OpenCatalog, key: str, field: Field) -> None:
    def rank(slug: str) -> tuple[int, Any, str]:
        content = made.tools[slug].get(key)
        if content is None or content is NONE:
            return (2 if content is None else 1), 0, slug
        low, high = _span(field, content) or (0, 0)
        return 0, high if isinstance(content, Bounds) and content.at_least is None else low, slug

    assert [tool.slug for tool in vcompare.list_tools(opened, sort=key).listed] == sorted(
        made.tools, key=rank
    )


def _span(field: Field, content: Any) -> tuple[Any, Any] | None:
    """Return the lowest and the highest that is possible, worked out from what was made up."""
    kind = field.kind.name
    if content is None or content is NONE:
        return None
    if isinstance(content, Bounds):
        low, high = (
            (float("-inf"), float("inf")) if kind == "quantity" else (datetime.date.min, datetime.date.max)
        )
        return (
            low if content.at_least is None else content.at_least,
            high if content.at_most is None else content.at_most,
        )
    if isinstance(content, Period):
        month = content.month or 12
        following = datetime.date(content.year + month // 12, month % 12 + 1, 1)
        return datetime.date(content.year, content.month or 1, 1), following - datetime.timedelta(1)
    order = CHOICES.index(content) if kind == "choice" else content
    return order, order


def _is_within(field: Field, content: Any, value: Any, span: Any) -> bool:
    if content is NONE:
        return False
    if field.kind.name == "list":
        return value[0] in content
    ends = _span(field, content)
    return ends is not None and span[0] <= ends[0] and ends[1] <= span[1]


@settings(max_examples=15, deadline=None)
@given(catalogs())
def test_every_format_shows_every_known_value(made: Made) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(made, Path(folder))
        fields = vcompare.open(folder).fields.specs
        columns = ",".join(["slug", *(f"specs.{key}" for key in made.specs)])
        outputs = {form: _listed(folder, form, columns) for form in ("table", "markdown", "html", "plain")}
        shown = inside(("show", *made.tools, "--full", "--catalog", folder), COLUMNS="2000")
        for known in made.tools.values():
            for key, content in known.items():
                for form, text in outputs.items():
                    assert _is_shown(fields[key], content, text), (form, key, content)
                assert _is_shown(fields[key], content, _plain(shown.text)), (key, content)
        _judge_data(made, folder)


def _is_shown(field: Field, content: Any, text: str) -> bool:
    if isinstance(content, tuple):
        return all(item in text for item in content)
    return any(_plain(word(content)) in text for word in (field.shown, field.brief, field.exact))


def _listed(folder: str, form: str, columns: str) -> str:
    done = inside(
        ("list", "--format", form, "--columns", columns, "--no-cache", "--catalog", folder),
        COLUMNS="2000",
    )
    assert done.status == 0, done.talk
    return _plain(done.text)


def _plain(text: str) -> str:
    """Return text without what a format adds to it: tags, entities, backslashes, and kinds of space."""
    bare = html.unescape(re.sub(r"<(?!https?:)[^>]+>", "", text))
    return " ".join(bare.replace("\\", "").replace("\N{ZERO WIDTH SPACE}", "").split())


def _judge_data(made: Made, folder: str) -> None:
    at = ("--no-cache", "--catalog", folder)
    payload = json.loads(inside(("list", "--format", "json", *at)).output)
    lines = [json.loads(line) for line in inside(("list", "--format", "ndjson", *at)).output.splitlines()]
    assert payload["tools"] == lines
    for tool in lines:
        assert {key: _content(fact) for key, fact in tool["specs"].items()} == {
            key: _as_json(content) for key, content in made.tools[tool["slug"]].items()
        }
    for row in csv.DictReader(inside(("list", "--format", "csv", *at)).text.splitlines()):
        for key in made.specs:
            cell, content = row[f"specs.{key}"], made.tools[row["slug"]].get(key)
            assert cell == _as_csv(content), (key, content)


def _content(fact: dict[str, Any]) -> Any:
    if fact["none"]:
        return "none"
    bounds = [fact["at_least"], fact["at_most"]]
    return fact["value"] if bounds == [None, None] else bounds


def _as_json(content: Any) -> Any:
    if isinstance(content, Bounds):
        return [_as_json(content.at_least), _as_json(content.at_most)]
    if content is NONE:
        return "none"
    if isinstance(content, tuple):
        return list(content)
    return str(content) if isinstance(content, datetime.date | Period) else content


def _as_csv(content: Any) -> str:
    if isinstance(content, Bounds):
        if content.at_most is None:
            return f">={content.at_least}"
        return (
            f"<={content.at_most}" if content.at_least is None else f"{content.at_least}..{content.at_most}"
        )
    if content is None or isinstance(content, bool):
        return "" if content is None else str(content).lower()
    return "none" if content is NONE else "; ".join(content) if isinstance(content, tuple) else str(content)
