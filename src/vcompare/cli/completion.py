"""Shell completion: the scripts for the shells, and what is answered when they ask.

What is offered lands on a line that a person is about to run, and a catalog may be a stranger's. So nothing
but commands, options, words of our own and slugs is offered, and the scripts handle even these as data: no
shell evaluates, expands, globs or splits them, nor the words that were typed.

A script asks with `_VCOMPARE_COMPLETE=complete_SHELL`. The answer is a line with its kind, `words`, `files`
or `folders` (which the shell lists itself), then a line for each word; or nothing at all.
"""

import os
import re
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import typer

from vcompare.cli import console

_HARMLESS = re.compile(r"[A-Za-z0-9=,-]+")
_REDIRECTION = re.compile(r"[0-9&]?[<>]+[|&]?")

SCRIPTS = {
    # The answer is read line by line: in a bare `$( )`, or in `compgen -W`, bash would expand it.
    "bash": r"""# Completion of vcompare for bash.
_vcompare_completion() {
    local kind='' word
    COMPREPLY=()
    {
        IFS= read -r kind
        while IFS= read -r word; do COMPREPLY+=("$word"); done
    } < <(_VCOMPARE_COMPLETE=complete_bash COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORD="$2" \
        command vcompare 2>/dev/null)
    case $kind in
        files) compopt -o default ;;
        folders) compopt -o dirnames ;;
    esac
}
complete -F _vcompare_completion vcompare
""",
    # (Q) takes quotes away and (f) splits at line ends, neither expands. zsh's own `_files` runs the command
    # of a `$( )` that was typed before a slash, so it is not called for one.
    "zsh": r"""#compdef vcompare
# Completion of vcompare for zsh.
_vcompare() {
    local -a typed answer
    typed=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
    answer=("${(@f)$(_VCOMPARE_COMPLETE=complete_zsh command vcompare "${typed[@]}" 2>/dev/null)}")
    if [[ $answer[1] == words ]]; then
        shift answer
        compadd -a answer
    elif [[ $PREFIX != *(\$\(|\`)* ]]; then
        [[ $PREFIX == --*=* ]] && compset -P 1 '*='
        case $answer[1] in
            files) _files ;;
            folders) _files -/ ;;
        esac
    fi
}
if [[ $funcstack[1] == _vcompare ]]; then
    _vcompare "$@"
else
    compdef _vcompare vcompare
fi
""",
    # What a command substitution gives is split at line ends and not looked at again.
    "fish": r"""# Completion of vcompare for fish.
function __vcompare_completion
    set -l typed (commandline -opc)
    set -e typed[1]
    set -l token (commandline -ct)
    set -l plain (string unescape -- "$token")
    set -l answer (env _VCOMPARE_COMPLETE=complete_fish vcompare $typed "$plain" 2>/dev/null)
    set -l option (string match -r -- '^--[^=]*=' "$token")
    set -l path (string replace -r -- '^--[^=]*=' '' "$token")
    switch "$answer[1]"
        case words
            set -e answer[1]
        case files
            set answer "$option"(__fish_complete_path "$path")
        case folders
            set answer "$option"(__fish_complete_directories "$path")
    end
    string join -- \n $answer
end
complete --command vcompare --no-files --arguments '(__vcompare_completion)'
""",
}


class Line:
    """The words of a command line that are complete: the command they lead to, and what it is given."""

    def __init__(self, program: Any, words: Iterable[str]) -> None:
        self._enter(program, None)
        for word in words:
            self._take(word)

    def _enter(self, command: Any, above: typer.Context | None) -> None:
        self.command = command
        self.context = typer.Context(command, parent=above, **command.context_settings)
        parameters = command.get_params(self.context)
        self.options = [one for one in parameters if one.param_type_name == "option" and not one.hidden]
        self.arguments = [one for one in parameters if one.param_type_name == "argument"]
        self.positional: list[str] = []
        self.given: dict[str, list[str]] = {}
        self.awaiting: Any = None
        self.only_positional = False

    def _take(self, word: str) -> None:
        if self.awaiting is not None:
            self.given[self.awaiting.name].append(word)
            self.awaiting = None
        elif word == "--" and not self.only_positional:
            self.only_positional = True
        elif self.is_option(word):
            self._take_option(word)
        elif self.is_group():
            self._enter(self.command.get_command(self.context, word), self.context)
        else:
            self.positional.append(word)

    def _take_option(self, word: str) -> None:
        option, before, value = self.option(word)
        if option is not None:
            values = self.given.setdefault(option.name, [])
            if before:
                values.append(value)
            elif not option.is_flag:
                self.awaiting = option

    def is_group(self) -> bool:
        """Say whether the next word is the name of a command."""
        return hasattr(self.command, "list_commands")

    def is_option(self, word: str) -> bool:
        """Say whether a word is an option, or begins like one."""
        return word.startswith("-") and not self.only_positional

    def option(self, word: str) -> tuple[Any, str, str]:
        """Take `--format=json` or `-fjson` apart: the option, all before the value, and the value."""
        name, joint, value = word.partition("=") if word.startswith("--") else (word[:2], "", word[2:])
        option = next((one for one in self.options if name in (*one.opts, *one.secondary_opts)), None)
        return option, (name + joint if joint or value else ""), value

    def argument(self) -> Any:
        """Return the argument that the next positional word is for; None where there are enough."""
        before = len(self.positional)
        for argument in self.arguments:
            if argument.nargs < 0 or before < argument.nargs:
                return argument
            before -= argument.nargs
        return None


def complete(program: Any, arguments: Sequence[str], asked: str) -> int:
    """Answer the script of a shell that asks with `complete_SHELL`. Returns 0, come what may.

    A message would land in the middle of a line that is being typed: what is broken offers nothing.
    """
    with suppress(Exception):
        typed, kept = _line_of_bash() if asked == "complete_bash" else (list(arguments), 0)
        kind, words = offered(program, typed)
        harmless = [word[kept:] for word in words if _HARMLESS.fullmatch(word)]
        if harmless or kind != "words":
            console.data("".join(f"{line}\n" for line in (kind, *harmless)))
    return 0


def offered(program: Any, typed: Sequence[str]) -> tuple[str, list[str]]:
    """Return the kind of what fits, and for `words` what the last of the typed words may become."""
    if len(typed) > 1 and _REDIRECTION.fullmatch(typed[-2]):
        return "files", []
    line, last = Line(program, typed[:-1]), typed[-1]
    if line.awaiting is not None:
        return _values(line, line.awaiting, last)
    if line.is_option(last):
        option, before, value = line.option(last)
        if option is None or not before:
            return "words", _beginning(last, _options(line), ())
        kind, words = _values(line, option, value)
        return kind, [before + word for word in words]
    if line.is_group():
        return "words", _beginning(last, line.command.list_commands(line.context), ())
    argument = line.argument()
    return _values(line, argument, last) if argument is not None else ("words", [])


def _line_of_bash() -> tuple[list[str], int]:
    """Return the words after the program's name, and how many characters of the last one bash keeps.

    What bash itself takes for words still has its quotes, and ends at `=` and `:` as well. So its script
    hands over the line, and of the last word the part that bash will replace.
    """
    typed = _split(console.environment("COMP_LINE"))[1:]
    replaced = console.environment("COMP_WORD")
    return typed, len(typed[-1]) - len(replaced) if typed[-1].endswith(replaced) else 0


def _split(line: str) -> list[str]:
    """Split a line as a shell does; the last word is the one at its end, even if nothing of it is there."""
    import shlex

    reader = shlex.shlex(line + "|", posix=True)  # with this there is a word at the end in any case
    reader.whitespace_split = True
    reader.commenters = ""
    words: list[str] = []
    try:
        words.extend(reader)
    except ValueError:  # a quote is open, and the words before it are there
        words.append(reader.token)
    words[-1] = words[-1].removesuffix("|")
    return words


def _options(line: Line) -> list[str]:
    """Return the options that may still be given."""
    left = [one for one in line.options if one.multiple or one.name not in line.given]
    return [name for option in left for name in (*option.opts, *option.secondary_opts)]


def _values(line: Line, parameter: Any, start: str) -> tuple[str, list[str]]:
    """Return what a parameter takes. Its type tells, or the capitals by which the help calls it."""
    called = re.search("[A-Z]+", parameter.metavar or "")
    kind = called[0] if called else ""
    taken = line.positional if parameter in line.arguments else line.given.get(parameter.name, [])
    if choices := getattr(parameter.type, "choices", None) or _alternatives(parameter.metavar):
        return "words", _beginning(start, map(str, choices), taken)
    if kind == "TOOL":
        return "words", _beginning(start, _slugs(line, start), taken)
    if kind == "REVIEWER":
        from vcompare.catalog.store import Catalog

        return "words", _beginning(start, Catalog.open(_catalog(line)).settings.panel, taken)
    if kind == "RULE":
        return "words", _rules(start, taken)
    if kind == "DIR":
        return "folders", []
    return ("files" if parameter.type.name in {"path", "file"} else "words"), []


def _alternatives(metavar: str | None) -> list[str]:
    """Return the words that `<ship|skip>` offers."""
    return metavar.strip("<>").split("|") if metavar and "|" in metavar else []


def _beginning(start: str, words: Iterable[str], taken: Collection[str]) -> list[str]:
    without = set(taken)
    return [word for word in words if word.startswith(start) and word not in without]


def _rules(start: str, taken: Iterable[str]) -> list[str]:
    """Complete the last of the rules that a word names with commas between them."""
    from vcompare.checks.rules import BY_NAME

    before, comma, last = start.rpartition(",")
    named = [name for word in (*taken, before) for name in word.split(",")]
    return [before + comma + name for name in _beginning(last, BY_NAME, named)]


def _slugs(line: Line, start: str) -> list[str]:
    """List the slugs of the catalog that the line is about. No file is read."""
    from vcompare.catalog.source import Source
    from vcompare.catalog.store import is_slug

    files = Source(_catalog(line)).names("tools")
    if not isinstance(files, list):
        return []
    fitting = (name for name in files if name.startswith(start) and name.endswith(".toml"))
    return [slug for slug in (name.removesuffix(".toml") for name in fitting) if is_slug(slug)]


def _catalog(line: Line) -> Path:
    """Return the folder of the catalog. Raises CatalogNotFoundError where the one named is none."""
    from vcompare.cli import catalogs
    from vcompare.errors import CatalogNotFoundError

    option = next(one for one in line.options if one.name == "catalog")
    typed = line.given.get("catalog")
    if named := typed[-1] if typed else option.resolve_envvar_value(line.context):
        return catalogs.find(Path(os.path.expanduser(named)))  # noqa: PTH111 - it leaves alone whom it does not know
    try:
        return catalogs.find(None, or_sample=False)
    except CatalogNotFoundError:
        return catalogs.sample()
