"""What people type after `--where`, and which values pass."""

import datetime
from typing import Any

import pytest

from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN, Field, Registry
from vcompare.fields.conditions import condition
from vcompare.fields.kinds import Amount, Choice, Flag, List, Quantity

DECLARED = (
    Field("specs.context", "Context window", "about", Quantity(unit="tokens")),
    Field("specs.open-weights", "Open weights", "about", Flag()),
    Field("specs.license", "License", "about", Choice(("mit", "gpl"))),
    Field("specs.fee", "Fee", "about", Amount()),
)
FIELDS = Registry([*BUILTIN.with_panel({"builder": "Builder"}), *DECLARED])
DAY = datetime.date


@pytest.mark.parametrize(
    ("expression", "passing", "others"),
    [
        ("context>=200k", [200_000, 1_000_000], [199_999]),
        ("context > 1.5M", [1_500_001], [1_500_000]),
        ("context<=64k tokens", [64_000], [64_001]),
        ("context<2G", [1_999_999_999], [2_000_000_000]),
        ("specs.context=128_000,200k", [128_000, 200_000], [128_001]),
        ("CONTEXT!=200k,1m", [1], [200_000, 1_000_000]),
        ("score=76.1", [76.1], [76.2]),
        ("score==76.1", [76.1], [76.2]),
        ("score>.5", [0.6], [0.5]),
        ("ship-percent>=80%", [80], [79]),
        ("ship_percent>=80", [80], [79]),
        ("open-weights", [True], [False]),
        ("!open-weights", [False], [True]),
        ("open_weights=No", [False], [True]),
        ("open-weights!=no", [True], [False]),
        ("vendor=openai,ANTHROPIC", ["OpenAI", "Anthropic"], ["Open", "Google"]),
        ("vendor = ＯｐｅｎＡＩ", ["OpenAI"], ["Open AI"]),
        ("vendor=Nestle", ["Nestlé"], ["Nest"]),
        ("vendor!=OpenAI", ["Google"], ["openai"]),
        ("vendor=Foo, Inc.", ["Foo, Inc.", "Foo"], ["Foo Inc. and Sons"]),
        ('vendor="Foo, Inc.",OpenAI', ["Foo, Inc.", "OpenAI"], ["Foo"]),
        ("vendor!=Foo, Inc.", ["Bar"], ["Foo, Inc."]),
        ("name~opus", ["Claude Opus 4.5"], ["Claude Sonnet"]),
        ("name~opus,sonnet", ["Claude Opus 4.5", "Claude Sonnet"], ["Claude Haiku"]),
        ("name=a=b", ["a=b"], ["a"]),
        ("name>=m", ["N"], ["L"]),
        ("slug=claude-4-api", ["claude-4-api"], ["claude-4-apis"]),
        ("tags=voice", [("voice", "gpu")], [("gpu",), ()]),
        ("tags=voice,gpu", [("gpu",)], [("ci",), ()]),
        ("tags!=voice", [("gpu",), ()], [("gpu", "voice")]),
        ("tags~voi", [("voice",)], [("gpu",)]),
        ("entry=Free,PAID", ["free", "paid"], ["freemium"]),
        ("entry>=freemium", ["freemium", "paid"], ["free"]),
        ("verdict!=skip", ["ship", "split"], ["skip"]),
        ("homepage~GitHub.com/", ["https://github.com/a"], ["https://github.io/a"]),
        ("description~open  WEIGHTS", ["It has open\nweights."], ["It opens weights."]),
        ("added=2025-03", [DAY(2025, 3, 1), DAY(2025, 3, 31)], [DAY(2025, 4, 1)]),
        ("added!=2025-03", [DAY(2025, 4, 1)], [DAY(2025, 3, 1)]),
        ("added>=2025-03", [DAY(2025, 3, 1)], [DAY(2025, 2, 28)]),
        ("added>2025-03", [DAY(2025, 4, 1)], [DAY(2025, 3, 31)]),
        ("added<=2025-02", [DAY(2025, 2, 28)], [DAY(2025, 3, 1)]),
        ("added<2025", [DAY(2024, 12, 31)], [DAY(2025, 1, 1)]),
        ("added=2024,2025-06-30", [DAY(2024, 2, 29), DAY(2025, 6, 30)], [DAY(2025, 6, 29)]),
        ("checked<=today", [DAY(2020, 1, 1)], [DAY(9999, 1, 1)]),
        ("checked>7d", [DAY(9999, 1, 1)], [DAY(2020, 1, 1)]),
        ("reviews.builder.score>=80", [80], [79]),
        ("builder.score>=80", [80], [79]),
    ],
)
def test_a_condition_passes_what_is_known_to_fit(
    expression: str, passing: list[Any], others: list[Any]
) -> None:
    found = condition(FIELDS, expression)
    assert [value for value in passing if not found.passes(value)] == []
    assert [value for value in others if found.passes(value)] == []
    assert not found.passes(None)


@pytest.mark.parametrize(
    ("expression", "message", "hint"),
    [
        ("200k", '"200k" names no field', "--where 'score>=80'"),
        ("80", '"80" names no field', "quote it for the shell"),
        ("score", '"score" does not say what to compare panel.score with', "add a comparison, such as 'score>=80', in quotes"),
        ("!score", '"!score" does not say what to compare panel.score with', "add a comparison, such as 'score<80'"),
        ("Entry", '"Entry" does not say what to compare entry with', "add a comparison, such as 'Entry=paid'"),
        ("!entry", '"!entry" does not say what to compare entry with', "add a comparison, such as 'entry!=paid'"),
        ("retired", '"retired" does not say what to compare retired with', "such as 'retired<=today'"),
        ("!retired", '"!retired" does not say what to compare retired with', "such as 'retired>today'"),
        ("tags", '"tags" does not say what to compare tags with', "add a comparison, such as 'tags~text'"),
        ("score>=", '"score>=" names no value after `>=`', "quote it for the shell"),
        ("score=>", '"score=>" names no value after `=>`', "quote it for the shell"),
        ("!score>80", '"!score>80" cannot be read as a condition', "did you mean `score<=80`?"),
        ("!entry=free", '"!entry=free" cannot be read as a condition', "did you mean `entry!=free`?"),
        ("!name~opus", '"!name~opus" cannot be read as a condition', "use `=`, `!=`, `~`"),
        ("tags=>voice", 'tags cannot be compared with `=>`, as in "tags=>voice"', "use `=`, `!=` or `~`"),
        ("score>>80", 'panel.score cannot be compared with `>>`, as in "score>>80"', "use `=`, `!=`, `>`"),
        ("scoer=>80", 'there is no field "scoer"', "did you mean `score`?"),
        ("score>80 and entry=paid", '"score>80 and entry=paid" is more than one condition', "a --where of its own"),
        ("vendor=OpenAI && score >= 80", '"vendor=OpenAI && score >= 80" is more than one', "a --where of its own"),
        ("vendor=OpenAI,score>80", '"vendor=OpenAI,score>80" is more than one condition', "a --where of its own"),
        ("entry=free OR builder.score>1", '"entry=free OR builder.score>1" is more than', "only values are alternatives"),
        ("score>", '"score>" names no value after `>`', "quote it for the shell"),
        ("vendor=", '"vendor=" names no value after `=`', "quote it for the shell"),
        ("!vendor", '"!vendor" does not say what to compare vendor with', "add a comparison, such as 'vendor!=text'"),
        (">=80", '">=80" cannot be read as a condition', "FIELD OPERATOR VALUE"),
        ("", '"" cannot be read as a condition', "FIELD OPERATOR VALUE"),
        ("open weights", '"open weights" cannot be read as a condition', "FIELD OPERATOR VALUE"),
        ("!open-weights=no", '"!open-weights=no" cannot be read as a condition', "did you mean `open-weights!=no`?"),
        ("vendro=x", 'there is no field "vendro"', "did you mean `vendor`?"),
        ("zzzz=x", 'there is no field "zzzz"', "use one of slug, name"),
        ("pricing=x", 'there is no field "pricing"', "`pricing.summary`, `pricing.currency`, `pricing.source`, `pricing.tiers` or"),
        ("panel=ship", 'there is no field "panel"', "did you mean `panel.verdict` or `panel.score`?"),
        ("ship>1", '"ship" fits 2 fields', "write `panel.ship` or `community.ship`"),
        ("allow=x", 'there is no field "allow"', ""),
        ("score>=high", 'panel.score is compared with a number such as 80, 7.5, 200k or 1M, not "high"', ""),
        ("score>=1,000", 'panel.score is compared with a number such as 80, 7.5, 200k or 1M, not "1,000"', ""),
        ("score=1,000", 'panel.score is compared with a number such as 80, 7.5, 200k or 1M, not "000"', ""),
        ("score>=nan", 'panel.score is compared with a number such as 80, 7.5, 200k or 1M, not "nan"', ""),
        ("score=unknown", "panel.score is compared with", "what is unknown passes no filter"),
        ("score~8", 'panel.score cannot be compared with `~`, as in "score~8"', "`=`, `!=`, `>`, `>=`, `<` or `<=`"),
        ("tags>a", 'tags cannot be compared with `>`, as in "tags>a"', "use `=`, `!=` or `~`"),
        ("entry=fremium", 'entry is compared with one of free, freemium, paid, not "fremium"', "`freemium`"),
        ("added=2025-13", "added is compared with a day", ""),
        ("added=0000", "added is compared with a day", ""),
        ("open-weights=maybe", 'specs.open-weights is compared with yes or no, not "maybe"', ""),
        ("vendor=,", "vendor is compared with text, and no value was typed", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_an_error_with_a_remedy(expression: str, message: str, hint: str) -> None:
    with pytest.raises(VcompareError) as caught:
        condition(FIELDS, expression)
    assert caught.value.message.startswith(message)
    assert hint in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("=>", ">="),
        ("≥", ">="),
        ("=<", "<="),
        ("≤", "<="),
        ("<>", "!="),
        ("≠", "!="),
        ("=!", "!="),
        ("!==", "!="),
        ("===", "="),
        (":", "="),
        ("＝", "="),
        ("＞", ">"),
        ("＜", "<"),
    ],
)
def test_an_operator_of_another_language_leads_to_ours(typed: str, meant: str) -> None:
    for space in ("", " "):
        expression = f"score{space}{typed}{space}80"
        with pytest.raises(VcompareError) as caught:
            condition(FIELDS, expression)
        assert caught.value.message == f'panel.score cannot be compared with `{typed}`, as in "{expression}"'
        assert caught.value.hint == f"did you mean `score{meant}80`?"


def test_an_address_has_a_colon() -> None:
    assert condition(FIELDS, "homepage~://").passes("https://example.com")
    assert condition(FIELDS, "name=a: b").passes("a: b")


@pytest.mark.parametrize(
    "value",
    ["research and development", "a and b=c", "https://x.org/?a=1&name=2", "R&D, Inc.", '"a, name=b"'],
)
def test_a_value_may_look_as_if_another_condition_followed(value: str) -> None:
    assert condition(FIELDS, f"name={value}").passes(value.strip('"'))


@pytest.mark.parametrize("field", [field for field in FIELDS if field.group != "file"], ids=str)
def test_a_hint_shows_a_comparison_that_can_be_read(field: Field) -> None:
    for sign in ("", "!"):
        try:
            condition(FIELDS, f"{sign}{field.path}")
        except VcompareError as error:
            assert condition(FIELDS, str(error.hint).split("'")[1]).field is field
        else:
            assert isinstance(field.kind, Flag)


def test_a_spec_without_items_is_unknown_and_a_tool_without_tags_has_none() -> None:
    fields = Registry([*BUILTIN, Field("specs.modalities", "Modalities", "about", List())])
    assert not condition(fields, "modalities!=image").passes(())
    assert condition(fields, "modalities!=image").passes(("text",))
    assert condition(fields, "tags!=voice").passes(())
