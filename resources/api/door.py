"""What open data owes to whoever reads it from elsewhere: any origin, no key, and no second reading of the same."""

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from resources.api.answers import problem
from resources.exports.changes import state

API_PREFIX = "/api/"
FILES_PREFIX = "/donnees/"
FILES = (".json", ".geojson", ".csv")
READING = "GET, HEAD, OPTIONS"
A_DAY_IN_SECONDS = "86400"
DETAILS = {
    404: "Cette adresse n’existe pas. Celles qui existent sont dans /api/hsds/openapi.json.",
    405: "Cette adresse se lit (GET) et ne s’écrit pas.",
    500: "La demande n’a pas abouti. Ce n’est pas elle qui est en cause.",
}


class OpenData:
    """Nothing here reads who asks: no cookie, no session."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_open_data(request.path):
            return self.get_response(request)
        if request.method == "OPTIONS":
            return _open(HttpResponse(status=204))
        began = timezone.localtime()
        response = self._read(request)
        if request.path.startswith(API_PREFIX) and response.status_code in DETAILS and not _is_json(response):
            allowed = response.headers.get("Allow")
            response = problem(response.status_code, DETAILS[response.status_code])
            if allowed:
                response.headers["Allow"] = READING
        return _open(_conditional(request, response, began))

    def _read(self, request: HttpRequest) -> HttpResponse:
        """A HEAD is read as a GET: the server leaves the body out."""
        asked, request.method = request.method, "GET" if request.method == "HEAD" else request.method
        response = self.get_response(request)
        request.method = asked
        return response


def is_open_data(path: str) -> bool:
    return path.startswith(API_PREFIX) or (path.startswith(FILES_PREFIX) and path.endswith(FILES))


def _conditional(request: HttpRequest, response: HttpResponse, began: datetime) -> HttpResponse:
    """304 when the reader has it. What is written piece by piece is known by the state of the directory."""
    if response.status_code != 200 or request.method not in ("GET", "HEAD"):
        return response
    mark, changed = state()
    # Each day tells what has begun or ended: a suspension, a closure, the freshness of an entry.
    today = began.replace(hour=0, minute=0, second=0, microsecond=0)
    modified = int(max(today, changed or today).timestamp())
    if response.streaming:
        digest = sha256(f"{mark}{today}{request.get_full_path()}{settings.SITE_NAME}".encode()).hexdigest()
        etag = f'W/"{digest[:32]}"'
    else:
        etag = quote_etag(sha256(response.content).hexdigest()[:32])
    response.headers["ETag"] = etag
    # What changed since the reading began may not be in it: dated before it began, it is asked about again.
    response.headers["Last-Modified"] = http_date(min(modified, int(began.timestamp()) - 1))
    return get_conditional_response(request, etag=etag, last_modified=modified, response=response)


def _is_json(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("application/json")


def _open(response: HttpResponse) -> HttpResponse:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = READING
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since, Accept, Content-Type"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Content-Disposition"
    response.headers["Access-Control-Max-Age"] = A_DAY_IN_SECONDS
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    # Kept, and asked about again each time.
    response.headers["Cache-Control"] = "public, no-cache"
    return response
