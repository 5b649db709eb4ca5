"""Asks the directory in this container whether it answers, under the first name it answers to."""

import os
import urllib.request

host = os.environ.get("ALLOWED_HOSTS", "127.0.0.1").split(",")[0].strip().lstrip(".")
headers = {"Host": "localhost" if host == "*" else host, "X-Forwarded-Proto": "https"}
urllib.request.urlopen(urllib.request.Request("http://127.0.0.1:8000/healthz", headers=headers), timeout=4)
