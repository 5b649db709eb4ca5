"""Every page of the site on one page."""

from django.db import DatabaseError
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from resources.models import Guide

# (name of the address, what its link says)
SECTIONS = (
    (
        "Trouver de l’aide",
        (
            ("home", "Accueil"),
            ("emergency", "Numéros d’urgence, en sept langues"),
            ("search", "Chercher un service"),
            ("agenda", "Permanences, jour par jour"),
            ("communes", "Qui couvre votre commune"),
            ("discretion", "Naviguer discrètement"),
        ),
    ),
    ("Comprendre", (("guides", "Tous les guides"),)),
    (
        "Autour de l’annuaire",
        (
            ("networks", "Réseaux de professionnels"),
            ("choose", "Pour les professionnels : choisir des fiches à remettre"),
            ("sheet-code", "Ouvrir une feuille par son code"),
            ("figures", "Chiffres"),
            ("data", "Données ouvertes, sources et fraîcheur"),
            ("api-guide", "Lire l’annuaire par programme"),
        ),
    ),
    (
        "À propos du site",
        (
            ("accessibility", "Accessibilité"),
            ("legal-notice", "Mentions légales"),
            ("personal-data", "Données personnelles"),
            ("site-map", "Plan du site"),
        ),
    ),
)


@require_safe
def site_map(request):
    sections = [(title, [(reverse(f"resources:{name}"), label) for name, label in pages]) for title, pages in SECTIONS]
    for title, links in sections:
        if title == "Comprendre":
            links += _guides()
    return render(request, "pages/site_map.html", {"sections": sections})


def _guides():
    try:
        return [(guide.get_absolute_url(), guide.title) for guide in Guide.objects.published()]
    except DatabaseError:
        return []
