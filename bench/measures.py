"""What is measured, once Django is ready and the database is made."""

import io
import statistics
from dataclasses import replace
from unittest import mock

from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from bench import town
from bench.pages import best_ms
from resources.filters import ServiceFilter
from resources.models import Commune, Need, Service, history
from resources.search.directory import PAGE_SIZE
from resources.search.ranking import around

NEED = "besoin=dormir"
FILTERS = "public=femmes&acces=walk_in"
PHRASE = "je ne sais pas où dormir ce soir à"


@override_settings(ROOT_URLCONF="bench.urls")
def page_times(engine: str, size: int, *, towns, repeats: int) -> str:
    """One row of the table."""
    _fill(size)
    client = Client(headers={"host": "127.0.0.1"})
    public_ids = Service.objects.values_list("public_id", flat=True)[: len(towns)]

    def median(call, over=towns):
        return statistics.median(best_ms(lambda one=one: call(one), repeats) for one in over)

    town_page = median(lambda code: _get(client, f"/recherche/?ou={code}"))
    need_page = median(lambda code: _get(client, f"/recherche/?ou={code}&{NEED}"))
    filtered = median(lambda code: _get(client, f"/recherche/?ou={code}&{NEED}&{FILTERS}"))
    open_now = median(lambda code: _get(client, f"/recherche/?ou={code}&ouvert=1"))
    phrase = median(lambda name: _ask(client, f"{PHRASE} {name}"), over=_names(towns))
    entry = median(lambda one: _get(client, f"/fiche/{one}/?ou={towns[0]}"), over=public_ids)
    bare_view = median(lambda _: _get(client, "/bare/"))
    town_sql = statistics.median(best_ms(bare(code, ""), repeats) for code in towns)
    need_sql = statistics.median(best_ms(bare(code, NEED), repeats) for code in towns)
    cells = [engine, size, town_page, town_sql, f"{town_page - town_sql:+.1f}"]
    cells += [need_page, need_sql, f"{need_page - need_sql:+.1f}", f"{need_page / need_sql:.1f}"]
    cells += [phrase, f"{phrase / need_page:.1f}", filtered, open_now, entry]
    cells += [f"{bare_view:.2f}", f"{100 * bare_view / need_page:.1f} %"]
    cells += [_queries(client, f"/recherche/?ou={towns[0]}&{NEED}"), _queries(client, f"/fiche/{public_ids[0]}/")]
    return f"| {' | '.join(f'{cell:.1f}' if isinstance(cell, float) else str(cell) for cell in cells)} |"


def _fill(size: int) -> None:
    silent = io.StringIO()
    call_command("migrate", verbosity=0)
    # No public page reads the history, and writing it takes as long as all the rest.
    with mock.patch.object(history, "record"):
        call_command("load_communes", verbosity=0, stdout=silent)
        call_command("load_directory", verbosity=0, stdout=silent)
    call_command("collectstatic", verbosity=0, interactive=False)
    town.build(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _names(towns) -> list[str]:
    return list(Commune.objects.filter(pk__in=towns).order_by("pk").values_list("name", flat=True))


def _ask(client: Client, typed: str) -> None:
    """What a person waits for: the words posted, and the page they lead to."""
    answer = client.post("/recherche/", {"quoi": typed})
    assert answer.status_code == 303, (typed, answer.status_code)
    _get(client, answer.headers["Location"])


def _get(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        _get(client, address)
        # The next request empties the log: count now.
        return len(connection.queries_log) - captured.initial_queries


def bare_statements(code: str, asked: str) -> list[str]:
    """What gives the ordered ids of a page and the count, as raw SQL."""
    needs, commune = list(Need.objects.all()), Commune.objects.with_territory().get(pk=code)
    filters = ServiceFilter(QueryDict(asked), needs=needs, audiences=[])
    services, chosen = filters.qs, filters.chosen_needs
    with CaptureQueriesContext(connection) as captured:
        ranking = around(services, commune, 30, today=timezone.localdate(), needs=chosen)
        replace(ranking, narrowed=bool(asked)).page(1, PAGE_SIZE)
        return [query["sql"] for query in connection.queries_log][captured.initial_queries :]


def bare(code: str, asked: str):
    """Runs them."""
    statements = [statement.replace("%", "%%") for statement in bare_statements(code, asked)]

    def run():
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()

    return run
