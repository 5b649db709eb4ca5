"""How the directory is served. Its log says which pages were asked for, never by whom nor with which words."""

import gc
import os
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import quote

from gunicorn.glogging import Logger
from pythonjsonlogger.json import JsonFormatter

MEMORY = "/dev/shm"
bind = [os.environ.get("WEB_BIND", "127.0.0.1:8000")]
# The numbers of vienne_support/metrics.py, where only what watches the machines can read them.
if private := os.environ.get("METRICS_BIND"):
    bind.append(private)
    # In memory, one folder a node; each worker counts in files of its own.
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", f"{MEMORY}/annuaire-metrics-{private.rpartition(':')[2]}")
workers = int(os.environ.get("WEB_WORKERS", "2"))
# SQLite lets one write at a time and many read: a few threads each are plenty.
threads = int(os.environ.get("WEB_THREADS", "4"))
# Each worker reads the code itself, so that SIGHUP serves a new version without closing the door.
preload_app = False
# What is being answered may end; the web server before us sends nothing new meanwhile.
graceful_timeout = 30
# Requests wait here while a worker starts again; beyond, the web server serves its copy.
backlog = 256
# A heartbeat on disk can stall a worker.
worker_tmp_dir = MEMORY if Path(MEMORY).is_dir() else None
# Nothing to steer from outside, nothing written under the home folder.
control_socket_disable = True
# A page waits for a lock three seconds and for an answer fifteen, then says so; commands wait as long as they must.
os.environ.setdefault("DATABASE_LOCK_PATIENCE_MS", "3000")
os.environ.setdefault("DATABASE_PATIENCE_MS", "15000")


def on_starting(server):
    if counted := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        shutil.rmtree(counted, ignore_errors=True)
        Path(counted).mkdir(parents=True)


def post_worker_init(worker):
    # The application is ready only now. Whoever comes first does not wait for what is read once.
    from django.db import connections  # noqa: PLC0415

    from resources.warm_up import warm_up  # noqa: PLC0415

    warm_up()
    connections.close_all()
    # What was read once lives as long as the worker: the collector need not walk through it again at each page.
    gc.collect()
    gc.freeze()


# A short code and a link sent by letter each open a door while they last: only where they lead is written.
SIGNED = re.compile(r"^(/verifier/|/gestion/connexion/choisir/(?!fait/)|/f/|/pro/code/)[^/]+")
# An address that leads nowhere may be words typed in the wrong box.
MISTYPED = ("400", "404", "414")
NUMBER = re.compile(r"[0-9a-f]{32}")
AS_JSON = os.environ.get("LOG_FORMAT", "json") == "json"


class DiscreetLogger(Logger):
    """No client address, no query, no referrer, no browser; one line a request, whatever its path holds."""

    def setup(self, cfg):
        super().setup(cfg)
        if AS_JSON:
            fields = {"asctime": "time", "name": "logger", "levelname": "level"}
            as_json = JsonFormatter(
                "{asctime}{name}{levelname}{message}", style="{", datefmt="%Y-%m-%dT%H:%M:%S%z", rename_fields=fields
            )
            for log in (self.error_log, self.access_log):
                if own := self._get_gunicorn_handler(log):
                    own.setFormatter(as_json)
                    own.setStream(sys.stdout)

    def atoms(self, resp, req, environ, request_time):
        atoms = super().atoms(resp, req, environ, request_time)
        path = SIGNED.sub(r"\1-", environ.get("PATH_INFO", ""))
        shown = "-" if atoms["s"] in MISTYPED else quote(path, safe="/", encoding="latin-1")
        return {key: atoms[key] for key in ("t", "m", "s", "M", "B")} | {"U": shown}

    def access(self, resp, req, environ, request_time):
        if not AS_JSON:
            super().access(resp, req, environ, request_time)
            return
        said = self.atoms(resp, req, environ, request_time)
        given = environ.get("HTTP_X_REQUEST_ID", "")
        request = {"method": said["m"], "path": said["U"], "status": said["s"], "bytes": said["B"]}
        request |= {"ms": said["M"], "request_id": given if NUMBER.fullmatch(given) else ""}
        self.access_log.info("request", extra=request)

    def warning(self, msg, *args, **kwargs):
        if str(msg).startswith("Invalid request from"):
            msg, args = "Invalid request", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg, *args, **kwargs):
        if str(msg).startswith("Error handling request"):
            msg, args = "Error handling a request", ()
        super().exception(msg, *args, **kwargs)


logger_class = DiscreetLogger
accesslog = "-"
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(M)s ms"
