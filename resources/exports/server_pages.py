"""The pages the web server gives by itself: the emergency numbers, which stand when nothing else does, and refusals."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

ERRORS = "errors"
# What it answers when no page of the application can (templates/errors/).
REFUSALS = ("400", "405", "413", "414", "429", "503", "not-received")
# What protects a reader is told once, by the application: the web server repeats it on what it gives by itself.
HEADERS = "headers.conf"
REPEATED = (
    "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Permissions-Policy",
    "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
)  # fmt: skip


def write_server_pages(folder: Path, *, pages: Mapping[str, Callable[[], bytes]], headers: Mapping[str, str]) -> int:
    """Each page (path below `folder` → what writes it) in one go: a reader finds the old one or the new. How many."""
    for place, written in pages.items():
        put(folder / place, written())
    lines = [f'add_header {name} "{headers[name]}" always;\n' for name in REPEATED]
    put(folder / HEADERS, "".join(lines).encode())
    return len(pages)


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_bytes(content)
    os.replace(new, path)
