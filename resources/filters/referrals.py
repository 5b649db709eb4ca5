"""What professionals choose by, and the sheet they choose for."""

from django import forms
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from resources.enums import ServiceKind, Tristate
from resources.filters.choices import ChoiceFilter
from resources.filters.fields import CodesField, FlagField, RepeatedCodesField, is_public_id
from resources.filters.services import ServiceFilter
from resources.referrals.sheet import LANGUAGES, Options


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


class SheetQuery(forms.Form):
    """A referral sheet in an address: codes and flags, never a word. Never invalid."""

    fiche = RepeatedCodesField(is_code=is_public_id)
    dates = FlagField(default=True)
    demander = FlagField(default=True)
    sobre = FlagField(default=False)
    urgences = forms.CharField(required=False)
    monter = CodesField(is_code=is_public_id)

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
