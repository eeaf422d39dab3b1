"""One file of facts about a tool, which people or an import wrote."""

from vcompare.catalog.decode import decode
from vcompare.catalog.source import Document
from vcompare.diagnostics import Diagnostic
from vcompare.fields import Registry
from vcompare.model import Tool


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
