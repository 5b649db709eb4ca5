"""Who may do what, by real requests: role × model × action × object (SAFETY 65)."""

import pytest
from django.contrib import admin
from django.urls import reverse

from resources import models, roles
from resources.models.base import Owned
from resources.roles import MATRIX, Role, Scope
from tests import factories
from tests.admin.pages import add_url, list_url, url_of
from tests.admin.test_screens import MAKERS, WITHOUT_A_SCREEN
from tests.sign_in import sign_in

# l list, v view, h history, a add, c change, d delete. Capitals: of everybody; small: of one's own organisations only.
# Written apart from the matrix of the code: the two must agree.
EXPECTED = """
                      rédactrice  coordinatrice  administratrice
organization          lvhc        LVHAC          LVHACD
location              lvhac       LVHAC          LVHACD
service               lvhac       LVHAC          LVHACD
servicearea           lvh         LVH            LVH
serviceatlocation     lvhacd      LVHACD         LVHACD
servicetranslation    lvhacd      LVHACD         LVHACD
openingrule           lvhacd      LVHACD         LVHACD
scheduleexception     lvhacd      LVHACD         LVHACD
contactpoint          lvhacd      LVHACD         LVHACD
verification          lvha        LVHA           LVHA
professionaldetails   lvhac       LVHAC          LVHACD
professionalcontact   lvhacd      LVHACD         LVHACD
network               -           LVHAC          LVHACD
networkarea           -           LVHACD         LVHACD
networkmember         -           LVHACD         LVHACD
guide                 -           LVHAC          LVHACD
guidetranslation      -           LVHACD         LVHACD
keyfigure             -           LVHAC          LVHACD
banner                -           LVHACD         LVHACD
sitetext              -           LVHC           LVHC
need                  -           LVHAC          LVHACD
audience              -           LVHAC          LVHACD
searchterm            -           LVHACD         LVHACD
language              -           LVHAC          LVHACD
commune               -           LVHAC          LVHACD
communename           -           LVHACD         LVHACD
postalcode            -           LVHACD         LVHACD
epci                  -           LVHAC          LVHACD
departement           -           LVHAC          LVHACD
sourcerecord          -           LVH            LVH
verificationrequest   -           LVH            LVH
proposedchange        lvhc        LVHC           LVHC
publicidalias         -           LVH            LVH
notduplicates         -           LVHD           LVHD
changereport          -           LVHCD          LVHCD
referralsheet         -           LVHD           LVHD
nightlytask           -           LVH            LVH
user                  -           -              LVHAC
"""
OF_ORGANIZATION = {
    "organization": lambda organization: organization,
    "location": lambda organization: factories.LocationFactory(organization=organization),
    "service": lambda organization: factories.ServiceFactory(organization=organization),
    "servicearea": lambda organization: factories.ServiceAreaFactory(service__organization=organization),
    "serviceatlocation": lambda organization: factories.ServiceAtLocationFactory(service__organization=organization),
    "servicetranslation": lambda organization: factories.ServiceTranslationFactory(service__organization=organization),
    "openingrule": lambda organization: factories.OpeningRuleFactory(way_in__service__organization=organization),
    "scheduleexception": lambda organization: factories.ScheduleExceptionFactory(
        way_in__service__organization=organization
    ),
    "contactpoint": lambda organization: factories.ContactPointFactory(service__organization=organization),
    "verification": lambda organization: factories.VerificationFactory(service__organization=organization),
    "professionaldetails": lambda organization: factories.ProfessionalDetailsFactory(
        service__organization=organization
    ),
    "proposedchange": lambda organization: factories.ProposedChangeFactory(service__organization=organization),
    "professionalcontact": lambda organization: factories.ProfessionalContactFactory(
        details__service__organization=organization
    ),
}
ANYBODYS = {model._meta.model_name: make for model, make in MAKERS.items()} | {"service": factories.ServiceFactory}
# Each cell costs six pages: the whole table is a proof, what tells most is tried every time.
EVERY_TIME = ("service", "location", "openingrule", "guide", "need", "user")
ACTIONS = "lvhacd"


def expected():
    roles_, *rows = [line.split() for line in EXPECTED.strip().splitlines()]
    for model, *cells in rows:
        for role, cell in zip(roles_, cells, strict=True):
            for whose in ("own", "other") if model in OF_ORGANIZATION else ("other",):
                allowed = cell.lower() if whose == "own" else "".join(letter for letter in cell if letter.isupper())
                # One may add as soon as one may add for oneself: the form then offers only one's own.
                adds = {"a"} if "a" in cell.lower() else set()
                opens = {letter for letter in allowed.lower() if letter in ACTIONS} | adds
                often = role == Role.EDITOR or (whose == "other" and model in EVERY_TIME)
                marks = [] if often else [pytest.mark.proof]
                yield pytest.param(role, model, whose, opens, id=f"{role}-{model}-{whose}", marks=marks)


def what_opens(client, obj) -> set[str]:
    """The actions the back office lets this browser do to the object; each by its own request."""
    page, name = url_of(obj), f"admin:resources_{obj._meta.model_name}"
    listing = client.get(list_url(obj))
    answers = {
        "v": client.get(page),
        "h": client.get(reverse(f"{name}_history", args=[obj.pk])),
        "a": client.get(add_url(obj)),
        "c": client.post(page, {}),
        "d": client.post(reverse(f"{name}_delete", args=[obj.pk]), {"post": "yes"}),
    }
    opened = {letter for letter, answer in answers.items() if answer.status_code not in (403, 404)}
    listed = listing.status_code == 200 and obj.pk in [row.pk for row in listing.context["cl"].result_list]
    return opened | ({"l"} if listed else set())


@pytest.mark.safety(65)
@pytest.mark.django_db
@pytest.mark.parametrize(("role", "model", "whose", "opens"), list(expected()))
def test_role_opens_what_is_hers_and_nothing_else(client, role, model, whose, opens):
    organization = factories.OrganizationFactory()
    sign_in(client, factories.UserFactory(role=role, organizations=[organization]))
    obj = OF_ORGANIZATION[model](organization) if whose == "own" else ANYBODYS[model]()

    assert what_opens(client, obj) == opens


@pytest.mark.parametrize("model", ANYBODYS)
def test_professional_opens_no_screen(client, db, model):
    sign_in(client, factories.UserFactory(role=Role.PROFESSIONAL))
    obj = ANYBODYS[model]()

    answers = [client.get(url, follow=True).status_code for url in (list_url(obj), url_of(obj), add_url(obj))]

    assert answers == [403, 403, 403]


@pytest.mark.parametrize("model", ANYBODYS)
def test_agent_without_a_role_opens_no_screen(client, db, model):
    sign_in(client, factories.UserFactory(staff=True))

    assert client.get(list_url(ANYBODYS[model]()), follow=True).status_code == 403


def test_every_screen_is_in_the_matrix():
    screens = {model._meta.model_name for model in admin.site._registry}

    assert screens == set(MATRIX) - {"group"} - {model._meta.model_name for model in WITHOUT_A_SCREEN}


def test_every_role_has_its_column():
    assert {len(cells) for cells in MATRIX.values()} == {len(Role)}


def test_what_may_be_own_says_whose_it_is():
    own = {model for model, cells in MATRIX.items() if any(Scope.OWN in cell.values() for cell in cells)}
    owned = {model._meta.model_name for model in MAKERS if isinstance(model._default_manager.all(), Owned)}

    assert own == owned == set(OF_ORGANIZATION)


def test_translations_of_an_entry_are_hers_as_the_entry_is(db):
    hers, other = (factories.ServiceFactory(organization=one) for one in factories.OrganizationFactory.create_batch(2))
    agent = factories.UserFactory(role=Role.EDITOR, organizations=[hers.organization])
    mine, _ = (
        models.ServiceTranslation.objects.create(service=one, language="en", name="Desk") for one in (hers, other)
    )

    assert list(models.ServiceTranslation.objects.own(agent)) == [mine]


@pytest.mark.safety(65)
@pytest.mark.django_db
@pytest.mark.parametrize("model", OF_ORGANIZATION)
def test_own_rows_are_those_of_her_organisations(model):
    hers, other = factories.OrganizationFactory.create_batch(2)
    agent = factories.UserFactory(role=Role.EDITOR, organizations=[hers])
    mine, _ = OF_ORGANIZATION[model](hers), OF_ORGANIZATION[model](other)

    assert list(type(mine).objects.all().own(agent)) == [mine]


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_roles_are_installed(role):
    assert models.User.groups.field.related_model.objects.filter(name=role).exists()


def test_two_roles_reach_as_far_as_the_farthest():
    assert roles.scope({Role.EDITOR, Role.COORDINATOR}, "change", "service") == Scope.ALL


def test_closed_account_may_nothing(db):
    closed = factories.UserFactory(superuser=True, is_active=False)

    assert closed.scope("view", "service") == Scope.NONE
