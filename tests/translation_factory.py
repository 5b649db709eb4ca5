"""What an entry and a guide say in English."""

import factory
from factory.django import DjangoModelFactory

from resources import models
from tests.factories import GuideFactory, ServiceFactory


class ServiceTranslationFactory(DjangoModelFactory):
    class Meta:
        model = models.ServiceTranslation

    service = factory.SubFactory(ServiceFactory)
    language = "en"
    name = "Reception"


class GuideTranslationFactory(DjangoModelFactory):
    class Meta:
        model = models.GuideTranslation

    guide = factory.SubFactory(GuideFactory)
    language = "en"
    title = "To begin"
