"""A catalog that declares a spec of every kind, and a tool with some."""

DECLARED = """\
# What we compare.
[specs.context]
label = "Context window"
kind = "quantity"
short = "Context"
unit = "tokens"

[specs.open-weights]
label = "Open weights"
kind = "flag"

[specs.tier]
label = "Tier"
kind = "choice"
choices = ["Bronze", "Silver", "Gold"]

[specs.license]
label = "License"
kind = "text"

[specs.modalities]
label = "Modalities"
kind = "list"

[specs.knowledge]
label = "Knowledge cutoff"
kind = "date"

[specs.card]
label = "Model card"
kind = "link"

[specs.rate-limit]
label = "Rate limit"
kind = "quantity"
"""
SPECS = """\

[sources.specs]
url = "https://example.com/models"
checked = 2026-01-20

[specs]
context = 200_000
open-weights = false
rate-limit = { value = 60, checked = 2026-01-02, quote = "60 a minute" }
"""
