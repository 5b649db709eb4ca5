"""Plans of entries → rows, by the hundred: what is new is written together, with its history."""

from collections import defaultdict
from collections.abc import Iterable

from resources.imports.sheet_plan import EntryPlan
from resources.models import ContactPoint, Location, OpeningRule, Organization, Service, ServiceArea, ServiceAtLocation
from resources.models.history import create_together

# What is written, owners first.
WRITTEN = (Organization, Service, ServiceArea, Location, ServiceAtLocation, OpeningRule, ContactPoint)


def write(plans: Iterable[EntryPlan]) -> None:
    """Two entries may share one new place or structure: it is written once."""
    plans = list(plans)
    new, changed = defaultdict(list), []
    for obj in _once(obj for plan in plans for obj in plan.saves):
        if obj._state.adding:
            new[type(obj)].append(obj)
        else:
            changed.append(obj)
    links = [plan for plan in plans if not plan.service._state.adding]
    rules = [(way_in, _given(way_in, of_way_in)) for plan in plans for way_in, of_way_in in plan.hours]
    for way_in, _ in rules:
        if not way_in._state.adding:
            way_in.opening_rules.all().delete()
    new[OpeningRule] += [rule for _, of_way_in in rules for rule in of_way_in]
    many = {}
    for plan in plans:
        if plan.service._state.adding:
            many[plan.service.pk] = {name: [one.pk for one in objects] for name, objects in plan.many.items()}
            plan.service.tell_search(plan.many.get("needs", ()), plan.many.get("audiences", ()))
    for model in WRITTEN:
        create_together(model, new[model], many if model is Service else {})
    for obj in changed:
        obj.save()
    for plan in plans:
        for obj in plan.deletes:
            obj.delete()
    for plan in links:
        for name, objects in plan.many.items():
            getattr(plan.service, name).set(objects)


def _once(objects) -> list:
    return list({id(obj): obj for obj in objects}.values())


def _given(way_in, rules) -> list[OpeningRule]:
    for rule in rules:
        rule.way_in = way_in
    return list(rules)
