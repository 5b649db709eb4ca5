"""Opening hours typed by an agent."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from resources import hours
from resources.admin.hours_form import NO_SUCH_TIME, RANKS, MaskField, TimeField
from resources.enums import ExceptionState, HoursSource, Recurrence
from resources.models import OpeningRule
from resources.models.timetable import days_of, mask_of_days, ranks_of
from tests.admin.pages import errors_of, form_of, messages_of, row, save, url_of
from tests.factories import (
    LocationFactory,
    OpeningRuleFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
)

MONDAY, TUESDAY = "0", "1"
A_RULE = {
    "weekdays": [MONDAY, TUESDAY],
    "start": "9h",
    "end": "17 h 30",
    "recurrence": "weekly",
    "access": "walk_in",
    "on_public_holidays": "unknown",
    "in_school_holidays": "held",
}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("9h", time(9)),
        ("9 h", time(9)),
        ("9 h 30", time(9, 30)),
        ("9h30", time(9, 30)),
        ("9H30", time(9, 30)),
        ("09:00", time(9)),
        ("9:30", time(9, 30)),
        ("09:00:00", time(9)),
        (" 18 h 05 ", time(18, 5)),
        ("9 heures 30", time(9, 30)),
        ("0 h", time()),
        ("24 h", time()),
        ("", None),
    ],
)
def test_time_is_read_as_it_is_written_in_french(typed, expected):
    assert TimeField(required=False).clean(typed) == expected


@pytest.mark.parametrize("typed", ["25:00", "9 h 75", "midi", "9", "9.30", "24 h 30", "-1 h", "9h3", "٩:٣٠h"])
def test_time_that_does_not_exist_is_refused(typed):
    with pytest.raises(ValidationError) as refused:
        TimeField().clean(typed)

    assert refused.value.messages == [NO_SUCH_TIME]


@pytest.mark.parametrize("numbers", [[], [0], [0, 2, 6], list(range(7))], ids=str)
def test_days_go_to_a_mask_and_back(numbers):
    field = MaskField(choices=[(day, day) for day in range(7)], numbers_of=days_of, required=False)

    mask = field.clean([str(number) for number in numbers])

    assert mask == mask_of_days(numbers)
    assert field.prepare_value(mask) == [str(number) for number in numbers]
    assert not field.has_changed(mask, [str(number) for number in numbers])


def test_last_rank_goes_to_a_mask_and_back():
    field = MaskField(choices=RANKS, numbers_of=ranks_of, required=False)

    mask = field.clean(["-1", "1"])

    assert ranks_of(mask) == {1, hours.LAST}
    assert set(field.prepare_value(mask)) == {"-1", "1"}


@pytest.mark.parametrize("owner_factory", [ServiceAtLocationFactory, LocationFactory], ids=["way-in", "location"])
def test_rule_is_added_from_the_page_of_its_owner(office, owner_factory):
    owner = owner_factory()

    save(office, url_of(owner), **row("opening_rules", 0, **A_RULE))

    rule = owner.opening_rules.get()
    assert (days_of(rule.weekdays), rule.start, rule.end) == ({0, 1}, time(9), time(17, 30))
    assert rule.nth_weekdays == 0


def test_rule_shows_its_days_ticked_and_its_times_in_french(office):
    rule = OpeningRuleFactory(start=time(9), end=time(17, 30))

    shown = form_of(office.get(url_of(rule.way_in)))

    assert shown["opening_rules-0-weekdays"] == ["0", "1", "2", "3", "4"]
    assert (shown["opening_rules-0-start"], shown["opening_rules-0-end"]) == (["9 h 00"], ["17 h 30"])


def test_saving_a_page_untouched_changes_no_rule(office):
    rule = OpeningRuleFactory(first_tuesday=True)
    before = OpeningRule.objects.values().get()

    save(office, url_of(rule.way_in))

    assert OpeningRule.objects.values().get() == before


def test_rule_of_some_days_of_the_month_is_saved(office):
    way_in = ServiceAtLocationFactory(hours_source=HoursSource.OWN)
    rule = A_RULE | {"recurrence": "nth", "nth_weekdays": ["1", "-1"]}

    save(office, url_of(way_in), **row("opening_rules", 0, **rule))

    assert ranks_of(way_in.opening_rules.get().nth_weekdays) == {1, hours.LAST}


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        pytest.param({"start": "25:00"}, "start", NO_SUCH_TIME, id="no-such-time"),
        pytest.param(
            {"start": ""}, "start", "Donnez l’heure de début et l’heure de fin, ou aucune des deux.", id="end-alone"
        ),
        pytest.param(
            {"end": ""}, "end", "Donnez l’heure de début et l’heure de fin, ou aucune des deux.", id="start-alone"
        ),
        pytest.param({"weekdays": None}, "weekdays", "Choisissez au moins un jour.", id="no-day"),
        pytest.param(
            {"recurrence": "nth"}, "nth_weekdays", "Cochez au moins un rang : 1ᵉʳ, 2ᵉ… ou dernier.", id="nth-no-rank"
        ),
        pytest.param(
            {"nth_weekdays": ["1"]},
            "nth_weekdays",
            "Ces rangs ne servent qu’au rythme « certains jours du mois ».",
            id="rank-of-a-weekly-rule",
        ),
        pytest.param(
            {"recurrence": "every_n", "anchor": "23/11/2026"},
            "interval",
            "Dites toutes les combien de semaines.",
            id="every-how-many-weeks",
        ),
        pytest.param(
            {"valid_from": "02/12/2026", "valid_to": "01/12/2026"},
            "valid_to",
            "La fin est avant le début : échangez les deux dates.",
            id="dates-reversed",
        ),
    ],
)
def test_bad_rule_is_told_on_the_right_field(office, change, field, message):
    way_in = ServiceAtLocationFactory()
    rule = {name: value for name, value in (A_RULE | change).items() if value is not None}

    response = save(office, url_of(way_in), **row("opening_rules", 0, **rule))

    assert errors_of(response) == {f"opening_rules-0-{field}": [message]}
    assert not OpeningRule.objects.exists()


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        pytest.param(
            {"last_day": "23/11/2026"},
            "last_day",
            "La fin est avant le début : échangez les deux dates.",
            id="days-reversed",
        ),
        pytest.param(
            {"state": "open"}, "start", "Pour une ouverture exceptionnelle, donnez les heures.", id="opening-no-hours"
        ),
        pytest.param({"start": "midi"}, "start", NO_SUCH_TIME, id="no-such-time"),
        pytest.param(
            {"first_day": "31/02/2026"},
            "first_day",
            "Cette date n’existe pas, ou s’écrit autrement : par exemple 24/11/2026.",
            id="no-such-day",
        ),
    ],
)
def test_bad_exceptional_day_is_told_on_the_right_field(office, change, field, message):
    place = LocationFactory()
    exception = {"first_day": "24/11/2026", "last_day": "24/11/2026", "state": "closed"} | change

    response = save(office, url_of(place), **row("exceptions", 0, **exception))

    errors = errors_of(response)
    assert errors[f"exceptions-0-{field}"] == [message]
    assert not place.exceptions.exists()


def test_exceptional_closure_is_saved(office):
    place = LocationFactory()
    closure = {"first_day": "24/12/2026", "last_day": "26/12/2026", "state": "closed", "reason": "congés"}

    save(office, url_of(place), **row("exceptions", 0, **closure))

    saved = place.exceptions.get()
    assert (saved.first_day, saved.last_day) == (date(2026, 12, 24), date(2026, 12, 26))
    assert saved.state == ExceptionState.CLOSED


def test_hours_of_two_owners_are_refused(office):
    rule = OpeningRuleFactory()

    response = save(office, url_of(rule), location=str(LocationFactory().pk))

    assert errors_of(response) == {
        "__all__": ["Ces horaires appartiennent à un lieu ou à un point d’accueil, pas aux deux."]
    }


def test_exceptional_day_of_nobody_is_refused(office):
    exception = ScheduleExceptionFactory()

    response = save(office, url_of(exception), way_in="")

    assert errors_of(response) == {
        "__all__": ["Ces horaires appartiennent à un lieu ou à un point d’accueil, pas aux deux."]
    }


def test_agent_is_told_that_nobody_reads_the_rules_of_a_way_in(office):
    way_in = ServiceAtLocationFactory(hours_source=HoursSource.LOCATION)

    response = save(office, url_of(way_in), **row("opening_rules", 0, **A_RULE))

    assert any("ne sont pas montrées" in message for message in messages_of(response))


def test_hours_written_where_none_were_known_are_read(office):
    way_in = ServiceAtLocationFactory(hours_source=HoursSource.UNKNOWN)

    response = save(office, url_of(way_in), **row("opening_rules", 0, **A_RULE))

    way_in.refresh_from_db()
    assert way_in.hours_source == HoursSource.OWN
    assert any("montre maintenant ses propres horaires" in message for message in messages_of(response))


def test_hours_kept_behind_not_known_stay_so(office):
    way_in = ServiceAtLocationFactory(hours_source=HoursSource.UNKNOWN)
    OpeningRuleFactory(way_in=way_in)

    save(office, url_of(way_in), note="Sonnez deux fois.")

    way_in.refresh_from_db()
    assert way_in.hours_source == HoursSource.UNKNOWN


def test_days_emptied_are_asked_for_again(office):
    exception = ScheduleExceptionFactory()

    response = save(office, url_of(exception), first_day="", last_day="")

    assert errors_of(response) == {"first_day": ["Ce champ est obligatoire."]}


def test_a_first_day_alone_is_one_day(office):
    way_in = ServiceAtLocationFactory()

    save(office, url_of(way_in), **row("exceptions", 0, first_day="24/12/2099", last_day="", state="closed"))

    assert way_in.exceptions.get().last_day == date(2099, 12, 24)


def test_agent_is_told_which_services_ignore_the_hours_of_a_place(office):
    way_in = ServiceAtLocationFactory(hours_source=HoursSource.UNKNOWN, service__name="Permanence de Civray")

    response = save(office, url_of(way_in.location), **row("opening_rules", 0, **A_RULE))

    assert any(message.startswith("Permanence de Civray est ici") for message in messages_of(response))


def test_nothing_is_told_when_the_hours_are_read(office):
    way_in = ServiceAtLocationFactory(hours_source=HoursSource.OWN)

    response = save(office, url_of(way_in), **row("opening_rules", 0, **A_RULE))

    assert len(messages_of(response)) == 1


def test_rule_is_removed(office):
    rule = OpeningRuleFactory(recurrence=Recurrence.ODD)

    save(office, url_of(rule.way_in), opening_rules__0__DELETE="on")

    assert not OpeningRule.objects.exists()
