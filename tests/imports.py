"""A catalog with imported facts: a tool of people and machines, one of machines only, and two sources."""

from tests.prices import METERS

SETTINGS = f"""\
format = 1
title = "Models"
categories = ["Language models"]
currency = "USD"

[specs.context]
label = "Context window"
kind = "quantity"
unit = "tokens"
better = "higher"

[specs.open]
label = "Open weights"
kind = "flag"

{METERS}
[imports]
order = ["upstream"]
"""
OPUS = """\
vendor = "Anthropic, says a person"

[specs]
context = 200_000
"""
OPUS_UPSTREAM = """\
seen = 2026-11-20
name = "Opus"
tagline = "A model"
category = "Language models"
vendor = "Upstream's vendor"
aliases = ["opus-latest"]

[specs]
context = 100_000
open = false

[pricing.rates]
input = 5
output = 25

[offers.bedrock]
name = "Amazon Bedrock"
rates = { input = 6 }
"""
OPUS_OTHER = """\
seen = 2026-11-10
name = "Opus, elsewhere"
homepage = "https://example.com/opus"

[pricing.rates]
input = 4
"""
KIMI_UPSTREAM = """\
seen = 2026-11-21
name = "Kimi"
tagline = "A model"
category = "Language models"

[specs]
context = 300_000
"""
FILES = {
    "catalog.toml": SETTINGS,
    "tools/opus.toml": OPUS,
    "imported/upstream.toml": 'home = "https://example.com"\nlicense = "MIT"\nseen = 2026-11-21\n',
    "imported/upstream/opus.toml": OPUS_UPSTREAM,
    "imported/upstream/kimi.toml": KIMI_UPSTREAM,
    "imported/another/opus.toml": OPUS_OTHER,
}
