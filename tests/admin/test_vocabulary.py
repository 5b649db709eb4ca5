import pytest

from resources.models import SearchTerm
from tests.admin.pages import add_url, errors_of, row, save, url_of
from tests.factories import AudienceFactory, NeedFactory, SearchTermFactory

TAKEN = "Ces mots sont déjà dans la liste, accents et majuscules mis à part."


def test_term_is_folded(office):
    need = NeedFactory()

    save(office, add_url(SearchTerm), text="Il me frappe à l’école", need=str(need.pk))

    assert SearchTerm.objects.get().folded == "il me frappe a l ecole"


def test_term_is_added_from_its_need(office):
    need = NeedFactory()

    save(office, url_of(need), **row("terms", 0, text="J’ai peur"))

    assert need.terms.get().folded == "j ai peur"


def test_need_of_many_words_is_saved(office, settings):
    need = NeedFactory()
    SearchTermFactory.create_batch(30, need=need)
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 60

    assert save(office, url_of(need), name="Parler").redirect_chain


def test_page_of_a_need_leads_to_its_words(office):
    need = NeedFactory()
    SearchTermFactory.create_batch(2, need=need)
    SearchTermFactory()

    page = office.get(url_of(need)).text
    listed = office.get(f"/gestion/resources/searchterm/?need__id__exact={need.pk}")

    assert f'2 mots – <a href="/gestion/resources/searchterm/?need__id__exact={need.pk}">' in page
    assert listed.context["cl"].result_count == 2


@pytest.mark.parametrize("typed", ["j’ai peur", "J'AI PEUR", "j ai peur !"])
def test_term_already_there_is_refused(office, typed):
    SearchTermFactory(text="J’ai peur")

    alone = save(office, add_url(SearchTerm), text=typed, need=str(NeedFactory().pk))
    in_its_audience = save(office, url_of(AudienceFactory()), **row("terms", 0, text=typed))

    assert errors_of(alone) == {"text": [TAKEN]}
    assert errors_of(in_its_audience) == {"terms-0-text": [TAKEN]}


def test_term_that_leads_nowhere_is_refused(office):
    response = save(office, add_url(SearchTerm), text="J’ai peur")

    assert errors_of(response) == {
        "__all__": [
            "Choisissez un besoin, un public, une sorte de service ou un numéro : sinon ces mots ne mènent nulle part."
        ]
    }


def test_term_saved_untouched_is_not_its_own_rival(office):
    term = SearchTermFactory(text="J’ai peur")

    assert save(office, url_of(term)).redirect_chain
    assert save(office, url_of(term.need)).redirect_chain


def test_two_new_terms_that_fold_alike_are_refused(office):
    rows = row("terms", 0, text="J’ai peur") | row("terms", 1, text="j'ai peur")

    response = save(office, url_of(NeedFactory()), **rows)

    assert errors_of(response) == {None: ["« j'ai peur » est deux fois dans la liste : gardez-en un."]}
