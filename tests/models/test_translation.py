import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from resources.models import Guide, GuideTranslation, Service, ServiceTranslation
from tests.factories import GuideFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def test_an_entry_is_translated_once_a_language():
    service = ServiceFactory()
    ServiceTranslation.objects.create(service=service, name="Reception")

    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceTranslation.objects.create(service=service, name="Welcome")


@pytest.mark.parametrize(("model", "owner"), [(ServiceTranslation, "service"), (GuideTranslation, "guide")])
def test_a_translation_that_says_nothing_is_refused(model, owner):
    made = ServiceFactory() if owner == "service" else GuideFactory()
    translation = model(**{owner: made})

    with pytest.raises(ValidationError, match="au moins une"):
        translation.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        translation.save()


def test_a_language_nobody_reads_here_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceTranslation.objects.create(service=ServiceFactory(), language="xx", name="?")


@pytest.mark.parametrize("title", ["Help for victims", "Rape crisis centre", "After an assault", "Domestic violence"])
def test_a_neutral_title_is_neutral_in_english_too(title):
    with pytest.raises(ValidationError) as refused:
        ServiceTranslation(service=ServiceFactory(), neutral_title=title).full_clean()

    assert "neutral_title" in refused.value.message_dict


def test_a_guide_in_english_cites_the_sources_of_the_french():
    guide = GuideFactory(published=True)

    GuideTranslation(guide=guide, body="## To begin\n\nA text.[^sp]").full_clean()
    with pytest.raises(ValidationError) as refused:
        GuideTranslation(guide=guide, body="## To begin\n\nA text.[^elsewhere]").full_clean()

    assert "body" in refused.value.message_dict


@pytest.mark.parametrize(("language", "said"), [("en", "Reception"), ("fr", "")])
def test_what_is_translated_comes_with_the_entry(language, said, django_assert_num_queries):
    ServiceTranslation.objects.create(service=ServiceFactory(), name="Reception")

    with django_assert_num_queries(1):
        [service] = Service.objects.all().said_in(language)
        assert service.said("name") == said
        assert service.said("summary") == ""


def test_an_entry_without_a_translation_is_still_there():
    ServiceFactory()

    assert Service.objects.all().said_in("en").count() == 1
    assert Guide.objects.all().said_in("en").count() == 0
