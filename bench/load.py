"""Steady readers on a running stack, bounded in number and time, and what they were given.

An answer is right when it is the page asked for (fresh, kept or copied) or, when that cannot be, a page with the
emergency numbers and the way out. Anything else, a cut connection or silence beyond twenty seconds is a failure.
"""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread

PATIENCE_S = 20
SEE_OTHER, OK, UNAVAILABLE = 303, 200, 503
WAY_OUT = (b'class="exit"', b"tel:17", b"sms:114")


@dataclass
class Given:
    """What all readers were given: outcomes, and seconds of each answer."""

    outcomes: Counter = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    # The first few, to be looked at.
    failures: list[str] = field(default_factory=list)

    @property
    def failed(self) -> int:
        return sum(number for outcome, number in self.outcomes.items() if outcome.startswith("FAILED"))

    @property
    def asked(self) -> int:
        return sum(self.outcomes.values())

    def percentile(self, share: float) -> float:
        times = sorted(self.seconds)
        return times[min(len(times) - 1, int(len(times) * share))] if times else 0.0


class Readers:
    """`number` readers asking `paths` at random, `rate` pages a second in all. Use with `with`."""

    def __init__(self, port: int, paths: list[str], *, number: int, rate: float, searches: list[str] = ()):
        self.port, self.paths, self.searches = port, paths, list(searches)
        self.pause = number / rate
        self.given = Given()
        self._ended = Event()
        self._threads = [Thread(target=self._read, args=(random.Random(one),)) for one in range(number)]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _read(self, dice: random.Random) -> None:
        self._ended.wait(dice.random() * self.pause)
        while not self._ended.is_set():
            began = time.perf_counter()
            # One in twenty types words, and follows where they lead.
            typed = self.searches and dice.random() < 0.05
            outcome = self._post(dice.choice(self.searches)) if typed else self._get(dice.choice(self.paths))
            took = time.perf_counter() - began
            self.given.outcomes[outcome] += 1
            self.given.seconds.append(took)
            if outcome.startswith("FAILED") and len(self.given.failures) < 5:
                self.given.failures.append(f"{time.strftime('%H:%M:%S')} {outcome}")
            self._ended.wait(max(0.0, self.pause - took))

    def _post(self, words: str) -> str:
        status, body, location = ask(self.port, "/recherche/", body=f"quoi={words}")
        if status == SEE_OTHER:
            return self._get(location)
        return _judged(status, body)

    def _get(self, path: str) -> str:
        status, body, _ = ask(self.port, path)
        return _judged(status, body, path)


def ask(port: int, path: str, *, body: str | None = None, headers: dict[str, str] | None = None):
    """(status, body, Location); status 0 when no whole answer came."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        sent = {"Connection": "close", "Content-Type": "application/x-www-form-urlencoded"} | (headers or {})
        connection.request("POST" if body is not None else "GET", path, body=body, headers=sent)
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers.get("Location", "")
    except (OSError, HTTPException) as error:
        return 0, type(error).__name__.encode(), ""
    finally:
        connection.close()


def _judged(status: int, body: bytes, path: str = "") -> str:
    if status == OK and b"</html>" in body:
        return "copy" if b'class="copy"' in body else "page"
    if status == UNAVAILABLE and all(words in body for words in WAY_OUT):
        return "numbers"
    return f"FAILED {status or body.decode()} {path}"
