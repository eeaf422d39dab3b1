"""What a catalog declares, from one state to another."""

from typing import Any

import pytest
from msgspec.structs import replace

from vcompare.fields.declared import of_spec
from vcompare.history.declarations import compared, fields_of, read_alike, settings_changes
from vcompare.model import Panelist, Settings, Spec

CONTEXT = Spec(label="Context window", kind="quantity", unit="tokens")
BEFORE = Settings(format=1, title="Small", specs={"context": CONTEXT})


def with_context(**changed: Any) -> Settings:
    return replace(BEFORE, specs={"context": replace(CONTEXT, **changed)})


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (BEFORE, []),
        (replace(BEFORE, specs={}), [("specs.context", "Context window", None)]),
        (with_context(label="Context"), [("specs.context.label", "Context window", "Context")]),
        (with_context(unit="words"), [("specs.context.unit", "tokens", "words")]),
        (with_context(unit=None), [("specs.context.unit", "tokens", None)]),
        (with_context(kind="text"), [("specs.context.kind", "quantity", "text")]),
        (with_context(better="higher"), [("specs.context.better", None, "higher")]),
        (with_context(required=True, fresh=9, group="Limits", asks="How much?"), []),
    ],
)
def test_what_changes_of_a_declaration(after: Settings, told: list[tuple[Any, ...]]) -> None:
    found = settings_changes(BEFORE, after)
    assert [(one.field, one.before, one.after) for one in found] == told
    assert {(one.kind, one.tool) for one in found} <= {("declaration", None)}


@pytest.mark.parametrize(
    ("after", "alike", "same", "of_one"),
    [
        (with_context(label="Other"), True, True, True),
        (with_context(unit="words"), False, False, False),
        (with_context(kind="text", unit=None), False, False, False),
        (replace(BEFORE, specs={}), False, False, True),
        (replace(BEFORE, panel={"ann": Panelist("Ann")}), False, True, True),
    ],
)
def test_which_values_are_compared(after: Settings, alike: bool, same: bool, of_one: bool) -> None:
    assert read_alike(BEFORE, after) is alike
    assert ("specs.context" in compared(BEFORE, after)) is same
    assert ("specs.context" in compared(BEFORE, after, of_one=True)) is of_one
    assert "specs.context" in fields_of(BEFORE, after)


def test_choices_that_are_no_longer_there_have_no_direction() -> None:
    size = Spec(label="Size", kind="choice", choices=("small", "large"))
    field = of_spec("size", size)
    assert field.trend("small", "large") == "up"
    assert field.trend("medium", "large") is None
