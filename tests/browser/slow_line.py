"""A line so slow that a page comes in small pieces, each painted before the next."""

import threading
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from urllib.parse import urlsplit

PIECE = 150  # bytes
PIECES = 120  # what the first screen shows is in them; the rest comes at once
FRAME = 0.017  # seconds: a screen is painted sixty times a second
OF_THE_LINE = {"connection", "content-length", "transfer-encoding"}


def pieces(body):
    """The head whole, since nothing of it is seen; then the page, little by little."""
    start = max(body.find(b"<body"), 0)
    yield body[:start]
    rest = start + PIECES * PIECE
    for place in range(start, min(rest, len(body)), PIECE):
        yield body[place : place + PIECE]
    yield body[rest:]


@contextmanager
def slow_line(url):
    """The address at which the site of `url` answers slowly."""
    there = urlsplit(url)

    class Line(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_GET(self):
            connection = HTTPConnection(there.hostname, there.port, timeout=10)
            connection.request("GET", self.path)
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in OF_THE_LINE:
                    self.send_header(name, value)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            slow = "text/html" in answer.getheader("Content-Type", "")
            for piece in filter(None, pieces(body) if slow else [body]):
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
                self.wfile.flush()
                if slow:
                    sleep(FRAME)
            self.wfile.write(b"0\r\n\r\n")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Line)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
