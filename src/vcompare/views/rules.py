"""The rules of `check`: the list, and the page of one."""

from collections.abc import Iterable, Sequence

from vcompare.checks.rule import Rule
from vcompare.text.markdown import parse
from vcompare.text.prose import CodeBlock, Paragraph, Span, plain
from vcompare.views.blocks import Block, Cell, Column, Heading, Passage, Table


def table(rules: Iterable[Rule]) -> Table:
    """Lay out the list: name, severity, what it finds."""
    columns = (Column("Rule"), Column("Severity"), Column("Finds", long=True))
    return Table(columns, tuple((Cell(rule.name), Cell(rule.severity), Cell(_finds(rule))) for rule in rules))


def page(rule: Rule) -> Sequence[Block]:
    """Lay out what a rule finds, why, how to fix it, and how to silence it."""
    in_files = rule.across_files or not {"tool", "review"}.isdisjoint(rule.kinds)
    allow = f'`allow = ["{rule.name}"]` in a tool or review file allows it there. ' if in_files else ""
    silence = f"{allow}`ignore`, `warn` or `error` under `[check]` in `catalog.toml` sets it for the catalog."
    blocks: list[Block] = [
        Heading(f"{rule.name} ({rule.severity})", 1),
        Passage(parse(f"Finds {rule.finds}.")),
        Passage(parse(rule.why)),
        Passage(parse(f"**To fix it.** {rule.fix}")),
        Passage(parse(f"**To silence it.** {silence}")),
    ]
    for path, text in rule.example.items():
        blocks += [
            Passage((Paragraph((Span(f"For example, {path}:"),)),)),
            Passage((CodeBlock(text.rstrip()),)),
        ]
    return blocks


def _finds(rule: Rule) -> str:
    return plain(parse(rule.finds))
