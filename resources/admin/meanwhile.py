"""Two people on one page: the second to save is told what the first changed, and loses nothing she typed."""

import json

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst

from resources.admin.posted_form import PostedRows, merge_fields, put
from resources.history.family import lock
from resources.history.reading import Names, as_object, change_of
from resources.models import User
from resources.models.base import Tracked
from resources.models.history import CHANGED, CREATED, DELETED, with_links
from resources.wording import NBSP, clock

VERSION = "_version"
LAST_WORD = "Rien n’est encore enregistré : relisez, puis enregistrez. Ce que vous avez écrit est gardé."


class ToldMeanwhile:
    """For a form: says what others saved while it was open, and lets nothing be written yet."""

    meanwhile = ()

    def clean(self):
        cleaned = super().clean()
        self.add_error(None, ValidationError(list(self.meanwhile)))
        return cleaned


class SeesOthersChanges:
    """For the admin of any model that keeps a history."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if not object_id or not issubclass(self.model, Tracked):
            return super().changeform_view(request, object_id, form_url, extra_context)
        if request.method != "POST":
            return self._guarded(request, object_id, form_url, extra_context)
        with transaction.atomic():
            return self._guarded(request, object_id, form_url, extra_context)

    def _guarded(self, request, object_id, form_url, extra_context):
        # The version is read before the page: what is saved between the two is noticed.
        obj = self.get_object(request, unquote(object_id))
        version = self._version(request, obj) if obj else ""
        return super().changeform_view(request, object_id, form_url, {"version": version, **(extra_context or {})})

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        told = getattr(request, "meanwhile", ())
        return type(form)(form.__name__, (ToldMeanwhile, form), {"meanwhile": told}) if told else form

    def _version(self, request, obj) -> str:
        """The version of the page; when it is saved over another, its data are merged and her agent is told."""
        saves = request.method == "POST" and VERSION in request.POST
        if saves:
            lock(obj)
        page = Page(self, request, obj)
        now = page.version()
        if saves and request.POST[VERSION] != now:
            # Read again: it was held after it was read.
            page.obj = self.get_object(request, str(obj.pk)) or obj
            request.POST, request.meanwhile = page.merged(request.POST, _read_version(request.POST[VERSION]), now)
        return now


def _read_version(text) -> dict[str, list[int]]:
    try:
        version = json.loads(text)
        return {str(name): [int(number) for number in numbers] for name, numbers in version.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


class Page:
    """What one page shows and saves: an object, and the rows of its inlines."""

    def __init__(self, screen, request, obj):
        self.screen, self.request, self.obj = screen, request, obj
        self.inlines = [
            (formset, inline)
            for formset, inline in screen.get_formsets_with_inlines(request, obj)
            if issubclass(formset.model, Tracked) and not getattr(inline, "only_adds", False)
        ]

    def version(self) -> str:
        """The last row of each object of the page: it changes as soon as one of them does."""
        lasts = {"": _last_ids(type(self.obj), pk=self.obj.pk)}
        for formset, _ in self.inlines:
            lasts[formset.get_default_prefix()] = _last_ids(formset.model, **{formset.fk.attname: self.obj.pk})
        return json.dumps(lasts)

    def merged(self, sent, opened, now) -> tuple[QueryDict, list[str]]:
        """The sent data, followed by what others saved, and what to say of it."""
        data = sent.copy()
        base, current = self._rows(opened), self._rows(_read_version(now))
        self.names = Names([*base.values(), *current.values()])
        self.clashes = []
        model, root = type(self.obj), (type(self.obj), self.obj.pk)
        self._merge(data, self._form, base.get(root), current.get(root), self.obj)
        for formset, inline in self.inlines:
            mine = [{key[1]: row for key, row in rows.items() if key[0] is formset.model} for rows in (base, current)]
            self._merge_rows(data, formset, inline, *mine)
        return data, [*self._told(base, current, (model, self.obj.pk)), *self.clashes, LAST_WORD]

    def _rows(self, version) -> dict:
        models = {"": type(self.obj)} | {formset.get_default_prefix(): formset.model for formset, _ in self.inlines}
        found = {}
        for prefix, model in models.items():
            rows = with_links(model.history.filter(history_id__in=version.get(prefix, [])))
            found |= {(model, row.instance_key): row for row in rows}
        return found

    def _form(self, data, instance, **options):
        form = self.screen.get_form(self.request, self.obj, change=True)
        return form(data, instance=instance, initial=options.get("initial"))

    def _merge(self, data, build, base, current, obj) -> None:
        if current is None or (base and base.history_id == current.history_id):
            return

        def build_with_links(sent, instance):
            row = base if instance is was else current
            return build(sent, instance, initial={name: sorted(keys) for name, keys in row.linked.items()})

        was = _as_saved(base) if base else None
        for name in sorted(merge_fields(data, build_with_links, was, _as_saved(current), _changed(base, current))):
            label = capfirst(obj._meta.get_field(name).verbose_name)
            self.clashes.append(f"« {label} » : changé des deux côtés. Ci-dessous, c’est ce que vous avez écrit.")

    def _merge_rows(self, data, formset, inline, base, current) -> None:
        prefix = formset.get_default_prefix()
        if f"{prefix}-TOTAL_FORMS" not in data:
            return
        rows = PostedRows(data, prefix, formset.model._meta.pk.name)
        editable = inline.has_change_permission(self.request, self.obj)
        by_key = {str(key): key for key in {**base, **current}}
        for index, row in enumerate(list(rows.saved)):
            key = by_key.get(rows.key_of(row))
            build = _builder(formset.form, f"{prefix}-{index}")
            if key in current:
                if editable:
                    self._merge(data, build, base.get(key), current[key], formset.model())
                    rows.saved[index] = rows.row(index)
                continue
            rows.saved[index] = None
            if key in base and editable and build(data, _as_saved(base[key]), initial=base[key].linked).has_changed():
                # She was changing what another took away: it stays on her page, as something to add.
                rows.added.insert(0, {name: values for name, values in row.items() if name not in (rows.key, "DELETE")})
        rows.saved = [row for row in rows.saved if row is not None]
        there = {rows.key_of(row) for row in rows.saved}
        for key, row in current.items():
            if str(key) not in there:
                rows.saved.append(self._shown(formset, row, editable))
        rows.write()

    def _shown(self, formset, row, editable) -> dict[str, list[str]]:
        """A row another added, as the page would send it back."""
        data = QueryDict(mutable=True)
        if editable:
            linked = {name: sorted(keys) for name, keys in row.linked.items()}
            form = formset.form(instance=_as_saved(row), initial=linked)
            for bound in form:
                put(data, bound)
        key = formset.model._meta.pk.name
        return dict(data.lists()) | {key: [str(row.instance_key)], formset.fk.name: [str(self.obj.pk)]}

    def _told(self, base, current, root) -> list[str]:
        """Mme X, à 14 h 32, a changé cette page : what, one sentence a value."""
        sentences, signed = [], set()
        for key in {**base, **current}:
            was, became = base.get(key), current.get(key)
            if was and became and was.history_id == became.history_id:
                continue
            row = became or was
            row.history_type = CHANGED if was and became else CREATED if became else DELETED
            change = change_of(row, was, self.names, root=root)
            if change:
                signed.add(_signature(became, self.names))
                sentences += _sentences(change)
        who = " ; ".join(sorted(signed)) or "Quelqu’un"
        return [f"Pendant que vous écriviez, cette page a été changée ({who}).", *sentences]


def _last_ids(model, **owner) -> list[int]:
    key = model._meta.pk.attname
    living = model._base_manager.filter(**owner).order_by().values("pk")
    rows = model.history.filter(**{f"{key}__in": living}).order_by().values(key).annotate(last=Max("history_id"))
    return sorted(rows.values_list("last", flat=True))


def _builder(form_class, prefix):
    return lambda data, instance, initial=None: form_class(data, instance=instance, prefix=prefix, initial=initial)


def _as_saved(row):
    obj = as_object(row)
    obj._state.adding = False
    return obj


def _changed(base, current) -> set[str]:
    if base is None:
        return set()
    columns = {
        column.name
        for column in current.tracked_fields
        if getattr(base, column.attname) != getattr(current, column.attname)
    }
    return columns | {name for name, keys in current.linked.items() if base.linked[name] != keys}


def _signature(row, names) -> str:
    if row is None:
        return "quelqu’un"
    user = names.obj(User, row.history_user_id)
    who = user or row.history_change_reason or "quelqu’un"
    return f"{who}, à{NBSP}{clock(timezone.localtime(row.history_date))}"


def _sentences(change) -> list[str]:
    what = " ".join(filter(None, [change.noun, f"« {change.name} »" if change.name else ""]))
    if change.kind != CHANGED:
        return [f"{what} : {change.verb}"]
    lead = f"{what}, " if change.name else ""
    return [f"{lead}{detail.label or 'horaire'} : {detail.before} → {detail.after}" for detail in change.details]
