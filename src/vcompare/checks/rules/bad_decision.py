"""`bad-decision`: a decision that cannot be computed."""

from vcompare.catalog.decode import decode
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found
from vcompare.errors import VcompareError
from vcompare.model import Decision


def check(file: TomlFile, context: Context) -> Findings:
    """Look up the field of each criterion, read what scores 0 and 1, and read the conditions."""
    decision = decode(file.document, Decision)[0]
    if decision is None or context.catalog is None:
        return
    from vcompare.comparison.criteria import MOST, criteria
    from vcompare.fields.conditions import condition

    fields = context.catalog.fields
    for problem in criteria(decision, fields)[1]:
        keys = ("criteria", *problem.keys) if "criteria" in file.document.data else ()
        yield found("bad-decision", file.document.key(*keys), problem.message, problem.hint)
    if len(decision.where) > MOST:
        message = f"there are {len(decision.where):,} conditions, and at most {MOST} can be asked for"
        yield found("bad-decision", file.document.key("where"), message, "keep those that matter")
    for at, expression in enumerate(decision.where[:MOST]):
        try:
            condition(fields, expression)
        except VcompareError as wrong:
            at_it = file.document.value("where", at)
            yield found("bad-decision", at_it, wrong.message, wrong.hint or "correct the condition")
    for at, slug in enumerate(decision.tools):
        if slug in decision.tools[:at]:
            message = f"`{slug}` is named twice"
            yield found("bad-decision", file.document.value("tools", at), message, "remove one of them")
