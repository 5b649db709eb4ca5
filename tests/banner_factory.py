from datetime import date

from factory.django import DjangoModelFactory

from resources import models


class BannerFactory(DjangoModelFactory):
    """On show from 20 to 30 November 2026."""

    class Meta:
        model = models.Banner

    text = "25 novembre : vous pouvez en parler. 3919, gratuit, jour et nuit."
    starts_on = date(2026, 11, 20)
    ends_on = date(2026, 11, 30)
