"""Reads a page of the admin as a browser does: what its form would send back, untouched."""

from html.parser import HTMLParser

from django.urls import reverse

BLANK_ROW = "-__prefix__-"
NO_AREA = "Pour publier, ajoutez au moins une zone couverte."
A_CHECK = {"fact": "phone", "outcome": "confirmed", "on": "20/11/2020", "precision": "day", "method": "phone"}


class FormReader(HTMLParser):
    """Values of the controls of a page, by name."""

    def __init__(self):
        super().__init__()
        self.values = {}
        self._select = self._textarea = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name") or ""
        if tag == "input":
            self._input(name, attrs)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in attrs:
            self._keep(self._select, attrs.get("value", ""))
        elif tag == "textarea":
            self._textarea = name
            self.values[name] = ""

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            self._textarea = None

    def handle_data(self, data):
        if self._textarea:
            self.values[self._textarea] += data.removeprefix("\n").replace("\r\n", "\n")

    def _input(self, name, attrs):
        kind = attrs.get("type", "text")
        ticked = kind not in ("checkbox", "radio") or "checked" in attrs
        if name and ticked and kind not in ("submit", "button", "image", "search"):
            self._keep(name, attrs.get("value", "on" if kind == "checkbox" else ""))

    def _keep(self, name, value):
        self.values.setdefault(name, []).append(value)


def controls_of(response) -> dict:
    reader = FormReader()
    reader.feed(response.content.decode())
    return reader.values


def form_of(response) -> dict:
    """Without the blank row from which the page makes those one adds."""
    return {name: value for name, value in controls_of(response).items() if BLANK_ROW not in name}


def confirmation_of(response) -> dict:
    """The last form of a page that first asks, then has one confirm."""
    reader = FormReader()
    reader.feed(response.content.decode().rpartition("<form")[2])
    return reader.values


def added_rows(controls, changes) -> dict:
    """Copies of the blank row of an inline, up to the new count of its rows."""
    rows = {}
    for name, value in controls.items():
        prefix, is_blank, field = name.partition(BLANK_ROW)
        if is_blank:
            count = f"{prefix}-TOTAL_FORMS"
            shown = int(controls[count][0])
            rows |= {f"{prefix}-{index}-{field}": value for index in range(shown, changes.get(count, shown))}
    return rows


def url_of(obj) -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def add_url(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def list_url(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def save(client, url, **changes):
    """Open a page, change some controls ("areas__0__code" is "areas-0-code"), save, follow."""
    changed = {name.replace("__", "-"): value for name, value in changes.items()}
    page = client.get(url)
    data = {**form_of(page), **added_rows(controls_of(page), changed), **changed}
    return client.post(url, {name: value for name, value in data.items() if value is not None}, follow=True)


def row(prefix, index, **values) -> dict:
    """Controls of one more row of an inline, the count of rows included."""
    return {f"{prefix}__TOTAL_FORMS": index + 1} | {f"{prefix}__{index}__{name}": it for name, it in values.items()}


def errors_of(response) -> dict:
    """Messages by field of the form and of its rows; under None those of a whole list of rows."""
    assert not response.redirect_chain, "the page was saved"
    forms = [response.context["adminform"].form]
    found = {}
    for inline in response.context["inline_admin_formsets"]:
        forms += inline.formset.forms
        if inline.formset.non_form_errors():
            found[None] = list(inline.formset.non_form_errors())
    for form in forms:
        found |= {form.add_prefix(name): list(messages) for name, messages in form.errors.items()}
    return found


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]
