"""« À faire »: what waits for this agent, with counts that lead to the lists filtered exactly so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from resources.enums import ProposalState
from resources.models import ChangeReport, ProposedChange, ScheduleException, Service
from resources.models.base import allowed
from resources.search.duplicates import find_duplicates
from resources.to_do.attention import (
    closing_soon,
    late_among,
    published,
    to_review,
    to_verify,
    with_unknown_hours,
    without_number,
)
from resources.wording import NBSP


@dataclass(frozen=True)
class Task:
    """`names` tell one and several of it; `url` is the list that shows exactly these."""

    count: int
    names: tuple[str, str]
    hint: str
    url: str
    urgent: bool = False

    @property
    def said(self) -> str:
        """The hint, its quotation marks kept with what they hold."""
        return self.hint.replace("« ", f"«{NBSP}").replace(" »", f"{NBSP}»")

    @property
    def name(self) -> str:
        return self.names[self.count > 1]


def to_do(user, *, at: datetime) -> list[Task]:
    """What this agent may do something about, in the order it is to be done; counts may be none."""
    return [
        task
        for tasks in (_of_entries, _of_readers, _of_facts, _of_closures, _of_duplicates)
        for task in tasks(user, at)
    ]


def _list(model, query: str) -> str:
    return f"{reverse(f'admin:resources_{model._meta.model_name}_changelist')}?{query}"


def _sees(user, model):
    return allowed(model._default_manager.order_by(), user, "view")


def _of_entries(user, at) -> Iterator[Task]:
    if not user.has_perm("resources.view_service"):
        return
    services = _sees(user, Service)
    publishes = user.has_perm("resources.publish_service")
    due = to_verify(services, at=at)
    yield Task(
        to_review(services).count(),
        ("fiche à relire avant publication", "fiches à relire avant publication"),
        "Relisez, puis publiez." if publishes else "Une coordinatrice les relit, puis les publie.",
        _list(Service, "status__exact=review"),
        urgent=publishes,
    )
    yield Task(
        len(late_among(due)),
        ("fiche en retard de vérification", "fiches en retard de vérification"),
        "Le public les voit « à confirmer ». Un appel suffit, puis « Toujours exact ».",
        _list(Service, "relecture=en-retard"),
        urgent=True,
    )
    yield Task(
        len(due),
        ("fiche à vérifier en tout", "fiches à vérifier en tout"),
        "Celles qui sont en retard, et celles dont la date vient de passer.",
        _list(Service, "relecture=a-faire"),
    )


def _of_readers(user, at) -> Iterator[Task]:
    if user.has_perm("resources.view_changereport"):
        yield Task(
            _sees(user, ChangeReport).unhandled().count(),
            ("erreur signalée par le public", "erreurs signalées par le public"),
            "Quelqu’un a pris le temps d’écrire : vérifiez, corrigez, puis « C’est traité ».",
            _list(ChangeReport, "suite=a-traiter"),
            urgent=True,
        )
    if user.has_perm("resources.view_proposedchange"):
        yield Task(
            _sees(user, ProposedChange).waiting().count(),
            ("correction proposée par une structure", "corrections proposées par des structures"),
            "L’ancien et le nouveau, côte à côte : acceptez ou refusez.",
            _list(ProposedChange, f"state__exact={ProposalState.WAITING}"),
            urgent=True,
        )


def _of_facts(user, at) -> Iterator[Task]:
    if not user.has_perm("resources.view_service"):
        return
    services = published(_sees(user, Service))
    yield Task(
        without_number(services).count(),
        ("fiche sans téléphone", "fiches sans téléphone"),
        "Personne ne peut appeler : c’est ce qui manque le plus.",
        _list(Service, "numero=sans&status__exact=published"),
    )
    yield Task(
        with_unknown_hours(services).count(),
        ("fiche aux horaires inconnus", "fiches aux horaires inconnus"),
        "Le public lit « Horaires à confirmer ».",
        _list(Service, "horaires=inconnus&status__exact=published"),
    )


def _of_closures(user, at) -> Iterator[Task]:
    if user.has_perm("resources.view_scheduleexception"):
        yield Task(
            closing_soon(_sees(user, ScheduleException), today=at.date()).count(),
            ("fermeture en cours ou dans le mois", "fermetures en cours ou dans le mois"),
            "Déjà annoncées au public. Il en manque ? Cochez les fiches, puis « Fermer pour quelques jours ».",
            _list(ScheduleException, "quand=bientot"),
        )


def _of_duplicates(user, at) -> Iterator[Task]:
    if user.has_perm("resources.merge_service"):
        yield Task(
            len(find_duplicates(_sees(user, Service))),
            ("paire de fiches qui se ressemblent", "paires de fiches qui se ressemblent"),
            "Une seule fiche écrite deux fois, ou deux services ? Dites-le.",
            reverse("admin:resources_service_duplicates"),
        )
