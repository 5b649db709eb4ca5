from django.contrib.sitemaps import views as sitemaps
from django.urls import path

from resources.api import guide as api_guide
from resources.sitemaps import SITEMAPS
from resources.views import (
    agenda,
    communes,
    entry,
    figures,
    guides,
    health,
    home,
    legal,
    lists,
    network,
    open_data,
    pages,
    professional,
    referral,
    report,
    search,
    sheet_code,
    site_map,
    verify,
)

app_name = "resources"
IN_SECTIONS = {"sitemaps": SITEMAPS, "sitemap_url_name": "resources:sitemap-of"}

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
    path("guides/", guides.guides, name="guides"),
    path("guides/<slug:slug>/", guides.guide, name="guide"),
    path("reseaux/", pages.networks, name="networks"),
    path("chiffres/", figures.figures, name="figures"),
    path("chiffres.csv", figures.figures_sheet, name="figures-sheet"),
    path("donnees/", open_data.data, name="data"),
    path("donnees/annuaire.csv", open_data.csv, name="open-csv"),
    path("donnees/annuaire.geojson", open_data.geojson, name="open-geojson"),
    path("donnees/data-inclusion.json", open_data.data_inclusion, name="open-data-inclusion"),
    path("donnees/api/", api_guide.guide, name="api-guide"),
    path("discretion/", pages.discretion, name="discretion"),
    path("accessibilite/", legal.accessibility, name="accessibility"),
    path("mentions-legales/", legal.notice, name="legal-notice"),
    path("donnees-personnelles/", legal.personal_data, name="personal-data"),
    path("plan-du-site/", site_map.site_map, name="site-map"),
    path("communes/", communes.communes, name="communes"),
    path("communes/<slug:insee>/", communes.commune, name="commune"),
    path("reseaux/<slug:slug>/", network.network, name="network"),
    *(
        path(f"{prefix}/<slug:key>/annuaire{end}", view, {"territory": name}, name=f"{name}-{what}")
        for name, prefix in (("commune", "communes"), ("epci", "intercommunalites"), ("network", "reseaux"))
        for what, end, view in (("directory", "/", lists.directory), ("sheet", ".csv", lists.sheet))
    ),
    path("orienter/", referral.choose, name="choose"),
    path("orienter/feuille/", referral.sheet, name="sheet"),
    path("f/", sheet_code.ask, name="sheet-code"),
    path("f/<slug:code>/", sheet_code.by_code, name="sheet-by-code"),
    path("pro/", professional.home, name="professional-home"),
    path("pro/annuaire/", professional.directory, name="professional-directory"),
    path("pro/fiche/<slug:public_id>/", professional.entry, name="professional-entry"),
    path("pro/reseaux/", professional.networks, name="professional-networks"),
    path("pro/reseaux/<slug:slug>/", professional.network, name="professional-network"),
    path("pro/code/", professional.make_code, name="professional-make-code"),
    path("pro/code/<slug:code>/", professional.code, name="professional-code"),
    path(
        "sitemap.xml",
        sitemaps.index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "resources:sitemap-of"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap-of"),
    path("robots.txt", pages.robots, name="robots"),
    path("healthz", health.alive, name="healthz"),
    path("healthz/ready", health.ready, name="ready"),
]
