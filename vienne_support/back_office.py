from django.conf import settings
from django.contrib import admin
from django.utils import timezone

from resources.to_do.at_hand import at_hand, belongs_nowhere
from resources.to_do.tasks import to_do

# What an agent looks for, in the order she looks for it. A model named nowhere stands in the last group.
GROUPS = {
    "Au quotidien": ["Service", "ServiceAtLocation", "Location", "Organization", "ContactPoint", "ScheduleException",
                     "Verification"],
    "Tenir à jour": ["VerificationRequest", "ProposedChange", "ChangeReport"],
    "Professionnels et réseaux": ["ProfessionalDetails", "Network", "ReferralSheet"],
    "Pages": ["Guide", "KeyFigure", "Banner", "SiteText"],
    "Recherche": ["Need", "Audience", "SearchTerm", "Language"],
    "Territoire": ["Commune", "Epci", "Departement"],
    "Comptes et traces": ["User", "PublicIdAlias", "SourceRecord", "NightlyTask"],
}  # fmt: skip


class BackOffice(admin.AdminSite):
    """The staff's side of the directory."""

    site_header = f"{settings.SITE_NAME} – gestion"
    site_title = settings.SITE_NAME
    index_title = "À faire"
    site_url = "/"
    empty_value_display = "à confirmer"

    def register(self, model_or_iterable, admin_class=None, **options):
        """Our own screens only: a table of sign-in (secrets, spent codes) is nobody's to read."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        ours = [model for model in models if model._meta.app_label == "resources"]
        super().register(ours, admin_class, **options)

    def has_permission(self, request):
        return request.user.is_authenticated and request.user.opens_office

    def index(self, request, extra_context=None):
        tasks = to_do(request.user, at=timezone.localtime())
        waiting, done = [one for one in tasks if one.count], [one for one in tasks if not one.count]
        context = {
            "to_do": waiting,
            "nothing_to_do": done,
            "at_hand": at_hand(request.user),
            "belongs_nowhere": belongs_nowhere(request.user),
        }
        return super().index(request, {**context, **(extra_context or {})})

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        screens = {model["object_name"]: model for app in apps for model in app["models"]}
        groups = [(title, [screens.pop(name) for name in names if name in screens]) for title, names in GROUPS.items()]
        groups.append(("Autres", list(screens.values())))
        return [
            {"name": title, "app_label": "resources", "app_url": "", "has_module_perms": True, "models": models}
            for title, models in groups
            if models
        ]
