"""The addresses of the project, and a bare one: what the middlewares alone cost."""

from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("bare/", lambda request: HttpResponse("ok")),
    path("", include("vienne_support.urls")),
]
