from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("gestion/", admin.site.urls),
    path("", include("resources.urls")),
]

handler400 = "resources.views.errors.bad_request"
handler403 = "resources.views.errors.forbidden"
handler404 = "resources.views.errors.not_found"
handler500 = "resources.views.errors.broken"
