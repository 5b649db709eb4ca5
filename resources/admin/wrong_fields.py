"""What is wrong on a page that was not saved, told at its head: which field, how to mend it, and a link to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import capfirst


@dataclass(frozen=True)
class Wrong:
    """`anchor` is the id of what is to be mended."""

    where: str
    message: str
    anchor: str


class TellsWhatIsWrong:
    """For a screen with a form: a long page, on a telephone, must say where to look."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["wrong"] = list(wrong_in(context["adminform"].form, context["inline_admin_formsets"]))
        return super().render_change_form(request, context, add, change, form_url, obj)


def wrong_in(form, inlines) -> Iterator[Wrong]:
    """In the order of the page. What is said of the whole form stands at the head already."""
    yield from _of_fields(form, "")
    for inline in inlines:
        formset, group = inline.formset, capfirst(inline.opts.verbose_name)
        for message in formset.non_form_errors():
            yield Wrong(capfirst(inline.opts.verbose_name_plural), message, f"{formset.prefix}-group")
        for number, row in enumerate(formset.forms, start=1):
            where = f"{group} n° {number}"
            for message in row.non_field_errors():
                yield Wrong(where, message, f"{formset.prefix}-{number - 1}")
            yield from _of_fields(row, f"{where}, ")


def _of_fields(form, prefix) -> Iterator[Wrong]:
    for field in form:
        for message in field.errors:
            yield Wrong(f"{prefix}« {field.label} »", message, field.auto_id)
