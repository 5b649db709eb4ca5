import re

from django.contrib.sitemaps import views as sitemaps
from django.urls import URLResolver, path
from django.utils.translation import get_language

from resources.api import guide as api_guide
from resources.languages import OTHERS
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
TERRITORIES = (("commune", "communes"), ("epci", "intercommunalites"), ("network", "reseaux"))


class LanguagePrefix:
    """Before an address: nothing in French, the code of any other language the request is in.

    Django's own stands only in the project's first list of addresses, where what is French alone would lose its name.
    """

    converters: dict[str, object] = {}
    name = None

    def __str__(self):
        language = get_language()
        return f"{language}/" if language in OTHERS else ""

    @property
    def regex(self):
        return re.compile(re.escape(str(self)))

    def match(self, path):
        prefix = str(self)
        return (path.removeprefix(prefix), (), {}) if path.startswith(prefix) else None

    def check(self):
        return []

    def describe(self):
        return f"'{self}'"


# The same pages, in every language.
PAGES = [
    path("", home.home, name="home"),
    path("recherche/", search.search, name="search"),
    path("fiche/<slug:public_id>/", entry.entry, name="entry"),
    path("fiche/<slug:public_id>/permanences.ics", agenda.entry_calendar, name="entry-calendar"),
    path("fiche/<slug:public_id>/signaler/", report.report, name="report"),
    path("fiche/<slug:public_id>/signaler/merci/", report.report_thanks, name="report-thanks"),
    path("permanences/", agenda.agenda, name="agenda"),
    path("permanences.ics", agenda.agenda_calendar, name="agenda-calendar"),
    path("urgence/", pages.emergency, name="emergency"),
    path("guides/", guides.guides, name="guides"),
    path("guides/<slug:slug>/", guides.guide, name="guide"),
    path("reseaux/", pages.networks, name="networks"),
    path("chiffres/", figures.figures, name="figures"),
    path("donnees/", open_data.data, name="data"),
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
        path(f"{prefix}/<slug:key>/annuaire/", lists.directory, {"territory": name}, name=f"{name}-directory")
        for name, prefix in TERRITORIES
    ),
    path("orienter/", referral.choose, name="choose"),
    path("orienter/feuille/", referral.sheet, name="sheet"),
    path("f/", sheet_code.ask, name="sheet-code"),
    path("f/<slug:code>/", sheet_code.by_code, name="sheet-by-code"),
]

# What machines, structures and professionals read: in French, under no language.
IN_FRENCH = [
    path("verifier/<str:signed>/", verify.verify, name="verify"),
    path("chiffres.csv", figures.figures_sheet, name="figures-sheet"),
    path("donnees/annuaire.csv", open_data.csv, name="open-csv"),
    path("donnees/annuaire.geojson", open_data.geojson, name="open-geojson"),
    path("donnees/data-inclusion.json", open_data.data_inclusion, name="open-data-inclusion"),
    *(
        path(f"{prefix}/<slug:key>/annuaire.csv", lists.sheet, {"territory": name}, name=f"{name}-sheet")
        for name, prefix in TERRITORIES
    ),
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

urlpatterns = [URLResolver(LanguagePrefix(), PAGES), *IN_FRENCH]
