"""Who covers a commune, one page each, to read or to hang up."""

from itertools import groupby

from django.conf import settings
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from resources.emergency.lines import LINES
from resources.models import Commune
from resources.search.coverage import coverage
from resources.search.places import place_codes

SHOWN_LINES = ("17", "114", "3919", "119", "115", "116006")


@require_safe
def communes(request):
    """Every commune of the département, by first letter."""
    found = Commune.objects.filter(departement=settings.DEPARTEMENT_CODE).only("insee", "name", "sort_key")
    letters = [
        (letter.upper(), list(group)) for letter, group in groupby(found, key=lambda commune: commune.sort_key[:1])
    ]
    return render(request, "communes/list.html", {"letters": letters})


@require_safe
def commune(request, insee):
    """A neighbouring commune is not ours to cover: what is around it answers."""
    town = get_object_or_404(Commune.objects.with_territory(), insee=insee.upper())
    code = place_codes([town])[town.insee]
    if town.departement_id != settings.DEPARTEMENT_CODE:
        return redirect(f"{reverse('resources:search')}?ou={code}")
    context = {
        "coverage": coverage(town, at=timezone.localtime()),
        "commune_code": code,
        "lines": [LINES[number] for number in SHOWN_LINES],
    }
    return render(request, "communes/commune.html", context)
