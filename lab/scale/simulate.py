"""Photos that come in bursts, and what becomes of them: read at once by S3's event, or out of a queue with a cap."""

from __future__ import annotations

import heapq
import random
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from lab.scale.limits import (
    ASYNC_RETRY_SECONDS,
    CALLS_A_PHOTO,
    DETECTION_SECONDS,
    EVENT_LIFETIME_SECONDS,
    MOST_BACKOFF_SECONDS,
    MOST_SDK_PAUSE_SECONDS,
    OTHER_SECONDS,
    SDK_ATTEMPTS,
)

BURST_EVERY_SECONDS: Final = 300
BURST_SECONDS: Final = 30
BURST_FACTOR: Final = 4.0
"""A tenth of the time four times the rate of the calm: a shift that begins, a gate that opens."""

RECEIVES: Final = 10
"""After so many attempts a message goes to the failure queue: `maxReceiveCount` there."""

RETRY_OF_QUEUE_SECONDS: Final = 360.0
"""How long a message is hidden that failed: `VisibilityTimeout` of resources/uploads_by_queue.yml."""


class By(StrEnum):
    """How photos get to the function."""

    EVENT = "event"
    QUEUE = "queue"


@dataclass(frozen=True, slots=True)
class World:
    """What is simulated.

    Attributes
    ----------
    rate : float
        Photos a second, on average.
    calls_per_second : float
        Of DetectText.
    concurrency : int
        Of the function: Lambda's room, or the queue's cap.
    by : By
    photos : int
        How many come, after which it is waited until all have ended.
    seed : int
    """

    rate: float
    calls_per_second: float
    concurrency: int
    by: By
    photos: int
    seed: int = 21


@dataclass(slots=True)
class Result:
    """What became of the photos.

    Attributes
    ----------
    seconds : list of float
        From arrival to end, of those that were read.
    given_up : int
        How many went to the failure queue.
    throttled : int
        Calls of DetectText that were refused.
    no_room : int
        Times at which an event found no room.
    """

    seconds: list[float] = field(default_factory=list)
    given_up: int = 0
    throttled: int = 0
    no_room: int = 0

    def at(self, share: float) -> float:
        """Give the seconds within which a share of the photos that were read had ended."""
        ordered = sorted(self.seconds)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else float("nan")


@dataclass(slots=True)
class _Photo:
    arrived: float
    calls: int
    attempt: int = 0
    backoff: float = 1.0


def arrivals(rate: float, photos: int, dice: random.Random) -> Iterator[float]:
    """Give the seconds at which photos come; the average is `rate`, bursts included."""
    burst_share = BURST_SECONDS / BURST_EVERY_SECONDS
    calm = rate / (1 + burst_share * (BURST_FACTOR - 1))
    moment = 0.0
    for _ in range(photos):
        is_burst = moment % BURST_EVERY_SECONDS < BURST_SECONDS
        moment += dice.expovariate(calm * (BURST_FACTOR if is_burst else 1.0))
        yield moment


def simulate(world: World) -> Result:
    """Let photos come and be read; the same seed gives the same result."""
    return _Run(world).run()


class _Run:
    """One simulation: events in the order of their time."""

    def __init__(self, world: World) -> None:
        self.world, self.result, self.dice = world, Result(), random.Random(world.seed)
        self.running, self.number = 0, 0
        self.waiting: deque[_Photo] = deque()
        self.calls: Counter[int] = Counter()
        self.events: list[tuple[float, int, str, _Photo, int]] = []

    def run(self) -> Result:
        for moment in arrivals(self.world.rate, self.world.photos, self.dice):
            calls = 2 if self.dice.random() < CALLS_A_PHOTO - 1 else 1
            self._at(moment, "come", _Photo(moment, calls))
        while self.events:
            moment, _, what, photo, tries = heapq.heappop(self.events)
            if what == "come":
                self._come(moment, photo)
            elif what == "ask":
                self._ask(moment, photo, tries)
            else:
                self._end(moment, photo)
        return self.result

    def _at(self, moment: float, what: str, photo: _Photo, tries: int = 0) -> None:
        self.number += 1  # of two at the same moment, the one that was said first
        heapq.heappush(self.events, (moment, self.number, what, photo, tries))

    def _come(self, moment: float, photo: _Photo) -> None:
        if self.running < self.world.concurrency:
            self._start(moment, photo)
        elif self.world.by is By.QUEUE:
            self.waiting.append(photo)
        elif moment - photo.arrived > EVENT_LIFETIME_SECONDS:
            self.result.given_up += 1
        else:
            self.result.no_room += 1
            self._at(moment + photo.backoff, "come", photo)
            photo.backoff = min(2 * photo.backoff, MOST_BACKOFF_SECONDS)

    def _start(self, moment: float, photo: _Photo) -> None:
        self.running += 1
        photo.attempt += 1
        self._at(moment + OTHER_SECONDS / 2, "ask", photo)

    def _ask(self, moment: float, photo: _Photo, tries: int) -> None:
        second = int(moment)
        if self.calls[second] < self.world.calls_per_second:
            self.calls[second] += 1
            photo.calls -= 1  # what was answered is kept, and not asked for again
            done = moment + self.dice.uniform(0.5, 1.5) * DETECTION_SECONDS
            self._at(done, "ask", photo) if photo.calls else self._at(done + OTHER_SECONDS / 2, "end", photo)
            return
        self.result.throttled += 1
        if tries + 1 < SDK_ATTEMPTS:
            pause = min(self.dice.random() * 2**tries, MOST_SDK_PAUSE_SECONDS)
            self._at(moment + pause, "ask", photo, tries + 1)
            return
        self._fail(moment, photo)

    def _fail(self, moment: float, photo: _Photo) -> None:
        self._leave(moment)
        pauses = ASYNC_RETRY_SECONDS if self.world.by is By.EVENT else (RETRY_OF_QUEUE_SECONDS,) * (RECEIVES - 1)
        if photo.attempt > len(pauses):
            self.result.given_up += 1
        else:
            self._at(moment + pauses[photo.attempt - 1], "come", photo)

    def _end(self, moment: float, photo: _Photo) -> None:
        self.result.seconds.append(moment - photo.arrived)
        self._leave(moment)

    def _leave(self, moment: float) -> None:
        self.running -= 1
        if self.waiting:
            self._start(moment, self.waiting.popleft())
