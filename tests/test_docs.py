"""What README.md and docs/ show is what the program says now."""

import datetime
import re
import shlex
import sys
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from tests.conftest import REPOSITORY
from tests.program import forked, set_clock
from vcompare.cli import COMMANDS
from vcompare.model import Site

sys.path.insert(0, str(REPOSITORY / "docs"))
import refresh
import screenshots
import tables

LAYERS = tables.package_layers()
PACKAGES = [
    ".".join(path.relative_to(REPOSITORY / "src/vcompare").parts)
    for path in sorted((REPOSITORY / "src/vcompare").rglob("*/"))
    if (path / "__init__.py").exists() and path.name != "vcompare"
]


in_a_shell = refresh.run


def run(command: str, folder: Path) -> str:
    """Run a command as `refresh` does, but in a fork where it needs no shell: the pages run the program often."""
    words = command.removesuffix(" 2>&1")
    unquoted = re.sub("'[^']*'", "", words)
    if (
        not words.startswith("vcompare ")
        or re.search(r"[$`\\]", unquoted)
        or re.search("[|&;<>*?~]", re.sub('"[^"]*"', "", unquoted))
    ):
        return in_a_shell(command, folder)
    variables = refresh.surroundings(folder)
    clock = partial(set_clock, datetime.datetime.fromisoformat(variables["NOW"]))
    merged = words != command
    return forked(shlex.split(words)[1:], folder, variables, prepare=clock, merged=merged).text


@pytest.fixture(autouse=True)
def _no_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refresh, "run", run)


@pytest.mark.parametrize("page", refresh.pages(), ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_outputs_are_current(page: Path) -> None:
    assert refresh.refreshed(page) == page.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", refresh.PICTURES)
def test_pictures_are_current_and_load_nothing(path: str) -> None:
    shown = (REPOSITORY / path).read_text(encoding="utf-8")
    assert refresh.picture(path) == shown
    assert re.findall(r"\w+://[^\"]+", shown) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"url\(|@import|<image|<script", shown)


@pytest.mark.parametrize("path", refresh.TEXTS)
def test_other_files_are_current(path: str) -> None:
    assert refresh.TEXTS[path]() == (REPOSITORY / path).read_text(encoding="utf-8")


def test_pictures_of_the_site_are_small_and_shown_in_both_modes() -> None:
    shown = set()
    for page in refresh.pages():
        text = page.read_text(encoding="utf-8")
        for dark, light in re.findall(r'srcset="(\S+)"><img src="(\S+)"[^>]* alt="[^"]+\."></picture>', text):
            assert dark == light.replace(".webp", "-dark.webp")
            shown |= {(page.parent / path).resolve() for path in (dark, light)}
    taken = {screenshots.DOCS / name for name in screenshots.names()}
    assert shown == taken == {*screenshots.DOCS.glob("*.webp")}
    assert all(path.stat().st_size < 100_000 for path in taken)


@pytest.mark.parametrize(
    "page",
    [*refresh.pages(), *(REPOSITORY / f"{name}.md" for name in ("CHANGELOG", "CONTRIBUTING", "SECURITY"))],
    ids=lambda page: str(page.relative_to(REPOSITORY)),
)
def test_links_lead_somewhere(page: Path) -> None:
    for target, _, anchor in re.findall(r"\]\((?!https?:|mailto:)([^)#\s]*)(#([^)\s]+))?\)", prose(page)):
        assert (page.parent / target).exists(), target
        if anchor:
            assert anchor in anchors(page.parent / target if target else page), f"{target}#{anchor}"


@pytest.mark.parametrize("page", refresh.pages(), ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_rows_of_tables_have_as_many_cells_as_their_heads(page: Path) -> None:
    for table in re.findall(r"(?:^\|.*\n)+", prose(page), re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1, table


@pytest.mark.parametrize("page", ["README.md", "docs/index.md"])
def test_every_page_is_linked(page: str) -> None:
    folder, text = (REPOSITORY / page).parent, (REPOSITORY / page).read_text(encoding="utf-8")
    linked = {(folder / target).resolve() for target in re.findall(r"\]\(([^)#:]+\.md)", text)}
    pages = {one for one in refresh.pages() if one.parent.name != "commands"}
    assert pages - linked <= {REPOSITORY / "README.md", REPOSITORY / "docs/index.md"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_page_with_its_options(command: str) -> None:
    page = (REPOSITORY / f"docs/reference/commands/{command}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# vcompare {command}\n")
    assert f"<!-- made from: options {command} -->" in page


@pytest.mark.parametrize("page", refresh.pages(), ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_command_lines_have_commands_and_options_that_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    fenced = "".join(
        found[2] for found in re.finditer(r"^(`{3,}).*?\n(.*?)^\1$", text, re.DOTALL | re.MULTILINE)
    )
    lines = re.findall(r"^(?:\$ )?(vcompare .*)", fenced, re.MULTILINE)
    for line in [*lines, *re.findall(r"`(vcompare [^`]+)`", text)]:
        for command, rest in re.findall(r"\bvcompare ([a-z]+)\b([^|&;#]*)", re.sub("'[^']*'", "", line)):
            assert any(one.startswith(command) for one in (*COMMANDS, "compare", "help")), line
            if command in COMMANDS:
                assert set(re.findall(r" (--[a-z-]+)", rest)) <= {*tables.option_names(command), "--help"}, (
                    line
                )


@pytest.mark.parametrize("page", refresh.pages(), ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_days_in_command_lines_need_no_gnu(page: Path) -> None:
    assert not re.search(
        r"\bdate (-d|--date|--utc|-u)\b|readlink -f|sed -i ", page.read_text(encoding="utf-8")
    )


@pytest.mark.parametrize(
    "page", sorted((REPOSITORY / "docs/how-to").glob("*.md")), ids=lambda page: page.stem
)
def test_a_how_to_says_where_to_stand_before_its_first_command(page: Path) -> None:
    above = re.split(
        r"^```(?:console|sh)$", page.read_text(encoding="utf-8"), maxsplit=1, flags=re.MULTILINE
    )[0]
    assert re.search(r"\bfolder\b", above)


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (
            "README.md",
            ["\n![", "\n## Why\n", "\n## Who it is for, and who fills it\n", "\n## When not to use it\n",
             "\n## Install", "\nuv tool install ", "\npipx install ", "(docs/faq.md)", "(docs/reference/glossary.md)"],
        ),
        ("docs/tutorial.md", ["\n$ vcompare list", "\n$ vcompare init", "\n$ vcompare add ", "\n$ vcompare review "]),
        ("docs/faq.md", ["\n### Why not a spreadsheet?\n"]),
        ("docs/reference/glossary.md", ["\n| catalog | ", "\n| panel | ", "\n| slug | "]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_newcomer_finds_in_this_order(page: str, found: list[str]) -> None:
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    places = [text.find(one) for one in found]
    assert -1 not in places, found[places.index(-1)]
    assert places[:5] == sorted(places[:5])


def test_every_template_of_the_site_and_every_key_of_its_table_is_described() -> None:
    page = (REPOSITORY / "docs/reference/commands/site.md").read_text(encoding="utf-8")
    templates = {path.name for path in (REPOSITORY / "src/vcompare/site/templates").iterdir()}
    assert set(re.findall(r"`([\w.]+\.jinja)`", page)) == templates
    keys = re.findall(r"^\| `(\w+)` \| .+ \| `.+` \|$", page, re.MULTILINE)
    assert keys == [*Site.__struct_fields__]


@pytest.mark.parametrize("page", refresh.pages(), ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_yaml_is_yaml(page: Path) -> None:
    fenced = re.findall(r"^```yaml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    for text in fenced:
        found = yaml.safe_load(text)
        for job in found.get("jobs", {}).values() if isinstance(found, dict) else ():
            assert job["runs-on"]
            assert all(len({"uses", "run"} & step.keys()) == 1 for step in job["steps"])


def test_no_page_is_about_a_command_that_is_gone() -> None:
    pages = (REPOSITORY / "docs/reference/commands").glob("*.md")
    assert {page.stem for page in pages} == {*COMMANDS}


def test_architecture_names_what_is_there() -> None:
    page = (REPOSITORY / "docs/explanation/architecture.md").read_text(encoding="utf-8")
    for path in re.findall(r"`((?!x/|tests/x/|vcompare/)\w+/[\w/]+(?:\.\w+)?)", page):
        places = (REPOSITORY / "src/vcompare" / path, REPOSITORY / path)
        assert any(place.exists() for place in places), path
    for module, function in re.findall(r"`((?:app|checks|editing|history)\.\w+)\.(\w+)`", page):
        assert hasattr(import_module(f"vcompare.{module}"), function), f"{module}.{function}"


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_says_what_it_may_import(package: str) -> None:
    above, _, name = package.rpartition(".")
    number = next((number for number, layer in enumerate(LAYERS) if name in layer), 0)
    allowed = f"what `{above}` may import" if above else tables.may_import(LAYERS, number)
    docstring = " ".join((import_module(f"vcompare.{package}").__doc__ or "").split())
    assert re.search(rf"May import {re.escape(allowed)}[.,]", docstring)


def test_ci_runs_the_readmes_own_lines() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^```sh\n(python3 -m venv .*)\n```$", readme, re.MULTILINE)
    assert len(lines) == 2


def prose(page: Path) -> str:
    return re.sub(r"^(`{3,}).*?^\1$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def guards() -> list[tuple[str, str]]:
    """Return the rows of trust.md that name a test: what is taken out, and what fails then."""
    page = (REPOSITORY / "docs/explanation/trust.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split(" | ") for line in page.splitlines() if ".py::" in line]
    return [(row[1], row[2]) for row in rows]


@pytest.mark.parametrize(("guard", "test"), guards())
def test_every_guard_and_its_test_are_there(guard: str, test: str) -> None:
    for path, name in re.findall(r"`([\w/.]+\.py)::(\w+)", test):
        file = REPOSITORY / (path if path.startswith("tests/") else f"tests/trust/{path}")
        assert f"def {name}(" in file.read_text(encoding="utf-8")
    source = REPOSITORY / "src/vcompare"
    for module, name in re.findall(r"`([\w.]+)\.(\w+)`", guard):
        if not is_of_git(f"{module}.{name}") and name != "py":
            place = module.replace(".", "/").lower()  # a class is in the module of its name
            found = [*source.rglob(f"{place}.py"), *source.rglob(f"{place}/__init__.py")]
            assert any(name in file.read_text(encoding="utf-8") for file in found), f"{module}.{name}"


@pytest.mark.parametrize("guard", [guard for guard, _ in guards()])
def test_what_a_guard_is_called_is_in_the_source(guard: str) -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "src").rglob("*.py"))
    names = {name for code in re.findall("`([^`]+)`", guard) for name in re.findall(r"[A-Za-z_]\w+", code)}
    paths = {path.stem for path in (REPOSITORY / "src").rglob("*.py")}
    assert {name for name in names - paths if not re.search(rf"\b{name}\b", source)} == set()


def test_the_files_of_the_tests_of_trust_are_there() -> None:
    page = (REPOSITORY / "docs/explanation/trust.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]*\.py`) \|", page, re.MULTILINE)
    listed = {name.split("/")[-1]: name for row in rows for name in re.findall(r"`([\w/.]+)`", row)}
    assert {path.name for path in (REPOSITORY / "tests/trust").glob("*.py")} - {
        "__init__.py"
    } <= listed.keys()
    for name in listed.values():
        assert (REPOSITORY / (name if name.startswith("tests/") else f"tests/trust/{name}")).is_file(), name


def is_of_git(name: str) -> bool:
    """Say whether a name is that of one of Git's settings."""
    return name in {"core.fsmonitor", "log.showSignature", "safe.bareRepository"}
