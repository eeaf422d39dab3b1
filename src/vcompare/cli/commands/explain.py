"""`vcompare explain`: what a rule of `check` finds, why, and how to fix it."""

from typing import Annotated

import typer

from vcompare.cli import console
from vcompare.cli.options import ColorOption


def explain_command(
    rule: Annotated[
        str | None, typer.Argument(metavar="[RULE]", help="The rule; without it, the list of all.")
    ] = None,
    color: ColorOption = "auto",
) -> None:
    """Explain a rule of `check`, or list the rules.

    Example: `vcompare explain stale-pricing`
    """
    from vcompare.app.checking import rule_name
    from vcompare.checks.rules import BY_NAME, RULES
    from vcompare.views import rules

    if rule is None:
        console.blocks([rules.table(RULES)], color)
    else:
        console.blocks(rules.page(BY_NAME[rule_name(rule)]), color)
