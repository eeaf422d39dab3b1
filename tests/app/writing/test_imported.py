"""`imported.py`: edits of imported tools write what changes to the tool's own file, and that wins everywhere."""

import json
import random
import shlex
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MakeCatalog, Run
from tests.imports import FILES, KIMI_UPSTREAM, OPUS

DESCRIBED = """
[sources.docs]
url = "https://example.com/docs"
checked = 2026-11-01

[pricing]
summary = "Per token"
source = "https://example.com/prices"
checked = 2026-11-02

[pricing.rates]
input = { amount = 2, source = "docs", quote = "$2", checked = 2026-11-01 }
output = 8
"""

KIMI_PRICED = f"{KIMI_UPSTREAM}\n[pricing.rates]\ninput = 3\n"


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog(FILES)


def machines(root: Path) -> Mapping[str, bytes]:
    folder = root / "imported"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in folder.rglob("*.toml")}


def own(root: Path, slug: str = "kimi") -> Mapping[str, Any] | None:
    path = root / f"tools/{slug}.toml"
    return tomllib.loads(path.read_text()) if path.exists() else None


def tool(vcompare: Run, root: Path, slug: str = "kimi") -> Any:
    return json.loads(vcompare("show", slug, "--format", "json", catalog=root).stdout)["tools"][0]


def is_sound(vcompare: Run, root: Path) -> bool:
    formatted = vcompare("fmt", "--check", catalog=root)
    return vcompare("check", catalog=root).returncode == formatted.returncode == 0


@pytest.mark.parametrize(
    ("slug", "typed", "file"),
    [
        ("kimi", "vendor=Moonshot", {"vendor": "Moonshot"}),
        ("kimi", "name='Kimi K2'", {"name": "Kimi K2"}),
        ("Kimi", "context=1M tags+=gpu", {"tags": ["gpu"], "specs": {"context": 1_000_000}}),
        ("kimi", "context.note=rounded", {"specs": {"context": {"value": 300_000, "note": "rounded"}}}),
        ("kimi", "input=3", {"pricing": {"rates": {"input": 3}}}),
        ("kimi", "offers.azure.rates.input=4", {"offers": {"azure": {"rates": {"input": 4}}}}),
        ("opus", "aliases+=four", {"aliases": ["opus-latest", "four"]}),
        ("opus", "aliases-=opus-latest", {"aliases": []}),
        ("opus", "cache-read=.5", {"pricing": {"rates": {"input": 5, "cache-read": 0.5, "output": 25}}}),
        ("opus", "output=", {"pricing": {"rates": {"input": 5}}}),
        ("opus", "pricing.summary=Cheap", {"pricing": {"summary": "Cheap"}}),
        ("opus", "offers.bedrock.homepage=https://a.b", {"offers": {"bedrock": {"homepage": "https://a.b"}}}),
        (
            "opus",
            "offers.bedrock.rates.output=9",
            {"offers": {"bedrock": {"rates": {"input": 6, "output": 9}}}},
        ),
        ("opus", "offers.bedrock.specs.context=9k", {"offers": {"bedrock": {"specs": {"context": 9000}}}}),
    ],
)
def test_the_own_file_gets_what_changes_and_what_belongs_to_it(
    vcompare: Run, root: Path, slug: str, typed: str, file: Mapping[str, Any]
) -> None:
    before = machines(root)
    there = own(root, slug.lower()) or {}
    done = vcompare("edit", slug, *shlex.split(typed), catalog=root)
    assert (done.returncode, machines(root)) == (0, before), done.stderr
    assert own(root, slug.lower()) == {**there, **file}
    assert is_sound(vcompare, root)


def test_a_change_is_reported_from_what_was_imported(vcompare: Run, root: Path) -> None:
    done = vcompare("edit", "kimi", "context=1M", "vendor=Moonshot", catalog=root).stderr
    assert f"note: wrote {root}/tools/kimi.toml\n" in done
    assert '  Context window: 300k (imported) → 1M\n  vendor: unset → "Moonshot"\n' in done
    done = vcompare("edit", "opus", "input=4", catalog=root).stderr
    assert "  Input: $5.00 (imported) → $4.00, −20%\n" in done
    assert "  prices copied from upstream, as they come whole from one file\n" in done
    assert "Output" not in done
    assert "copied" not in vcompare("edit", "opus", "input=3", catalog=root).stderr


def test_what_people_said_can_be_taken_back(vcompare: Run, root: Path) -> None:
    vcompare("edit", "kimi", "vendor=Moonshot", "context=1M", catalog=root)
    done = vcompare("edit", "kimi", "context=", catalog=root)
    assert "Context window: 1M → 300k (imported)" in done.stderr
    assert own(root) == {"vendor": "Moonshot"}
    done = vcompare("edit", "kimi", "vendor=", catalog=root)
    assert f'note: removed {root}/tools/kimi.toml\n  vendor: "Moonshot" → unset\n' in done.stderr
    assert own(root) is None
    assert tool(vcompare, root)["specs"]["context"]["value"] == 300_000


def test_a_table_of_prices_can_be_taken_back(vcompare: Run, root: Path) -> None:
    vcompare("edit", "opus", "offers.bedrock.homepage=https://a.b", "pricing.summary=Cheap", catalog=root)
    assert vcompare("edit", "opus", "pricing=", "offers.bedrock=", catalog=root).returncode == 0
    assert own(root, "opus") == tomllib.loads(OPUS)
    assert vcompare("edit", "opus", "pricing=", catalog=root).returncode == 2


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("homepage=", "`homepage` is imported from another"),
        ("name=", "`name` is imported from upstream"),
        ("open=", "`specs.open` is imported from upstream"),
        ("offers.bedrock=", "`offers.bedrock` is imported from upstream"),
        ("offers.bedrock.rates.input=", "`offers.bedrock.rates.input` is imported from upstream"),
    ],
)
def test_what_was_imported_cannot_be_removed(vcompare: Run, root: Path, typed: str, named: str) -> None:
    done = vcompare("edit", "opus", typed, catalog=root)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2,
        f"error: {named}: it can be replaced, but not removed",
    )
    assert "hint: give it another value, or change recipes/" in done.stderr
    assert (root / "tools/opus.toml").read_text() == OPUS


@pytest.mark.parametrize("typed", ["name=Kimi", "context=300k", "context=300_000 name=Kimi", "tags="])
def test_what_is_so_already_writes_nothing(vcompare: Run, root: Path, typed: str) -> None:
    done = vcompare("edit", "kimi", *typed.split(), catalog=root)
    assert done.stderr == "note: nothing to change; nothing was written\n"
    assert own(root) is None


def test_the_output_of_list_and_show_changes_nothing(
    make_catalog: MakeCatalog, vcompare: Run, tmp_path: Path
) -> None:
    root = make_catalog({**FILES, "imported/upstream/kimi.toml": KIMI_UPSTREAM + DESCRIBED})
    for command in (["list", "-f", "json"], ["list", "-f", "csv"], ["show", "opus", "kimi", "-f", "json"]):
        file = tmp_path / f"tools.{command[-1]}"
        file.write_text(vcompare(*command, catalog=root).stdout)
        done = vcompare("edit", "--from", str(file), catalog=root)
        assert done.stderr.endswith("note: nothing to change; nothing was written\n"), done.stderr


def test_who_dates_imported_prices_has_checked_them(vcompare: Run, root: Path) -> None:
    words = ("--where", "input>0", "pricing.checked=2026-11-25")
    assert vcompare("edit", *words, catalog=root).returncode == 0
    assert own(root, "opus") == {
        **tomllib.loads(OPUS),
        "pricing": {"checked": own(root, "opus")["pricing"]["checked"], "rates": {"input": 5, "output": 25}},  # type: ignore[index]
    }
    rate = tool(vcompare, root, "opus")["pricing"]["rates"]["input"]
    assert (rate["checked"], rate["from"]) == ("2026-11-25", None)
    assert own(root) is None


def test_of_many_tools_those_without_prices_are_named(vcompare: Run, root: Path) -> None:
    done = vcompare("edit", "--where", "context>0", "pricing.checked=today", "--yes", catalog=root)
    assert (done.returncode, own(root)) == (2, None)
    assert done.stderr.splitlines() == [
        "error: nothing was written",
        "  kimi: it has no prices to date",
        "hint: leave these tools out with another --where",
    ]


def test_a_page_with_a_name_of_its_own_is_of_all_prices(make_catalog: MakeCatalog, vcompare: Run) -> None:
    page = '[sources.pricing]\nurl = "https://example.com/prices"\n'
    root = make_catalog({**FILES, "tools/kimi.toml": page, "imported/upstream/kimi.toml": KIMI_PRICED})
    assert vcompare("edit", "kimi", "pricing.checked=2026-11-25", catalog=root).returncode == 0
    assert own(root)["pricing"] == {"rates": {"input": 3}}  # type: ignore[index]
    rate = tool(vcompare, root)["pricing"]["rates"]["input"]
    assert (rate["checked"], rate["source"]) == ("2026-11-25", "https://example.com/prices")


def test_who_dates_an_imported_spec_has_checked_it(vcompare: Run, root: Path) -> None:
    vcompare("edit", "kimi", "context.checked=2026-11-25", catalog=root)
    fact = tool(vcompare, root)["specs"]["context"]
    assert (fact["value"], fact["checked"], fact["from"]) == (300_000, "2026-11-25", None)
    assert vcompare("edit", "opus", "open=yes", "--checked", "2026-11-24", catalog=root).returncode == 0
    fact = tool(vcompare, root, "opus")["specs"]["open"]
    assert (fact["value"], fact["checked"]) == (True, "2026-11-24")


def test_copied_prices_keep_what_they_rest_on_and_no_date(make_catalog: MakeCatalog, vcompare: Run) -> None:
    root = make_catalog({**FILES, "imported/upstream/kimi.toml": KIMI_UPSTREAM + DESCRIBED})
    vcompare("edit", "kimi", "output=9", catalog=root)
    assert own(root) == {
        "pricing": {
            "source": "https://example.com/prices",
            "rates": {
                "input": {"amount": 2, "source": "https://example.com/docs", "quote": "$2"},
                "output": 9,
            },
        }
    }
    assert tool(vcompare, root)["pricing"]["summary"] == "Per token"
    vcompare("edit", "kimi", "input=1", catalog=root)
    assert own(root)["pricing"]["rates"]["input"]["amount"] == 1  # type: ignore[index]


def test_another_value_does_not_rest_on_the_page_of_the_imported_one(
    make_catalog: MakeCatalog, vcompare: Run
) -> None:
    described = KIMI_UPSTREAM.replace("300_000", '{ value = 300_000, source = "docs", quote = "300k" }')
    root = make_catalog({**FILES, "imported/upstream/kimi.toml": described + DESCRIBED})
    vcompare("edit", "kimi", "context.note=rounded", "input=1", catalog=root)
    kept = {"value": 300_000, "source": "https://example.com/docs", "quote": "300k", "note": "rounded"}
    assert own(root)["specs"] == {"context": kept}  # type: ignore[index]
    assert own(root)["pricing"]["rates"] == {"input": 1, "output": 8}  # type: ignore[index]
    (root / "tools/kimi.toml").unlink()
    vcompare("edit", "kimi", "context=1M", catalog=root)
    assert own(root) == {"specs": {"context": 1_000_000}}


def test_the_editor_offers_what_was_imported_behind_a_sign(vcompare: Run, root: Path, tmp_path: Path) -> None:
    script = tmp_path / "editor"
    script.write_text(
        '#!/bin/sh\ncp "$1" "$0.seen"\nsed -i \'s/^# context = .*/[specs]\\ncontext = 7/\' "$1"\n'
    )
    script.chmod(0o755)
    done = vcompare("edit", "kimi", "-e", catalog=root, env={"EDITOR": str(script)})
    assert done.returncode == 0, done.stderr
    seen = Path(f"{script}.seen").read_text()
    assert '\n# name = "Kimi"\n' in seen
    assert "\n# context = 300_000\n" in seen
    assert "\nname" not in seen
    assert own(root) == {"specs": {"context": 7}}


@pytest.mark.parametrize(
    "broken",
    [
        "pricing = 5",
        "pricing = { rates = 5, tiers = 5, plans = { a = 1 } }",
        "pricing = { rates = { input = { amount = [], source = 5 }, output = { source = {} } } }",
        "offers = 5",
        "offers = { bedrock = 5 }",
        "offers = { bedrock = { rates = 5, specs = 5, pricing = 5 } }",
        "specs = 5",
        "specs = { context = { value = {}, source = [] }, other = { a = { b = 1 } }, open = 1 }",
        "sources = 5",
        "sources = { docs = 5, specs = { url = 5 }, pricing = { url = {} } }",
        'seen = "never"',
        '"*amounts" = 5\nspecs = { "*page" = 5, "*amounts" = { a = 1 } }',
        'pricing = { "*amounts" = 5, "*page" = [1], rates = { input = 3 } }',
        'allow = 5\nunknown = { a = [{ b = 1 }] }\n"" = 1',
        "tags = [1, 2]\naliases = { a = 1 }\nname = 5",
    ],
)
def test_whatever_an_imported_file_holds_the_answer_is_one(
    make_catalog: MakeCatalog, vcompare: Run, broken: str
) -> None:
    plain = "seen = 2026-11-20\nname = 'Kimi'\ntagline = 'T'\ncategory = 'Language models'\n"
    keys = {line.partition(" =")[0] for line in broken.splitlines()}
    kept = "".join(f"{line}\n" for line in plain.splitlines() if line.partition(" =")[0] not in keys)
    files = {**FILES, "imported/upstream/kimi.toml": f"{kept}{broken}\n"}
    for typed in (
        "vendor=X",
        "context=5",
        "input=5",
        "offers.bedrock.rates.input=5",
        "tags+=gpu",
        "pricing=",
    ):
        root = make_catalog(files)
        done = vcompare("edit", "kimi", typed, catalog=root)
        assert done.returncode in {0, 2}
        assert machines(root)["imported/upstream/kimi.toml"].decode() == f"{kept}{broken}\n"
        make_catalog({**files, "imported/upstream/kimi.toml": KIMI_PRICED, "tools/kimi.toml": f"{broken}\n"})
        assert vcompare("edit", "kimi", typed, catalog=root).returncode in {0, 2}
        (root / "tools/kimi.toml").unlink(missing_ok=True)


def test_a_spec_may_be_called_like_a_part_of_prices(make_catalog: MakeCatalog, vcompare: Run) -> None:
    declared = "".join(f'[specs.{key}]\nlabel = "{key}"\nkind = "quantity"\n' for key in ("page", "amounts"))
    root = make_catalog(
        {
            **FILES,
            "catalog.toml": FILES["catalog.toml"].replace("[specs.context]", f"{declared}[specs.context]"),
            "imported/upstream/kimi.toml": f"{KIMI_PRICED}\n[specs]\npage = 1\namounts = 2\n".replace(
                "[specs]\ncontext = 300_000\n\n", ""
            ),
        }
    )
    assert vcompare("edit", "kimi", "page=3", catalog=root).returncode == 0
    assert own(root) == {"specs": {"page": 3}}
    assert tool(vcompare, root)["specs"]["amounts"]["value"] == 2


def test_a_broken_imported_file_is_named(vcompare: Run, root: Path) -> None:
    (root / "imported/upstream/kimi.toml").write_text("broken")
    done = vcompare("edit", "kimi", "vendor=X", catalog=root)
    assert (done.returncode, own(root)) == (2, None)
    assert f"error: {root}/imported/upstream/kimi.toml:1:" in done.stderr


def test_only_an_import_says_what_it_has_seen(vcompare: Run, root: Path) -> None:
    done = vcompare("edit", "kimi", "seen=today", catalog=root)
    assert done.stderr.splitlines() == [
        "error: `seen` is not in a tool's file",
        "hint: an import writes it: `checked` is the day on which somebody read a value",
    ]


def test_what_is_missing_everywhere_is_written_to_the_own_file(
    make_catalog: MakeCatalog, vcompare: Run
) -> None:
    bare = KIMI_UPSTREAM.replace('tagline = "A model"\n', "")
    root = make_catalog({**FILES, "imported/upstream/kimi.toml": bare})
    found = vcompare("check", catalog=root).stdout
    assert "(`vcompare edit kimi tagline=...` writes it to the tool's own file)" in found
    assert vcompare("edit", "kimi", "tagline=A model", catalog=root).returncode == 0
    assert is_sound(vcompare, root)


def test_a_tool_cannot_be_added_twice(vcompare: Run, root: Path) -> None:
    done = vcompare("add", "Kimi", "--tagline", "x", "--category", "Language models", catalog=root)
    assert (done.returncode, own(root)) == (2, None)
    assert "error: there is a tool kimi already, imported from upstream\n" in done.stderr


VALUES: Mapping[str, tuple[str, ...]] = {
    "vendor": ("A", "B, Inc.", "C\u00e9"),
    "tagline": ("Another", "A 'quoted' \"one\""),
    "homepage": ("https://a.example", "https://b.example"),
    "aliases": ("one", "one,two", ""),
    "tags": ("gpu", "gpu,fast", ""),
    "specs.context": ("1000", "2000", "300000"),
    "specs.open": ("true", "false"),
    "pricing.summary": ("Cheap", "Dear"),
    "pricing.rates.input": ("1", "2.5"),
    "pricing.rates.output": ("5", "25"),
    "pricing.rates.cache-read": ("0.25", "0.125"),
    "offers.bedrock.rates.input": ("6", "7"),
    "offers.bedrock.rates.output": ("8",),
    "offers.bedrock.name": ("Bedrock",),
    "offers.azure.rates.input": ("9", "10"),
}


def flat(tool: Any) -> dict[str, str]:
    """Return the values of a tool as they could be typed, by the keys of `VALUES`."""
    known = {key: tool[key] for key in ("name", "vendor", "tagline", "homepage") if tool[key]}
    known |= {key: ",".join(tool[key]) for key in ("aliases", "tags") if tool[key]}
    known |= {f"specs.{key}": json.dumps(one["value"]) for key, one in tool["specs"].items()}
    known |= _prices(tool["pricing"] or {}, "pricing")
    for seller, offer in tool["offers"].items():
        known |= {f"offers.{seller}.name": offer["name"]} if offer["name"] != seller else {}
        known |= _prices(offer["pricing"] or {}, f"offers.{seller}")
    return known


def _prices(pricing: Any, above: str) -> dict[str, str]:
    words = {f"{above}.summary": pricing["summary"]} if pricing.get("summary") else {}
    rates = pricing.get("rates", {}).items()
    return words | {f"{above}.rates.{meter}": rate["amount"] for meter, rate in rates}


@pytest.mark.parametrize("seed", range(20))
def test_a_thousand_edits_win_everywhere_and_touch_nothing_imported(
    make_catalog: MakeCatalog, vcompare: Run, seed: int
) -> None:
    root, chance = make_catalog(FILES), random.Random(seed)  # noqa: S311
    before = machines(root)
    listed = json.loads(vcompare("list", "-f", "json", catalog=root).stdout)["tools"]
    expected = {one["slug"]: flat(one) for one in listed}
    for _ in range(10):
        slug = chance.choice(("opus", "kimi"))
        asked = {key: chance.choice(VALUES[key]) for key in chance.sample(sorted(VALUES), 5)}
        done = vcompare("edit", slug, *(f"{key}={value}" for key, value in asked.items()), catalog=root)
        assert done.returncode == 0, done.stderr
        expected[slug] |= asked
        listed = json.loads(vcompare("list", "-f", "json", catalog=root).stdout)["tools"]
        shown = {one["slug"]: flat(one) for one in listed}
        assert shown == {
            one: {key: value for key, value in known.items() if value} for one, known in expected.items()
        }
    assert {slug: flat(tool(vcompare, root, slug)) for slug in shown} == shown
    assert machines(root) == before
    assert is_sound(vcompare, root)
