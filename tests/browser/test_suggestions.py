"""Communes proposed while typing: on the device, by keyboard, and never needed."""

import re

import pytest
from playwright.sync_api import expect

OPTION = "[role=option]"


@pytest.fixture
def field(visit):
    page = visit("")
    with page.expect_response(re.compile("communes")):
        page.locator("#ou").focus()
    return page.locator("#ou")


def options(field):
    return field.page.locator(OPTION)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("civ", "Civray"),
        ("chatelerau", "Châtellerault"),
        ("st ben", "Saint-Benoît"),
        ("saint benoit", "Saint-Benoît"),
        ("poitier", "Poitiers"),
        ("86400", "Civray (86400)"),
        ("targe", "Targé (Châtellerault)"),
        ("villedieu", "La Villedieu-du-Clain"),
    ],
)
def test_name_is_proposed(field, typed, first):
    field.press_sequentially(typed)

    expect(options(field).first).to_have_text(first)


def test_nothing_is_proposed_for_one_letter(field):
    field.press_sequentially("c")

    expect(options(field)).to_have_count(0)


def test_few_are_proposed(field):
    field.press_sequentially("saint")

    expect(options(field)).to_have_count(6)


def test_arrow_points_at_a_proposal(field):
    field.press_sequentially("civ")

    field.press("ArrowDown")

    expect(field).to_have_attribute("aria-activedescendant", "commune-0")


def test_enter_takes_the_proposal_without_sending_the_form(field):
    field.press_sequentially("civ")
    field.press("ArrowDown")

    field.press("Enter")

    expect(field).to_have_value("Civray")


def test_enter_sends_the_form_when_no_proposal_is_pointed_at(field):
    field.press_sequentially("civray")

    field.press("Enter")

    field.page.wait_for_url(re.compile(r"ou=86078"))


def test_escape_closes_the_list(field):
    field.press_sequentially("civ")

    field.press("Escape")

    expect(field.page.locator("[role=listbox]")).to_be_hidden()


def test_closed_list_keeps_what_was_typed(field):
    field.press_sequentially("civ")

    field.press("Escape")

    expect(field).to_have_value("civ")


def test_click_takes_the_proposal(field):
    field.press_sequentially("lencl")

    options(field).first.click()

    expect(field).to_have_value("Lencloître")


def test_proposals_are_counted_aloud(field):
    field.press_sequentially("civ")

    expect(field.page.locator(".search [role=status]")).to_contain_text("commune")


def test_field_says_it_has_proposals(field):
    field.press_sequentially("civ")

    expect(field).to_have_attribute("aria-expanded", "true")


def test_names_are_not_loaded_before_the_field_is_used(visit):
    page = visit("")

    asked = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")

    assert not [name for name in asked if "communes" in name]


@pytest.mark.safety(31, 34)
def test_typing_sends_nothing(field):
    sent = []
    field.page.on("request", lambda request: sent.append(request.url))

    field.press_sequentially("chatelro")
    field.page.wait_for_timeout(300)

    assert sent == []


@pytest.mark.safety(50)
def test_field_works_without_javascript(visit):
    page = visit("", javascript=False)
    page.locator("#ou").fill("chatelro")

    page.locator("button[type=submit]").click()

    expect(page.locator("h1")).to_contain_text("Châtellerault")
