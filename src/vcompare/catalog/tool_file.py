"""Facts about a tool, from the one file that most have, which people or an import wrote."""

from collections.abc import Mapping
from typing import NamedTuple

from vcompare.catalog.decode import decode
from vcompare.catalog.source import Document
from vcompare.diagnostics import Diagnostic
from vcompare.fields import Registry
from vcompare.model import Disagreement, Origin, Tool


class ToolFacts(NamedTuple):
    """A tool from all of its files, None where one of them cannot be used, and the findings.

    `origins` says of its values where those are from that people did not write, by the path of the field, as
    specs and rates say themselves. `disagreements` are those between its files, None where it has only one.
    """

    tool: Tool | None
    findings: tuple[Diagnostic, ...]
    origins: Mapping[str, Origin] = {}
    disagreements: tuple[Disagreement, ...] | None = None


def decode_tool(
    document: Document, fields: Registry, into: type[Tool] = Tool
) -> tuple[Tool | None, tuple[Diagnostic, ...]]:
    """Decode the file of a tool, its specs by the fields of its catalog."""
    tool, findings = decode(document, into)
    if tool is None:
        return None, findings
    if tool.specs:
        from vcompare.catalog.specs import with_facts

        tool, in_specs = with_facts(document, tool, fields.specs)
        findings = (*findings, *in_specs)
    if tool.offers or (tool.pricing and not tool.pricing.in_words_only) or "pricing" in tool.sources:
        from vcompare.catalog.prices import with_prices

        tool, in_prices = with_prices(document, tool, fields)
        findings = (*findings, *in_prices)
    return tool, findings
