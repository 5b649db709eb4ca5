"""Hours about to be written, seen before they are: what goes, what stays, what comes."""

from dataclasses import dataclass

from resources import hours
from resources.admin.hours_reading import override_sentence
from resources.admin.hours_rows import new_to
from resources.models import Location, ServiceAtLocation
from resources.wording import rule_sentence


@dataclass(frozen=True)
class HoursChange:
    """`keep`: the rules already there stay. Exceptions are only ever added."""

    owner: Location | ServiceAtLocation
    rules: tuple[hours.Rule, ...]
    overrides: tuple[hours.Override, ...]
    keep: bool

    @property
    def replaces(self) -> bool:
        return bool(self.rules) and not self.keep

    @property
    def preview(self) -> dict[str, list[str]]:
        there = [row.as_rule() for row in self.owner.opening_rules.all()]
        goes = [rule for rule in there if self.replaces and rule not in self.rules]
        return {
            "goes": [rule_sentence(rule) for rule in goes],
            "stays": [rule_sentence(rule) for rule in there if rule not in goes],
            "comes": [rule_sentence(rule) for rule in self.rules if rule not in there],
            "exceptions": [override_sentence(one) for one in new_to(self.owner, self.overrides)],
        }
