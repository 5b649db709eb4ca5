"""A phrase is tried as the public would type it: what it becomes, and through which words. Nothing is kept."""

from operator import itemgetter

from django import forms

from resources.enums import Alert, ServiceKind
from resources.models import Audience, Need, Service
from resources.search.needs import explain_words
from resources.text import MAX_QUERY

MOST_MATCHES = 25
LEAST_LIKELY = 0.1


class TryForm(forms.Form):
    phrase = forms.CharField(
        label="Une phrase, comme on la taperait",
        max_length=MAX_QUERY,
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off", "spellcheck": "false"}),
        help_text="Rien de ce que vous écrivez ici n’est gardé.",
        error_messages={"required": "Écrivez quelques mots."},
    )

    @property
    def understood(self):
        found = explain_words(self.cleaned_data["phrase"])
        words = found.words
        needs, audiences = (dict(model.objects.values_list("slug", "name")) for model in (Need, Audience))
        named = dict(Service.objects.filter(public_id__in=words.service_ids).values_list("public_id", "name"))
        return {
            "anything": words.understood,
            "alerts": [Alert(value).label for value in words.alerts],
            "needs": [needs[slug] for slug in words.needs],
            "audiences": [audiences[slug] for slug in words.audiences],
            "kinds": [ServiceKind(value).label for value in words.kinds],
            "services": [named[public_id] for public_id in words.service_ids],
            "matches": [_row(match, needs, audiences) for match in found.matches[:MOST_MATCHES]],
            "likely": _likely(found.likely, needs),
        }


def _likely(heard, needs):
    """(name, percent) of what phrases like it were meant for, the most likely first."""
    said = [(needs[slug], chance) for slug, chance in heard.needs.items() if slug in needs]
    said += [(Alert(value).label, chance) for value, chance in heard.alerts.items()]
    percents = [(name, round(100 * chance)) for name, chance in said if chance >= LEAST_LIKELY]
    return sorted(percents, key=itemgetter(1), reverse=True)


def _row(match, needs, audiences):
    term = match.term
    leads_to = [
        needs.get(term.need),
        audiences.get(term.audience),
        term.kind and ServiceKind(term.kind).label,
        term.alert and Alert(term.alert).label,
    ]
    return {
        "text": term.text,
        "full": match.full,
        "weight": round(match.weight, 1),
        "leads_to": [name for name in leads_to if name],
    }
