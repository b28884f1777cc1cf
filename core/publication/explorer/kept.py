"""Answers that were given before: a release never changes, so the same address has the same answer."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field

Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """A whole answer, ready to be sent."""

    status: str
    headers: Headers
    body: bytes


@dataclass
class Kept:
    """The latest answers, together at most `limit` bytes; the one that was not asked for longest goes first."""

    limit: int = 32_000_000
    _answers: "OrderedDict[Hashable, Answer]" = field(default_factory=OrderedDict)
    _bytes: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Hashable) -> Answer | None:
        """The answer kept under this key."""
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer, unless it is too large to be worth it."""
        if len(answer.body) > self.limit // 10:
            return
        with self._lock:
            old = self._answers.pop(key, None)
            self._answers[key] = answer
            self._bytes += len(answer.body) - (len(old.body) if old else 0)
            while self._bytes > self.limit:
                _, gone = self._answers.popitem(last=False)
                self._bytes -= len(gone.body)
