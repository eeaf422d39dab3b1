"""A catalog of facts only, with prices: rates, a tier, a plan, offers and a workload."""

METERS = """\
[meters.input]
label = "Input"
unit = "tokens"
per = 1_000_000

[meters.cache-read]
label = "Cached input"
unit = "tokens"
per = 1_000_000
part_of = "input"

[meters.output]
label = "Output"
unit = "tokens"
per = 1_000_000

[meters.seat-month]
label = "Seat"
unit = "seat-month"
"""
SETTINGS = f"""\
format = 1
title = "Models"
categories = ["Language models"]
currency = "USD"

{METERS}"""
OPUS = """\
name = "Claude Opus 4.5"
short_name = "Opus"
tagline = "Anthropic's largest model"
category = "Language models"
vendor = "Anthropic"

[pricing]
summary = "Pay per token"

[pricing.rates]
input = 5
cache-read = { amount = 0.50, quote = "Cache hits $0.50 / MTok" }
output = 25

[[pricing.tiers]]
over = { input = 200_000 }
rates = { input = 10, output = 37.5 }

[[pricing.plans]]
name = "Team"
amount = 25
per = "seat-month"
includes = { input = 500_000 }

[sources.pricing]
url = "https://example.com/opus"
checked = 2026-11-02

[offers.bedrock]
source = "https://example.com/bedrock"
checked = 2026-11-03
name = "Amazon Bedrock"

[offers.bedrock.rates]
input = 5.5
cache-read = 0.4
output = 20
"""
KIMI = """\
name = "Kimi K2.6"
short_name = "Kimi"
tagline = "Moonshot's model"
category = "Language models"

[pricing.rates]
input = 0.95
output = 4

[sources.pricing]
url = "https://example.com/kimi"
checked = 2026-11-02

[offers.together]
source = "https://example.com/together"
checked = 2026-11-03
name = "Together"

[offers.together.rates]
input = 0.15
output = 3
"""
BARE = """\
name = "Nib"
tagline = "A model without a price"
category = "Language models"
"""
SUPPORT = """\
label = "Support desk"
requests = 10_000

[each]
input = 12_000
cache-read = 9_000
output = 600
"""
FILES = {
    "catalog.toml": SETTINGS,
    "tools/opus.toml": OPUS,
    "tools/kimi.toml": KIMI,
    "tools/nib.toml": BARE,
    "workloads/support.toml": SUPPORT,
}
