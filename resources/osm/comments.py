"""What comments say: who is received, and what says no more than the clause itself."""

from resources.enums import RuleAccess
from resources.hours import APPOINTMENT

ACCESS = {
    **dict.fromkeys(["", "sans rendez-vous", "sans rdv"], RuleAccess.WALK_IN),
    **dict.fromkeys([APPOINTMENT, "sur rdv", "uniquement sur rendez-vous"], RuleAccess.APPOINTMENT),
    **dict.fromkeys(["sur rendez-vous uniquement", "by appointment", "on appointment"], RuleAccess.APPOINTMENT),
    **dict.fromkeys(["par téléphone", "uniquement par téléphone", "by phone"], RuleAccess.PHONE),
}
REASON_FOLLOWS = " : "  # « sur rendez-vous : travaux »
# Comments of a closure that say no more than the closure itself.
NOTHING_MORE = {"", "fermé", "férié", "jour férié", "jours fériés", "vacances", "vacances scolaires"}
