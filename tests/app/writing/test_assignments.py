"""`app/writing/assignments.py`: what words such as `tags+=gpu` ask for."""

import pytest

from vcompare.app.writing.assignments import assigned, assignments
from vcompare.errors import VcompareError

DATA = {"name": "Anvil", "tags": ["ci"], "pricing": {"summary": "Free"}}


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        (["name = Anvil 2"], {"name": "Anvil 2"}),
        (["homepage=https://example.com/?a=b"], {"homepage": "https://example.com/?a=b"}),
        (["vendor="], {"vendor": None}),
        (["pricing="], {"pricing": None}),
        (["tags=a, b", "tags+=c", "tags-=a"], {"tags": ["b", "c"]}),
        (["tags+=ci", "tags+=gpu"], {"tags": ["ci", "gpu"]}),
        (["tags-=ci"], {"tags": None}),
        (["aliases=['x, y']"], {"aliases": ["x, y"]}),
    ],
)
def test_values_to_set(words: list[str], changes: dict[str, object]) -> None:
    assert assigned(assignments(words), DATA) == changes


def test_one_invalid_word_is_an_error_and_several_are_listed() -> None:
    with pytest.raises(VcompareError, match='"vendor" is missing `=value`'):
        assignments(["vendor"])
    with pytest.raises(ExceptionGroup) as caught:
        assignments(["vendor", "entry+=free", "name=a", "entry=fre"])
    assert [str(error) for error in caught.value.exceptions] == [
        '"vendor" is missing `=value`',
        "`entry` is not a list",
        '`entry` must be one of free, freemium, paid, not "fre"',
    ]


def test_an_item_that_is_not_in_the_list() -> None:
    with pytest.raises(VcompareError, match='"gpus" is not in `tags`') as caught:
        assigned(assignments(["tags=gpu", "tags-=gpus"]), DATA)
    assert caught.value.hint == "did you mean `gpu`?"


@pytest.mark.parametrize(
    ("assignment", "remedy"),
    [
        ("slug=other", "`vcompare rename TOOL NEW`"),
        ("score=5", "`vcompare review TOOL REVIEWER`"),
        ("panel.verdict=ship", "`vcompare review TOOL REVIEWER`"),
        ("reviews=none", "`vcompare review TOOL REVIEWER`"),
        ("community=3", "`vcompare vote TOOL`"),
    ],
)
def test_what_no_file_of_a_tool_holds_is_not_offered_as_a_spec(assignment: str, remedy: str) -> None:
    with pytest.raises(VcompareError) as raised:
        assignments([assignment])
    assert "is not in a tool's file" in raised.value.message
    assert remedy in (raised.value.hint or "")


def test_what_becomes_a_tag_is_suggested() -> None:
    with pytest.raises(VcompareError) as raised:
        assignments(["tags+=Fast Food"])
    assert raised.value.hint == "write fast-food"
