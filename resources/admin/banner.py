"""Campaign banners: planned in advance, one at a time on the first page."""

from django.contrib import admin
from django.db.models import Subquery
from django.utils import timezone

from resources.admin.base import DirectoryAdmin
from resources.models import Banner


@admin.register(Banner)
class BannerAdmin(DirectoryAdmin):
    fieldsets = [
        (
            None,
            {
                "fields": ["text", "guide", ("starts_on", "ends_on")],
                "description": "Le bandeau paraît sur la page d’accueil, et là seulement. Un seul à la fois : si deux "
                "se chevauchent, c’est celui qui a commencé le dernier.",
            },
        )
    ]
    list_display = ["text", "starts_on", "ends_on", "state"]
    list_filter = ["starts_on"]
    search_fields = ["text"]

    def get_queryset(self, request):
        shown = Banner.objects.on(timezone.localdate()).values("pk")[:1]
        return super().get_queryset(request).annotate(shown=Subquery(shown))

    @admin.display(description="aujourd’hui")
    def state(self, obj):
        today = timezone.localdate()
        if obj.starts_on > today:
            return "à venir"
        if obj.ends_on < today:
            return "passé"
        return "affiché" if obj.pk == obj.shown else "caché par un bandeau plus récent"
