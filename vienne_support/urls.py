from django.contrib import admin
from django.urls import include, path

from resources.admin.choices import Autocomplete
from resources.api.hsds import api as hsds

urlpatterns = [
    path("gestion/", include("resources.sign_in_urls")),
    path("gestion/autocomplete/", admin.site.admin_view(Autocomplete.as_view(admin_site=admin.site))),
    path("gestion/", admin.site.urls),
    path("api/hsds/", hsds.urls),
    path("", include("resources.urls")),
]

handler400 = "resources.views.errors.bad_request"
handler403 = "resources.views.errors.forbidden"
handler404 = "resources.views.errors.not_found"
handler429 = "resources.views.errors.too_many"
handler500 = "resources.views.errors.broken"
