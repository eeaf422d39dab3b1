"""`sources-disagree`: what is a disagreement between two files of a tool, and what is none."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.checks.rules.support import CATALOG, QUILL, TOOL, found, reported, spec
from tests.conftest import Run
from tests.importers.data import models_dev
from tests.importers.test_shipped import genai
from tests.prices import METERS
from vcompare.diagnostics import Diagnostic, Location

RULE = "sources-disagree"
HINT = "look it up, and write it into the tool's own file, with the day as `checked`"
A, B = "imported/a/quill.toml", "imported/b/quill.toml"
SETTINGS = (
    'format = 1\ntitle = "Tools"\ncurrency = "USD"\n'
    + METERS
    + spec("context", more='unit = "tokens"\n')
    + spec("share", more='unit = "%"\n')
    + spec("open", "flag")
    + spec("license", "text")
    + spec("modalities", "list")
    + spec("released", "date")
    + spec("card", "link")
    + spec("level", "choice", 'choices = ["low", "high"]\n')
    + "\n[currencies]\nEUR = { usd = 1.10, checked = 2026-11-01 }\n"
)
SEEN = "seen = 2026-11-10\n"


def layers(tmp_path: Path, own: str | None, *imported: str, settings: str = SETTINGS) -> list[Diagnostic]:
    """Check a tool with its own file, if it has one, and what sources have of it, a after b."""
    files = {CATALOG: settings}
    files |= {} if own is None else {QUILL: TOOL.replace('entry = "free"\n', "") + own}
    head = SEEN + (TOOL.replace('entry = "free"\n', "") if own is None else "")
    files |= {path: head + text for path, text in zip((A, B), imported, strict=False)}
    return found(tmp_path, RULE, files)


def said(findings: list[Diagnostic]) -> list[str]:
    return [finding.message.partition("; also at")[0] for finding in findings]


def test_both_values_and_both_places(tmp_path: Path) -> None:
    findings = layers(tmp_path, "[specs]\ncontext = 200_000\n", "[specs]\ncontext = 100_000\n")
    assert findings == [
        Diagnostic(
            QUILL,
            5,
            11,
            RULE,
            "warning",
            "`context` is 200,000 tokens here and 100,000 tokens in a (seen 2026-11-10), −50%; "
            "also at imported/a/quill.toml:3",
            HINT,
            (Location(A, 3, 11),),
        )
    ]


def test_two_imported_sources(tmp_path: Path) -> None:
    (one,) = layers(tmp_path, None, "[specs]\ncontext = 100\n", "[specs]\ncontext = 150\n")
    assert (one.path, one.also[0].path) == (A, B)
    assert said([one]) == [
        "`context` is 100 tokens in a (seen 2026-11-10) and 150 tokens in b (seen 2026-11-10), +50%"
    ]


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("context = 3", "context = 3.0"),
        ("context = 0.3", "context = 0.30000000000000004"),
        ("context = { at_least = 100 }", "context = 200"),
        ("context = 200", "context = { at_least = 100, at_most = 300 }"),
        ("context = { at_least = 60, at_most = 90 }", "context = { at_least = 80 }"),
        ("context.none = true", "context.none = true"),
        ('released = "2025-03"', "released = 2025-03-14"),
        ("released = 2025", 'released = "2025-03"'),
        ('modalities = ["text", "image"]', 'modalities = ["Image", "text"]'),
        ('license = "Apache-2.0"', 'license = "apache 2.0"'),
        ('card = "https://www.example.com/card/"', 'card = "http://example.com/card"'),
        ("open = true", "open = true"),
        ("open = true", "context = 1"),
    ],
)
def test_what_means_the_same_is_no_disagreement(tmp_path: Path, own: str, other: str) -> None:
    for first, second in ((own, other), (other, own)):
        assert layers(tmp_path, f"[specs]\n{first}\n", f"[specs]\n{second}\n") == []


@pytest.mark.parametrize(
    ("own", "other", "message"),
    [
        ("context = { at_least = 100 }", "context = 99", "at least 100 tokens here and 99 tokens in a"),
        ("context.none = true", "context = 99", "none here and 99 tokens in a (seen 2026-11-10)"),
        ("context = 0", "context = 99", "0 tokens here and 99 tokens in a (seen 2026-11-10)"),
        ("share = 40", "share = 50", "40% here and 50% in a (seen 2026-11-10), +10 points"),
        ("open = true", "open = false", "yes here and no in a (seen 2026-11-10)"),
        ("released = 2025-03-14", "released = 2025-04-14", "2025-03-14 here and 2025-04-14 in a (seen 2026-11-10), 31 days later"),
        ("released = 2025-03-14", "released = 2024-03-14", ", 1 year earlier"),
        ("released = 2025-03-14", "released = 2026-09-12", ", 1.5 years later"),
        ("released = 2025", 'released = "2023-04"', ", 2 years earlier"),
        ('released = "2025-03"', 'released = "2025-06"', ", 3 months later"),
        ('modalities = ["text"]', 'modalities = ["text", "image"]', "text here and text, image in a"),
        ('license = "MIT"', 'license = "Apache-2.0"', '"MIT" here and "Apache-2.0" in a'),
        ('level = "low"', 'level = "high"', "low here and high in a"),
        ('card = "https://example.com/a"', 'card = "https://example.com/b"', "https://example.com/a here"),
    ],
)  # fmt: skip
def test_how_far_apart_they_are(tmp_path: Path, own: str, other: str, message: str) -> None:
    (text,) = said(layers(tmp_path, f"[specs]\n{own}\n", f"[specs]\n{other}\n"))
    assert message in text


@pytest.mark.parametrize(
    ("own", "number"),
    [
        ("context = { value = 1, checked = 2026-11-09 }", 1),
        ("context = { value = 1, checked = 2026-11-10 }", 0),
        ("context = { value = 1, checked = 2026-11-11 }", 0),
        ("context = 1\n[sources.specs]\nurl = 'https://example.com'\nchecked = 2026-11-09", 1),
        ("context = 1\n[sources.specs]\nurl = 'https://example.com'\nchecked = 2026-11-12", 0),
        ("context = { value = 1, source = 'x' }\n[sources.x]\nurl = 'https://example.com'\nchecked = 2026-11-12", 0),
    ],
)  # fmt: skip
def test_a_value_that_people_read_since_is_meant_as_it_is(tmp_path: Path, own: str, number: int) -> None:
    assert len(layers(tmp_path, f"[specs]\n{own}\n", "[specs]\ncontext = 2\n")) == number


def test_what_people_decided_settles_it_between_sources_too(tmp_path: Path) -> None:
    own = "[specs]\ncontext = { value = 1, checked = 2026-11-10 }\n"
    assert layers(tmp_path, own, "[specs]\ncontext = 2\n", "[specs]\ncontext = 3\n") == []
    undated = layers(tmp_path, "[specs]\ncontext = 1\n", "[specs]\ncontext = 2\n", "[specs]\ncontext = 3\n")
    assert [one.also[0].path for one in undated] == [A, B]


RATES = "[pricing.rates]\n"


@pytest.mark.parametrize(
    ("own", "other", "messages"),
    [
        (f"{RATES}input = 5\noutput = 9\n", f'{RATES}input = 4\noutput = "9.00"\ncache-read = 1\n', ["`input` is $5.00 here and $4.00 in a (seen 2026-11-10), −20%"]),
        (f"{RATES}input = 0.083333\n", f"{RATES}input = 0.08333333333333\n", []),
        (f"{RATES}input = 0\n", f"{RATES}input = 0\n", []),
        (f"{RATES}input = 0\n", f"{RATES}input = 4\n", ["`input` is $0.00 here and $4.00 in a (seen 2026-11-10)"]),
        (f"{RATES}input = 5\n", f"{RATES}output = 5\n", []),
        (f"[pricing]\nchecked = 2026-11-10\n{RATES}input = 5\n", f"{RATES}input = 4\n", []),
        (f"{RATES}input = {{ amount = 5, checked = 2026-11-10 }}\n", f"{RATES}input = 4\n", []),
        (f'[pricing]\ncurrency = "EUR"\n{RATES}input = 1\n', f"{RATES}input = 1.1\n", []),
        (f'[pricing]\ncurrency = "EUR"\n{RATES}input = 1\n', f"{RATES}input = 2.2\n", ["`input` is €1.00 here and $2.20 in a (seen 2026-11-10), +100%"]),
        (f'[pricing]\ncurrency = "CHF"\n{RATES}input = 1\n', f"{RATES}input = 2\n", []),
        ("[offers.x]\nrates.input = 5\n", "[offers.x]\nrates.input = 6\n[offers.y]\nrates.input = 7\n", ["`input` of `x` is $5.00 here and $6.00 in a (seen 2026-11-10), +20%"]),
        ("[offers.x]\nspecs.context = 5\n", "[offers.x]\nspecs.context = 6\n", ["`context` of `x` is 5 tokens here and 6 tokens in a (seen 2026-11-10), +20%"]),
        ("[pricing]\nsummary = 'Free'\n", "[pricing]\nsummary = 'Not free'\n", []),
    ],
)  # fmt: skip
def test_prices_are_compared_by_meter(tmp_path: Path, own: str, other: str, messages: list[str]) -> None:
    assert said(layers(tmp_path, own, other)) == messages


def tier(over: int, rates: str) -> str:
    return f"[[pricing.tiers]]\nover = {{ input = {over} }}\nrates = {{ {rates} }}\n"


def plan(name: str, amount: object, includes: str = "", per: str = "month") -> str:
    return (
        f'[[pricing.plans]]\nname = "{name}"\namount = {amount}\nper = "{per}"\nincludes = {{ {includes} }}\n'
    )


@pytest.mark.parametrize(
    ("own", "other", "messages"),
    [
        (tier(200, "input = 6, output = 9"), tier(200, "input = 3, output = 9.0, cache-read = 1"),
         ["`tiers` are above 200 input: input $6.00 here and above 200 input: input $3.00 in a (seen 2026-11-10), −50%"]),
        (tier(200, "input = 6"), tier(300, "input = 6"),
         ["`tiers` are above 200 input: input $6.00 here and above 300 input: input $6.00 in a (seen 2026-11-10)"]),
        (tier(200, "input = 6"), tier(200, "output = 6"), []),
        (tier(200, "input = 6"), f"{RATES}input = 6\n", []),
        (plan("Pro", 20), plan("PRO", 30) + plan("Team", 40),
         ["`plans` are Pro $20.00 a month here and PRO $30.00 a month in a (seen 2026-11-10)"]),
        (plan("Pro", 20, "input = 5"), plan("Pro", "20.0", "input = 6, output = 3"),
         ["`plans` are Pro $20.00 a month, with 5 input here and Pro $20.00 a month, with 6 input and 3 output in a (seen 2026-11-10)"]),
        (plan("Pro", 20), plan("Pro", 200, per="year"), []),
    ],
)  # fmt: skip
def test_tiers_and_plans_are_compared_where_both_have_them(
    tmp_path: Path, own: str, other: str, messages: list[str]
) -> None:
    assert said(layers(tmp_path, own, other)) == messages


@pytest.mark.parametrize(
    ("own", "other", "number"),
    [
        ('vendor = "Mistral"', 'vendor = "Mistral AI"', 0),
        ('vendor = "xAI"', 'vendor = "X AI"', 0),
        ('vendor = "Anthropic"', 'vendor = "Amazon"', 1),
        ('entry = "free"', 'entry = "paid"', 1),
        ('entry = "free"\npricing.checked = 2026-11-10', 'entry = "paid"', 0),
        ("retired = 2026-01-01", "retired = 2026-02-01", 1),
        ('short_name = "Quill 2"', 'short_name = "Quill II"', 0),
        ('description = "Long"', 'description = "Longer"', 0),
        ('homepage = "https://example.com"', 'homepage = "https://example.org"', 0),
        ('tags = ["a"]\naliases = ["b"]', 'tags = ["c"]\naliases = ["d"]', 0),
    ],
)
def test_of_built_in_fields_facts_are_compared(tmp_path: Path, own: str, other: str, number: int) -> None:
    assert len(layers(tmp_path, f"{own}\n", f"{other}\n")) == number


def test_a_value_that_cannot_be_read_hides_what_others_have(tmp_path: Path) -> None:
    own = '[specs]\ncontext = "many"\n'
    assert layers(tmp_path, own, "[specs]\ncontext = 2\n", "[specs]\ncontext = 3\n") == []


@pytest.mark.parametrize("own", ["vendor = 3\n", "seen = \n"])
def test_a_file_that_cannot_be_used_is_left_to_other_rules(tmp_path: Path, own: str) -> None:
    assert layers(tmp_path, own, "[specs]\ncontext = 2\n", "[specs]\ncontext = 3\n") == []


def test_prices_that_do_not_count_are_not_compared(tmp_path: Path) -> None:
    findings = layers(tmp_path, f"{RATES}output = 5\n", f"{RATES}input = 4\n", f"{RATES}input = 3\n")
    assert findings == []


def test_the_tools_own_file_allows_it_wherever_it_is(tmp_path: Path) -> None:
    own, settings = f'allow = ["{RULE}"]\n[specs]\ncontext = 1\n', SETTINGS
    imported = ("[specs]\ncontext = 2\n" + RATES + "input = 1\n", RATES + "input = 2\n")
    assert len(layers(tmp_path, own.replace(RULE, "raw-html"), *imported)) == 2
    assert layers(tmp_path, own, *imported) == []
    assert reported("unused-allow", tmp_path / "catalog") == []
    assert len(layers(tmp_path / "imported", None, *imported)) == 1
    assert (
        layers(tmp_path / "imported", None, *imported, settings=f'{settings}[check]\nignore = ["{RULE}"]\n')
        == []
    )


@pytest.mark.parametrize(
    ("own", "text", "hint"),
    [
        ("[specs]\ncontext = 1\n", "[specs]\ncontext = 2\n", "look it up"),
        (f"{RATES}input = 1\n", f"{RATES}input = 2\n", "look it up"),
        ("[specs]\nopen = true\n", f"{RATES}input = 2\n", "write all prices"),
        ('vendor = "A"\n', 'vendor = "B"\n', "allow ="),
    ],
)
def test_the_remedy_fits_the_value(tmp_path: Path, own: str, text: str, hint: str) -> None:
    (one,) = layers(tmp_path, own, text, f"{RATES}input = 3\n" if "prices" in hint else "")
    assert one.hint is not None
    assert hint in one.hint


def test_hostile_text_is_shown_escaped(tmp_path: Path, vcompare: Run) -> None:
    layers(tmp_path, 'vendor = "a\\u202eb"\n', f'vendor = "{"x" * 500}"\n')
    text = vcompare("check", catalog=tmp_path / "catalog").stdout
    assert "\u202e" not in text
    assert "x" * 200 not in text
    assert RULE in text


# --- models.dev and genai-prices as a whole

METERS_OF_BOTH = {
    "input": ("input", "input_mtok"), "output": ("output", "output_mtok"), "cache-read": ("cache_read", "cache_read_mtok"),
    "cache-write": ("cache_write", "cache_write_mtok"), "audio-input": ("input_audio", "input_audio_mtok"),
    "audio-output": ("output_audio", "output_audio_mtok"),
}  # fmt: skip
SELLERS = {
    "aws": "amazon-bedrock",
    "x-ai": "xai",
    "together": "togetherai",
    "fireworks": "fireworks-ai",
    "novita": "novita-ai",
}
Priced = dict[tuple[str, str], dict[str, Decimal]]


def called(model: str) -> str:
    """Return what is the same of the names of one model."""
    return re.sub(r"[._\-:@\s]+", "-", model.rpartition("/")[2].casefold())


def in_models_dev() -> Priced:
    found: Priced = {}
    for seller, group in models_dev().items():
        for model in group["models"].values():
            cost = model.get("cost") or {}
            amounts = {meter: cost.get(key) for meter, (key, _) in METERS_OF_BOTH.items()}
            found.setdefault((called(model["id"]), seller.replace("_", "-")), known(amounts))
    return found


def in_genai_prices() -> Priced:
    found: Priced = {}
    for provider in genai():
        for model in provider["models"]:
            prices = model["prices"] if isinstance(model["prices"], dict) else {}
            amounts = {meter: base(prices.get(key)) for meter, (_, key) in METERS_OF_BOTH.items()}
            found.setdefault((called(model["id"]), sold_by(provider["id"], model["id"])), known(amounts))
    return found


def sold_by(provider: str, model: str) -> str:
    if provider == "google":
        is_own = "gem" in model
        return "google" if is_own else "google-vertex-anthropic" if "claude" in model else "google-vertex"
    return SELLERS.get(provider, provider.replace("_", "-"))


def base(price: Any) -> Any:
    return price["base"] if isinstance(price, dict) else price


def known(amounts: dict[str, Any]) -> dict[str, Decimal]:
    return {meter: Decimal(str(amount)) for meter, amount in amounts.items() if amount is not None}


def test_every_disagreement_in_price_of_two_data_sets_is_found_and_none_is_invented(
    tmp_path: Path, vcompare: Run
) -> None:
    root = tmp_path / "catalog"
    root.mkdir()
    (root / "catalog.toml").write_text('format = 1\ntitle = "Models"\n[imports]\norder = ["models-dev"]\n')
    for name, data in (("models-dev", models_dev()), ("genai-prices", genai())):
        file = tmp_path / f"{name}.json"
        file.write_text(json.dumps(data, default=float))
        assert vcompare("import", name, str(file), "--setup", catalog=root).returncode == 0
    ours, theirs = in_models_dev(), in_genai_prices()
    expected = {
        (model, seller, meter): (ours[model, seller][meter], theirs[model, seller][meter])
        for model, seller in ours.keys() & theirs.keys()
        for meter in ours[model, seller].keys() & theirs[model, seller].keys()
    }
    expected = {
        key: pair for key, pair in expected.items() if max(pair) and abs(pair[0] - pair[1]) / max(pair) > 1e-5
    }
    tools = json.loads(vcompare("list", "-f", "json", catalog=root).stdout)["tools"]
    found, of_makers = dict[Any, Any](), list[Any]()
    for tool in tools:
        for one in tool.get("disagreements", ()):
            if one["field"].startswith("pricing.rates."):
                model, meter = called(tool["slug"]), one["field"].rpartition(".")[2]
                pair = tuple(Decimal(one[side]["amount"]) for side in ("value", "other"))
                if one["offer"]:
                    found[model, one["offer"], meter] = pair
                else:
                    of_makers.append((model, meter, pair))
    for model, meter, pair in of_makers:  # which does not say who makes it
        sellers = [key[1] for key, both in expected.items() if key[::2] == (model, meter) and both == pair]
        maker = next((seller for seller in sellers if (model, seller, meter) not in found), "nobody")
        found[model, maker, meter] = pair
    assert len(found) > 100
    assert found == expected
    findings = json.loads(
        vcompare("check", "--select", "sources-disagree", "-f", "json", catalog=root).stdout
    )
    assert len(findings["diagnostics"]) == sum(len(tool.get("disagreements", ())) for tool in tools)
