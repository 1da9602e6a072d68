"""The arithmetic of the bench, small enough to be tested: percentiles, growth, ratios, what memory itself costs."""

import math
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

MEGABYTE = 2**20


def percentile(values: Sequence[float], share: int) -> float:
    """The smallest value that `share` % of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered) / 100) - 1)]


def per_decade(small: tuple[int, float], large: tuple[int, float]) -> float:
    """How many times dearer each tenfold makes it, from two (size, cost)."""
    (few, cheap), (many, dear) = small, large
    return float((dear / cheap) ** (1 / math.log10(many / few)))


def least_ms(read: int, bytes_per_second: float) -> float:
    """What reading so many bytes costs when nothing is computed."""
    return 1_000 * read / bytes_per_second


def bandwidth(megabytes: int = 128, tries: int = 5) -> float:
    """Bytes a second that one core reads and writes, at its best: a copy moves each byte twice."""
    source = np.ones(megabytes * MEGABYTE, np.uint8)
    target = np.zeros_like(source)
    best = math.inf
    for _ in range(tries):
        began = time.process_time()
        np.copyto(target, source)
        best = min(best, time.process_time() - began)
    return 2 * source.nbytes / best


def cpu_ms(*backends: int) -> float:
    """Run time of this process, threads included, and of its backends of PostgreSQL: what contention distorts least."""
    away = sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in backends)
    return time.process_time() * 1e3 + away / 1e6


def resident_mb() -> float:
    """Memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / MEGABYTE
