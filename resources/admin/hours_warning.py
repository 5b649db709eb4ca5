"""What is odd in hours that may nevertheless be meant: told, never refused."""

from datetime import datetime, time
from itertools import combinations

from resources import hours
from resources.admin.hours_overlap import crossing, first_shared_moment
from resources.admin.hours_reading import coming, override_sentence
from resources.wording import day_name, rule_sentence


def warnings(timetable: hours.Timetable, at: datetime) -> list[str]:
    """Sentences about the rules and the exceptions of one owner, in the order of its page."""
    return [
        *_about_rules(timetable, at),
        *(_past(one) for one in timetable.overrides if one.last < at.date()),
        *_about_overlapping(timetable.overrides),
    ]


def passes_midnight(start: time | None, end: time | None) -> bool:
    """Ends on the next day. « 18 h–minuit » does not: that is where the day ends."""
    return start is not None and end is not None and end <= start and not (end == time() != start)


def _about_rules(timetable, at):
    ahead = {rule: list(coming(hours.Timetable((rule,), (), timetable.calendar), at)) for rule in timetable.rules}
    for rule, stretches in ahead.items():
        if not stretches:
            yield (
                f"« {rule_sentence(rule)} » ne tombe sur aucun jour dans les 400 jours qui viennent : "
                "vérifiez ses jours et ses dates."
            )
    for (rule, stretches), (other, other_stretches) in combinations(ahead.items(), 2):
        shared = first_shared_moment(stretches, other_stretches)
        if shared:
            yield (
                f"« {rule_sentence(rule)} » et « {rule_sentence(other)} » se chevauchent, par exemple le "
                f"{day_name(shared.date(), year=True)}."
            )
    if len(ahead) < len(timetable.rules):
        yield "La même plage est écrite deux fois : enlevez-en une."


def _past(override):
    return f"« {override_sentence(override)} » est passé : vous pouvez l’enlever."


def _about_overlapping(overrides):
    for one, other in crossing(list(overrides)):
        if one.closes and other.closes:
            yield f"« {override_sentence(one)} » et « {override_sentence(other)} » se chevauchent."
        else:
            yield (
                f"« {override_sentence(one)} » et « {override_sentence(other)} » se chevauchent : "
                "ces jours-là, c’est la seconde qui compte."
            )
    for override in overrides:
        if passes_midnight(override.start, override.end):
            yield f"« {override_sentence(override)} » finit le lendemain."
