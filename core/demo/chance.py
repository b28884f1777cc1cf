"""Chance that repeats: every draw comes from a seed and a name, so one person's draws never shift another's."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")
WRITTEN_UP, CLOSED = time(17), time(17, 30)  # what others did in a day is in the ledger by then; what officers did then


def chance(seed: int, *name: object) -> random.Random:
    """A generator of its own for a name; the same seed and name draw the same."""
    return random.Random("/".join(map(str, (seed, *name))))


def new_id(rng: random.Random) -> str:
    """An id of 32 hexadecimal characters, drawn instead of random."""
    return f"{rng.getrandbits(128):032x}"


@lru_cache(maxsize=512)
def _zipf(count: int) -> tuple[float, ...]:
    total, running = sum(1 / (n + 2) for n in range(count)), 0.0
    steps = []
    for n in range(count):
        running += 1 / (n + 2) / total
        steps.append(running)
    return tuple(steps)


def common(rng: random.Random, items: Sequence[T]) -> T:
    """One of the items, the first ones more often: the n-th in proportion to 1 / (n + 1)."""
    return rng.choices(items, cum_weights=_zipf(len(items)))[0]


def weighted(rng: random.Random, items: Sequence[T], weights: Sequence[float]) -> T:
    """One of the items by weight."""
    return rng.choices(items, weights=weights)[0]


def day_between(rng: random.Random, first: date, last: date) -> date:
    """A day from first to last, either included; the first when the last is before it."""
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))


def in_hours(rng: random.Random, day: date) -> datetime:
    """A minute of a day between eight and five, as people at work use a council's pages."""
    return datetime.combine(day, time(rng.randint(8, 16), rng.randint(0, 59)), UTC)


def shares(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to the weights that add up to the total (largest remainders)."""
    whole = sum(weights)
    if not whole:
        return [0 for _ in weights]
    exact = [total * weight / whole for weight in weights]
    counts = [int(each) for each in exact]
    rest = sorted(range(len(weights)), key=lambda n: (counts[n] - exact[n], n))
    for n in rest[: total - sum(counts)]:
        counts[n] += 1
    return counts
