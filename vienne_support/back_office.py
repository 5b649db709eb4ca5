from django.conf import settings
from django.contrib import admin


class BackOffice(admin.AdminSite):
    """The staff's side of the directory."""

    site_header = f"{settings.SITE_NAME} – gestion"
    site_title = settings.SITE_NAME
    index_title = "Que voulez-vous mettre à jour ?"
    site_url = "/"
    empty_value_display = "à confirmer"
