"""`app/writing/rates.py`: how assignments change rates, plans and offers, written as people type them."""

from pathlib import Path

import pytest

from tests.app.writing.prices import METERS, PRICES
from tests.conftest import SETTINGS, TOOL, MakeCatalog, Run
from vcompare.app.writing.rates import read_amount
from vcompare.fields.kinds import Amount


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    settings = SETTINGS.replace("[panel.builder]", f"{METERS}\n[panel.builder]")
    return make_catalog({"catalog.toml": settings, "tools/quill.toml": TOOL.format(name="Quill") + PRICES})


INPUT = "input = 3.48\n"
CACHED = 'cache-read = { amount = 0.50, quote = "Cache hits $0.50 / MTok" } # read twice\n'
OFFERED = "rates = { input = 5.5, output = 27.5 }\n"
PLAN = 'amount = 25\nper = "seat-month"\nincludes = { input = 500_000 }\n'


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        (["pricing.rates.input=3"], INPUT, "input = 3\n"),
        (["input=3"], INPUT, "input = 3\n"),
        (["rates.Input=$3"], INPUT, "input = 3\n"),
        (["input=3 USD"], INPUT, "input = 3\n"),
        (["input=.30"], INPUT, "input = 0.3\n"),
        (["input=0.30"], INPUT, "input = 0.3\n"),
        (["input=1,200"], INPUT, "input = 1200\n"),
        (["input=3/M"], INPUT, "input = 3\n"),
        (["input=$3 per 1M tokens"], INPUT, "input = 3\n"),
        (["input=$3/MTok"], INPUT, "input = 3\n"),
        (["input=0"], INPUT, "input = 0\n"),
        (["input=0.1234567890123456"], INPUT, 'input = "0.1234567890123456"\n'),
        (["input=0.0000001"], INPUT, 'input = "0.0000001"\n'),
        (["input=12345678901234567"], INPUT, 'input = "12345678901234567"\n'),
        (['input={ amount = 3, note = "beta" }'], INPUT, 'input = { amount = 3, note = "beta" }\n'),
        (["cache-read="], CACHED, ""),
        (["seat-month=25/seat-month"], "output = 25\n", "output = 25\nseat-month = 25\n"),
        (["input.checked=2026-01-20"], INPUT, "input = { amount = 3.48, checked = 2026-01-20 }\n"),
        (["input.source=pricing", "input=2"], INPUT, 'input = { amount = 2, source = "pricing" }\n'),
        (["cache-read.amount=0.4"], "amount = 0.50", "amount = 0.4"),
        (
            ["cache-read=0.40", "cache-read.quote="],
            CACHED,
            "cache-read = { amount = 0.4 } # read twice\n",
        ),
        (["cache-read.checked=2026-01-20"], "amount = 0.50", "amount = 0.50, checked = 2026-01-20"),
        (["offers.bedrock.rates.input=3.30"], OFFERED, "rates = { input = 3.3, output = 27.5 }\n"),
        (["offers.bedrock.input=3.30"], OFFERED, "rates = { input = 3.3, output = 27.5 }\n"),
        (["offers.bedrock.pricing.rates.output="], OFFERED, "rates = { input = 5.5 }\n"),
        (["offers.bedrock.specs.context=1M"], "context = 100_000", "context = 1_000_000"),
        (["offers.bedrock.name=AWS"], '"Amazon Bedrock"', '"AWS"'),
        (["pricing.currency=EUR"], '"Pay per token"\n', '"Pay per token"\ncurrency = "EUR"\n'),
        (["pricing.plans.team.amount=$30"], "amount = 25\n", "amount = 30\n"),
        (["pricing.plans.Team.includes.output=1M"], "input = 500_000 }", "input = 500_000, output = 1_000_000 }"),
        (["plans.Team.includes.input="], PLAN, 'amount = 25\nper = "seat-month"\n'),
        (["pricing.plans.Team.per=month"], '"seat-month"\ninc', '"month"\ninc'),
    ],
)  # fmt: skip
def test_only_what_is_assigned_changes(
    vcompare: Run, root: Path, words: list[str], before: str, after: str
) -> None:
    path = root / "tools/quill.toml"
    text = path.read_text()
    assert text.count(before) == 1
    done = vcompare("edit", "quill", *words, catalog=root)
    assert done.returncode == 0, done.stderr
    assert path.read_text() == text.replace(before, after)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["input=abc"], '`input` must be an amount of money, such as 3, 0.25 or $3, not "abc"\n'),
        (["input=3,50"], 'such as 3, 0.25 or $3, not "3,50"\nhint: write 3.5\n'),
        (["input=-3"], 'not "-3"\nhint: write 0 or more\n'),
        (["input=3M"], 'not "3M"\nhint: write 3/M if it is per million\n'),
        (["input=3 tok"], '`input` must be an amount in USD, not "3 tok"\nhint: these prices are in USD: convert it\n'),
        (["input=€3"], "hint: these prices are in USD: convert it, or set `pricing.currency` to EUR if all of them are\n"),
        (["offers.bedrock.input=€3"], "or set `offers.bedrock.currency` to EUR if all of them are\n"),
        (["input=3/k"], '`input` must be an amount for 1M tokens, not "3/k"\nhint: write 3000\n'),
        (["seat-month=25/month"], 'must be an amount for seat-month, not "25/month"\nhint: write the amount alone\n'),
        (["input=unknown"], "hint: leave it empty: what is absent is unknown\n"),
        (["input=free"], "hint: write 0 if it costs nothing\n"),
        (["pricing.rates.inptu=3"], "`inptu` is not a meter of this catalog\nhint: did you mean `input`?\n"),
        (["pricing.rates=3"], "`pricing.rates` is a table\nhint: name a key in it, such as pricing.rates.input\n"),
        (["offers.bedrock=3"], "`offers.bedrock` is a table\nhint: name a key in it, such as offers.bedrock.name\n"),
        (["offers.bedrock.nmae=3"], "`nmae` is not a key of an offer\nhint: did you mean `name`?\n"),
        (["pricing.tiers=3"], "`pricing.tiers` is a list of tables\nhint: `vcompare edit TOOL --editor` shows how one is written\n"),
        (["pricing.plans.Pro.amount=3"], '`pricing.plans` has no plan "Pro"\n'),
        (["pricing.plans.Tema.amount=3"], "hint: did you mean `Team`?\n"),
        (["pricing.plans.Team.amount="], "`pricing.plans.Team.amount` cannot be empty: a plan needs it\n"),
        (["pricing.plans.Team.per=seat"], "must be a meter of this catalog"),
    ],
)  # fmt: skip
def test_what_is_not_clear_is_refused_in_terms_of_what_was_typed(
    vcompare: Run, root: Path, words: list[str], error: str
) -> None:
    text = (root / "tools/quill.toml").read_text()
    done = vcompare("edit", "quill", *words, catalog=root)
    assert done.returncode == 2
    assert error in done.stderr
    assert (root / "tools/quill.toml").read_text() == text


def test_a_currency_is_that_of_the_table_after_all_assignments(vcompare: Run, root: Path) -> None:
    done = vcompare("edit", "quill", "input=€3", "pricing.currency=EUR", catalog=root)
    assert done.returncode == 0
    assert "Input: $3.48 → €3.00\n" in done.stderr
    done = vcompare("edit", "quill", "pricing.currency=", "input=€4", catalog=root)
    assert "these prices are in USD" in done.stderr


def test_a_table_without_a_currency_takes_that_of_the_first_amount(vcompare: Run, root: Path) -> None:
    catalog = root / "catalog.toml"
    catalog.write_text(catalog.read_text().replace('currency = "USD"\n', ""))
    tool = root / "tools/quill.toml"
    tool.write_text(TOOL.format(name="Quill"))
    assert vcompare("edit", "quill", "input=€3", "output=€9", catalog=root).returncode == 0
    assert tool.read_text().endswith(
        '[pricing]\ncurrency = "EUR"\n\n[pricing.rates]\ninput = 3\noutput = 9\n'
    )
    done = vcompare("edit", "quill", "input=$3", catalog=root)
    assert "these prices are in EUR" in done.stderr


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["input=0.87"], "  Input: $3.48 → $0.87, −75%\n"),
        (["seat-month=30"], "  Seat: unset → $30.00\n"),
        (["cache-read="], "  Cached input: $0.50 → unset\n"),
        (["offers.bedrock.input=5"], "  bedrock, Input: $5.50 → $5.00, −9%\n"),
        (["input.checked=2026-01-20"], "  Input, checked: unset → 2026-01-20\n"),
        (["plans.Team.amount=30"], "  Plans: Team $25.00 a seat-month, with 500k input → Team $30.00 a seat-month, "),
        (["pricing.tiers="], "  Tiers: above 200k input: input $10.00, output $37.50 → unset\n"),
    ],
)  # fmt: skip
def test_every_write_reports_old_and_new(vcompare: Run, root: Path, words: list[str], line: str) -> None:
    assert line in vcompare("edit", "quill", *words, catalog=root).stderr


@pytest.mark.parametrize(
    ("words", "date"),
    [
        (["input=3"], "pricing.checked is still 2026-01-02, though pricing.rates.input changed"),
        (["plans.Team.amount=3"], "pricing.checked is still 2026-01-02, though pricing.plans changed"),
        (["pricing.tiers="], "pricing.checked is still 2026-01-02, though pricing.tiers changed"),
        (["offers.bedrock.input=3"], "offers.bedrock.checked is still 2026-01-03, though offers.bedrock.rates.input changed"),
        (["offers.bedrock.summary=From $3"], "offers.bedrock.checked is still 2026-01-03, though offers.bedrock.summary changed"),
        (["offers.bedrock.source=https://example.com/b"], "offers.bedrock.checked is still 2026-01-03, though offers.bedrock.source changed"),
        (["cache-read=1"], "pricing.rates.cache-read.quote is unchanged, though pricing.rates.cache-read changed"),
    ],
)  # fmt: skip
def test_a_price_that_changes_alone_is_warned_about(
    vcompare: Run, root: Path, words: list[str], date: str
) -> None:
    assert date in vcompare("edit", "quill", *words, catalog=root).stderr


def test_checked_dates_the_evidence_in_force(vcompare: Run, root: Path) -> None:
    words = ("input=3", "offers.bedrock.input=3", "--checked", "2026-01-20")
    done = vcompare("edit", "quill", *words, catalog=root)
    assert "is still" not in done.stderr
    text = (root / "tools/quill.toml").read_text()
    assert 'url = "https://example.com/pricing"\nchecked = 2026-01-20\n' in text
    assert 'source = "https://example.com/bedrock"\nchecked = 2026-01-20\n' in text
    vcompare("edit", "quill", "output.checked=2026-01-21", catalog=root)
    vcompare("edit", "quill", "output=26", "--checked", "2026-01-22", catalog=root)
    assert "output = { amount = 26, checked = 2026-01-22 }\n" in (root / "tools/quill.toml").read_text()
    assert (
        'url = "https://example.com/pricing"\nchecked = 2026-01-20\n'
        in (root / "tools/quill.toml").read_text()
    )


def test_a_spec_and_a_meter_of_one_name_are_told_apart(vcompare: Run, root: Path) -> None:
    catalog = root / "catalog.toml"
    catalog.write_text(catalog.read_text() + '\n[specs.output]\nlabel = "Output"\nkind = "quantity"\n')
    done = vcompare("edit", "quill", "output=3", catalog=root)
    assert (
        "error: `output` is a spec and a rate\nhint: write `specs.output` or `pricing.rates.output`"
        in done.stderr
    )
    assert vcompare("edit", "quill", "rates.output=3", "specs.output=8", catalog=root).returncode == 0


def test_a_new_offer_is_a_table_of_its_own(vcompare: Run, root: Path) -> None:
    words = ("offers.nova.rates.input=2", "offers.nova.name=Nova", "offers.nova.checked=2026-01-20")
    assert vcompare("edit", "quill", *words, catalog=root).returncode == 0
    text = (root / "tools/quill.toml").read_text()
    assert text.endswith(
        '[offers.nova]\nname = "Nova"\nchecked = 2026-01-20\n\n[offers.nova.rates]\ninput = 2\n'
    )
    assert vcompare("edit", "quill", "offers.nova=", "offers.bedrock=", catalog=root).returncode == 0
    assert (root / "tools/quill.toml").read_text().endswith("checked = 2026-01-02\n")


def test_a_table_goes_with_its_last_key(vcompare: Run, root: Path) -> None:
    words = ("input=", "output=", "cache-read=", "pricing.plans=", "pricing.tiers=", "pricing.summary=")
    done = vcompare("edit", "quill", *words, "sources.pricing=", catalog=root)
    assert done.returncode == 0, done.stderr
    assert "[pricing" not in (root / "tools/quill.toml").read_text()


def test_an_undeclared_meter_is_shown_ready_to_be_pasted_and_declared_with_yes(
    vcompare: Run, root: Path
) -> None:
    done = vcompare("edit", "quill", "pricing.rates.video=3", catalog=root)
    assert done.returncode == 2
    assert done.stderr == (
        "error: `video` is not a meter of this catalog\n"
        "hint: a meter is declared in catalog.toml: add this there, or pass --yes to have it added\n\n"
        '[meters.video]\nlabel = "Video"\nunit = "video"\n'
    )
    words = ("edit", "quill", "pricing.rates.cache-write=3.75", "pricing.rates.image=0.04/image", "size=3")
    done = vcompare(*words, "--yes", catalog=root)
    assert done.returncode == 0, done.stderr
    assert (root / "catalog.toml").read_text().count("[meters.") == 6
    assert (
        '[meters.cache-write]\nlabel = "Cache writes"\nunit = "tokens"\nper = 1_000_000\npart_of = "input"\n'
        in (root / "catalog.toml").read_text()
    )
    assert "  Cache writes: unset → $3.75\n" in done.stderr


@pytest.mark.parametrize("amount", ["123456789012345678.123456789012345678", "0.100000000000000001"])
def test_an_amount_keeps_all_its_digits(amount: str) -> None:
    assert read_amount(Amount(), amount, "`input`") == amount
    assert Amount().parse(f"${amount}") == amount


def test_an_amount_of_too_many_digits_stays_a_text() -> None:
    assert Amount().parse("9" * 5000) == "9" * 5000
