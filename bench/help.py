"""`councilkit --help` against `python -c "import click"`: at most 3 times as long; prints the ratio."""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

COMMAND = str(Path(sys.executable).with_name("councilkit"))


def seconds(*command: str) -> float:
    """The median of nine runs after one for warming up."""
    times = []
    for _ in range(10):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


if __name__ == "__main__":
    ours, bare = seconds(COMMAND, "--help"), seconds(sys.executable, "-c", "import click")
    print(
        json.dumps(
            {"help_s": round(ours, 3), "import_click_s": round(bare, 3), "ratio": round(ours / bare, 2), "bar": "<= 3"}
        )
    )
