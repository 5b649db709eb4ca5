"""How the directory fares, in numbers, on a private port. None of it about readers: no address, no page, no word.

One request is counted by side (public, office, data, health), class of status and time. The rest is asked of the
database when somebody reads the numbers: connections, what was done at night, what should be looked at.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator

from django.db import Error, close_old_connections, connection
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Histogram, exposition, multiprocess
from prometheus_client.core import GaugeMetricFamily

from resources.health import State, checks
from resources.models import NightlyTask

PATH = "/metrics"
SIDES = {"gestion": "office", "pro": "office", "f": "office", "verifier": "office", "api": "data", "donnees": "data"}
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15)
LEVELS = {State.OK: 0, State.WATCH: 1, State.FAILED: 2}

requests = Counter("directory_requests", "Requests answered.", ["side", "status"])
seconds = Histogram("directory_request_seconds", "Time until an answer begins.", ["side"], buckets=SECONDS)


class Measured:
    """A WSGI application that counts what it answers, and tells the numbers on the private port alone."""

    def __init__(self, application: Callable, *, port: str):
        self.application, self.port = application, port

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if environ["SERVER_PORT"] == self.port:
            return _tell(environ, start_response)
        began, side = time.perf_counter(), side_of(environ["PATH_INFO"])

        def counted(status, headers, exc_info=None):
            requests.labels(side, f"{status[0]}xx").inc()
            seconds.labels(side).observe(time.perf_counter() - began)
            return start_response(status, headers, exc_info)

        return self.application(environ, counted)


def side_of(path: str) -> str:
    first = path.lstrip("/").split("/", 1)[0]
    return "health" if first == "healthz" else SIDES.get(first, "public")


def _tell(environ: dict, start_response: Callable) -> Iterable[bytes]:
    if environ["PATH_INFO"] != PATH:
        start_response("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"The numbers are at /metrics.\n"]
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        # Every worker of this node, those that ended included.
        multiprocess.MultiProcessCollector(registry)
    else:
        registry.register(requests)
        registry.register(seconds)
    registry.register(Asked())
    start_response("200 OK", [("Content-Type", exposition.CONTENT_TYPE_LATEST)])
    return [exposition.generate_latest(registry)]


class Asked:
    """What is known by asking, when it is asked for."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily("directory_database_up", "1 when the database answers.")
        try:
            told = [_connections(), *_nights(), _checks()]
        except Error:
            up.add_metric([], 0)
            yield up
            return
        finally:
            close_old_connections()
        up.add_metric([], 1)
        yield up
        yield from told


def _connections() -> GaugeMetricFamily:
    found = GaugeMetricFamily("directory_database_connections", "Connections to this database.", labels=["state"])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT coalesce(state, 'other'), count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() GROUP BY 1"
            )
            for state, number in cursor.fetchall():
                found.add_metric([state], number)
    return found


def _nights() -> list[GaugeMetricFamily]:
    succeeded = GaugeMetricFamily("directory_nightly_succeeded", "1 when it was done the last time.", labels=["task"])
    finished = GaugeMetricFamily("directory_nightly_finished_timestamp_seconds", "When it ended.", labels=["task"])
    for task in NightlyTask.objects.all():
        succeeded.add_metric([task.name], int(task.succeeded))
        if task.finished_at:
            finished.add_metric([task.name], task.finished_at.timestamp())
    return [succeeded, finished]


def _checks() -> GaugeMetricFamily:
    found = GaugeMetricFamily("directory_check", "0 well, 1 to be looked at, 2 failed.", labels=["name"])
    for check in checks(at=timezone.localtime()):
        found.add_metric([check.name], LEVELS[check.state])
    return found
