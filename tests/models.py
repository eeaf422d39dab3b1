"""A catalog of facts only: no panel, no entry tiers, and specs of every kind."""

SETTINGS = """\
format = 1
title = "Models"
categories = ["Language models", "Speech"]

[specs.context]
label = "Context window"
kind = "quantity"
short = "Context"
unit = "tokens"
better = "higher"
group = "Limits"

[specs.output]
label = "Longest output"
kind = "quantity"
unit = "tokens"
better = "higher"
group = "Limits"

[specs.throughput]
label = "Throughput"
kind = "quantity"
unit = "tokens/s"
better = "higher"
group = "Limits"

[specs.latency]
label = "Latency"
kind = "quantity"
unit = "ms"
better = "lower"
group = "Limits"

[specs.open-weights]
label = "Open weights"
kind = "flag"
better = true
group = "Access"

[specs.tool-calling]
label = "Tool calling"
kind = "flag"
better = true
group = "Access"

[specs.license]
label = "License"
kind = "text"
group = "Access"

[specs.tier]
label = "Support tier"
kind = "choice"
choices = ["email", "community", "24/7 phone"]
better = "last"
group = "Access"

[specs.modalities]
label = "Modalities"
kind = "list"
group = "Access"

[specs.knowledge]
label = "Knowledge cutoff"
short = "Knowledge"
kind = "date"
better = "later"

[specs.card]
label = "Model card"
kind = "link"

[specs.voices]
label = "Voices"
kind = "quantity"
categories = ["Speech"]
"""
OPUS = """\
name = "Claude Opus 4.5"
short_name = "Opus"
tagline = "A large model"
category = "Language models"
vendor = "Anthropic"

[sources.specs]
url = "https://example.com/models"
title = "Models overview"
checked = 2026-11-20

[sources.limits]
url = "https://example.com/limits"
checked = 2026-11-01

[specs]
context = { value = 200_000, quote = "a 200K token context window" }
output = { value = 64_000, note = "128k with a beta header" }
throughput = { at_least = 60, at_most = 90, source = "limits" }
latency = { at_most = 900 }
open-weights = false
tool-calling = true
license = { none = true }
tier = "24/7 phone"
modalities = ["text", "image"]
knowledge = "2025-03"
card = "https://example.com/opus-card"
"""
GPT = """\
name = "GPT-5"
tagline = "Another large model"
category = "Language models"
vendor = "OpenAI"

[specs]
context = { value = 400_000, source = "https://example.org/models", checked = 2026-10-02 }
output = 128_000
throughput = { at_least = 80, at_most = 120 }
open-weights = false
tool-calling = true
license = "Proprietary"
tier = "community"
modalities = ["text", "image", "audio, live"]
knowledge = "2024-09-30"
"""
KIMI = """\
name = "Kimi K2.6"
short_name = "Kimi"
tagline = "An open model"
category = "Language models"
vendor = "Moonshot"

[specs]
context = { at_least = 262_144 }
throughput = 130.5
open-weights = true
tool-calling = true
license = "Modified MIT"
modalities = ["text"]
knowledge = 2025
"""
PARROT = """\
name = "Parrot"
tagline = "Speaks"
category = "Speech"

[specs]
voices = 1_048_576
latency = 75
license = "MIT"
"""
MODELS = {
    "catalog.toml": SETTINGS,
    "tools/opus.toml": OPUS,
    "tools/gpt-5.toml": GPT,
    "tools/kimi.toml": KIMI,
    "tools/parrot.toml": PARROT,
}
"""The files of the catalog, for `make_catalog`."""
