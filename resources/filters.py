"""The only readers of query parameters: where, what, and the filters of the results page."""

import re
from collections.abc import Sequence
from copy import copy
from datetime import date, datetime

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from resources.enums import Access, Alert, Serves, ServiceKind, Tristate
from resources.models import Audience, ContactPoint, Language, Need, Service, ServiceAtLocation
from resources.referrals.sheet import LANGUAGES, Options
from resources.search.facets import OPEN, RADII_KM, Facet, Option, stored
from resources.text import clean_query
from resources.validators import validate_public_id

# What stands in an address for a town or for words nobody could place.
UNKNOWN_PLACE = "inconnu"
NOT_UNDERSTOOD = "non-compris"
MAX_LISTED = 15
EVERYONE = "tous"
# What is not known is no choice.
ACCESSES = [(Access.WALK_IN.value, _("Sans rendez-vous")), (Access.APPOINTMENT.value, _("Sur rendez-vous"))]


class CodesField(forms.CharField):
    """A list written "a,b,c" in an address; what is not a code is dropped."""

    def __init__(self, *, is_code, **kwargs):
        super().__init__(required=False, **kwargs)
        self.is_code = is_code

    def to_python(self, value):
        codes = [code for code in super().to_python(value).split(",") if self.is_code(code)]
        return list(dict.fromkeys(codes))[:MAX_LISTED]


def _is_public_id(code: str) -> bool:
    return validate_public_id.regex.match(code) is not None


def _is_place_code(code: str) -> bool:
    return 0 < len(code) <= 5 and code.isalnum()


class KnownChoicesField(forms.MultipleChoiceField):
    """Keeps the values of the list and drops the others: an old or broken address still answers."""

    def to_python(self, value):
        known = {str(choice) for choice, _ in self.choices}
        return [one for one in dict.fromkeys(super().to_python(value)) if one in known]


class WeekField(forms.CharField):
    """An ISO week, "2026-W48", as its Monday; anything else as None."""

    def to_python(self, value):
        try:
            return datetime.strptime(f"{super().to_python(value)}-1", "%G-W%V-%u").date()  # noqa: DTZ007  # a date
        except ValueError:
            return None


class TypedField(forms.Field):
    """What somebody typed. Never refused: words that were would stay in the address."""

    def __init__(self):
        super().__init__(required=False)

    def to_python(self, value):
        return clean_query(value or "")


# What the address of a page may keep when its language changes: parameters that hold codes.
KEPT_PARAMETERS = (
    "d", "ou", "aussi", "quoi", "appel", "fiche", "rayon", "ouvert", "page", "semaine", "reseau", "besoin", "acces",
    "plainte", "fauteuil", "public", "type", "langue", "urgence", "enfants", "animaux", "papiers", "accompagne",
    "gratuit", "dates", "demander", "sobre", "urgences",
)  # fmt: skip
CODE = re.compile(r"[\w,-]{1,200}", re.ASCII)
PLACE_CODE = re.compile(r"(commune-)?\d[\dAB]\d{3}", re.ASCII)


def kept_codes(data: QueryDict) -> str:
    """The codes of an address, as the end of another: "?ou=86194&d=1". A word somebody typed is no code."""
    kept = QueryDict(mutable=True)
    for name in KEPT_PARAMETERS:
        kept.setlist(name, [value for value in data.getlist(name) if _is_ours(name, value)])
    return f"?{kept.urlencode(safe=',')}" if kept else ""


def _is_ours(name: str, value: str) -> bool:
    if name == "ou":
        return value == UNKNOWN_PLACE or PLACE_CODE.fullmatch(value) is not None
    return value == NOT_UNDERSTOOD if name == "quoi" else CODE.fullmatch(value) is not None


class SearchQuery(forms.Form):
    """Where and what, as typed or as codes. Never invalid: what cannot be read is as if it were not there."""

    ou = TypedField()
    quoi = TypedField()
    rayon = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=settings.DEFAULT_RADIUS_KM, choices=[(km, km) for km in RADII_KM]
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)
    ouvert = KnownChoicesField(choices=[("1", _("Ouvert maintenant"))], required=False)
    semaine = WeekField(required=False)
    appel = KnownChoicesField(choices=Alert.choices, required=False)
    fiche = CodesField(is_code=_is_public_id)
    aussi = CodesField(is_code=_is_place_code)

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()

    @property
    def where(self) -> str:
        return self.cleaned_data["ou"]

    @property
    def what(self) -> str:
        return self.cleaned_data["quoi"]

    @property
    def radius_km(self) -> int:
        return self.cleaned_data.get("rayon") or settings.DEFAULT_RADIUS_KM

    @property
    def page_number(self) -> int:
        return self.cleaned_data.get("page") or 1

    @property
    def only_open(self) -> bool:
        return bool(self.cleaned_data.get("ouvert"))

    @property
    def monday(self) -> date | None:
        """The Monday of the week asked for; None when none was, or none that exists."""
        return self.cleaned_data.get("semaine")

    @property
    def alerts(self) -> list[str]:
        """Numbers to put above everything."""
        return self.cleaned_data.get("appel", [])

    @property
    def public_ids(self) -> list[str]:
        return self.cleaned_data.get("fiche", [])

    @property
    def also(self) -> list[str]:
        return self.cleaned_data.get("aussi", [])


class ChoiceFilter(django_filters.MultipleChoiceFilter):
    """A repeatable filter. `keeps`: values → the services kept; `held`: which service has which value, to count.

    `unknown`: the services of which nobody knows whether they would be kept.
    """

    field_class = KnownChoicesField

    def __init__(self, *, keeps, held, unknown=None, **kwargs):
        super().__init__(**kwargs)
        self.keeps, self.held, self.unknown = keeps, held, unknown

    def __deepcopy__(self, memo):
        """Each request has its own filters; what they hold, querysets above all, is long to copy and never changes."""
        return copy(self)

    def filter(self, services, values):
        return services.filter(self.keeps(values)) if values else services


def of_needs(slugs):
    return Q(pk__in=Service.needs.through.objects.filter(need__slug__in=slugs).values("service"))


def of_audiences(slugs):
    """Those for these people, and those for everyone."""
    return Q(pk__in=Service.audiences.through.objects.filter(audience__slug__in=[*slugs, EVERYONE]).values("service"))


def with_access(values):
    return Q(pk__in=ServiceAtLocation.objects.filter(access__in=values).values("service"))


def step_free(values):
    return Q(pk__in=ServiceAtLocation.objects.filter(location__step_free=Tristate.YES).values("service"))


def speaking(codes):
    return Q(pk__in=SPOKEN.filter(language__in=codes).values("owner"))


def not_known(way_in):
    """Services with a way in of which this is not known."""
    return Q(pk__in=ServiceAtLocation.objects.filter(**{way_in: Tristate.UNKNOWN}).values("service"))


# Pairs of a service and a value it has, each once.
NEEDS_HELD = Service.needs.through.objects.values_list("service", "need")
FOR_EVERYONE = Service.audiences.through.objects.filter(audience__slug=EVERYONE)
AUDIENCES_HELD = Service.audiences.through.objects.filter(
    Q(audience__slug=EVERYONE) | ~Q(service__in=FOR_EVERYONE.values("service"))
).values_list("service", "audience")
ACCESS_HELD = ServiceAtLocation.objects.exclude(access=Access.UNKNOWN).values_list("service", "access").distinct()
STEP_FREE_HELD = (
    ServiceAtLocation.objects.filter(location__step_free=Tristate.YES)
    .values_list("service", "location__step_free")
    .distinct()
)
# A language is spoken at a contact of the service or of one of its ways in.
SPOKEN = ContactPoint.languages.through.objects.annotate(
    owner=Coalesce("contactpoint__service", "contactpoint__way_in__service")
).filter(owner__isnull=False)
LANGUAGES_HELD = SPOKEN.values_list("owner", "language").distinct()


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


def fact(name, label, answer=Tristate.YES):
    """A yes-or-no fact of an entry, as a filter; what is not known is neither kept nor counted."""
    return ChoiceFilter(
        keeps=lambda values: Q(**{name: answer}),
        held=name,
        unknown=Q(**{name: Tristate.UNKNOWN}),
        choices=[("1", label)],
        label=label,
    )


class ReferralFilter(ServiceFilter):
    """What professionals choose by, beside what everybody does. Whoever refers names a fact, not a person."""

    urgence = ChoiceFilter(
        keeps=lambda values: Q(urgent_welcome=Tristate.YES) | Q(kind=ServiceKind.EMERGENCY),
        held="urgent_welcome",
        unknown=Q(urgent_welcome=Tristate.UNKNOWN),
        choices=[("1", _("Reçoit en urgence"))],
        label=_("Reçoit en urgence"),
    )
    enfants = fact("children_welcome", _("Avec des enfants"))
    animaux = fact("animals_welcome", _("Avec un animal"))
    papiers = fact("papers_required", _("Sans papiers d’identité"), Tristate.NO)
    accompagne = fact("companion_welcome", _("En étant accompagnée"))
    gratuit = fact("free_of_charge", _("Gratuit"))

    ON_ARRIVAL = ("urgence", "enfants", "animaux", "papiers", "accompagne", "gratuit", "acces", "plainte", "fauteuil")

    @property
    def fieldsets(self) -> list[tuple[str, list[tuple[str, str, str, bool]]]]:
        """(title, [(parameter, value, label, chosen)]) of each group of boxes; no other side is offered."""
        groups = [(_("Accueil"), self.ON_ARRIVAL), (_("Langues"), ("langue",)), (_("Besoin"), ("besoin",))]
        groups += [(_("Pour qui"), ("public",)), (_("Sorte de service"), ("type",))]
        return [(title, [box for name in names for box in self._boxes(name)]) for title, names in groups]

    def _boxes(self, name: str) -> list[tuple[str, str, str, bool]]:
        chosen = self.chosen(name)
        return [(name, one.value, one.label, one.value in chosen) for one in self._options(name)]


class RepeatedCodesField(CodesField):
    """Codes separated by commas, or a parameter repeated, or both."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        return super().to_python(",".join(map(str, value or [])))


class FlagField(forms.Field):
    """A box. Its form sends 0, and 1 beside it when it is ticked; nothing sent is what it is by default."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, default):
        super().__init__(required=False)
        self.default = default

    def to_python(self, value):
        return "1" in value if value else self.default


class SheetQuery(forms.Form):
    """A referral sheet in an address: codes and flags, never a word. Never invalid."""

    fiche = RepeatedCodesField(is_code=_is_public_id)
    dates = FlagField(default=True)
    demander = FlagField(default=True)
    sobre = FlagField(default=False)
    urgences = forms.CharField(required=False)
    monter = CodesField(is_code=_is_public_id)

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()

    @property
    def options(self) -> Options:
        said = self.cleaned_data
        language = said.get("urgences", "")
        options = Options(
            public_ids=tuple(said["fiche"]),
            dates=said["dates"],
            asking=said["demander"],
            discreet=said["sobre"],
            language=language if language in LANGUAGES else get_language(),
        )
        return options.moved_up(said["monter"][0]) if said["monter"] else options
