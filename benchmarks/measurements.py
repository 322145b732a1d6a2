"""What a benchmark hands back, and the stop-watch it uses."""

import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import TypeVar

__all__ = ["Measurement", "peak_megabytes", "seconds"]

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Measurement:
    """One line of the result: what was measured, and what was asked for.

    `is_met` is None where nothing was asked for.
    """

    name: str
    value: str
    target: str = ""
    is_met: bool | None = None

    def __str__(self) -> str:
        """Return the line."""
        verdict = {None: "", True: "reached", False: "MISSED"}[self.is_met]
        return f"{self.name:52} {self.value:>14}  {self.target:12} {verdict}".rstrip()


def seconds(work: Callable[[], Answer], *, runs: int = 3) -> tuple[float, Answer]:
    """Return the median time of some runs, and the last answer.

    Counted is the time of the processor, which others on the machine hardly disturb;
    what runs in several threads at once has to bring a watch of its own.
    """
    times = []
    for _ in range(runs):
        start = process_time()
        answer = work()
        times.append(process_time() - start)
    return median(times), answer


def peak_megabytes(work: Callable[[], object]) -> float:
    """Return how much memory one more run takes at its peak."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()
