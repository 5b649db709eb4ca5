"""Every page of the site on one page."""

from django.db import DatabaseError
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from resources.models import Guide

UNDERSTAND = _("Comprendre")
# (name of the address, what its link says)
SECTIONS = (
    (
        _("Trouver de l’aide"),
        (
            ("home", _("Accueil")),
            ("emergency", _("Numéros d’urgence, en sept langues")),
            ("search", _("Chercher un service")),
            ("agenda", _("Permanences, jour par jour")),
            ("communes", _("Qui couvre votre commune")),
            ("discretion", _("Naviguer discrètement")),
        ),
    ),
    (UNDERSTAND, (("guides", _("Tous les guides")),)),
    (
        _("Autour de l’annuaire"),
        (
            ("networks", _("Réseaux de professionnels")),
            ("choose", _("Pour les professionnels : choisir des fiches à remettre")),
            ("sheet-code", _("Ouvrir une feuille par son code")),
            ("figures", _("Chiffres")),
            ("data", _("Données ouvertes, sources et fraîcheur")),
            ("api-guide", _("Lire l’annuaire par programme")),
        ),
    ),
    (
        _("À propos du site"),
        (
            ("accessibility", _("Accessibilité")),
            ("legal-notice", _("Mentions légales")),
            ("personal-data", _("Données personnelles")),
            ("site-map", _("Plan du site")),
        ),
    ),
)


@require_safe
def site_map(request):
    sections = [(title, [(reverse(f"resources:{name}"), label) for name, label in pages]) for title, pages in SECTIONS]
    for title, links in sections:
        if title == UNDERSTAND:
            links += _guides()
    return render(request, "pages/site_map.html", {"sections": sections})


def _guides():
    try:
        guides = Guide.objects.published().said_in(get_language())
        return [(reverse("resources:guide", args=[guide.slug]), guide.shown_title) for guide in guides]
    except DatabaseError:
        return []
