"""Write a made-up catalog of any size, the same for the same seed: `python -m benchmarks.generate DIR`.

The names come in families whose members are easy to confuse (`Nordavane 4`, `Nordavane 4.1 Mini`), the
texts grow from a small grammar, and every file keeps every limit of the format, so that
`vcompare check --catalog DIR` finds nothing. A smaller catalog is the beginning of a larger one.
"""

import argparse
import datetime
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import tomli_w

from benchmarks.prices import METERS, WORKLOADS, prices
from benchmarks.specs import declared, facts

_LAST_DAY = datetime.date(2026, 10, 31)
"""The youngest date in a catalog: fixed, as a seed gives the same bytes on every day."""

_CENTURY = 36_500
"""Days until something is stale: long, for what is generated once is not to age into findings."""

_LINE_WIDTH = 90

_PIECE = 250
"""As many tools are made by a process at a time."""

_PANEL = {
    "builder": ("Builder", "Does it hold up in the first ten minutes?"),
    "skeptic": ("Skeptic", "Where does it break, and what could kill it?"),
    "futurist": ("Futurist", "What has to come true for this bet to pay off?"),
    "founder": ("Founder", "Who pays for it, from which budget, and what keeps them?"),
}

_CATEGORIES = (
    "Agents", "Build and Test", "Code Editors", "Data Stores", "Deployment", "Developer Tools",
    "Evaluation", "Language Models", "Observability", "Routing", "Search", "Voice",
)  # fmt: skip
_TAGS = (
    "agents", "batch", "caching", "code-review", "command-line", "compliance", "deployment", "edge",
    "embeddings", "evaluation", "fine-tuning", "inference", "language-model", "long-context", "low-latency",
    "monitoring", "multi-cloud", "on-premises", "open-source", "open-weights", "privacy", "routing", "search",
    "serverless", "streaming", "testing", "tool-use", "tracing", "vector-store", "voice",
)  # fmt: skip

_FIRST = (
    "Al", "Bel", "Bri", "Cal", "Cor", "Dal", "El", "Fen", "Gal", "Hal", "Iv", "Jun", "Kal", "Lor", "Mar",
    "Nor", "Ol", "Per", "Quel", "Ros", "Sol", "Tam", "Ul", "Ver", "Wil", "Xan", "Yar", "Zel",
)  # fmt: skip
_MIDDLE = ("a", "ba", "da", "e", "fi", "ga", "i", "ka", "li", "mo", "ni", "o", "ra", "si", "ta", "vi", "zo")
_LAST = (
    "bell", "crest", "dan", "dale", "field", "gate", "kin", "lane", "line", "mark", "mere", "nova", "path",
    "quill", "ridge", "spire", "stack", "stone", "vale", "vane", "ware", "wick", "works",
)  # fmt: skip
_HOUSES = ("Labs", "Systems", "Software", "Research", "Works", "Cloud", "Tools", "Computing")
_PRODUCTS = (
    "Agent", "API", "Base", "Bench", "Code", "Deploy", "Embed", "Eval", "Flow", "Gateway", "Index", "Router",
    "Sandbox", "Search", "Studio", "Trace", "Vector", "Voice",
)  # fmt: skip
_SUFFIXES = (
    "", "", "Mini", "Lite", "Pro", "Max", "Turbo", "Instant", "Edge", "Cloud", "Preview", "Open Weights",
    "SDK", "CLI", "for Teams", "Enterprise",
)  # fmt: skip
_FAMILY_SIZES = (1, 2, 3, 5, 8, 12, 18)

# A rule's alternatives are picked evenly; `{name}` is another rule, or something of the tool at hand.
_RULES: Mapping[str, Sequence[str]] = {
    "thing": (
        "build cache", "cache", "change log", "dashboard", "diff view", "editor", "embedding store",
        "error page", "gateway", "index", "installer", "job queue", "log", "migration tool", "model picker",
        "parser", "permission model", "planner", "plugin host", "prompt library", "proxy", "queue",
        "rate limiter", "retry loop", "router", "runtime", "sandbox", "scheduler", "schema", "secret store",
        "session store", "snapshot store", "streaming layer", "test runner", "tokenizer", "trace viewer",
        "type checker", "usage report", "webhook", "worker pool",
    ),
    "quality": (
        "adequate", "bare", "careful", "clear", "clumsy", "complete", "dependable", "elegant", "fast",
        "fragile", "generous", "honest", "immature", "narrow", "noisy", "odd", "plain", "predictable",
        "quick", "quiet", "rough", "sensible", "slow", "solid", "sound", "strict", "thin", "thorough",
        "tidy", "unfinished", "usable", "well documented",
    ),
    "people": (
        "agencies with many small customers", "data teams", "embedded developers", "game studios",
        "hospital groups", "large banks", "maintainers of open source", "mobile teams", "newcomers",
        "people who work alone", "platform teams", "public offices", "researchers", "security teams",
        "small teams", "support teams", "teams in regulated trades", "teams of five to twenty",
    ),
    "task": (
        "answer questions about a codebase", "cache long prompts", "compare two models on one data set",
        "convert recordings to text", "deploy a model behind an address", "fill a vector index",
        "find slow queries", "follow a request through ten services", "keep secrets out of logs",
        "label training data", "migrate a schema without downtime", "move jobs between regions",
        "rename a symbol across repositories", "replay failed requests", "review pull requests",
        "roll back a bad release", "route requests between models", "run tests in parallel",
        "run untrusted code", "search a million documents", "serve open weights",
        "split traffic between versions", "stream partial results", "watch the cost of each call",
    ),
    "trouble": (
        "clock skew", "a cold start", "a full disk", "a lost connection", "a noisy neighbor",
        "an expired token", "deep nesting", "duplicate events", "large attachments", "long sessions",
        "many small files", "mixed encodings", "old clients", "partial writes", "rate limits",
        "rotated keys", "slow disks", "spot instances", "two writers at once", "very wide tables",
    ),
    "budget": (
        "the budget for cloud services", "the budget for compliance", "the budget for developer tools",
        "the budget for research", "the budget for support", "a team lead's company card",
        "the savings of the first quarter", "whatever paid for the tool before it",
    ),
    "word": (
        "access", "agent", "batch", "branch", "bucket", "build", "cache", "chunk", "client", "cluster",
        "config", "context", "cursor", "delta", "edge", "event", "export", "filter", "frame", "graph",
        "group", "header", "index", "input", "job", "key", "label", "layer", "limit", "lock", "model",
        "node", "output", "page", "policy", "pool", "prompt", "quota", "range", "region", "replica",
        "report", "retry", "route", "sample", "schema", "scope", "session", "shard", "span", "stage",
        "stream", "table", "target", "task", "tenant", "token", "trace", "user", "vector", "window",
        "worker", "zone",
    ),
    "few": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "a dozen"),
    "many": tuple(str(number) for number in (*range(12, 100, 7), *range(110, 1000, 45), 1500, 2400, 8000)),
    "share": tuple(f"{number}%" for number in range(3, 98)),
    "span": ("days", "weeks", "months", "a quarter", "half a year", "a year", "two years"),
    "place": ("in Europe", "on a laptop", "behind a proxy", "on one core", "in a container", "on Windows"),
    "code": (
        "`--{word}-{word}`", "`--no-{word}`", "`{word}.{word} = {many}`", "`POST /v2/{word}s/{word}`",
        "`GET /v1/{word}s`", "`{word}_{word}`", "`{word}-{word}.yaml`", "`{word}.{word}()`",
    ),
    "part": ("{thing}", "{thing}", "{quality} {thing}", "{thing} and the {thing}"),
    "measure": (
        "{many} ms at the median", "{many} requests a second", "{many} MB of memory",
        "{share} of calls answered from the cache", "{few} retries in {many} calls",
        "{many} documents a minute", "a bill that is {share} lower", "a 99th percentile of {many} ms",
    ),
    "fact": (
        "the {thing} gave {measure}", "{code} does what its name says", "the {part} held up under {trouble}",
        "the {thing} needs {few} settings and explains each", "{trouble} was handled without a word",
        "nothing but {code} needed an entry in the handbook", "we saw {measure} {place}",
        "the {thing} can be replaced without touching the {thing}",
    ),
    "worry": (
        "the {thing} forgets its state on {trouble}", "{code} is ignored {place}",
        "the {part} is only there on the dearest plan", "nobody says what happens on {trouble}",
        "the {thing} came to {measure}, which {rival} betters", "an upgrade means {span} of work",
        "the defaults of {code} are wrong for {people}", "the {thing} and the {thing} disagree on {trouble}",
    ),
    "any sentence": (
        "Next to {rival} it is the more {quality} of the two, and for {people} that settles it.",
        "On our data it came to {measure}, and after {span} of use that has hardly moved.",
        "The {part} is the best of it: {fact}, and {fact}.",
        "What the page leaves out is that {worry}, which {people} will notice within {span}.",
        "Set {code} first, then {code}; in any other order the {thing} starts without the {thing}.",
        "We gave it {few} days and {many} real jobs, and {fact}, while {worry}.",
        "For anyone who has to {task}, the {quality} {thing} matters more than another {share} of speed.",
        "It was made to {task}, and whoever wants to {task} as well is better served by {rival}.",
        "Support answered {few} of a dozen questions, and its answer on {trouble} was {quality}.",
        "{vendor} changed the {thing} {few} times in {span}, each time with notes and a way back.",
        (
            "Asked to {task}, it read {code} and {code}, made a plan of {few} steps that named every file, "
            "and stopped at {trouble} to ask."
        ),
        (
            "Moving over from {rival} took us {span}, most of it for the {thing}, and what came of it was "
            "{measure} and a {quality} {thing}."
        ),
        (
            "Two of us would have it for the {thing} alone; the others say that {worry}, and that {people} "
            "should wait for the next release."
        ),
        (
            "The one setting to know is {code}: it decides whether {trouble} ends in a message that can be "
            "acted on or in a {quality} {thing}."
        ),
    ),
    "builder sentence": (
        "From nothing to a first result took {few} commands, and {code} was the only one to look up.",
        "The {part} is where the complexity belongs, so my own code stays {quality}.",
        "I tried it with {trouble}: {fact}, but {worry}.",
        "The client is {quality}, its errors name the file and the line, and {code} prints what it will do.",
        "You could write the {thing} in a weekend; the {thing} would take {span}, and that is what you buy.",
        "What earns the verdict is {code}: with it, {fact}, and without it I would have to guess.",
        "A test against the sandbox ran {place} in {many} ms, and the same test against {rival} did not run.",
        "Types are complete, examples are run in their own tests, and the {thing} has a page that is true.",
    ),
    "skeptic sentence": (
        "{rival} had this {span} ago, so the question is what {short} adds beyond a {quality} {thing}.",
        "It breaks on {trouble}: {worry}, and the team pays for it without being told.",
        "Within {span} any of the large clouds can ship the same {thing} and charge nothing for it.",
        "The claim of {measure} holds {place} and nowhere else that I could find.",
        "I expect the {thing} to become something everybody has, and then {worry} is all that is left.",
        "Read the terms before you {task}: {share} of what the page promises needs another contract.",
        "There is no export for the {thing}, only {code}, which leaves out whatever came before {trouble}.",
        "It survives because {people} already have the contract, and that reason has nothing to do with it.",
    ),
    "futurist sentence": (
        "The bet is that within {span} nobody will {task} by hand, and that the {thing} decides instead.",
        "Two things must hold: {people} go on growing, and {trouble} stays harder than it looks.",
        "If it works, the {thing} becomes a commodity and whoever owns the {thing} sets the price.",
        "It is early rather than late, as {rival} showed when it tried to {task} and found {few} buyers.",
        "The less visible effect is on the {thing}: once it is {quality}, {people} change how they plan.",
        "Should models grow alike in cost and ability, the {part} loses {share} of its worth.",
        "In the end every team would have a {thing} as ordinary as a lock file, and {code} would be in it.",
        "The trend it rides is the falling price of inference; the risk is that {worry} when that stops.",
    ),
    "founder sentence": (
        "The buyers are {people}, the money comes from {budget}, and nobody has to fight for it.",
        "Savings show on the first bill: {measure} against what {rival} charges to {task}.",
        "What keeps customers is the {thing} that they rebuilt around it, and {span} of habit.",
        "{vendor} earns as usage grows, so both sides want the same, until {worry}.",
        "The moat is {quality}: the {thing} can be copied in {span}, the agreements cannot.",
        "A free plan that lets {people} {task} brings {share} of them back with a card, by its own numbers.",
        "If models became ten times cheaper, the {thing} would keep its value and the {thing} would not.",
        "The price is the sound choice: {people} pay for volume, and those who only try it stay.",
    ),
    "description sentence": (
        "{tool} lets {people} {task} and {task} from one place, with a {quality} {thing} in between.",
        "The {part} runs {place} or as a service, and the {thing} is the same in both.",
        "It reads {code} at the start of a project and leaves everything else as it is.",
        "Beyond that it can {task}, which {rival} leaves to plugins.",
        "Limits are stated: {many} concurrent jobs, {many} MB a request, and {few} regions.",
        "The {thing} speaks the protocol of {rival}, so that existing clients work with {code} alone.",
        "Logs, traces and the {thing} can be sent elsewhere through {code}.",
        "This edition differs from the others of {short} in its {thing}, its {thing} and its price.",
        "Access is by key or single sign-on, and the {thing} records who did what, for {span}.",
    ),
    "tagline": (
        "A {quality} {thing} for {people}", "A {thing} and a {thing} in one, to {task}",
        "For {people} who have to {task}", "One way to {task}, with the {thing} included",
        "A {thing} that stays {quality} on {trouble}", "The {thing} of {short}, made for {people}",
    ),
    "best for": (
        "{people} that {task} every day", "{people} that need a {quality} {thing} and {few} regions",
        "{people} that have outgrown a {quality} {thing}", "{people} that want to {task} {place}",
    ),
    "pricing": (
        "Free for {few} users, then ${few_dollars} a user and month; the {thing} is on every plan",
        "€{few_dollars} a month for {many} jobs, each further job by volume; annual plans cost {share} less",
        "Pay per use: ${cents} a call, cached calls cost {share} of that; no flat fee",
        "Free and open source to run yourself; the hosted {thing} starts at ${few_dollars} a month",
        "By quote for {people}; a trial of {few} weeks includes the {thing}",
    ),
    "few_dollars": tuple(str(number) for number in (5, 8, 9, 12, 15, 19, 20, 24, 29, 39, 49, 79, 99, 149)),
    "cents": tuple(f"0.{number:03}" for number in (1, 2, 4, 5, 8, 10, 12, 15, 25, 40, 75)),
    "builder summary": (
        "A {quality} {thing} and {few} commands to a first result, though {worry}.",
        "The {thing} is {quality} and says what it does; the {thing} still needs {span}.",
        "Takes the {thing} off my hands and stays {quality} on {trouble}.",
    ),
    "skeptic summary": (
        "Late and {quality}, kept alive by contracts; {worry}.",
        "Breaks on {trouble}, and any large cloud can copy the {thing} within {span}.",
        "The {thing} is {quality}, but the claim of {measure} holds {place} only.",
    ),
    "futurist summary": (
        "Bets that nobody will {task} by hand within {span}.",
        "The {thing} becomes a commodity if {people} go on growing.",
        "Early to a {quality} idea: the {thing} decides and people stop choosing.",
    ),
    "founder summary": (
        "Paid from {budget}, and kept by the {thing} that customers rebuild around it.",
        "Savings show on the first bill; the moat is {span} of habit.",
        "A clear buyer in {people}, at a price that grows with use.",
    ),
}  # fmt: skip

_SYMBOL = re.compile(r"\{([^}]+)\}")
# Each alternative as its literal texts and the symbols between them, in turn.
_PARTS: Mapping[str, Sequence[Sequence[str]]] = {
    symbol: tuple(tuple(_SYMBOL.split(alternative)) for alternative in alternatives)
    for symbol, alternatives in _RULES.items()
}
_BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=[aeioAEIO]|un)")


class _Plan(NamedTuple):
    """What a tool is called and by whom, before anything is said of it."""

    slug: str
    name: str
    family: str
    vendor: str
    category: str
    rival: str


class Compared(NamedTuple):
    """How many `specs` a catalog compares, most of which a tool has, and how many `offers` each tool has.

    What else a catalog holds does not depend on them.
    """

    specs: int = 0
    offers: int = 0


NOTHING = Compared()


def generate(folder: Path, tools: int, seed: int = 1, compared: Compared = NOTHING) -> None:
    """Write a catalog of `tools` tools with four reviews each into `folder`, new or empty, on every core.

    `catalog.toml` is written last: where it is, the catalog is complete. Raises FileExistsError where the
    folder holds something.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    for name in ("tools", "reviews"):
        (folder / name).mkdir(parents=True)
    plans = list(enumerate(islice(_plans(random.Random(seed)), tools)))
    pieces = [plans[start : start + _PIECE] for start in range(0, tools, _PIECE)]
    with ProcessPoolExecutor() as pool:
        list(pool.map(partial(_write, folder, seed, compared), pieces))
    if compared.offers:
        (folder / "workloads").mkdir()
        for name, workload in WORKLOADS.items():
            (folder / f"workloads/{name}.toml").write_text(written(workload), encoding="utf-8")
    (folder / "catalog.toml").write_text(written(_settings(tools, compared)), encoding="utf-8")


def _write(folder: Path, seed: int, compared: Compared, plans: Sequence[tuple[int, _Plan]]) -> None:
    for number, plan in plans:
        (folder / "reviews" / plan.slug).mkdir()
        for path, text in _files_of(plan, seed, number, compared):
            (folder / path).write_bytes(text.encode())


def files(tools: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Return the files of a catalog, path and text: each tool with its reviews, and `catalog.toml` last."""
    for number, plan in enumerate(islice(_plans(random.Random(seed)), tools)):
        yield from _files_of(plan, seed, number)
    yield "catalog.toml", written(_settings(tools))


def _files_of(plan: _Plan, seed: int, number: int, compared: Compared = NOTHING) -> Iterator[tuple[str, str]]:
    """Return the files of a tool. Each has a seed of its own, so that it does not matter who comes first."""
    rng = random.Random(f"{seed} {number}")
    given = {"tool": plan.name, "short": plan.family, "vendor": plan.vendor, "rival": plan.rival}
    tool = _tool(rng, plan, given)
    site = f"https://{plan.family.lower()}.example"
    tool |= facts(random.Random(f"{seed} {number} specs"), compared.specs, site)
    if compared.offers:
        made = prices(random.Random(f"{seed} {number} prices"), compared.offers, site)
        if "pricing" in tool:
            tool["pricing"] |= made["pricing"]
        tool["offers"] = made["offers"]
    yield f"tools/{plan.slug}.toml", written(tool)
    quality = rng.randint(45, 88)
    for reviewer in _PANEL:
        yield f"reviews/{plan.slug}/{reviewer}.toml", written(_review(rng, reviewer, quality, given))


def price(rng: random.Random) -> str:
    """Return what something may cost, in words."""
    return _grown(rng, "pricing", {})


def written(data: Mapping[str, Any], *, several: bool = True) -> str:
    """Return data in TOML; `several` writes texts of several lines as such."""
    return tomli_w.dumps(data, multiline_strings=several)


def _settings(tools: int, compared: Compared = NOTHING) -> dict[str, Any]:
    specs = compared.specs
    return {
        "format": 1,
        "title": f"{tools} made-up tools",
        "categories": list(_CATEGORIES),
        "panel": {reviewer: {"name": name, "asks": asks} for reviewer, (name, asks) in _PANEL.items()},
        **({"currency": "USD", "meters": METERS} if compared.offers else {}),
        **({"specs": declared(specs)} if specs else {}),
        "freshness": {"pricing": _CENTURY, "reviews": _CENTURY, **({"specs": _CENTURY} if specs else {})},
    }


def _plans(rng: random.Random) -> Iterator[_Plan]:
    """Name tools without end, family by family; no name comes twice, nor does one without its spaces."""
    taken: set[str] = set()
    families = ["Nordavane"]
    while True:
        family = rng.choice(_FIRST) + rng.choice(_MIDDLE) + rng.choice(_LAST)
        vendor = f"{family if rng.random() < 0.5 else rng.choice(families)} {rng.choice(_HOUSES)}"
        category, major, size = rng.choice(_CATEGORIES), rng.randint(1, 6), rng.choice(_FAMILY_SIZES)
        versions = ("", f"{major}", f"{major}.1", f"{major}.5", f"{major + 1}")
        product = rng.choice(_PRODUCTS)
        for _ in range(size):
            middle = product if rng.random() < 0.8 else rng.choice(("", *_PRODUCTS))
            name = " ".join(f"{family} {middle} {rng.choice(versions)} {rng.choice(_SUFFIXES)}".split())
            slug = re.sub(r"[^a-z0-9]+", "-", name.lower())
            joined = slug.replace("-", "")
            if joined not in taken:
                taken.add(joined)
                yield _Plan(slug, name, family, vendor, category, rng.choice(families))
        families.append(family)


def _tool(rng: random.Random, plan: _Plan, given: Mapping[str, str]) -> dict[str, Any]:
    site = f"https://{plan.family.lower()}.example"
    added = _LAST_DAY - datetime.timedelta(days=rng.randint(60, 900))
    tool: dict[str, Any] = {
        "name": plan.name,
        "tagline": _grown(rng, "tagline", given),
        "category": plan.category,
        "entry": rng.choice(("free", "freemium", "freemium", "paid")),
        "description": _prose(_sentences(rng, ("description sentence",), rng.randint(4, 7), given)),
        "best_for": _grown(rng, "best for", given),
        "vendor": plan.vendor,
        "homepage": f"{site}/{plan.slug}",
        "aliases": [f"{plan.vendor} {plan.name}", plan.name.replace(" ", "")][: rng.randint(1, 2)],
        "tags": sorted(rng.sample(_TAGS, rng.randint(2, 5))),
        "added": added,
    }
    if " " not in plan.name:  # without a space the second alias would be the name
        tool["aliases"] = tool["aliases"][:1]
    if rng.random() < 0.03:
        tool["retired"] = added + datetime.timedelta(days=rng.randint(1, 59))
    luck = rng.random()
    pricing: dict[str, Any] = {"summary": _grown(rng, "pricing", given)}
    if luck > 0.04:
        pricing["source"] = f"{site}/pricing"
    else:
        tool["allow"] = ["unsourced-pricing"]
    if luck < 0.93:
        pricing["checked"] = _LAST_DAY - datetime.timedelta(days=rng.randint(0, 80))
    else:
        tool["allow"] = ["undated-pricing"]
    if luck < 0.97:
        tool["pricing"] = pricing
    else:  # nobody knows what it costs
        del tool["allow"]
    return tool


def _review(rng: random.Random, reviewer: str, quality: int, given: Mapping[str, str]) -> dict[str, Any]:
    score = max(5, min(98, quality + rng.randint(-14, 14)))
    rules = (f"{reviewer} sentence", "any sentence")
    lengths = [rng.randint(3, 6) for _ in range(3)]
    sentences = _sentences(rng, rules, sum(lengths), given)
    paragraphs = [_prose([sentences.pop() for _ in range(length)]) for length in lengths]
    review: dict[str, Any] = {
        "verdict": "ship" if score >= 50 else "skip",
        "text": "\n".join(paragraphs),
    }
    if rng.random() < 0.97:
        review["score"] = score
    if rng.random() < 0.9:
        review["summary"] = _grown(rng, f"{reviewer} summary", given)
    review["date"] = _LAST_DAY - datetime.timedelta(days=rng.randint(0, 300))
    return review


def _sentences(rng: random.Random, rules: Sequence[str], count: int, given: Mapping[str, str]) -> list[str]:
    """Grow sentences of which no two have the same bones, as far as there are enough."""
    bones = [parts for rule in rules for parts in _PARTS[rule]]
    return [_tidy(_filled(rng, parts, given)) for parts in rng.sample(bones, min(count, len(bones)))]


def _grown(rng: random.Random, rule: str, given: Mapping[str, str]) -> str:
    return _tidy(_filled(rng, rng.choice(_PARTS[rule]), given))


def _filled(rng: random.Random, parts: Sequence[str], given: Mapping[str, str]) -> str:
    """Put together an alternative: every second part is a symbol, to be given or to be grown."""
    words = list(parts)
    for at in range(1, len(words), 2):
        symbol = words[at]
        words[at] = given.get(symbol) or _filled(rng, rng.choice(_PARTS[symbol]), given)
    return "".join(words)


def _tidy(text: str) -> str:
    return _BEFORE_VOWEL.sub(r"\1n ", text[0].upper() + text[1:])


def _prose(sentences: Sequence[str]) -> str:
    """Break a paragraph into lines, as people do in files that others review."""
    text, lines = " ".join(sentences), []
    while len(text) > _LINE_WIDTH:
        end = text.rfind(" ", 0, _LINE_WIDTH)
        lines.append(text[:end])
        text = text[end + 1 :]
    return "\n".join([*lines, text, ""])


def main() -> None:
    """Read the arguments and write the catalog."""
    parser = argparse.ArgumentParser(description="Write a made-up catalog for measurements.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or an empty folder")
    parser.add_argument("--tools", type=int, default=10_000, help="how many tools (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another catalog")
    parser.add_argument("--specs", type=int, default=0, help="how many specs it compares (default: none)")
    parser.add_argument("--offers", type=int, default=0, help="how many offers a tool has (default: none)")
    options = parser.parse_args()
    try:
        generate(options.folder, options.tools, options.seed, Compared(options.specs, options.offers))
    except OSError as problem:
        parser.error(str(problem))


if __name__ == "__main__":
    main()
