"""`bad-workload`: a workload that cannot be computed."""

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from vcompare.catalog.decode import decode
from vcompare.checks.evidence import listed
from vcompare.checks.rule import Context, Findings, Keys, TomlFile
from vcompare.diagnostics import found
from vcompare.model import Workload

if TYPE_CHECKING:
    from vcompare.costs import WorkloadProblem


def check(file: TomlFile, context: Context) -> Findings:
    """Look for parts that are larger than their wholes, for requests among quantities, and for nothing."""
    workload = decode(file.document, Workload)[0]
    if workload is None or context.settings is None:
        return
    for keys, message, hint in _problems(workload, context):
        yield found("bad-workload", file.document.key(*keys), message, hint)


def _problems(workload: Workload, context: Context) -> Iterator[tuple[Keys, str, str]]:
    meters = context.settings.meters if context.settings else {}
    if "requests" in workload.each:
        message = "`requests` is how many there are in a month, and not in one request"
        yield ("each", "requests"), message, "write `requests` above [each]"
    elif not _uses(workload, billed=meters):
        hint = "write what one request takes below [each], or what a month takes below [month]"
        yield (), "nothing is used in this workload, so it costs nothing with any tool", hint
    from vcompare.costs import problems

    for problem in problems(workload, meters):
        if problem.kind == "exceeds":
            yield _exceeded(problem, workload)


def _uses(workload: Workload, billed: Container[str]) -> bool:
    each = workload.count * (sum(workload.each.values()) + ("requests" in billed))
    return each + sum(workload.month.values()) > 0


def _exceeded(problem: "WorkloadProblem", workload: Workload) -> tuple[Keys, str, str]:
    whole, parts, given = problem.meter, problem.parts, getattr(workload, problem.table)
    total, verb = sum(given[part] for part in parts), "is" if len(parts) == 1 else "are"
    of = "it is a part" if len(parts) == 1 else "they are parts"
    there = f"only {given[whole]:,}" if whole in given else "none"
    message = f"{listed(parts)} {verb} {total:,}, and of `{whole}`, of which {of}, there is {there}"
    return (problem.table, parts[0]), message, f"`{whole}` includes its parts: make it {total:_} or more"
