from resources.enums import EditorialStatus
from tests.admin.pages import errors_of, form_of, save, url_of
from tests.factories import GuideFactory, NetworkFactory, SiteTextFactory


def test_guide_without_sources_is_not_published(office):
    guide = GuideFactory()

    response = save(office, url_of(guide), status=EditorialStatus.PUBLISHED)

    assert set(errors_of(response)) == {"sources", "reviewed_on"}


def test_guide_is_published(office):
    guide = GuideFactory()

    save(office, url_of(guide), status="published", sources="[^sp]: Service-public.fr, 2026", reviewed_on="01/11/2026")

    guide.refresh_from_db()
    assert guide.status == EditorialStatus.PUBLISHED
    assert f'href="/guides/{guide.slug}/"' in office.get(url_of(guide)).content.decode()


def test_guide_whose_address_betrays_the_reader_is_refused(office):
    response = save(office, url_of(GuideFactory()), slug="violences-conjugales")

    assert "slug" in errors_of(response)


def test_text_of_the_site_changes_its_words_only(office):
    text = SiteTextFactory()
    page = url_of(text)

    assert {"key", "label", "help_text"}.isdisjoint(form_of(office.get(page)))
    save(office, page, body="Département de la Vienne")

    text.refresh_from_db()
    assert text.body == "Département de la Vienne"


def test_bad_date_of_a_source_is_told_in_french(office):
    response = save(office, url_of(NetworkFactory()), source_date="11/2024")

    assert errors_of(response) == {
        "source_date": ["Écrivez une année (2024), un mois (2024-11) ou un jour (2024-11-03)."]
    }
