"""Front matter reads back, in other people's readers, as what it was made of."""

import datetime
import tomllib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.views.test_draft import drafted, tool
from vcompare.publish.front_matter import front_matter
from vcompare.text.safe import one_line
from vcompare.views.draft import Draft

NASTY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(str.strip)


def made(title: str, tag: str = "x", *, dated: bool = True) -> Draft:
    added = datetime.date(2026, 11, 1) if dated else None
    return drafted(tool(title, tags=(tag,), added=added), tool("B"))


def read(text: str, kind: str) -> dict[str, object]:
    mark = {"yaml": "---\n", "toml": "+++\n"}[kind]
    before, body, after = text.split(mark)
    assert (before, after) == ("", "\n")
    return dict(yaml.safe_load(body) if kind == "yaml" else tomllib.loads(body))


@given(NASTY)
@pytest.mark.parametrize("kind", ["yaml", "toml"])
def test_any_text_survives(kind: str, name: str) -> None:
    draft = made(name)
    facts = read(front_matter(draft, kind), kind)  # type: ignore[arg-type]
    assert facts == {
        "title": one_line(draft.title),
        "description": one_line(draft.description),
        "date": datetime.date(2026, 11, 1),
        "tags": ["x"],
        "slug": draft.slug,
    }


@pytest.mark.parametrize(
    "name",
    ['"', "'", "a: b # c", "yes", "1.10", "2026-11-20", "😀", "a\x85b", "- x", "---", "+++", "{}", "!!x"],
)
@pytest.mark.parametrize("kind", ["yaml", "toml"])
def test_what_would_mean_something_else(kind: str, name: str) -> None:
    facts = read(front_matter(made(name), kind), kind) if "---" not in name and "+++" not in name else None  # type: ignore[arg-type]
    assert facts is None or facts["title"] == one_line(f"{name} vs B")


@pytest.mark.parametrize("kind", ["yaml", "toml"])
def test_no_line_of_a_text_is_a_mark(kind: str) -> None:
    for name in ("---", "+++", "a\n---\nb"):
        lines = front_matter(made(name), kind).splitlines()  # type: ignore[arg-type]
        assert [line for line in lines if line in {"---", "+++"}] == [lines[0]] * 2


def test_a_date_that_is_not_known_is_left_out() -> None:
    assert "date" not in read(front_matter(made("A", dated=False), "yaml"), "yaml")
    assert "date" not in read(front_matter(made("A", dated=False), "toml"), "toml")


def test_none_is_nothing() -> None:
    assert front_matter(made("A"), "none") == ""
