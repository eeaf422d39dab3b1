"""Shell completion: what is offered, and real shells in a pseudo-terminal in which TAB is pressed."""

import os
import pty
import select
import shlex
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path

import pyte
import pytest

from tests.cli.terminal import Screen
from tests.conftest import PROGRAM, SAMPLE, SETTINGS, TOOL, MakeCatalog, environment
from tests.imports import FILES as IMPORTED
from tests.prices import FILES
from tests.program import inside
from vcompare import cli
from vcompare.catalog.store import Catalog
from vcompare.cli import completion

SHELLS = ("bash", "zsh", "fish")

SLUGS = list(Catalog.open(SAMPLE).slugs())
LONELY = TOOL.format(name="Lonely")
HOSTILE = [
    "$(touch PWNED)",
    "`touch PWNED`",
    "a;touch PWNED",
    "*",
    "-rf",
    "a b",
    "a\nb",
    "a|touch PWNED",
    "~root",
    "${PATH}",
    "A",
]


def ask(line: str, /, *, cwd: Path | None = None, **env: str | None) -> subprocess.CompletedProcess[bytes]:
    """Ask as the script for fish does when TAB is pressed at the end of a line."""
    variables: dict[str, str | None] = {
        "VCOMPARE_CATALOG": str(SAMPLE),
        "_VCOMPARE_COMPLETE": "complete_fish",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_ARGS": line,
        **env,
    }
    with chdir(cwd or Path.cwd()):
        done = inside([], **variables)  # type: ignore[arg-type]
    return subprocess.CompletedProcess(line, done.status, done.output, done.talk)


def offers(line: str, /, *, cwd: Path | None = None, **env: str | None) -> list[str]:
    result = ask(line, cwd=cwd, **env)
    assert (result.returncode, result.stderr) == (0, b"")
    return result.stdout.decode().split()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("vcompare sc", ["schema"]),
        ("vcompare ", [*cli.COMMANDS]),
        ("vcompare help sc", ["schema"]),
        ("vcompare help ", [*cli.COMMANDS]),
        ("vcompare compare mod", ["modal"]),
        ("vcompare show mod", ["modal"]),
        ("vcompare show ", SLUGS),
        ("vcompare show --exact claude-4-api modal ", sorted({*SLUGS} - {"claude-4-api", "modal"})),
        ("vcompare show -- mod", ["modal"]),
        ("vcompare show 'hf-hub-d", ["hf-hub-deploy"]),
        ("vcompare export modal hf-hub-d", ["hf-hub-deploy"]),
        ("vcompare show --diff", ["--differences"]),
        ("vcompare show --exact --format json --ex", []),
        ("vcompare show --section glance --sec", ["--section"]),
        ("vcompare show --section g", ["glance"]),
        ("vcompare show --section glance,s", ["glance,scorecard", "glance,split", "glance,sources"]),
        ("vcompare show -f js", ["json"]),
        ("vcompare show --format=js", ["--format=json"]),
        ("vcompare list --sort ship", ["ship-percent"]),
        ("vcompare list --sort score,-na", ["score,-name"]),
        (
            "vcompare list --columns name,reviews.bu",
            [f"name,reviews.builder.{end}" for end in ("verdict", "score", "summary", "text", "date")],
        ),
        ("vcompare search gpu --columns name,ven", ["name,vendor"]),
        ("vcompare search gpu --sort name,-ship", ["name,-ship-percent"]),
        ("vcompare list --sort -ship", ["-ship-percent"]),
        ("vcompare export --all-pairs --sort ven", ["vendor"]),
        ("vcompare list --where ven", ["vendor"]),
        ("vcompare list --entry f", ["free", "freemium"]),
        ("vcompare list --verdict sp", ["split"]),
        ("vcompare list --color a", ["auto", "always"]),
        ("vcompare list --category ", []),
        ("vcompare list mod", []),
        ("vcompare review modal sk", ["skeptic"]),
        ("vcompare add --entry fr", ["free", "freemium"]),
        ("vcompare explain stale-p", ["stale-pricing"]),
        ("vcompare explain stale-pricing ", []),
        ("vcompare import mod", ["models-dev"]),
        ("vcompare import models-dev ", []),
        ("vcompare add --from mod", []),
        ("vcompare schema v", ["votes"]),
        ("vcompare check --select stale-p", ["stale-pricing"]),
        ("vcompare check --ignore stale-pricing,stale-r", ["stale-pricing,stale-review"]),
        ("vcompare check --ignore '$(touch PWNED),stale-'", []),
        ("vcompare check ", []),
        ("vcompare check --catalog ", []),
        ("vcompare --show-completion ", ["bash", "zsh", "fish"]),
        ("vcompare --v", ["--version"]),
        ("vcompare shwo mod", []),
        ("vcompare show --nonsense mod", ["modal"]),
    ],
)
def test_what_is_offered(line: str, words: list[str]) -> None:
    assert offers(line) == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("vcompare cost --workload s", ["support"]),
        ("vcompare show --workload rag,s", ["rag,support"]),
        ("vcompare cost --each i", ["input="]),
        ("vcompare cost --each input=12k,", ["input=12k,cache-read=", "input=12k,output=", "input=12k,seat-month="]),
        ("vcompare cost --month seat", ["seat-month="]),
        ("vcompare cost ki", ["kimi"]),
    ],
)  # fmt: skip
def test_workloads_and_meters_are_offered(make_catalog: MakeCatalog, line: str, words: list[str]) -> None:
    root = make_catalog({**FILES, "workloads/rag.toml": FILES["workloads/support.toml"]})
    assert offers(line, VCOMPARE_CATALOG=str(root)) == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("vcompare decide d", ["desk"]),
        ("vcompare decide --weight cont", ["context="]),
        ("vcompare decide --weight context=", []),
        ("vcompare list --sort worth.", ["worth.desk"]),
    ],
)
def test_decisions_and_criteria_are_offered(make_catalog: MakeCatalog, line: str, words: list[str]) -> None:
    desk = "label = 'Desk'\n[criteria.context]\nweight = 1\nworst = 1\nbest = 2\n"
    root = make_catalog({**IMPORTED, "decisions/desk.toml": desk})
    assert offers(line, VCOMPARE_CATALOG=str(root)) == words


@pytest.mark.parametrize("asked", ["1", "complete", "complete_tcsh", "source_bash"])
def test_an_unknown_request_gets_no_answer(asked: str) -> None:
    assert offers("vcompare show mod", _VCOMPARE_COMPLETE=asked) == []


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_shown(shell: str) -> None:
    shown = subprocess.run([PROGRAM, "--show-completion", shell], capture_output=True, text=True, check=True)
    assert (shown.stdout, shown.stderr) == (completion.script(shell), "")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("vcompare edit quill inp", ["input="]),
        ("vcompare edit quill pricing.r", ["pricing.rates.input=", "pricing.rates.output="]),
        ("vcompare add Nib --rate ", ["input=", "output="]),
        ("vcompare add Nib --spec ", []),
        ("vcompare list --where inp", ["input", "input.lowest"]),
    ],
)
def test_meters_are_offered(make_catalog: MakeCatalog, line: str, words: list[str]) -> None:
    meters = "".join(f'[meters.{key}]\nlabel = "{key}"\nunit = "tokens"\n' for key in ("input", "output"))
    root = make_catalog({"catalog.toml": f"{SETTINGS}\n{meters}"})
    assert offers(line, VCOMPARE_CATALOG=str(root)) == words


def test_an_unknown_shell_is_a_usage_error() -> None:
    shown = subprocess.run(
        [PROGRAM, "--show-completion", "tcsh"], capture_output=True, text=True, check=False
    )
    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr.startswith('error: --show-completion must be one of bash, zsh, fish, not "tcsh"')
    assert "hint: `vcompare --help` shows how" in shown.stderr


def test_the_catalog_is_the_one_that_the_command_would_take(
    make_catalog: MakeCatalog, tmp_path: Path
) -> None:
    root = make_catalog({"tools/lonely.toml": LONELY})
    assert offers("vcompare show l", VCOMPARE_CATALOG=str(root)) == ["lonely"]
    assert offers(f"vcompare show --catalog {root} l") == ["lonely"]
    assert offers(f"vcompare show --catalog={root} l") == ["lonely"]
    assert offers(f"vcompare show --catalog {root.parent} l") == ["lonely"]
    assert offers("vcompare show --catalog ~/catalog l", HOME=str(tmp_path)) == ["lonely"]
    assert offers("vcompare show l", cwd=root / "tools", VCOMPARE_CATALOG=None) == ["lonely"]
    (tmp_path / "empty").mkdir()
    away = "vcompare show mod"
    assert offers(f"{away} --catalog {tmp_path / 'empty'} l") == []
    (root / "catalog.toml").unlink()
    assert offers(away, cwd=tmp_path / "empty", VCOMPARE_CATALOG=None) == ["modal"]


def broken(root: Path, how: str) -> Path:
    """Break a catalog and return the folder that is named."""
    if how == "there is no such folder":
        return root / "nowhere"
    if how == "a file":
        return root / "catalog.toml"
    shutil.rmtree(root / "tools")
    if how == "a link":
        (root / "tools").symlink_to(SAMPLE / "tools")
    elif how == "a pipe":
        os.mkfifo(root / "tools")
    return root


@pytest.mark.parametrize("how", ["there is no such folder", "a file", "no tools", "a link", "a pipe"])
def test_a_catalog_that_cannot_be_listed_offers_nothing(make_catalog: MakeCatalog, how: str) -> None:
    root = broken(make_catalog({"tools/lonely.toml": LONELY}), how)
    assert offers("vcompare show ", VCOMPARE_CATALOG=str(root)) == []


def test_a_full_disk_is_not_reported() -> None:
    asked = environment(_VCOMPARE_COMPLETE="complete_bash", COMP_WORDS="vcompare\ns", COMP_CWORD="1")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([PROGRAM], env=asked, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_only_slugs_are_offered(make_catalog: MakeCatalog) -> None:
    files = {f"tools/{name}.toml": LONELY for name in [*HOSTILE, "lonely", "a" * 81]}
    root = make_catalog({**files, "tools/lonely.txt": ""})
    assert offers("vcompare show ", VCOMPARE_CATALOG=str(root)) == ["lonely"]


def test_imported_tools_are_offered(make_catalog: MakeCatalog) -> None:
    root = make_catalog({**IMPORTED, "imported/upstream/$(x).toml": "", "imported/.hidden/no.toml": ""})
    assert offers("vcompare edit ", VCOMPARE_CATALOG=str(root)) == ["kimi", "opus"]
    assert offers("vcompare show opus k", VCOMPARE_CATALOG=str(root)) == ["kimi"]


def test_only_harmless_words_are_offered() -> None:
    """Even where a word repeats what was typed."""
    assert offers("vcompare check --ignore bad-value,stale-p") == ["bad-value,stale-pricing"]
    assert offers("vcompare check --ignore '$(touch PWNED),stale-p") == []


PROBE = """
import os, sys
opened = []
sys.addaudithook(lambda event, found: event == "open" and opened.append(str(found[0])))
from vcompare.cli import run
status = run([])
print(*(name for name in opened if name.startswith(os.environ["VCOMPARE_CATALOG"])), file=sys.stderr)
print(*sys.modules, file=sys.stderr)
"""


def test_the_folder_is_listed_and_nothing_is_read() -> None:
    asked = environment(
        VCOMPARE_CATALOG=str(SAMPLE),
        _VCOMPARE_COMPLETE="complete_bash",
        COMP_WORDS="vcompare\nshow\nmod",
        COMP_CWORD="2",
    )
    done = subprocess.run(
        [sys.executable, "-c", PROBE], env=asked, capture_output=True, text=True, check=True
    )
    opened, modules = done.stderr.splitlines()
    assert (done.stdout, opened) == ("modal\n", "")
    assert not {"rtoml", "rich", "rapidfuzz", "tabulate", "markdown_it"} & set(modules.split())


# Real shells

START = {
    "bash": ["bash", "--noprofile", "--rcfile", "{home}/.zshrc", "-i"],
    "zsh": ["zsh", "-d", "-i"],
    "fish": ["fish", "--no-config", "--init-command", "source {home}/.zshrc"],
}
# zsh's usual binding of TAB expands the word at the cursor, commands in it included, before it completes.
SETUP = {
    "bash": "PS1='> '\n",
    "zsh": "PS1='> '\nautoload -Uz compinit\ncompinit -u -D\nbindkey '^I' complete-word\n",
    "fish": "set -g fish_greeting\nset -g fish_autosuggestion_enabled 0\nfunction fish_prompt; echo -n '> '; end\n",
}
LOAD = {
    "bash": 'eval "$(vcompare --show-completion bash)"\n',
    "zsh": 'eval "$(vcompare --show-completion zsh)"\n',
    "fish": "vcompare --show-completion fish | source\n",
}


class Terminal:
    """A shell at a prompt `> `, with our completion, on a screen."""

    def __init__(self, shell: str, folder: Path, home: Path, *, load: str, path: Path, catalog: Path) -> None:
        self.presses = 0
        self.screen = Screen(200, 40)
        self.stream = pyte.ByteStream(self.screen)
        home.mkdir(exist_ok=True)
        (home / ".zshrc").write_text(SETUP[shell] + load)
        self.child, self.terminal = pty.fork()
        self.screen.asker = self.terminal
        if self.child == 0:
            os.chdir(folder)
            termios.tcsetwinsize(0, (40, 200))
            command = [part.format(home=home) for part in START[shell]]
            os.execvpe(command[0], command, self._environment(home, path, catalog))
        self._wait_for("> ")

    @staticmethod
    def _environment(home: Path, path: Path, catalog: Path) -> dict[str, str]:
        places = {"HOME": home, "ZDOTDIR": home, "VCOMPARE_CATALOG": catalog}
        fixed = {"TERM": "xterm", "LANG": "C.UTF-8", "INPUTRC": "/dev/null", "HISTFILE": "/dev/null"}
        search = os.pathsep.join([str(path), os.environ["PATH"]])
        return {**fixed, **{name: str(value) for name, value in places.items()}, "PATH": search}

    def _type(self, keys: bytes) -> None:
        os.write(self.terminal, keys)

    def _wait_for(self, text: str) -> str:
        """Read until a text is on the screen, and return the row with it."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            row = next((row for row in self.screen.display if text in row), None)
            if row is not None:
                return row
            if select.select([self.terminal], [], [], 0.1)[0]:
                self.stream.feed(os.read(self.terminal, 65536))
        raise AssertionError(f"no {text!r} on the screen:\n" + "\n".join(self.screen.display).rstrip())

    def press(self, keys: str) -> str:
        """Return what a line becomes, TABs being pressed where the keys have them; Enter never is."""
        self.presses += 1
        mark = f"@{self.presses}@"  # typed behind, it shows when the shell has done with what is before it
        self._type(b"\x15" + keys.encode() + mark.encode())
        return self._wait_for(mark).partition(mark)[0].removeprefix("> ")

    def lists(self, keys: str, text: str) -> str:
        """Return the screen once the shell has listed something below what was typed."""
        self._type(keys.encode())
        self._wait_for(text)
        return "\n".join(self.screen.display)

    def end(self) -> None:
        os.close(self.terminal)
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)


Start = Callable[..., Terminal]


@pytest.fixture(
    params=[
        pytest.param(
            name, marks=pytest.mark.skipif(not shutil.which(name), reason=f"{name} is not installed")
        )
        for name in SHELLS
    ]
)
def shell(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def start(tmp_path: Path, shell: str) -> Iterator[Start]:
    """Start the shell in an empty folder, by default with completion as the how-to says, on the sample."""
    running = []
    (tmp_path / "here").mkdir(exist_ok=True)

    def begin(load: str | None = None, path: Path = PROGRAM.parent, catalog: Path = SAMPLE) -> Terminal:
        home, given = tmp_path / "home", LOAD[shell] if load is None else load
        terminal = Terminal(shell, tmp_path / "here", home, load=given, path=path, catalog=catalog)
        running.append(terminal)
        return terminal

    yield begin
    for terminal in running:
        terminal.end()
    assert not list(tmp_path.rglob("PWNED"))


def test_tab_completes(start: Start) -> None:
    terminal = start()
    for typed, becomes in {
        "sc\t": "schema ",
        "show mod\t": "show modal ",
        "show mod\thf-hub-d\t": "show modal hf-hub-deploy ",
        "show modal mod\t": "show modal mod",
        "show 'hf-hub-d\t": "show 'hf-hub-deploy' ",
        'show "hf-hub-d\t': 'show "hf-hub-deploy" ',
        "show --diff\t": "show --differences ",
        "show --format js\t": "show --format json ",
        "show --format=js\t": "show --format=json ",
        "explain stale-p\t": "explain stale-pricing ",
        "check --select stale-pricing,stale-r\t": "check --select stale-pricing,stale-review ",
        "list --category Dev\t": "list --category Dev",
        "show qwerty\t": "show qwerty",
    }.items():
        assert terminal.press(f"vcompare {typed}") == f"vcompare {becomes}"
    assert terminal.press("true; vcompare show mod\t") == "true; vcompare show modal "


def test_tab_lists(start: Start, shell: str) -> None:
    terminal = start()
    shown = terminal.lists(
        "vcompare show hf-\t\t" if shell == "bash" else "vcompare show hf-\t", "hub-routing"
    )
    assert "hf-hub-deploy" in shown
    assert "modal" not in shown


def test_tab_completes_files_and_folders(start: Start, tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir(exist_ok=True)
    (here / "my folder").mkdir()
    (here / "page.toml").touch()
    terminal = start()
    for typed, becomes in {
        "check pag\t": "check page.toml ",
        "check --catalog my\t": "check --catalog my\\ folder/",
        "check --catalog=my\t": "check --catalog=my\\ folder/",
        "export a b > pag\t": "export a b > page.toml ",
    }.items():
        assert terminal.press(f"vcompare {typed}").rstrip() == f"vcompare {becomes}".rstrip()


def test_a_script_in_a_file(start: Start, shell: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    folder = home / ".zfunc"
    folder.mkdir(parents=True)
    (folder / "_vcompare").write_text(completion.script(shell))
    load = f"fpath+=({folder})\ncompinit -u -D\n" if shell == "zsh" else f"source {folder}/_vcompare\n"
    terminal = start(load)
    assert terminal.press("vcompare show mod\t") == "vcompare show modal "
    assert terminal.press("vcompare show hf-hub-d\t") == "vcompare show hf-hub-deploy "


def test_names_of_a_hostile_catalog(start: Start, make_catalog: MakeCatalog) -> None:
    root = make_catalog({f"tools/{name}.toml": LONELY for name in [*HOSTILE, "lonely"]})
    terminal = start(catalog=root)
    assert terminal.press("vcompare show \t") == "vcompare show lonely "
    for begun in ("a", "'$(to", "'`to", "'a ", "'*", "-r", "-- -r", "A"):
        assert terminal.press(f"vcompare show {begun}\t\t") == f"vcompare show {begun}"


def test_a_hostile_folder(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "here/evil $(touch PWNED) `touch PWNED`;touch PWNED;*'x"
    (folder / "tools").mkdir(parents=True)
    (folder / "catalog.toml").write_text(SETTINGS)
    (folder / "tools/lonely.toml").write_text(LONELY)
    terminal = start()
    quoted = shlex.quote(folder.name).replace("'\"'\"'", "'\\''")
    assert terminal.press(f"vcompare show --catalog {quoted} lon\t").endswith(f"{quoted} lonely ")
    # The shell completes and quotes the folder itself, and what it made of it is understood.
    assert terminal.press("vcompare show --catalog ev\t lon\t").endswith(" lonely ")
    assert terminal.press("vcompare show --catalog=ev\t lon\t").endswith(" lonely ")


TYPED = [
    "$(touch PWNED)",
    '"$(touch PWNED)"',
    "'$(touch PWNED)'",
    "${x:-$(touch PWNED)}",
    "`touch PWNED`",
    "<(touch PWNED)",
    "a;touch PWNED",
    "*",
]


def test_typed_words_are_not_run(start: Start, tmp_path: Path) -> None:
    """Each word by turns where the cursor is, before it, and in the option that names a catalog."""
    terminal = start()
    lines = ("vcompare show {}", "vcompare show {} mod", "vcompare show --catalog={} mod")
    for number, word in enumerate(TYPED):
        terminal.press(f"{lines[number % 3].format(word)}\t\t")
        assert not list(tmp_path.rglob("PWNED")), word
