"""« Signaler une erreur »: what is wrong, and what holds spam back without a captcha, a cookie or an address kept."""

import re
from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from resources.enums import ReportKind
from resources.models.change_report import TEXT_LENGTH
from resources.validators import validate_dialled

SALT = "resources.forms.report"
MOST_LINKS = 1
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
# A page left open longer asks to be sent again; that changes nothing else.
OPEN_FOR = timedelta(hours=24)


def stamp(at: datetime) -> str:
    """When the form was shown, signed: a form is not answered faster than it is read."""
    return signing.Signer(salt=SALT).sign(str(int(at.timestamp())))


def _shown_at(value: str) -> float | None:
    try:
        return float(signing.Signer(salt=SALT).unsign(value))
    except (signing.BadSignature, ValueError):
        return None


class ReportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Qu’est-ce qui ne va pas ?"),
        choices=ReportKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez ce qui ne va pas."),
            "invalid_choice": _("Choisissez dans la liste."),
        },
    )
    text = forms.CharField(
        label=_("Que faut-il corriger ?"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": TEXT_LENGTH}),
        help_text=_(
            "N’écrivez rien sur votre situation, ni le nom de quelqu’un. Personne ne peut vous aider par ce message."
        ),
        error_messages={
            "max_length": format_lazy(_("Ce message est trop long : {most} signes au plus."), most=TEXT_LENGTH)
        },
    )
    answer_to = forms.CharField(
        label=_("Pour vous répondre"),
        required=False,
        max_length=120,
        help_text=_(
            "Une adresse électronique ou un numéro, seulement si personne d’autre ne les regarde. Il ne sert "
            "qu’à vous répondre sur cette erreur. Nous l’effaçons dès que c’est traité, et toujours au bout de "
            "{days} jours."
        ),
        error_messages={"max_length": _("C’est trop long pour une adresse ou un numéro.")},
    )
    # Nobody sees it: only a machine fills it.
    website = forms.CharField(label=_("Laissez ce champ vide"), required=False)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, at: datetime):
        super().__init__(data, initial={"shown": stamp(at)})
        self.at = at
        help_text = str(self.fields["answer_to"].help_text)
        self.fields["answer_to"].help_text = help_text.format(days=settings.REPORT_ANSWER_DAYS)
        for name in ("text", "answer_to", "website"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["website"].widget.attrs["tabindex"] = "-1"

    @property
    def stamp(self) -> str:
        """What the page sends back: the first one while it is good, so that sending again is soon enough."""
        given = self.data.get("shown", "") if self.is_bound else ""
        return given if _shown_at(given) and not self._too_old(given) else stamp(self.at)

    def _age(self, given: str) -> timedelta:
        return timedelta(seconds=self.at.timestamp() - (_shown_at(given) or 0))

    def _too_old(self, given: str) -> bool:
        return self._age(given) > OPEN_FOR

    def clean_text(self):
        text = self.cleaned_data["text"].strip()
        if len(LINK.findall(text)) > MOST_LINKS:
            raise ValidationError(_("Gardez une seule adresse de site : les messages pleins de liens sont refusés."))
        return text

    def clean_answer_to(self):
        answer_to = self.cleaned_data["answer_to"].strip()
        if not answer_to:
            return ""
        check = validate_email if "@" in answer_to else validate_dialled
        try:
            check(answer_to)
        except ValidationError as error:
            raise ValidationError(
                _("Écrivez une adresse complète (nom@exemple.fr) ou un numéro à dix chiffres, ou laissez vide.")
            ) from error
        return answer_to

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("Videz ce champ : il sert à reconnaître les envois automatiques."))
        return ""

    def clean_shown(self):
        given = self.cleaned_data["shown"]
        if _shown_at(given) is None or self._too_old(given):
            raise ValidationError(_("Cette page est restée ouverte longtemps. Rien n’est perdu : envoyez à nouveau."))
        if self._age(given) < timedelta(seconds=settings.REPORT_SECONDS):
            raise ValidationError(_("C’est parti très vite. Rien n’est perdu : relisez, puis envoyez à nouveau."))
        return given

    def clean(self):
        cleaned = super().clean()
        if self.cleaned_data.get("kind") == ReportKind.OTHER and self.cleaned_data.get("text") == "":
            self.add_error("text", _("Dites en quelques mots ce qui ne va pas."))
        return cleaned
