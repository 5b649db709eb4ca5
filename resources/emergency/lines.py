"""The numbers that answer whoever is in danger, with what is sure about each. Every template asks here."""

from dataclasses import dataclass

DAY_AND_NIGHT = "jour et nuit"


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
        hours = self.hours.replace(" h", "\N{NO-BREAK SPACE}h")
        return f"Gratuit, {hours}{', absent de la facture' if self.off_bill else ''}"


_LINES = (
    Line("17", "Police ou gendarmerie", icon="shield", first_words="Dites d’abord où vous êtes."),
    Line(
        "114",
        "Par SMS, sans parler",
        icon="chat",
        kind="sms",
        first_words="Écrivez où vous êtes et ce qui se passe.",
    ),
    Line("112", "Numéro d’urgence de toute l’Europe", icon="tel"),
    Line("15", "Samu : quelqu’un est blessé ou va mal", icon="cross"),
    Line("18", "Pompiers", icon="flame"),
    Line("3919", "Femmes, et proches qui s’inquiètent (ce n’est pas un numéro d’urgence)"),
    Line("119", "Un enfant, un adolescent"),
    Line("115", "Un toit pour ce soir"),
    Line("116 006", "Toutes les personnes qui ont subi une infraction", "tous les jours de 9 h à 20 h", off_bill=False),
    Line("3977", "Personnes âgées ou handicapées", "en semaine 9 h–19 h, le week-end 9 h–13 h et 14 h–19 h"),
    Line("3018", "Jeunes et parents : téléphone, internet", "tous les jours de 9 h à 23 h", off_bill=False),
    Line("3114", "Quand on pense à la mort", off_bill=False),
)
LINES = {line.number: line for line in _LINES}

# In danger now: the first thing on the emergency page, in every language.
NOW = ("17", "114", "112", "15", "18")
# Whom to talk to, in French.
NEXT = ("3919", "119", "115", "116006", "3977", "3018", "3114")
# An emergency service may call back from this one; nobody dials it.
CALL_BACK = "0 800 112 112"
