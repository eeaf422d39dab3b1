"""A catalog with meters, and a tool with prices of every kind."""

from tests import prices

METERS = f"""\
currency = "USD"

{prices.METERS}
[specs.context]
label = "Context window"
kind = "quantity"
unit = "tokens"
"""
PRICES = """\

[pricing]
summary = "Pay per token"

# What Quill bills.
[pricing.rates]
input = 3.48
cache-read = { amount = 0.50, quote = "Cache hits $0.50 / MTok" } # read twice
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
url = "https://example.com/pricing"
checked = 2026-01-02

[offers.bedrock]
name = "Amazon Bedrock"
source = "https://example.com/bedrock"
checked = 2026-01-03
rates = { input = 5.5, output = 27.5 }
specs = { context = 100_000 }
"""
