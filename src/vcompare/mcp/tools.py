"""The tools that an assistant can call: what each is for, what it takes, and what it answers."""

from collections.abc import Callable
from typing import Any, NamedTuple

from vcompare.mcp import answers, schemas
from vcompare.mcp.bounds import Reply
from vcompare.mcp.parameters import ToolParameter

_WHERE = ToolParameter(
    "where",
    "texts",
    "Conditions on fields, all of which must hold, such as context>=200k, open-weights, "
    "vendor=OpenAI,Google, score>=80, input<=3, name~opus, knowledge>=2025-03. What is unknown passes none. "
    "The resource vcompare://fields lists the fields.",
)
_LIKEWISE = ToolParameter("where", "texts", "Conditions on fields, as find_tools takes them.")
_LIMIT = ToolParameter("limit", "count", "At most this many.", default=20)
_NAMED = "Slugs, names or aliases, or something close to one"


class CatalogTool(NamedTuple):
    """A tool: its name and title, what it is for, what it takes, and schema and function of its answer."""

    name: str
    title: str
    about: str
    parameters: tuple[ToolParameter, ...]
    output: dict[str, Any]
    answer: Callable[..., Reply]
    of_session: tuple[str, ...] = ()
    """What of the session (`exact`, `today`) the function takes."""


TOOLS = (
    CatalogTool(
        "find_tools",
        "Find tools",
        "Find tools of the catalog by text, by conditions on facts, or both. Few come with all facts, "
        "sources and dates; of many, with the fields that were asked about.",
        (
            ToolParameter(
                "text",
                "text",
                "Words to look for in names, descriptions, specs and reviews; best match first.",
            ),
            _WHERE,
            ToolParameter("sort", "texts", "Fields to sort by, such as -score or input; - is highest first."),
            _LIMIT,
        ),
        schemas.TOOLS,
        answers.find_tools,
    ),
    CatalogTool(
        "compare_tools",
        "Compare tools",
        "Compare two to six tools side by side: every fact with its source, quote and date, prices, sellers, "
        "the panel's verdicts, and what differs. A fact that is missing is unknown, not false or zero.",
        (
            ToolParameter("tools", "texts", f"{_NAMED}, two to six.", required=True, least=2, most=6),
            ToolParameter("texts", "flag", "Also the texts of the reviews.", default=False),
        ),
        schemas.COMPARISON,
        answers.compare_tools,
        ("exact",),
    ),
    CatalogTool(
        "cost",
        "Compute costs",
        "Compute what a month of use costs with each tool and each seller, cheapest first: of a workload of "
        "the catalog, or of the quantities given. What is unknown is named, and never counts as free.",
        (
            ToolParameter(
                "workload", "text", "The workload of the catalog; without quantities and with only one, that."
            ),
            ToolParameter("requests", "number", "Instead: so many requests a month."),
            ToolParameter(
                "each",
                "quantities",
                'What one request uses by meter, such as {"input": "12k", "output": 600}.',
            ),
            ToolParameter("month", "quantities", 'What a month uses besides, such as {"seat-month": 5}.'),
            ToolParameter("tools", "texts", f"{_NAMED}; without any, all tools."),
            _LIKEWISE,
            ToolParameter("lines", "flag", "Also how each cost adds up.", default=False),
            _LIMIT,
        ),
        schemas.COSTS,
        answers.cost,
        ("exact",),
    ),
    CatalogTool(
        "decide",
        "Decide between tools",
        "Rank tools by weighted criteria, and say what would change the winner and which unknown matters: by "
        "a decision of the catalog, or by the weights given. Without either, list the catalog's decisions.",
        (
            ToolParameter("decision", "text", "The decision of the catalog."),
            ToolParameter(
                "weights",
                "quantities",
                "Criteria on the spot, or other weights for those of the decision: by field a weight, or "
                'weight:worst:best, such as {"score": 3, "cost.support": "2:500:50"}.',
            ),
            _LIKEWISE,
            _LIMIT,
        ),
        schemas.DECISION,
        answers.decide,
    ),
    CatalogTool(
        "what_changed",
        "See what changed",
        "List what changed in the catalog since a day, most important first: new tools, verdicts, scores, "
        "facts and prices, and what should be checked again.",
        (
            ToolParameter(
                "since", "text", "The first day, such as 2026-11-20 or 7d, or a Git revision.", required=True
            ),
            ToolParameter("until", "text", "The last day, or a Git revision; today without it."),
            ToolParameter("limit", "count", "At most this many changes.", default=50),
        ),
        schemas.CHANGES,
        answers.what_changed,
        ("today",),
    ),
)
