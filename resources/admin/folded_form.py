"""Forms of what is also stored folded for search: the folded form is computed here, and must be free."""

from django import forms
from django.core.exceptions import ValidationError

from resources.text import fold_place, fold_words

NOTHING_LEFT = "Écrivez au moins une lettre ou un chiffre."


class FoldedForm(forms.ModelForm):
    """Fills `folded` from the field `folded_from`, as `fold` of the form writes it."""

    folded_from: str
    taken: str

    def fold(self, text: str) -> str:
        raise NotImplementedError

    def same_list(self):
        """Rows among which a folded form is used once."""
        raise NotImplementedError

    def clean(self):
        super().clean()
        text = self.cleaned_data.get(self.folded_from)
        if not text:
            return
        self.instance.folded = self.fold(text)
        if not self.instance.folded:
            self.add_error(self.folded_from, NOTHING_LEFT)
        elif self.same_list().filter(folded=self.instance.folded).exclude(pk=self.instance.pk).exists():
            self.add_error(self.folded_from, ValidationError(self.taken, code="unique"))


class SearchTermForm(FoldedForm):
    folded_from = "text"
    taken = "Ces mots sont déjà dans la liste, accents et majuscules mis à part."

    def fold(self, text):
        return fold_words(text)

    def same_list(self):
        return self._meta.model.objects.all()


class CommuneNameForm(FoldedForm):
    folded_from = "name"
    taken = "Cette commune porte déjà ce nom, accents et majuscules mis à part."

    def fold(self, text):
        return fold_place(text)

    def same_list(self):
        return self._meta.model.objects.filter(commune=self.instance.commune_id)


class FoldedFormSet(forms.BaseInlineFormSet):
    """Two new names of one page may fold alike: the database would refuse the second."""

    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            folded = form.instance.folded
            if not folded or form.cleaned_data.get("DELETE"):
                continue
            if folded in seen:
                raise ValidationError(f"« {form.instance} » est deux fois dans la liste : gardez-en un.")
            seen.add(folded)
