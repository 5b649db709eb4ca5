"""Lines of the log that tell of one request, by the number the web server gave it: it names nobody."""

import logging
import re
from contextvars import ContextVar
from uuid import uuid4

NUMBER = re.compile(r"[0-9a-f]{32}")

_current: ContextVar[str] = ContextVar("request_id", default="")


class RequestId(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _current.get()
        return True


class NumberedRequests:
    """Outermost middleware. A number that is not of the web server's making is replaced."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-ID", "")
        number = given if NUMBER.fullmatch(given) else uuid4().hex
        # The server writes it on its own line too.
        request.META["HTTP_X_REQUEST_ID"] = number
        token = _current.set(number)
        try:
            return self.get_response(request)
        finally:
            _current.reset(token)
