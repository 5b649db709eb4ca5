"""What an agent may name when filling in a form: in its lists, and in those one types in."""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView

from resources.models.base import OwnedQuerySet, allowed


def offered(field, user):
    """Rows a foreign key or a many-to-many may lead to, for this user."""
    rows = field.remote_field.model._default_manager.all()
    if field.name in getattr(field.model._default_manager.all(), "owner_fields", ()):
        # What the object belongs to: it is given to nobody whose things one may not edit.
        return allowed(rows, user, "change")
    return rows.offered_to(user) if isinstance(rows, OwnedQuerySet) else allowed(rows, user, "choose")


class Autocomplete(AutocompleteJsonView):
    def has_perm(self, request, obj=None):
        options = self.model_admin.opts
        return request.user.has_perm(f"{options.app_label}.choose_{options.model_name}")

    def get_queryset(self):
        rows = offered(self.source_field, self.request.user).complex_filter(self.source_field.get_limit_choices_to())
        rows = rows.order_by(*self.model_admin.get_ordering(self.request) or rows.model._meta.ordering)
        found, may_repeat = self.model_admin.get_search_results(self.request, rows, self.term)
        return found.distinct() if may_repeat else found
