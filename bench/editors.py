"""Agents who edit entries of a running stack through its forms, and what became of each edit.

An edit is right when it is wholly saved, or wholly refused with what was written still there: in the form, in a page
with a button that sends it again, or in the browser, which sends it again when the page is reloaded. Each writes one
mark in two tables: one without the other would be a half-saved edit.
"""

import html
import re
from collections import Counter
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread
from urllib.parse import urlencode

from tests.admin.pages import BLANK_ROW, FormReader

PATIENCE_S = 40
OK, FOUND = 200, 302
MARK = re.compile(r"marque \d+")
GIVEN_BACK = "Ce que vous aviez écrit est gardé dans cette page"
BY_RELOADING = "rechargez cette page, et dites oui"


class Editor:
    """One agent on one entry, an edit every `pause` seconds. Use with `with`."""

    def __init__(self, port: int, session: str, service: str, *, pause: float):
        self.port, self.session, self.pause = port, session, pause
        self.address = f"/gestion/resources/service/{service}/change/"
        self.outcomes: Counter = Counter()
        self._token, self._number = "", 0
        self._ended = Event()
        self._thread = Thread(target=self._work)

    @property
    def failed(self) -> int:
        return sum(number for outcome, number in self.outcomes.items() if outcome.startswith("FAILED"))

    def __enter__(self) -> "Editor":
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._ended.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._ended.is_set():
            self.outcomes[self._edit()] += 1
            self._ended.wait(self.pause)

    def _edit(self) -> str:
        status, page = self._ask()
        if status != OK:
            return "not opened"
        reader = FormReader()
        reader.feed(page)
        form = {name: value for name, value in reader.values.items() if BLANK_ROW not in name}
        note = next(name for name in form if re.fullmatch(r"contacts-\d+-note", name))
        marks = [set(MARK.findall(str(form[name]))) for name in ("summary", note)]
        if marks[0] != marks[1]:
            return f"FAILED half-saved {marks}"
        self._number += 1
        mark = f"marque {self._number}"
        status, answer = self._ask(form | {"summary": f"Résumé, {mark}.", note: f"Note, {mark}."})
        if status == FOUND:
            return "saved"
        if mark in html.unescape(answer) and (GIVEN_BACK in answer or "errornote" in answer):
            return "refused, what was written is in the page"
        if BY_RELOADING in answer:
            return "refused, the browser sends it again"
        return f"FAILED {status} {' '.join(re.sub(r'<[^>]+>', ' ', answer).split())[:150]}"

    def _ask(self, form: dict | None = None) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        headers = {"Cookie": f"session={self.session}; csrf={self._token}", "Connection": "close"}
        body = None
        if form is not None:
            body = urlencode(form, doseq=True)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        try:
            connection.request("GET" if body is None else "POST", self.address, body=body, headers=headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                if cookie.startswith("csrf="):
                    self._token = cookie.split(";")[0].removeprefix("csrf=")
            return answer.status, answer.read().decode()
        except (OSError, HTTPException) as error:
            return 0, type(error).__name__
        finally:
            connection.close()
