"""The numbers that answer whoever is in danger, with what is sure about each. Every template asks here.

Said in the language of the page.
"""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

DAY_AND_NIGHT = _("jour et nuit")


@dataclass(frozen=True)
class Line:
    """`shown` is the number as one reads it; `off_bill` is True when it is sure, False when nobody said."""

    shown: str
    what: str
    hours: str = DAY_AND_NIGHT
    off_bill: bool = True
    icon: str = "tel"
    kind: str = "tel"
    first_words: str = ""

    @property
    def number(self) -> str:
        return self.shown.replace(" ", "")

    @property
    def href(self) -> str:
        return f"{self.kind}:{self.number}"

    @property
    def facts(self) -> str:
        """All are free; only some are known to stay off the bill."""
        free = gettext("Gratuit, {hours}, absent de la facture") if self.off_bill else gettext("Gratuit, {hours}")
        return free.format(hours=str(self.hours).replace(" h", "\N{NO-BREAK SPACE}h"))


_LINES = (
    Line("17", _("Police ou gendarmerie"), icon="shield", first_words=_("Dites d’abord où vous êtes.")),
    Line(
        "114",
        _("Par SMS, sans parler"),
        icon="chat",
        kind="sms",
        first_words=_("Écrivez où vous êtes et ce qui se passe."),
    ),
    Line("112", _("Numéro d’urgence de toute l’Europe"), icon="tel"),
    Line("15", _("Samu : quelqu’un est blessé ou va mal"), icon="cross"),
    Line("18", _("Pompiers"), icon="flame"),
    Line("3919", _("Femmes, et proches qui s’inquiètent (ce n’est pas un numéro d’urgence)")),
    Line("119", _("Un enfant, un adolescent")),
    Line("115", _("Un toit pour ce soir")),
    Line(
        "116 006",
        _("Toutes les personnes qui ont subi une infraction"),
        _("tous les jours de 9 h à 20 h"),
        off_bill=False,
    ),
    Line("3977", _("Personnes âgées ou handicapées"), _("en semaine 9 h–19 h, le week-end 9 h–13 h et 14 h–19 h")),
    Line("3018", _("Jeunes et parents : téléphone, internet"), _("tous les jours de 9 h à 23 h"), off_bill=False),
    Line("3114", _("Quand on pense à la mort"), off_bill=False),
)
LINES = {line.number: line for line in _LINES}

# In danger now: the first thing on the emergency page, in every language.
NOW = ("17", "114", "112", "15", "18")
# Whom to talk to, in French.
NEXT = ("3919", "119", "115", "116006", "3977", "3018", "3114")
# An emergency service may call back from this one; nobody dials it.
CALL_BACK = "0 800 112 112"
