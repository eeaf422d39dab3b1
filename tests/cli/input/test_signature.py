"""`cli/input/signature.py`: options that come from the fields."""

import inspect

from tests.conftest import Run
from vcompare.app.writing.forms import REVIEW, TOOL, Form
from vcompare.app.writing.keys import Key, Values
from vcompare.cli.commands.add import add_command
from vcompare.cli.input.signature import with_options
from vcompare.fields import BUILTIN, Field
from vcompare.fields.kinds import Choice, List


def test_every_stored_field_is_an_option_of_add(vcompare: Run) -> None:
    shown = vcompare("add", "--help").stdout
    keys = {key.name: key for key in TOOL.keys}
    assert {field.path for field in BUILTIN.stored} - set(keys) <= {
        "specs",
        "sources",
        "offers",
        "pricing.rates",
    }
    for key in (key for key in keys.values() if key.path[-1] not in {"tiers", "plans"}):
        assert f"  {key.option} {key.metavar}  " in shown or f"[{key.option}]  " in shown
        assert key.parameter in inspect.signature(add_command).parameters


def test_every_key_of_a_review_is_an_option_of_review(vcompare: Run) -> None:
    shown = vcompare("review", "--help").stdout
    for key in REVIEW.keys:
        assert f"  {key.option} {key.metavar}  " in shown


def test_a_new_field_is_a_new_option() -> None:
    size = Field(path="specs.size", label="Size", group="about", kind=Choice(choices=("s", "m")), asks="Hm.")
    langs = Field(path="langs", label="Languages", group="about", kind=List(), option="--lang", asks="Ha.")
    form = Form(
        TOOL.into,
        (
            Key(("specs", "size"), str, required=False, field=size),
            Key(("langs",), tuple[str, ...], required=False, field=langs),
        ),
    )
    got = []

    @with_options(form)
    def command(*, first: int = 1, given: Values, last: int = 2) -> None:
        got.append((first, dict(given), last))

    parameters = inspect.signature(command).parameters
    assert [*parameters] == ["first", "specs_size", "langs", "last"]
    option = parameters["specs_size"].annotation.__metadata__[0]
    assert (option.default, option.help) == ("--specs-size", "Hm.")
    command(first=3, specs_size="s", langs=["a", "b, c"], last=4)
    assert got == [(3, {"specs": {"size": "s"}, "langs": ["a", "b, c"]}, 4)]
