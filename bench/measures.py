"""What is measured, once Django is ready and the database is made."""

import statistics

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import town
from bench.pages import median_ms
from resources.models import Commune, Service
from resources.search.directory import PAGE_SIZE
from resources.search.ranking import around


def page_times(engine: str, size: int, *, towns, repeats: int) -> str:
    """One row of the table."""
    call_command("migrate", verbosity=0)
    call_command("load_communes", verbosity=0, stdout=open("/dev/null", "w"))  # noqa: SIM115
    call_command("load_directory", verbosity=0, stdout=open("/dev/null", "w"))  # noqa: SIM115
    town.build(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client(headers={"host": "127.0.0.1"})
    search = [median_ms(lambda code=code: _get(client, f"/recherche/?ou={code}"), repeats) for code in towns]
    needed = [
        median_ms(lambda code=code: _get(client, f"/recherche/?ou={code}&besoin=dormir"), repeats) for code in towns
    ]
    open_now = [median_ms(lambda code=code: _get(client, f"/recherche/?ou={code}&ouvert=1"), repeats) for code in towns]
    bare = [median_ms(_bare(code), repeats) for code in towns]
    public_ids = Service.objects.values_list("public_id", flat=True)[: len(towns)]
    entry = [median_ms(lambda one=one: _get(client, f"/fiche/{one}/?ou={towns[0]}"), repeats) for one in public_ids]
    page, sql = statistics.median(search), statistics.median(bare)
    cells = [
        engine,
        size,
        f"{page:.1f}",
        f"{sql:.1f}",
        f"{page - sql:+.1f}",
        f"{page / sql:.1f}",
        _queries(client, f"/recherche/?ou={towns[0]}"),
    ]
    opened = statistics.median(open_now)
    cells += [f"{statistics.median(needed):.1f}", f"{opened:.1f}", f"{opened / page:.1f}"]
    cells += [f"{statistics.median(entry):.1f}", _queries(client, f"/fiche/{public_ids[0]}/?ou={towns[0]}")]
    return f"| {' | '.join(map(str, cells))} |"


def _get(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        _get(client, address)
        # The next request empties the log: count now.
        return len(connection.queries_log) - captured.initial_queries


def _bare(code: str):
    """The ordered ids of a page and the count, as raw SQL."""
    services, commune = Service.objects.published().for_victims(), Commune.objects.with_territory().get(pk=code)
    with CaptureQueriesContext(connection) as captured:
        around(services, commune, 30, today=timezone.localdate()).page(1, PAGE_SIZE)
        statements = [query["sql"].replace("%", "%%") for query in connection.queries_log]
        statements = statements[captured.initial_queries :]

    def run():
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    return run
