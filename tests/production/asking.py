"""Requests to a running stack, as bytes go: no cookie kept, no redirection followed."""

import json
import time
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection

PATIENCE_S = 30


@dataclass
class Answer:
    status: int
    headers: Message
    text: str

    @property
    def heading(self) -> str:
        return self.text.partition("<h1")[2].partition(">")[2].partition("</h1>")[0]


def ask(stack, path, *, method="GET", body=None, **headers):
    connection = HTTPConnection("127.0.0.1", stack.http, timeout=PATIENCE_S)
    try:
        sent = {"Host": "127.0.0.1", "Connection": "close"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        connection.request(method, path, body=body, headers=sent)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read().decode())
    finally:
        connection.close()


def logged(stack, path=None):
    """The lines nginx wrote, the last at the end; only those of one path when it is given."""
    # A line is written once the answer has left.
    time.sleep(0.05)
    lines = [json.loads(line) for line in (stack.folder / "nginx.log").read_text().splitlines()]
    return [line for line in lines if path in (None, line["path"])]


def kept_state(stack, path, **headers):
    """HIT, MISS, EXPIRED… as nginx wrote it for one request."""
    ask(stack, path, **headers)
    return logged(stack)[-1]["cache"]


def wait_until(found, patience_s=PATIENCE_S):
    until = time.monotonic() + patience_s
    while time.monotonic() < until:
        if found():
            return True
        time.sleep(0.2)
    return False
