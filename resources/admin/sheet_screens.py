"""Spreadsheets of entries: the template, the export, the dry run, and one press that applies all of it."""

from itertools import chain

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone

from resources.enums import Access, Channel, OrganizationKind, Serves, ServiceKind
from resources.exports.entries_sheet import entry_rows
from resources.exports.spreadsheet import CSV, XLSX, csv_pieces, template_notes, template_rows, xlsx_pieces
from resources.imports.sheet_import import CHUNK, Applied, PlanMovedError, applying, steps
from resources.imports.sheet_plan import Outcome, Plan
from resources.imports.spreadsheet import MAX_BYTES, MAX_ROWS
from resources.imports.waiting_sheets import forget, keep, kept
from resources.models import Audience, Need, Service

FORMATS = {"csv": CSV, "xlsx": XLSX}
SHOWN = 300
HERE = "<!-- the rows -->"
GONE = "Ce fichier n’est plus là : il est gardé une heure. Déposez-le à nouveau."


class SheetForm(forms.Form):
    file = forms.FileField(
        label="Fichier",
        help_text=f"Un fichier .xlsx ou .csv, {MAX_ROWS} lignes et {MAX_BYTES // 1_000_000} Mo au plus.",
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide.",
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(f"Ce fichier dépasse {MAX_BYTES // 1_000_000} Mo : partagez-le en plusieurs.")
        return file


class SheetScreens:
    """For the screen of the entries."""

    actions = ["export_as_xlsx", "export_as_csv"]

    def get_urls(self):
        pages = [
            ("tableur/", self.sheet_upload, "upload"),
            ("tableur/modele.<str:kind>", self.sheet_template, "template"),
            ("tableur/fiches.<str:kind>", self.sheet_export, "export"),
            ("tableur/<str:token>/", self.sheet_preview, "preview"),
            ("tableur/<str:token>/importer/", self.sheet_apply, "apply"),
        ]
        urls = [
            path(route, self.admin_site.admin_view(view), name=f"resources_service_sheet_{name}")
            for route, view, name in pages
        ]
        return [*urls, *super().get_urls()]

    def has_import_permission(self, request) -> bool:
        return request.user.has_perm("resources.import_service")

    # -- Out ---------------------------------------------------------------------------------

    @admin.action(description="Exporter les fiches choisies (.xlsx)", permissions=["view"])
    def export_as_xlsx(self, request, queryset):
        return self._export(request, queryset, "xlsx")

    @admin.action(description="Exporter les fiches choisies (.csv)", permissions=["view"])
    def export_as_csv(self, request, queryset):
        return self._export(request, queryset, "csv")

    def sheet_export(self, request, kind):
        """All the entries this agent sees in the list."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._export(request, self.get_queryset(request), kind)

    def _export(self, request, queryset, kind):
        services = Service.objects.filter(pk__in=queryset.order_by().values("pk"))
        self._log(request, f"Export d’un tableur : {services.count()} fiches.")
        return _file(entry_rows(services), kind, stem=f"fiches-{timezone.localdate():%Y-%m-%d}")

    def sheet_template(self, request, kind):
        if not self.has_import_permission(request):
            raise PermissionDenied
        lists = {
            "kind": ServiceKind.labels,
            "organization_kind": OrganizationKind.labels,
            "serves": Serves.labels,
            "channel": Channel.labels,
            "access": Access.labels,
            "needs": list(Need.objects.values_list("name", flat=True)),
            "audiences": list(Audience.objects.values_list("name", flat=True)),
        }
        rows = template_rows() if kind == "csv" else ()
        return _file(rows, kind, stem="modele-fiches", notes=template_notes(lists))

    # -- In ----------------------------------------------------------------------------------

    def sheet_upload(self, request):
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
        if form.is_valid():
            token = keep(request.user, form.cleaned_data["file"].read(), at=timezone.now())
            return _see_other("preview", token)
        return render(
            request, "admin/sheet/upload.html", self._sheet_context(request, "Importer un tableur", form=form)
        )

    def sheet_preview(self, request, token):
        """A dry run, sent as it goes: the number of lines read, then what would be done."""
        content = self._content(request, token)
        if content is None:
            return _see_other("upload")
        return self._streamed(request, "Aperçu de l’import", self._preview_pieces(request, token, content))

    def _preview_pieces(self, request, token, content):
        plan = Plan()
        for done, total in steps(content, plan):
            yield _progress("lue", done, total)
        yield render_to_string("admin/sheet/_plan.html", _plan_context(plan, token), request)

    def _streamed(self, request, title, pieces):
        """A page sent as its work goes: it shows where it is without a script."""
        get_token(request)  # its cookie leaves with the headers, before the form that needs it is written
        context = self._sheet_context(request, title, here=HERE)
        head, _, foot = render_to_string("admin/sheet/streamed.html", context, request).partition(HERE)
        response = StreamingHttpResponse(chain([head], pieces, [foot]))
        response.headers["X-Accel-Buffering"] = "no"
        return response

    def sheet_apply(self, request, token):
        content = self._content(request, token)
        if content is None or request.method != "POST":
            return _see_other("upload")
        pieces = self._apply_pieces(request, token, content, request.POST.get("digest", ""))
        return self._streamed(request, "Import", pieces)

    def _apply_pieces(self, request, token, content, digest):
        applied = Applied(Plan())
        try:
            for done, total in applying(content, applied, digest=digest):
                yield _progress("écrite", done, total)
        except PlanMovedError:
            yield render_to_string("admin/sheet/_applied.html", {"token": token})
            return
        forget(request.user, token)
        said = _said(applied)
        self._log(request, f"Import d’un tableur : {said}")
        self._log_each(request, [*applied.created, *applied.changed])
        yield render_to_string("admin/sheet/_applied.html", {"said": said, "to_review": bool(applied.created)})

    def _content(self, request, token) -> bytes | None:
        if not self.has_import_permission(request):
            raise PermissionDenied
        content = kept(request.user, token, at=timezone.now()) if token.isalnum() else None
        if content is None:
            messages.warning(request, GONE)
        return content

    def _sheet_context(self, request, title, **context):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": None,
            "title": title,
            "back": reverse("admin:resources_service_changelist"),
            "may_import": self.has_import_permission(request),
            **context,
        }

    def _log_each(self, request, keys):
        for start in range(0, len(keys), CHUNK):
            services = Service.objects.filter(pk__in=keys[start : start + CHUNK])
            LogEntry.objects.log_actions(request.user.pk, services, CHANGE, "Import d’un tableur.")

    def _log(self, request, message):
        LogEntry.objects.create(
            user_id=request.user.pk,
            content_type_id=ContentType.objects.get_for_model(Service).pk,
            object_repr="Tableur",
            action_flag=CHANGE,
            change_message=message,
        )


def _progress(done_how: str, done: int, total: int) -> str:
    return render_to_string("admin/sheet/_progress.html", {"done_how": done_how, "done": done, "total": total})


def _see_other(page: str, *args):
    return HttpResponseRedirect(reverse(f"admin:resources_service_sheet_{page}", args=args), status=303)


def _file(rows, kind: str, *, stem: str, notes=()):
    if kind not in FORMATS:
        raise Http404
    pieces = csv_pieces(rows) if kind == "csv" else xlsx_pieces(rows, notes=notes)
    response = StreamingHttpResponse(pieces, content_type=FORMATS[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{stem}.{kind}"'
    return response


def _said(applied) -> str:
    created, changed = len(applied.created), len(applied.changed)
    return (
        f"{created} fiche{'s' if created > 1 else ''} créée{'s' if created > 1 else ''}, "
        f"{changed} changée{'s' if changed > 1 else ''}."
    )


def _plan_context(plan: Plan, token: str) -> dict:
    """What is refused first; a long list is cut, its count never."""
    refusals = plan.all_refusals
    counts = plan.counts()
    by_outcome = {
        name: [line for line in plan.lines if line.outcome == outcome]
        for name, outcome in (("created", Outcome.CREATED), ("changed", Outcome.CHANGED))
    }
    return {
        "counts": counts,
        "refusals": refusals[:SHOWN],
        "refusals_left": max(0, len(refusals) - SHOWN),
        "tables": [
            (title, by_outcome[name][:SHOWN], max(0, len(by_outcome[name]) - SHOWN))
            for name, title in (("changed", "Ce qui changera"), ("created", "Ce qui sera créé, à relire"))
            if by_outcome[name]
        ],
        "may_apply": not refusals and bool(counts["created"] or counts["changed"]),
        "digest": plan.digest,
        "token": token,
    }
