"""How the directory is served. Its log says which pages were asked for, never by whom nor with which words."""

import re
from pathlib import Path
from urllib.parse import quote

from gunicorn.glogging import Logger

workers = 2
# SQLite lets one write at a time and many read: a few threads each are plenty.
threads = 4
preload_app = False
# A heartbeat on disk can stall a worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
# Nothing to steer from outside, nothing written under the home folder.
control_socket_disable = True


# A short code and a link sent by letter each open a door while they last: only where they lead is written.
SIGNED = re.compile(r"^(/verifier/|/gestion/connexion/choisir/(?!fait/)|/f/|/pro/code/)[^/]+")


class DiscreetLogger(Logger):
    """No client address, no query, no referrer, no browser; one line a request, whatever its path holds."""

    def atoms(self, resp, req, environ, request_time):
        atoms = super().atoms(resp, req, environ, request_time)
        path = SIGNED.sub(r"\1-", environ.get("PATH_INFO", ""))
        return {key: atoms[key] for key in ("t", "m", "s", "M")} | {"U": quote(path, safe="/", encoding="latin-1")}

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
