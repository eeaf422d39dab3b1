"""The text of imported files: in the order and style of fmt, the same for the same facts, and sealed."""

import datetime
from typing import Any

import pytest
import rtoml

from tests.importers.data import models_dev, settings_for, shipped
from vcompare.editing.formatter import Declared, formatted
from vcompare.importers.layout import Sealed, state_text, tool_text, written
from vcompare.importers.translate import translate

DAY = datetime.date(2026, 11, 20)
TOOL: dict[str, Any] = {
    "vendor": "Acme",
    "name": "Quill",
    "tagline": 'Says "hi"',
    "retired": datetime.date(2027, 1, 2),
    "tags": ["a", "b"],
    "category": "Models",
    "pricing": {
        "rates": {"input": 0.3, "output": "0.12345678901234567"},
        "currency": "USD",
        "tiers": [{"over": {"input": 200_000}, "rates": {"input": 1}}],
        "plans": [{"name": "Team", "amount": 25, "per": "month", "includes": {"input": 5}}],
    },
    "specs": {"context": 1_000_000, "released": datetime.date(2025, 3, 1), "long": ["a" * 40, "b" * 40]},
    "offers": {"bee": {}, "302ai": {"rates": {"input": 0}, "name": "302.AI", "specs": {"context": 5}}},
}
TEXT = """\
seen = 2026-11-20
name = "Quill"
tagline = "Says \\"hi\\""
category = "Models"
vendor = "Acme"
tags = ["a", "b"]
retired = 2027-01-02

[pricing]
currency = "USD"

[pricing.rates]
input = 0.3
output = "0.12345678901234567"

[[pricing.tiers]]
over = { input = 200_000 }
rates = { input = 1 }

[[pricing.plans]]
name = "Team"
amount = 25
per = "month"
includes = { input = 5 }

[specs]
context = 1_000_000
released = 2025-03-01
long = [
  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
]

[offers.bee]

[offers.302ai]
name = "302.AI"

[offers.302ai.rates]
input = 0

[offers.302ai.specs]
context = 5

"""


def test_the_text_of_a_tool() -> None:
    text = tool_text(TOOL, "models-dev", DAY)
    assert text.startswith(TEXT)
    assert text[len(TEXT) :].startswith("# vcompare: import models-dev sha256:")
    assert rtoml.loads(text) == {"seen": DAY, **TOOL}


def test_the_text_of_the_state_of_a_source() -> None:
    values = {"home": "https://models.dev", "license": "MIT", "version": None}
    text = state_text(values, "models-dev", DAY)
    assert text.split("# vcompare")[0] == (
        'home = "https://models.dev"\nlicense = "MIT"\nseen = 2026-11-20\n\n'
    )
    assert written(text) == ("models-dev", DAY, True)


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (lambda text: text, Sealed("models-dev", DAY, intact=True)),
        (lambda text: text.replace("\n", "\r\n"), Sealed("models-dev", DAY, intact=True)),
        (lambda text: text + "\n\n", Sealed("models-dev", DAY, intact=True)),
        (lambda text: text.replace("0.3", "0.4"), Sealed("models-dev", DAY, intact=False)),
        (lambda text: text.replace("2026-11-20", "2026-11-21", 1), Sealed("models-dev", DAY + datetime.timedelta(1), intact=False)),
        (lambda text: f"# mine\n{text}", Sealed("models-dev", DAY, intact=False)),
        (lambda text: text.replace("models-dev sha", "other sha"), Sealed("other", DAY, intact=True)),
        (lambda text: text.replace("2026-11-20", "2026-13-20", 1), Sealed("models-dev", None, intact=False)),
        (lambda text: text[: text.index("# vcompare")], None),
        (lambda text: text + "name = 3\n", None),
        (lambda _text: "", None),
    ],
)  # fmt: skip
def test_a_seal_is_read_back(edit: Any, wanted: Sealed | None) -> None:
    assert written(edit(tool_text(TOOL, "models-dev", DAY))) == wanted


def test_fmt_leaves_every_file_of_models_dev_as_it_is() -> None:
    recipe = shipped("models-dev")
    settings = settings_for(recipe)
    declared = Declared(tuple(settings.specs), tuple(settings.meters))
    tools = translate(models_dev(), recipe, settings).tools
    for slug in list(tools)[::25]:
        _, _, text = tool_text(tools[slug], "models-dev", DAY).partition("\n")
        assert formatted(text, f"tools/{slug}.toml", declared) == text
    largest = max(len(tool_text(tool, "models-dev", DAY).encode()) for tool in tools.values())
    assert largest < 20_000
