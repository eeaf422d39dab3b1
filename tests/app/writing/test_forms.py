"""`app/writing/forms.py`: the specs of a catalog in questions, in the editor, in completion and in `fmt`."""

from pathlib import Path

import pytest

from tests.app.writing.specs import DECLARED
from tests.cli.commands.test_add import NEEDED
from tests.cli.input.test_editor import editor
from tests.cli.terminal import Asked
from tests.cli.test_completion import offers
from tests.conftest import SETTINGS, TOOL, MakeCatalog, Run

OWN = """\
[specs.open-weights]
label = "Open weights"
kind = "flag"

[specs.context]
label = "Context window"
kind = "quantity"
required = true
asks = "How much can it read at once?"

[specs.voltage]
label = "Voltage"
kind = "quantity"
categories = ["Hardware"]

[specs.tier]
label = "Tier"
kind = "choice"
choices = ["Bronze", "Silver", "Gold"]
"""


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    settings = SETTINGS.replace('["Tools"]', '["Tools", "Hardware"]')
    return make_catalog({"catalog.toml": f"{settings}\n{OWN}", "tools/quill.toml": TOOL.format(name="Quill")})


def test_specs_of_the_category_are_asked_for_with_required_ones_first(root: Path) -> None:
    asked = Asked(["add", "Anvil", *NEEDED[:2], "--description", "D", "--best-for", "x"], root.parent)
    asked.shows("1. Tools").type("1\r").shows("2. free").type("2\r")
    for question in ("vendor:", "homepage:", "aliases:", "tags:", "added:", "pricing summary:"):
        asked.answer(question, "\r")
    asked.answer("Context window (How much can it read at once?):", "lots").shows("must be a number").type(
        "\x15"
    )
    asked.type("1.05M\r")
    asked.shows("Open weights:").shows("2. yes").type("2\r")
    asked.shows("Tier:").shows("4. Gold").type("4\r")
    assert asked.status() == 0
    assert "Voltage" not in asked.text
    written = (root / "tools/anvil.toml").read_text()
    assert written.endswith('\n[specs]\nopen-weights = true\ncontext = 1_050_000\ntier = "Gold"\n')


def test_the_editor_offers_the_specs_of_the_category_in_their_table(
    vcompare: Run, root: Path, tmp_path: Path
) -> None:
    (root / "tools/quill.toml").write_text(
        TOOL.format(name="Quill") + "\n[specs]\ncontext = 5\n\n[pricing]\nsummary = 'x'\n"
    )
    command = editor(tmp_path, 'sed -i \'s/^# tier = .*/tier = "Gold"/\' "$file"')
    done = vcompare("edit", "quill", "--editor", catalog=root, env={"EDITOR": command})
    assert done.returncode == 0, done.stderr
    offered = (tmp_path / "seen.1").read_text()
    assert "#! open-weights: Open weights; true or false\n# open-weights = \n" in offered
    assert "voltage" not in offered
    assert '[specs]\ncontext = 5\ntier = "Gold"\n' in (root / "tools/quill.toml").read_text()


def test_evidence_may_be_given_as_options(vcompare: Run, root: Path) -> None:
    words = [
        "--spec",
        "context=60..90",
        "--spec",
        "context.quote=from 60",
        "--spec",
        "context.source=https://x.y",
    ]
    done = vcompare("add", "Nib", *NEEDED, *words, catalog=root)
    assert done.returncode == 0, done.stderr
    table = 'context = { at_least = 60, at_most = 90, source = "https://x.y", quote = "from 60" }\n'
    assert table in (root / "tools/nib.toml").read_text()
    refused = vcompare("add", "Nob", *NEEDED, "--spec", "context=lots", catalog=root)
    assert '`context` must be a number such as 80, 7.5, 200k or 1M, not "lots"' in refused.stderr


def test_fmt_has_the_order_of_declaration_and_that_stays(vcompare: Run, make_catalog: MakeCatalog) -> None:
    tool = TOOL.format(name="Quill")
    specs = "\n[specs]\nlicense='x'\n\n# Mine.\ncontext   = {value=5,quote = 'five'}\n[specs.tier]\nquote = 'g'\nvalue = 'Gold'\n[sources.specs]\nchecked = 2026-01-02\nurl = 'https://x.y'\n"
    root = make_catalog({"catalog.toml": f"{SETTINGS}\n{DECLARED}", "tools/quill.toml": tool + specs})
    assert vcompare("fmt", catalog=root).returncode == 0
    assert (root / "catalog.toml").read_text() == f"{SETTINGS}\n{DECLARED}"
    assert (root / "tools/quill.toml").read_text() == (
        f'{tool}\n[sources.specs]\nurl = "https://x.y"\nchecked = 2026-01-02\n\n[specs]\n# Mine.\n'
        'context = { value = 5, quote = "five" }\nlicense = "x"\n\n[specs.tier]\nvalue = "Gold"\nquote = "g"\n'
    )
    assert vcompare("fmt", "--check", catalog=root).returncode == 0


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("vcompare edit quill con", ["context="]),
        ("vcompare edit quill specs.co", ["specs.context="]),
        ("vcompare edit quill vend", ["vendor="]),
        ("vcompare edit quill entry=f", ["entry=free", "entry=freemium"]),
        ("vcompare edit quill open-weights=", ["open-weights=yes", "open-weights=no", "open-weights=none"]),
        ("vcompare edit quill tier=", ["tier=none"]),  # a choice that is no slug may hold anything
        ("vcompare edit qu", ["quill"]),
        ("vcompare add Nib --spec con", ["context="]),
    ],
)
def test_completion_offers_specs(root: Path, line: str, words: list[str]) -> None:
    assert offers(line, VCOMPARE_CATALOG=str(root)) == words
