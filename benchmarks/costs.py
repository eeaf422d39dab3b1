"""What uses of language models cost, beside genai-prices: whether the figures are the same, and how fast."""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

from benchmarks.session import Section, Session

_ROUNDS = 5


def measure(session: Session) -> Section:
    """Compute with our interpreter, to which the peers' packages are added."""
    packages = next(session.peers.binaries.parent.glob("lib/python*/site-packages"))
    environment = {**session.environment, "PYTHONPATH": f"{Path(__file__).parents[1]}:{packages}"}
    command = (sys.executable, "-m", "benchmarks.genai")
    rounds = [
        json.loads(subprocess.run(command, env=environment, check=True, capture_output=True).stdout)
        for _ in range(1 if session.quick else _ROUNDS)
    ]
    figures, same, models = (rounds[0][key] for key in ("figures", "same", "models"))
    own, peer = (median(one[key] for one in rounds) for key in ("own", "peer"))
    lines = [
        f"Of {figures:,} figures, {same:,} are the same to the last digit.",
        "",
        f"| one use, {models:,} models | ms | µs for each |",
        "|---|--:|--:|",
        *(
            f"| {name} | {seconds * 1e3:,.1f} | {seconds * 1e6 / models:,.1f} |"
            for name, seconds in (("vcompare", own), ("genai-prices", peer))
        ),
    ]
    missed = [f"{figures - same} figures differ from those of genai-prices"] if same < figures else []
    return Section("\n".join(lines), missed)
