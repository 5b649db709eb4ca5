"""What the screens of the back office share."""

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.text import capfirst

from resources.admin.by_role import ByRole
from resources.admin.choices import offered
from resources.admin.history_page import HistoryPage
from resources.admin.meanwhile import SeesOthersChanges
from resources.admin.wrong_fields import TellsWhatIsWrong
from resources.text import fold

FORMFIELD_OVERRIDES = {
    models.URLField: {"assume_scheme": "https"},
    # A comma is as good as a point.
    models.FloatField: {"localize": True},
}

# Facts say "à confirmer" themselves; what is only optional is just empty.
NOTHING_WRITTEN = "–"


class OneMessageAField:
    """For a form: a field already refused is not refused again by the model, which never saw its value."""

    def add_error(self, field, error):
        if hasattr(error, "error_dict"):
            error = ValidationError({name: new for name, new in error.error_dict.items() if name not in self.errors})
        super().add_error(field, error)


class Choices:
    """How an object is chosen among others. Names in `checkbox_fields` show a short list as boxes to tick."""

    checkbox_fields = ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            # Choosing another is not deleting the first: no red cross beside the list.
            field.widget.can_delete_related = False
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.checkbox_fields:
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_field_queryset(self, db, db_field, request):
        ordered = super().get_field_queryset(db, db_field, request)
        rows = offered(db_field, request.user)
        return rows if ordered is None else rows.order_by(*ordered.query.order_by)


class AccentBlindSearch:
    """Finds « Égalité » when one types "egalite": folded in Python, hence alike on both databases.

    For tables of some thousands of rows; a larger one has a stored folded key (see the communes).
    """

    def get_search_results(self, request, queryset, search_term):
        words = fold(search_term).split()
        if not words:
            return queryset, False
        rows = queryset.order_by().values_list("pk", *self.search_fields)
        found = [pk for pk, *texts in rows if holds_every_word(texts, words)]
        return queryset.filter(pk__in=found), False


def holds_every_word(texts, words) -> bool:
    folded = fold(" ".join(str(text) for text in texts if text))
    return all(word in folded for word in words)


class DirectoryAdmin(
    TellsWhatIsWrong, SeesOthersChanges, HistoryPage, Choices, AccentBlindSearch, ByRole, admin.ModelAdmin
):
    formfield_overrides = FORMFIELD_OVERRIDES
    empty_value_display = NOTHING_WRITTEN
    list_per_page = 50

    class Media:
        css = {"all": ["admin_site/back_office.css"]}

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})


class DirectoryInline(Choices):
    """`only_adds`: the rows there are have a list of their own; this one shows none of them."""

    only_adds = False
    formfield_overrides = FORMFIELD_OVERRIDES
    empty_value_display = NOTHING_WRITTEN
    extra = 0


class StackedInline(DirectoryInline, admin.StackedInline):
    pass


class TabularInline(DirectoryInline, admin.TabularInline):
    pass


class KeyForEver:
    """The key is chosen once: other objects hold it."""

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        return (*readonly, self.opts.pk.name) if obj else readonly


class NeverDeleted:
    def has_delete_permission(self, request, obj=None):
        return False


class AppendOnly(NeverDeleted):
    """Rows are added, never changed nor removed."""

    def has_change_permission(self, request, obj=None):
        return False


class ReadOnly(AppendOnly):
    def has_add_permission(self, request, obj=None):
        return False


class EditedInItsOwner:
    """Reached from the page of its owner: it would only crowd the home page."""

    def has_module_permission(self, request):
        return False
