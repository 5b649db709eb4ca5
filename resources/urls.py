from django.urls import path

from resources.views import agenda, entry, home, legal, pages, professional, report, search, site_map, verify

app_name = "resources"

urlpatterns = [
    path("", home.home, name="home"),
    path("recherche/", search.search, name="search"),
    path("fiche/<slug:public_id>/", entry.entry, name="entry"),
    path("fiche/<slug:public_id>/permanences.ics", agenda.entry_calendar, name="entry-calendar"),
    path("fiche/<slug:public_id>/signaler/", report.report, name="report"),
    path("fiche/<slug:public_id>/signaler/merci/", report.report_thanks, name="report-thanks"),
    path("verifier/<str:signed>/", verify.verify, name="verify"),
    path("permanences/", agenda.agenda, name="agenda"),
    path("permanences.ics", agenda.agenda_calendar, name="agenda-calendar"),
    path("urgence/", pages.emergency, name="emergency"),
    path("guides/", pages.guides, name="guides"),
    path("guides/<slug:slug>/", pages.guide, name="guide"),
    path("reseaux/", pages.networks, name="networks"),
    path("chiffres/", pages.figures, name="figures"),
    path("donnees/", pages.data, name="data"),
    path("discretion/", pages.discretion, name="discretion"),
    path("accessibilite/", legal.accessibility, name="accessibility"),
    path("mentions-legales/", legal.notice, name="legal-notice"),
    path("donnees-personnelles/", legal.personal_data, name="personal-data"),
    path("plan-du-site/", site_map.site_map, name="site-map"),
    path("pro/", professional.home, name="professional-home"),
    path("robots.txt", pages.robots, name="robots"),
    path("healthz", pages.healthz, name="healthz"),
    path("healthz/ready", pages.ready, name="ready"),
]
