"""What a workload costs at the prices of a tool or an offer, exactly.

May import `decisions` and what is below.

docs/explanation/costs.md has the formula, with examples.
"""

from vcompare.costs.cost import Cost, CostLine, Estimator, cost
from vcompare.costs.currencies import Converter
from vcompare.costs.quantities import WorkloadProblem, circles, problems, wholes

__all__ = [
    "Converter",
    "Cost",
    "CostLine",
    "Estimator",
    "WorkloadProblem",
    "circles",
    "cost",
    "problems",
    "wholes",
]
