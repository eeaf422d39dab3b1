"""The registry of fields and the model say the same."""

from collections.abc import Iterator
from types import NoneType
from typing import Any, get_args, get_origin

import msgspec

from vcompare.fields import BUILTIN, Registry
from vcompare.model import Review, Tool


def paths(table: type[msgspec.Struct], above: str = "") -> Iterator[str]:
    """Return the path of every value that a table of the model can hold."""
    for field in msgspec.structs.fields(table):
        kinds = [kind for kind in get_args(field.type) or (field.type,) if kind is not NoneType]
        kind: Any = field.type if get_origin(field.type) is tuple else kinds[0]
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            yield from paths(kind, f"{above}{field.encode_name}.")
        else:
            yield f"{above}{field.encode_name}"


def test_every_key_of_a_tool_is_a_field_and_no_other_field_is_stored() -> None:
    assert sorted(field.path for field in BUILTIN.stored) == sorted(paths(Tool))


def test_every_key_of_a_review_is_a_field_of_its_reviewer() -> None:
    reviewed = Registry(()).with_panel({"builder": "Builder"})
    about_the_file = {"allow", "predictions"}
    assert {field.keys[-1] for field in reviewed} == set(paths(Review)) - about_the_file


def test_each_path_and_each_label_names_one_field() -> None:
    fields = list(BUILTIN.with_panel({"builder": "Builder", "skeptic": "Skeptic"}))
    assert len({field.path for field in fields}) == len(fields)
    assert len({field.label for field in fields}) == len(fields)


def test_a_part_is_shown_in_a_row_of_its_own_group() -> None:
    registry = BUILTIN.with_panel({"builder": "Builder"})
    for field in registry:
        if field.part_of:
            assert registry[field.part_of].group == field.group
            assert not registry[field.part_of].part_of


def test_the_parts_of_a_row_begin_with_the_field_itself() -> None:
    shown = [field.path for field in BUILTIN.parts(BUILTIN["pricing.summary"])]
    assert shown == ["pricing.summary", "pricing.checked"]


def test_what_weighs_most_is_searched_first() -> None:
    weights = [field.search for field in BUILTIN.searched]
    assert weights == sorted(weights, reverse=True)
    assert BUILTIN.searched[0].path == "name"
