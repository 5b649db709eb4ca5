"""Closed lists of the directory. Values that appear in an address are neutral French words.

Labels that readers see are said in the language of the page; those of the back office are French.
"""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Tristate(TextChoices):
    """A fact: yes, no, or not known. Unknown is never shown as "no"."""

    YES = "yes", _("oui")
    NO = "no", _("non")
    UNKNOWN = "unknown", _("à confirmer")


class EditorialStatus(TextChoices):
    DRAFT = "draft", "brouillon"
    REVIEW = "review", "à relire"
    PUBLISHED = "published", "publiée"
    ARCHIVED = "archived", "archivée"


class Serves(TextChoices):
    """Perpetrators are never mixed into a victim's results."""

    VICTIMS = "victims", "personnes qui subissent ou témoins"
    PERPETRATORS = "perpetrators", "personnes qui craignent leurs propres gestes"
    BOTH = "both", "les deux"


class OrganizationKind(TextChoices):
    DEPARTEMENT = "departement", "Département"
    STATE = "state", "État"
    POLICE = "police", "police nationale"
    GENDARMERIE = "gendarmerie", "gendarmerie nationale"
    JUSTICE = "justice", "justice"
    HEALTH = "health", "santé"
    ASSOCIATION = "association", "association"
    MUNICIPALITY = "municipality", "commune ou CCAS"
    NETWORK = "network", "réseau"
    OTHER = "other", "autre"


class ServiceKind(TextChoices):
    EMERGENCY = "urgence", _("Numéro d’urgence")
    LINE = "ligne", _("Ligne d’écoute")
    CHAT = "tchat", _("Tchat ou site")
    RECEPTION = "accueil", _("Accueil social")
    PERMANENCE = "permanence", _("Permanence")
    SUPPORT = "accompagnement", _("Association qui accompagne")
    SOCIAL_WORKER = "intervenant-social", _("Intervenant social (police, gendarmerie)")
    HEALTH = "sante", _("Santé")
    JUSTICE = "droit", _("Justice et droits")
    POLICE = "police-gendarmerie", _("Police et gendarmerie")
    HOUSING = "hebergement", _("Hébergement")
    YOUTH = "jeunes", _("Jeunes")
    FAMILY = "famille", _("Famille")
    CHANGE = "changer", _("Changer ses gestes")


REMOTE_KINDS = (ServiceKind.EMERGENCY, ServiceKind.LINE, ServiceKind.CHAT)


class AreaKind(TextChoices):
    COUNTRY = "country", "France entière"
    REGION = "region", "région"
    DEPARTEMENT = "departement", "département"
    EPCI = "epci", "intercommunalité"
    COMMUNE = "commune", "commune"


class NameKind(TextChoices):
    OFFICIAL = "official", "nom officiel"
    FORMER = "former", "ancien nom"
    DELEGATED = "delegated", "commune déléguée"
    SHORT = "short", "nom court"


class Channel(TextChoices):
    """How one reaches a service."""

    ON_SITE = "on_site", _("sur place")
    PHONE = "phone", _("par téléphone")
    SMS = "sms", _("par SMS")
    CHAT = "chat", _("par tchat ou sur un site")
    VIDEO = "video", _("en visio")


class Access(TextChoices):
    WALK_IN = "walk_in", "sans rendez-vous"
    APPOINTMENT = "appointment", "sur rendez-vous"
    UNKNOWN = "unknown", "à confirmer"


class HoursSource(TextChoices):
    OWN = "own", "ses propres horaires, ci-dessous"
    LOCATION = "location", "les horaires du lieu"
    UNKNOWN = "unknown", "horaires pas encore connus"


class Weekday(IntegerChoices):
    MONDAY = 0, "lundi"
    TUESDAY = 1, "mardi"
    WEDNESDAY = 2, "mercredi"
    THURSDAY = 3, "jeudi"
    FRIDAY = 4, "vendredi"
    SATURDAY = 5, "samedi"
    SUNDAY = 6, "dimanche"


class Recurrence(TextChoices):
    WEEKLY = "weekly", "chaque semaine"
    ODD = "odd", "les semaines impaires"
    EVEN = "even", "les semaines paires"
    EVERY_N = "every_n", "toutes les n semaines, à partir d’une date"
    NTH = "nth", "certains jours du mois (1ᵉʳ, 2ᵉ… dernier)"


class RuleAccess(TextChoices):
    WALK_IN = "walk_in", "sans rendez-vous"
    APPOINTMENT = "appointment", "sur rendez-vous"
    PHONE = "phone", "par téléphone"


class OnHoliday(TextChoices):
    """What becomes of a rule on public holidays, or in school holidays."""

    HELD = "held", "maintenu"
    NOT_HELD = "not_held", "pas d’accueil"
    UNKNOWN = "unknown", "à confirmer"


class ExceptionState(TextChoices):
    CLOSED = "closed", "fermé"
    OPEN = "open", "ouvert à ces heures"
    APPOINTMENT = "appointment", "sur rendez-vous à ces heures"


class ContactKind(TextChoices):
    PHONE = "phone", _("téléphone")
    SMS = "sms", _("SMS")
    CHAT = "chat", _("tchat")
    APP = "app", _("application")
    FORM = "form", _("formulaire")
    WEBSITE = "website", _("site")
    EMAIL = "email", _("adresse électronique")


DIALLED_KINDS = (ContactKind.PHONE, ContactKind.SMS)
LINK_KINDS = (ContactKind.CHAT, ContactKind.FORM, ContactKind.WEBSITE)


class Alert(TextChoices):
    """Words after which a number stands above everything. The value is that number: it is all an address says."""

    DANGER = "17", "danger immédiat : 17 et 114"
    MEDICAL = "15", "urgence médicale : 15 et 114"
    SUICIDE = "3114", "idées de mort : 3114"
    CHILD = "119", "enfant en danger : 119"


class Fact(TextChoices):
    """What a verification is about. Doubt is about a fact, not about a whole entry."""

    ALL = "all", "toute la fiche"
    EXISTENCE = "existence", "le service existe"
    PHONE = "phone", "le numéro"
    HOURS = "hours", "les horaires"
    PLACE = "place", "le lieu"


class Outcome(TextChoices):
    CONFIRMED = "confirmed", "exact"
    DOUBTFUL = "doubtful", "à confirmer"


class VerificationMethod(TextChoices):
    SOURCE = "source", "lu dans une source publique"
    PHONE = "phone", "par téléphone"
    EMAIL = "email", "par courriel"
    VISIT = "visit", "sur place"
    LETTER = "letter", "confirmé par la structure"


class DatePrecision(TextChoices):
    DAY = "day", "jour"
    MONTH = "month", "mois"
    YEAR = "year", "année"


class RequestState(TextChoices):
    """How far a letter that asks a structure to read its entries again has gone."""

    WAITING = "waiting", "en attente"
    UNANSWERED = "unanswered", "sans réponse"
    ANSWERED = "answered", "répondu"
    CLOSED = "closed", "close"


OPEN_REQUESTS = (RequestState.WAITING, RequestState.UNANSWERED)


class AnswerChoice(TextChoices):
    """What a structure says of an entry it reads again."""

    RIGHT = "exact", "Toujours exact"
    FIX = "corriger", "À corriger"
    GONE = "fin", "N’existe plus"


class Correction(TextChoices):
    """What a structure says should change in an entry."""

    PHONE = "phone", "le numéro"
    HOURS = "hours", "les horaires"
    PLACE = "place", "le lieu"
    SUMMARY = "summary", "la phrase qui présente"
    GONE = "gone", "le service n’existe plus"
    NOTE = "note", "une remarque"


class ProposalState(TextChoices):
    WAITING = "waiting", "à relire"
    ACCEPTED = "accepted", "acceptée"
    PARTLY = "partly", "acceptée en partie"
    REFUSED = "refused", "refusée"


class ReportKind(TextChoices):
    """What a reader says is wrong."""

    PHONE = "telephone", _("Le téléphone")
    HOURS = "horaires", _("Les horaires")
    PLACE = "lieu", _("Le lieu")
    GONE = "fin", _("Le service n’existe plus")
    OTHER = "autre", _("Autre chose")


class ReportState(TextChoices):
    NEW = "new", "nouveau"
    IN_PROGRESS = "in_progress", "en cours"
    DONE = "done", "traité"
    SET_ASIDE = "set_aside", "mis de côté"


HANDLED_REPORTS = (ReportState.DONE, ReportState.SET_ASIDE)
