"""Made-up specs and values: what is typed, written, listed and brought back is the same."""

import datetime
import string
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SETTINGS, TOOL
from vcompare.app.listing import list_tools
from vcompare.app.opened import OpenCatalog, open_catalog
from vcompare.app.writing.adding import Options, add_all
from vcompare.app.writing.assignments import assignments
from vcompare.app.writing.editing import Edit, plan
from vcompare.app.writing.facts import changed, patch_of
from vcompare.app.writing.forms import tool_form
from vcompare.app.writing.reading import read
from vcompare.editing.edits import commit
from vcompare.editing.formatter import new_file
from vcompare.editing.style import rendered
from vcompare.fields.contents import parsed, typed
from vcompare.fields.declared import of_spec
from vcompare.model import NONE, Bounds, Period, Spec, SpecKind
from vcompare.render.payloads import json_bytes, tools_payload
from vcompare.render.rows import to_csv, tool_rows

NUMBERS = st.one_of(
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0, 1_050_000, 0.1, 1e21, 1e-7]),
)
WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12
).filter(lambda text: text.strip() == text and text.casefold() != "none")
DAYS = st.one_of(
    st.dates(datetime.date(1000, 1, 1)),
    st.builds(Period, st.integers(1000, 9999), st.one_of(st.none(), st.integers(1, 12))),
)
CHOICES = ("Bronze", "Old gold", "A, b")
VALUES: dict[SpecKind, st.SearchStrategy[Any]] = {
    "quantity": NUMBERS,
    "flag": st.booleans(),
    "choice": st.sampled_from(CHOICES),
    "text": WORDS,
    "list": st.lists(WORDS, min_size=1, max_size=3).map(tuple),
    "date": DAYS,
    "link": st.sampled_from(["https://example.com/a?b=c,d#e", "http://x"]),
}
KEYS = st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=4), min_size=1, max_size=4, unique=True)


@st.composite
def contents(draw: st.DrawFn, spec: Spec) -> Any:
    """What can be known of a spec: a value, limits where its kind has them, or that there is none."""
    field = of_spec("x", spec)
    value = draw(VALUES[spec.kind])
    if draw(st.integers(0, 9)) == 0:
        return NONE
    if not field.kind.has_bounds or draw(st.booleans()):
        return value
    other = draw(VALUES[spec.kind])
    low, high = sorted([value, other], key=field.kind.order)
    if field.kind.span(low)[0] > field.kind.span(high)[1]:
        low, high = high, low
    return draw(st.sampled_from([Bounds(low, high), Bounds(at_least=low), Bounds(at_most=high)]))


@st.composite
def catalogs(draw: st.DrawFn) -> tuple[dict[str, Spec], dict[str, Any]]:
    specs = {
        key: Spec(label=key.title(), kind=kind, choices=CHOICES if kind == "choice" else ())
        for key in draw(KEYS)
        for kind in [draw(st.sampled_from(list(VALUES)))]
    }
    return specs, {key: draw(contents(spec)) for key, spec in specs.items()}


def new_catalog(folder: Path, specs: dict[str, Spec]) -> Path:
    (folder / "tools").mkdir(parents=True)
    declared = "".join(
        f"\n[specs.{key}]\nlabel = {rendered(spec.label)}\nkind = {rendered(spec.kind)}\n"
        + (f"choices = {rendered(spec.choices)}\n" if spec.choices else "")
        for key, spec in specs.items()
    )
    (folder / "catalog.toml").write_text(SETTINGS + declared)
    return folder


def known(opened: OpenCatalog) -> dict[str, Any]:
    return {key: fact.content for key, fact in opened["quill"].tool.specs.items()}


@given(catalogs())
@settings(max_examples=15)
def test_what_is_typed_is_written_and_read_back(case: tuple[dict[str, Spec], dict[str, Any]]) -> None:
    specs, values = case
    with tempfile.TemporaryDirectory() as folder:
        root = new_catalog(Path(folder, "c"), specs)
        (root / "tools/quill.toml").write_text(TOOL.format(name="Quill"))
        opened = open_catalog(root)
        form = tool_form(opened.fields)
        words = {key: typed(opened.fields.specs[key], value) for key, value in values.items()}
        plain = {
            key: value
            for key, value in values.items()
            if parsed(opened.fields.specs[key], words[key]) == value
        }
        assert {key for key in values if key not in plain} <= {
            key for key, spec in specs.items() if spec.kind in {"list", "text", "choice"}
        }  # a comma, a quote or the word none may need TOML
        edit = Edit(form, assignments([f"{key}={words[key]}" for key in plain], form))
        commit(root, plan(opened, ["quill"], (), edit).changes)
        assert known(open_catalog(root)) == plain
        again = plan(open_catalog(root), ["quill"], (), edit)
        assert again.changes == []


@given(catalogs())
@settings(max_examples=15)
def test_what_a_list_writes_is_read_back(case: tuple[dict[str, Spec], dict[str, Any]]) -> None:
    specs, values = case
    with tempfile.TemporaryDirectory() as folder:
        root = new_catalog(Path(folder, "old"), specs)
        fields = open_catalog(root).fields
        raw = {
            key: changed(fields.specs[key], None, patch_of(fields.specs[key], one))
            for key, one in values.items()
        }
        data = {"name": "Quill", "tagline": "T", "category": "Tools", "entry": "free", "specs": raw}
        (root / "tools/quill.toml").write_text(new_file(data), newline="")
        opened = open_catalog(root)
        assert known(opened) == values
        listed = list_tools(opened)
        outputs = {
            "list.csv": to_csv(tool_rows(listed.tools, opened.fields)).encode(),
            "list.json": json_bytes(tools_payload(listed.listed, opened.fields)),
            "list.ndjson": b"".join(tool.json + b"\n" for tool in listed.listed),
        }
        form = tool_form(opened.fields)
        for name, content in outputs.items():
            records = read(name, content, form).records
            assert plan(opened, [], records, Edit(form)).changes == [], name
            new = new_catalog(Path(folder, name), specs)
            add_all(open_catalog(new), records, Options(form, {}), force=False, dry_run=False)
            assert known(open_catalog(new)) == values, name
