"""Catalogs that an attacker wrote: every text of theirs is one that was chosen to do harm."""

import itertools
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import tomli_w

from tests.trust.filled import DAY, address, filled, line, prose
from vcompare.model import (
    Decision,
    Import,
    ImportedTool,
    Meter,
    Offer,
    Outcome,
    Panelist,
    Plan,
    Prediction,
    Recipe,
    Review,
    Settings,
    Spec,
    Tool,
    Votes,
    Workload,
)

SLUGS = tuple(f"tool-{letter}" for letter in "abcdef")
SEATS = ("builder", "skeptic")
KINDS = ("quantity", "flag", "choice", "text", "list", "date", "link")
"""Of specs; in these catalogs each spec is called like its kind."""
METERS = ("input", "seat")

# What somebody reads as more than text: terminals, runners of CI, Markdown, HTML, Rich, Jinja, shells, TOML.
FRAGMENTS = (
    "a", "word", "é", "漢字", "👩‍👩‍👧", "☎️", "1.10", " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n",
    "\x1b]0;title\x07", "\x1b[2J", "\x1b[31m", "\x9b31m", "\x9d0;x\x9c", "\x1bc", "\x1bP1;1|\x1b\\", "\x07", "\x08", "\x00", "\x7f", "\x85",
    "\u202e", "\u2066", "\u2069", "\u200b", "\u200d", "\u200f", "\ufeff", "\u2028", "\u2029", "\U000e0041", "\ufe0f", "\ufffe", "\u0301", "\u3164",
    "::error file=x::y", "::set-output name=a::b", "::", "::stop-commands::x", "##[error]x", "##[", "%0A", "%25", "::add-mask::e",
    "|", "\\", "`", "```", "*", "**", "_", "__", "[", "]", "<", ">", "&", "~", "~~", "$", "$$", ":", "!", "#", "-", "+", "=", "---", "===", "1. ", "- ", "> ", "    ",
    "[x](javascript:alert(1))", "![x](https://evil.example/p.png)", "[x](data:text/html,y)", "<https://evil.example>", "https://evil.example/a_b", "www.evil.example",
    "a@evil.example", "[x]: https://evil.example\n", "[^1]", ":skull:", "[bold]", "[/x]", "[link=https://evil.example]",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</td>", "</title>", "</style>", "<!--", "-->", "<![CDATA[", "]]>", "<svg onload=x>", "&lt;", "&#x1b;", "&nbsp;",
    "<!-- vcompare: list -->", "<!-- /vcompare -->", "+++", "%}", "{%", "{{ 7 * 7 }}", "{{", "}}", "{#", "{{< x >}}",
    "$(touch PWNED)", "`touch PWNED`", ";", "'", '"', '"""', "'''", "=1+1", "@SUM(1)", ";=1+1;", "\t=1+1\t", ';"=1+1', "＝1+1", "\\n", "\\x1b", "\\u202e", "{anchor:x}", "''x''", "{{x}}", "\\input{x}", "include::x[]", "`x <y>`_", ".. raw:: html",
)  # fmt: skip


def catalog(texts: Iterable[str]) -> dict[str, str]:
    """Return the files of a catalog that can be read, with the texts in all of its fields in turn."""
    source = itertools.cycle(texts)
    files: dict[str, Any] = {
        "catalog.toml": _settings(source),
        "workloads/support.toml": {**filled(Workload, source), "requests": 1_000, "each": {METERS[0]: 100}},
        "decisions/choice.toml": _decision(source),
        "recipes/feed.toml": filled(Recipe, source),
        "imported/feed.toml": filled(Import, source),
    }
    choices = files["catalog.toml"]["specs"]["choice"]["choices"]
    files[f"imported/feed/{SLUGS[0]}.toml"] = _imported(choices, source)
    for slug in SLUGS:
        files[f"tools/{slug}.toml"] = _tool(choices, source)
        for seat in SEATS:
            files[f"reviews/{slug}/{seat}.toml"] = _review(source)
        files[f"outcomes/{slug}.toml"] = {SEATS[0]: {"settled": {**filled(Outcome, source), "settled": DAY}}}
        ballots = {line(next(source)): "ship" for _ in range(2)}
        files[f"votes/{slug}.toml"] = {**filled(Votes, source), "ballots": ballots}
    return {path: tomli_w.dumps(content) for path, content in files.items()}


def _settings(source: Iterator[str]) -> dict[str, Any]:
    made: dict[str, Any] = {**filled(Settings, source), "format": 1, "currency": "USD"}
    made["panel"] = {seat: filled(Panelist, source) for seat in SEATS}
    made["specs"] = {kind: _spec(kind, source) for kind in KINDS}
    made["specs"]["choice"]["better"] = "first"
    made["site"]["votes"] += "{path}"
    made["specs"]["flag"]["categories"] = [*made["categories"], line(next(source))]
    made["meters"] = {meter: {**filled(Meter, source), "per": 1_000} for meter in METERS}
    return made


def _spec(kind: str, source: Iterator[str]) -> dict[str, Any]:
    made: dict[str, Any] = {**filled(Spec, source), "kind": kind}
    for key in {"better", "categories", "choices", *(() if kind == "quantity" else ("unit",))}:
        made.pop(key, None)
    choices = [f"{number}{line(next(source))}" for number in range(2)]
    return made | ({"choices": choices} if kind == "choice" else {})


def _decision(source: Iterator[str]) -> dict[str, Any]:
    """Return a decision that can be computed, between all tools: none is called what it leaves out."""
    unlike = "name!=x" + line(next(source)).translate(dict.fromkeys(map(ord, "=!<>~:,;&|")))
    criteria = {"score": {"weight": 2}, "specs": {"choice": {"weight": 1}}}
    return {**filled(Decision, source), "where": [unlike], "criteria": criteria}


def _tool(choices: Sequence[str], source: Iterator[str], of: type[Tool] = Tool) -> dict[str, Any]:
    made: dict[str, Any] = {**filled(of, source), "entry": "free"}
    made["pricing"] |= _prices(3, source)
    made["specs"] = {
        kind: {"value": value, "quote": line(next(source)), "note": line(next(source)), "source": "word"}
        for kind, value in _values(choices, source).items()
    }
    made["offers"] = {
        seller: {
            **filled(Offer, source),
            **_prices(amount, source),
            "specs": {"text": {"value": line(next(source)), "note": line(next(source))}},
        }
        for seller, amount in (("one", 2), ("two", 4))
    }
    return made


def _imported(choices: Sequence[str], source: Iterator[str]) -> dict[str, Any]:
    """Return what a source says of a tool, which is otherwise than what people say, with a seller of its own."""
    made = _tool(choices, source, ImportedTool)
    del made["allow"]
    return {**made, "offers": {**made["offers"], "three": made["offers"]["two"]}}


def _prices(amount: int, source: Iterator[str]) -> dict[str, Any]:
    rate = {"amount": amount, "quote": line(next(source)), "note": line(next(source))}
    plan = {**filled(Plan, source), "amount": 25, "per": METERS[1], "includes": {METERS[0]: 10}}
    return {
        "rates": {METERS[0]: rate},
        "tiers": [{"over": {METERS[0]: 200_000}, "rates": {METERS[0]: 9}}],
        "plans": [plan],
    }


def _values(choices: Sequence[str], source: Iterator[str]) -> dict[str, Any]:
    return {
        "quantity": 1_048_576,
        "flag": True,
        "choice": choices[1],
        "text": line(next(source)),
        "list": [line(next(source)), line(next(source))],
        "date": "2025-03",
        "link": address(next(source)),
    }


def _review(source: Iterator[str]) -> dict[str, Any]:
    """Return a review with two predictions, of which one is settled, and the other may be overdue."""
    dated = {"made": DAY, "due": DAY, "probability": 0.5}
    predictions = {name: {**filled(Prediction, source), **dated} for name in ("settled", "open")}
    return {**filled(Review, source), "score": 80, "predictions": predictions}


def broken(texts: Sequence[str]) -> dict[str, str]:
    """Return files of a catalog that have the texts where they do not belong, for `check` to speak of."""
    files = {
        "catalog.toml": 'format = 1\ntitle = "T"\ncategories = ["C"]\n[panel.builder]\nname = "B"\n',
        "tools/fine.toml": 'name = "Fine"\ntagline = "T"\ncategory = "C"\nentry = "free"\n',
    }
    tool = {"name": "N", "tagline": "T", "category": "C", "entry": "free"}
    for number, text in enumerate(texts):
        one = tool | {"name": f"N{number}"}
        for kind, content in {
            "key": tomli_w.dumps(one | {prose(text): text}),
            "tier": tomli_w.dumps(one | {"entry": text}),
            "link": tomli_w.dumps(one | {"homepage": text, "added": text}),
            "table": tomli_w.dumps(one | {"pricing": {prose(text): {"x": text}}}),
            "syntax": f"name = {text}",
            "open": f'name = "{text}',
            "raw": text,
        }.items():
            files[f"tools/{kind}-{number}.toml"] = content
        files[f"reviews/fine-{number}/builder.toml"] = tomli_w.dumps(
            {"verdict": text, "text": text, "score": text}
        )
        files[f"votes/fine-{number}.toml"] = tomli_w.dumps({"ballots": {line(text): text}})
    return files


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder, and return the folder."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    return root


def long_texts(lines: Sequence[str]) -> dict[str, str]:
    """Return the files of a catalog whose long texts are these lines, as many in each."""
    files = {path: tomllib.loads(text) for path, text in catalog(["word"]).items()}
    long = [(content, "text") for path, content in files.items() if path.startswith("reviews/")]
    share = -(-len(lines) // len(long))
    for number, (content, key) in enumerate(long):
        content[key] = "\n".join(lines[number * share : (number + 1) * share]) or "x"
    return {path: tomli_w.dumps(content) for path, content in files.items()}


def named(name: Iterable[str], tagline: Iterable[str]) -> str:
    """Return the file of a tool whose name and tagline have these characters, each behind a letter."""
    texts = ["".join(f"a{one}" for one in some) or "a" for some in (name, tagline)]
    return tomli_w.dumps({"name": texts[0], "tagline": texts[1], "category": texts[1], "entry": "free"})
