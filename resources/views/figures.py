"""Key figures: drawn, said, and to be opened in a spreadsheet."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resources.charts import blocks
from resources.exports.figures_sheet import csv_of
from resources.exports.spreadsheet import CSV
from resources.models import KeyFigure


@require_safe
def figures(request):
    found = blocks(KeyFigure.objects.all())
    by_territory = [(territory, list(some)) for territory, some in groupby(found, key=lambda one: one.first.territory)]
    return render(request, "pages/figures.html", {"by_territory": by_territory})


@require_safe
def figures_sheet(request):
    response = HttpResponse(csv_of(KeyFigure.objects.all()), content_type=CSV)
    response.headers["Content-Disposition"] = 'attachment; filename="chiffres.csv"'
    return response
