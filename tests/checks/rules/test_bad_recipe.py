"""`bad-recipe`: expressions that do not parse or use too much; and recipes as files of a catalog."""

from pathlib import Path

import pytest

from tests.checks.rules.support import HERE, assert_found_here, found, write
from vcompare.checks.runner import check

RULE = "bad-recipe"
RECIPE = "recipes/models.toml"
START = 'records = "values(models)"\ntool = "id"\n'


@pytest.mark.parametrize(
    "text",
    [
        f'records = {HERE}"sort(models)"\ntool = "id"\n',
        f'records = "models"\ntool = {HERE}"id["\n',
        START + f'version = {HERE}"max(a)"\n',
        START + f'[fields]\nname = {HERE}"join(\'\', a)"\nvendor = "a.b"\n',
        START + f'[fields.specs]\ncontext = {HERE}"a b"\n',
        START + f'[fields.pricing]\ntiers = {HERE}"map(&a, b)"\n',
        START + f'[[fields.pricing.tiers]]\nover.input = {HERE}"a +"\nrates.input = {HERE}"&a"\n',
        START + f'[fields.pricing.rates]\ninput = {HERE}"a["\noutput = {HERE}"b["\n',
        START + f'[offers]\nname = {HERE}"avg(a)"\n',
        START + f'color = "red"\n[fields]\nname = {HERE}"a["\n',
    ],
)
def test_an_expression_that_cannot_be_used_is_found_where_it_is(tmp_path: Path, text: str) -> None:
    assert_found_here(tmp_path, RULE, {RECIPE: text})


@pytest.mark.parametrize(
    "text",
    [
        START,
        START + '[fields]\nname = "name"\n[fields.specs]\na = "not_null(b, `1`)"\n[skip]\ntools = ["a["]\n',
        START + '[[fields.pricing.tiers]]\nover.input = "`5`"\nrates.input = "a.b"\n',
        START + '[constants]\nname = "a["\n',
        "fields = 3\nrecords = 4\n",
    ],
)
def test_what_is_no_wrong_expression(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, RULE, {RECIPE: text}) == []


@pytest.mark.parametrize(
    ("text", "rule", "message"),
    [
        ('records = "a"\n', "missing-key", "`tool` is missing"),
        (START + "offer = 3\n", "wrong-type", "`offer` must be a JMESPath expression of at most 500 characters; it is a whole number"),
        (START + f'offer = "{"a" * 501}"\n', "bad-value", "`offer` must be a JMESPath expression of at most 500 characters; it has 501 characters"),
        (START + '[fields]\ncolour = "x"\n', "unknown-key", "`fields.colour` is not a key of this file"),
        (START + "[fields.pricing]\ntiers = 3\n", "wrong-type", "`fields.pricing.tiers` must be a JMESPath expression, or a list of tables with `over` and `rates`; it is a whole number"),
        (START + '[slugs]\n"Gpt 4" = "Gpt 4"\n', "bad-value", '`slugs.Gpt 4` must be a slug: lower-case letters and digits joined by single hyphens, at most 80 characters; it is "Gpt 4"'),
        (START + "[setup.meters.input]\nlabel = 'Input'\n", "missing-key", "`setup.meters.input.unit` is missing"),
    ],
)  # fmt: skip
def test_a_recipe_is_read_like_every_file(tmp_path: Path, text: str, rule: str, message: str) -> None:
    findings = check(write(tmp_path, {RECIPE: text})).diagnostics
    assert [(one.path, one.rule, one.message) for one in findings] == [(RECIPE, rule, message)]
