"""What everybody may narrow the directory to."""

from collections.abc import Sequence

import django_filters
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from resources.enums import Access, Serves, ServiceKind, Tristate
from resources.filters.choices import (
    ACCESS_HELD,
    AUDIENCES_HELD,
    EVERYONE,
    LANGUAGES_HELD,
    NEEDS_HELD,
    SPOKEN,
    STEP_FREE_HELD,
    ChoiceFilter,
    not_known,
    of_audiences,
    of_needs,
    speaking,
    step_free,
    with_access,
)
from resources.models import Audience, Language, Need, Service
from resources.search.facets import OPEN, Facet, Option, stored

# What is not known is no choice.
ACCESSES = [(Access.WALK_IN.value, _("Sans rendez-vous")), (Access.APPOINTMENT.value, _("Sur rendez-vous"))]


class ServiceFilter(django_filters.FilterSet):
    """Narrows the directory to what somebody asks for. Values are neutral words; repeatable."""

    besoin = ChoiceFilter(keeps=of_needs, held=NEEDS_HELD, label=_("Besoin"))
    acces = ChoiceFilter(
        keeps=with_access, held=ACCESS_HELD, unknown=not_known("access"), choices=ACCESSES, label=_("Rendez-vous")
    )
    plainte = ChoiceFilter(
        keeps=lambda values: Q(complaint_required=Tristate.NO),
        held="complaint_required",
        unknown=Q(complaint_required=Tristate.UNKNOWN),
        choices=[("non", _("Sans plainte"))],
        label=_("Plainte"),
    )
    fauteuil = ChoiceFilter(
        keeps=step_free,
        held=STEP_FREE_HELD,
        unknown=not_known("location__step_free"),
        choices=[("1", _("Accessible en fauteuil"))],
        label=_("Accès"),
    )
    public = ChoiceFilter(keeps=of_audiences, held=AUDIENCES_HELD, label=_("Pour qui"))
    type = ChoiceFilter(
        keeps=lambda kinds: Q(kind__in=kinds), held="kind", choices=ServiceKind.choices, label=_("Sorte de service")
    )
    langue = ChoiceFilter(
        keeps=speaking,
        held=LANGUAGES_HELD,
        unknown=~Q(pk__in=SPOKEN.values("owner")),
        label=_("Autre langue que le français"),
    )

    class Meta:
        model = Service
        fields = []

    def __init__(self, data, *, needs: list[Need], audiences: list[Audience], languages: Sequence[Language] = ()):
        super().__init__(data, queryset=Service.objects.published())
        self.needs, self.audiences = needs, audiences
        # Everybody speaks the language of the site: it narrows nothing.
        self.languages = [one for one in languages if one.code != settings.LANGUAGE_CODE[:2]]
        self.form.fields["besoin"].choices = [(need.slug, need.shown_name) for need in needs]
        self.form.fields["public"].choices = [(audience.slug, audience.shown_name) for audience in audiences]
        self.form.fields["langue"].choices = [(language.code, language.shown_name) for language in self.languages]

    @property
    def qs(self) -> QuerySet[Service]:
        return super().qs.for_perpetrators() if self.for_perpetrators else super().qs.for_victims()

    @property
    def all_of_this_side(self) -> QuerySet[Service]:
        """What the choices narrow: services for whom asks, and never for the others."""
        return self.queryset.for_perpetrators() if self.for_perpetrators else self.queryset.for_victims()

    @property
    def may_leave_a_yes_out(self) -> bool:
        """A fact is asked for that some entries say nothing of."""
        return any(one.unknown is not None and self.chosen(name) for name, one in self.filters.items())

    @property
    def to_ask(self) -> QuerySet[Service]:
        """What no choice leaves out, and one of them is not known: not a no, a question to put on the telephone."""
        possible = self.all_of_this_side
        for name, one in self.filters.items():
            if values := self.chosen(name):
                kept = one.keeps(values)
                possible = possible.filter(kept if one.unknown is None else kept | one.unknown)
        return possible.exclude(pk__in=self.qs.values("pk"))

    @property
    def for_perpetrators(self) -> bool:
        """Whoever asks for these asks for services for perpetrators; nobody else sees them."""
        return any(self._says_whom(name) for name in ("besoin", "public", "type"))

    def _says_whom(self, name: str) -> bool:
        return bool(self._of_perpetrators[name].intersection(self.chosen(name)))

    @cached_property
    def _of_perpetrators(self) -> dict[str, set[str]]:
        """The values that ask for services for perpetrators."""
        return {
            "besoin": {need.slug for need in self.needs if need.serves == Serves.PERPETRATORS},
            "public": {one.slug for one in self.audiences if one.serves == Serves.PERPETRATORS},
            "type": {ServiceKind.CHANGE.value},
        }

    @property
    def chosen_needs(self) -> list[Need]:
        """In the order of the address: what was heard best in a phrase comes first."""
        by_slug = {need.slug: need for need in self.needs}
        return [by_slug[slug] for slug in dict.fromkeys(self.chosen("besoin")) if slug in by_slug]

    @cached_property
    def facets(self) -> list[Facet]:
        return [
            Facet(
                name=name,
                title=one.label,
                options=self._options(name),
                chosen=self.chosen(name),
                keeps=one.keeps(self.chosen(name)) if self.chosen(name) else None,
                held=one.held,
                everyone=self._stored["public"].get(EVERYONE, "") if name == "public" else "",
                says_whom=name in self._of_perpetrators and self._says_whom(name),
            )
            for name, one in self.filters.items()
        ]

    def _options(self, name: str) -> list[Option]:
        """What can be chosen. Whoever does not ask for services for perpetrators is not led to them."""
        hidden = set() if self.for_perpetrators else self._of_perpetrators.get(name, set())
        hidden = hidden | {EVERYONE}
        held, autonyms = self._stored.get(name, {}), self._autonyms if name == "langue" else {}
        return [
            Option(value, label, held.get(value, stored(value)), autonyms.get(value, ""))
            for value, label in self.form.fields[name].choices
            if value not in hidden
        ]

    @cached_property
    def _autonyms(self) -> dict[str, str]:
        """How a language is called by those who speak it, where the page does not call it so."""
        return {one.code: one.autonym for one in self.languages if one.autonym not in (one.name, one.shown_name)}

    @cached_property
    def _stored(self) -> dict[str, dict[str, str]]:
        """How the database holds the values it does not hold as the address says them."""
        return {
            "besoin": {need.slug: stored(need.pk) for need in self.needs},
            "public": {audience.slug: stored(audience.pk) for audience in self.audiences},
            "plainte": {"non": Tristate.NO.value},
            "fauteuil": {"1": Tristate.YES.value},
        }

    @property
    def count_chosen(self) -> int:
        return len(self.chosen_values)

    @property
    def chosen_values(self) -> list[tuple[str, str, str]]:
        """Everything chosen, to be taken away one by one: (parameter, value, label)."""
        labels = {name: dict(self.form.fields[name].choices) for name in self.filters}
        chosen = [(name, value, labels[name][value]) for name in self.filters for value in self.chosen(name)]
        if "1" in self.data.getlist(OPEN):
            chosen.append((OPEN, "1", _("Ouvert maintenant")))
        return chosen

    def chosen(self, name: str) -> list[str]:
        self.errors  # noqa: B018  # reads the form
        return self.form.cleaned_data.get(name, [])
