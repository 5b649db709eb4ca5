"""The only readers of query parameters: where, what, and the filters of the results page."""

from datetime import date, datetime

import django_filters
from django import forms
from django.conf import settings
from django.db.models import QuerySet

from resources.enums import Access, Alert, Serves, ServiceKind, Tristate
from resources.models import Audience, Need, Service, ServiceAtLocation
from resources.text import MAX_QUERY, clean_query
from resources.validators import validate_public_id

# What stands in an address for a town or for words nobody could place.
UNKNOWN_PLACE = "inconnu"
NOT_UNDERSTOOD = "non-compris"
RADII_KM = (10, 20, 30, 50)
MAX_LISTED = 15
EVERYONE = "tous"


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


class SearchQuery(forms.Form):
    """Where and what, as typed or as codes. Never invalid: what cannot be read is as if it were not there."""

    ou = forms.CharField(required=False, max_length=MAX_QUERY * 5, empty_value="")
    quoi = forms.CharField(required=False, max_length=MAX_QUERY * 5, empty_value="")
    rayon = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=settings.DEFAULT_RADIUS_KM, choices=[(km, km) for km in RADII_KM]
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)
    ouvert = KnownChoicesField(choices=[("1", "Ouvert maintenant")], required=False)
    semaine = WeekField(required=False)
    appel = KnownChoicesField(choices=Alert.choices, required=False)
    fiche = CodesField(is_code=_is_public_id)
    aussi = CodesField(is_code=_is_place_code)

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()

    @property
    def where(self) -> str:
        return clean_query(self.cleaned_data.get("ou", ""))

    @property
    def what(self) -> str:
        return clean_query(self.cleaned_data.get("quoi", ""))

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


class KnownChoiceFilter(django_filters.MultipleChoiceFilter):
    field_class = KnownChoicesField


class ServiceFilter(django_filters.FilterSet):
    """Narrows the directory to what somebody asks for. Values are neutral words; repeatable."""

    besoin = KnownChoiceFilter(method="of_needs", label="Besoin")
    public = KnownChoiceFilter(method="of_audiences", label="Pour qui")
    type = KnownChoiceFilter(field_name="kind", choices=ServiceKind.choices, label="Sorte de service")
    acces = KnownChoiceFilter(method="by_access", choices=Access.choices, label="Rendez-vous")
    plainte = KnownChoiceFilter(method="without_complaint", choices=[("non", "Sans plainte")], label="Plainte")
    fauteuil = KnownChoiceFilter(method="step_free", choices=[("1", "Accessible en fauteuil")], label="Accès")

    class Meta:
        model = Service
        fields = []

    def __init__(self, data, *, needs: list[Need], audiences: list[Audience]):
        super().__init__(data, queryset=Service.objects.published())
        self.needs, self.audiences = needs, audiences
        self.form.fields["besoin"].choices = [(need.slug, need.name) for need in needs]
        self.form.fields["public"].choices = [(audience.slug, audience.name) for audience in audiences]

    @property
    def qs(self) -> QuerySet[Service]:
        return super().qs.for_perpetrators() if self.for_perpetrators else super().qs.for_victims()

    @property
    def for_perpetrators(self) -> bool:
        """Whoever asks for these asks for services for perpetrators; nobody else sees them."""
        asked = [*self.chosen_needs, *self.chosen_audiences]
        return ServiceKind.CHANGE in self.chosen("type") or any(one.serves == Serves.PERPETRATORS for one in asked)

    @property
    def chosen_needs(self) -> list[Need]:
        return [need for need in self.needs if need.slug in self.chosen("besoin")]

    @property
    def chosen_audiences(self) -> list[Audience]:
        return [audience for audience in self.audiences if audience.slug in self.chosen("public")]

    @property
    def count_chosen(self) -> int:
        return len(self.chosen_values)

    @property
    def welcome_choices(self) -> list[tuple[str, str, str, bool]]:
        """Filters about how one is received: (parameter, value, label, chosen)."""
        return [
            (name, value, label, value in self.data.getlist(name))
            for name, value, label in (
                ("ouvert", "1", "Ouvert maintenant"),
                ("acces", Access.WALK_IN.value, "Sans rendez-vous"),
                ("plainte", "non", "Sans plainte"),
                ("fauteuil", "1", "Accessible en fauteuil"),
            )
        ]

    @property
    def chosen_values(self) -> list[tuple[str, str, str]]:
        """Everything chosen, to be taken away one by one: (parameter, value, label)."""
        labels = {name: dict(self.form.fields[name].choices) for name in self.filters if name in self.form.fields}
        chosen = [(name, value, labels[name][value]) for name in self.filters for value in self.chosen(name)]
        if "1" in self.data.getlist("ouvert"):
            chosen.append(("ouvert", "1", "Ouvert maintenant"))
        return chosen

    def chosen(self, name: str) -> list[str]:
        self.errors  # noqa: B018  # reads the form
        return self.form.cleaned_data.get(name, [])

    def of_needs(self, services, name, slugs):
        return services.filter(pk__in=Service.needs.through.objects.filter(need__slug__in=slugs).values("service"))

    def of_audiences(self, services, name, slugs):
        """Those for these people, and those for everyone."""
        rows = Service.audiences.through.objects.filter(audience__slug__in=[*slugs, EVERYONE])
        return services.filter(pk__in=rows.values("service"))

    def by_access(self, services, name, values):
        return services.filter(pk__in=ServiceAtLocation.objects.filter(access__in=values).values("service"))

    def without_complaint(self, services, name, values):
        return services.filter(complaint_required=Tristate.NO)

    def step_free(self, services, name, values):
        ways = ServiceAtLocation.objects.filter(location__step_free=Tristate.YES)
        return services.filter(pk__in=ways.values("service"))
