"""How the words of a command line are read, where we want more than Typer does.

A repeated option adds, or is refused; lists may be given with commas; case does not count in choices; what is
wrong is reported all at once.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import typer
from typer._click.core import iter_params_for_processing
from typer._click.parser import _OptionParser
from typer._click.types import FloatRange, ParamType, StringParamType
from typer.core import TyperCommand, TyperGroup

from vcompare.app.arguments import refuse, wrong_value
from vcompare.cli import console, usage
from vcompare.errors import VcompareError
from vcompare.text import days
from vcompare.text.words import split

_DAY = "DAY"
"""The metavar of an option that stands alone and may have a day, which becomes one of the words."""


class Day(ParamType):
    """A day, in any of the forms of `text.days`."""

    name = "day"
    wanted = days.WANTED

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the day that was typed."""
        found = days.day(value) if isinstance(value, str) else value
        return found if found is not None else self.fail(value, param, ctx)


class ScoreRange(FloatRange):
    """A score, which nan is not, though it is in every range of floating-point numbers."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the score that was typed."""
        found = super().convert(value, param, ctx)
        return self.fail(value, param, ctx) if math.isnan(found) else found


class SearchWords(StringParamType):
    """Words of which one may begin with a dash, as `-voice` does to leave something out."""

    begins_with_dash = True


class _Parser(_OptionParser):
    """Reads options and values; what it cannot read is a VcompareError in our own words."""

    def __init__(self, ctx: Any) -> None:
        super().__init__(ctx)
        self._dashes = False

    def add_option(
        self, obj: Any, opts: Any, dest: Any, action: str = "store", nargs: int = 1, const: Any = None
    ) -> None:
        """Add an option; all of its values are kept, to see whether it is given twice."""
        super().add_option(obj, opts, dest, action.replace("store", "append"), nargs, const)

    def add_argument(self, obj: Any, dest: Any, nargs: int = 1) -> None:
        """Add an argument, which may allow words that begin with a dash."""
        super().add_argument(obj, dest, nargs)
        self._dashes = self._dashes or getattr(obj.type, "begins_with_dash", False)

    def parse_args(self, args: list[str]) -> Any:
        """Return values by parameter, the words that are left, and the parameters in order."""
        values, words, order = super().parse_args(args)
        option: Any
        for option in {*order}:
            if isinstance(typed := values.get(option.name), list):
                values[option.name] = (
                    _all_of(option, typed, self.ctx) if option.multiple else _one_of(option, typed)
                )
        return values, words, order

    def _process_opts(self, arg: str, state: Any) -> None:
        name, equals, value = arg.partition("=")
        is_long = name in self._long_opt
        if is_long:
            self._take(name, self._long_opt[name], value if equals else None, state)
        elif arg.startswith("--") or (not self._dashes and f"-{name}" in self._long_opt):
            raise self._unknown(name)
        elif self._dashes and not self._is_short(arg):
            state.largs.append(arg)
        else:
            self._take_short(arg, state)

    def _take_short(self, arg: str, state: Any) -> None:
        """Take the options of a word such as `-ef`, of which the last may have its value in it."""
        for place, letter in enumerate(arg[1:], 2):
            option = self._short_opt.get(f"-{letter}")
            if option is None:
                raise self._unknown(arg if len(arg) > 2 else f"-{letter}")  # noqa: PLR2004
            if option.takes_value:
                rest = arg[place:]
                self._take(f"-{letter}", option, rest.removeprefix("=") if rest else None, state)
                return
            option.process(None, state)

    def _take(self, name: str, option: Any, value: str | None, state: Any) -> None:
        if not option.takes_value:
            if value is not None and option.obj.metavar != _DAY:
                raise usage.needless_value(name, value)
            if value is not None:
                if days.day(value) is None:
                    raise wrong_value(name, days.WANTED, value)
                state.largs.append(value)
        elif value is None:
            if not state.rargs or self._is_option(state.rargs[0]):
                raise usage.missing_value(name, option.obj, self.ctx)
            value = state.rargs.pop(0)
        option.process(value, state)

    def _is_option(self, word: str) -> bool:
        return word.partition("=")[0] in self._long_opt or word in self._short_opt

    def _is_short(self, word: str) -> bool:
        """Say whether a word is a short option, or one with a value that it can have."""
        option, value = self._short_opt.get(word[:2]), word[2:]
        choices = getattr(option.obj.type, "choices", ()) if option else ()
        return option is not None and (
            not value or value[0] == "=" or (option.takes_value and value.lower() in choices)
        )

    def _unknown(self, name: str) -> VcompareError:
        return usage.unknown_option(name, [*self._long_opt, *self._short_opt], self.ctx)


def _one_of(option: Any, typed: Sequence[Any]) -> Any:
    if len(set(typed)) > 1:
        raise usage.contradiction(option) if option.is_flag else usage.given_again(option, typed)
    return typed[-1]


def _all_of(option: Any, typed: Sequence[str], context: Any) -> Sequence[str]:
    """Return the values of a repeated option, those between commas among them."""
    items = [[part for part in split(text) if part] for text in typed]
    if not all(items):
        raise usage.missing_value(option.opts[0], option, context)
    # Whether a comma is a part of any other value, only what reads it knows.
    return [part for parts in items for part in parts] if getattr(option.type, "choices", ()) else typed


def _show_help(context: typer.Context, _option: Any, wanted: bool) -> None:
    """Write help as all output is written, so that full disks and closed pipes end as they do elsewhere."""
    if wanted and not context.resilient_parsing:
        console.answer(context.get_help() + "\n")
        raise typer.Exit


class _Readable:
    """What commands and the program itself have in common: how they read words, and how they write help."""

    params: list[Any]
    groups: Mapping[str, Mapping[str, str]] | None = None

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        for param in self.params:
            if hasattr(param.type, "case_sensitive"):
                param.type.case_sensitive = False

    def make_parser(self, ctx: Any) -> _OptionParser:
        if ctx.resilient_parsing:  # completion reads a line that is not yet written
            return super().make_parser(ctx)  # type: ignore[misc, no-any-return]
        parser = _Parser(ctx)
        for param in self.get_params(ctx):  # type: ignore[attr-defined]
            param.add_to_parser(parser, ctx)
        return parser

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read arguments into the context. Raises VcompareError, or a group, with all that is wrong."""
        if ctx.resilient_parsing:
            return super().parse_args(ctx, args)  # type: ignore[misc, no-any-return]
        values, left, order = self.make_parser(ctx).parse_args(args)
        wrong: list[VcompareError] = []
        param: Any
        for param in iter_params_for_processing(order, self.get_params(ctx)):  # type: ignore[attr-defined]
            try:
                param.handle_parse_result(ctx, values, left)
            except typer.TyperException as error:
                wrong += usage.complaints(error, ctx, values.get(param.name))
        if left and not ctx.allow_extra_args:
            wrong.append(usage.too_many(left, ctx))
        if wrong:
            refuse(wrong)
        # A program has its command first, and what is for that behind it.
        ctx._protected_args, ctx.args = left[:1], left[1:]  # noqa: SLF001
        return left

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.callback = _show_help
        return option

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the words of a line that uses this, without Typer's braces around what is needed."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]  # type: ignore[misc]

    def get_help(self, ctx: Any) -> str:
        """Return how this is used."""
        from vcompare.cli import manual

        return manual.page(self, ctx, self.groups)


class Command(_Readable, TyperCommand):
    """A command."""


class Program(_Readable, TyperGroup):
    """The program: options of its own, and commands."""
