"""What a group of rows says of an entry itself: which one it is, its words, its lists, its numbers."""

from django.core.exceptions import ValidationError

from resources.enums import AreaKind, ContactKind, EditorialStatus, OrganizationKind, Serves, ServiceKind
from resources.exports.entries_sheet import contact_slots, french_date, listed
from resources.exports.sheet_columns import BY_KEY, header
from resources.exports.sheet_hours import KEPT
from resources.imports.sheet_cells import (
    CellError,
    is_erased,
    one_line,
    read_choice,
    read_contact,
    read_date,
    same_contact,
    several,
)
from resources.imports.sheet_groups import Group
from resources.imports.sheet_lookup import Lookup
from resources.imports.sheet_plan import EntryPlan, LinePlan
from resources.models import ContactPoint, Organization, Service, ServiceArea
from resources.models.service import new_public_id, validate_publishable
from resources.text import fold, sort_key

WORDS = ("name", "neutral_title", "summary", "eligibility", "source_name", "source_url")
CONTACTS = {
    "phone_1": ContactKind.PHONE, "phone_2": ContactKind.PHONE, "email": ContactKind.EMAIL,
    "website": ContactKind.WEBSITE,
}  # fmt: skip
NEEDED = ("name", "organization", "kind", "serves")
CLOSE_STRUCTURE, SAME_STRUCTURE = 70, 92
FACTS_OF_A_NUMBER = ("free", "on_bill", "deaf_access", "anonymous")


class EntryReader:
    """Reads one group into its plan. A wrong cell is one refusal on its own line; the others are still read."""

    def __init__(self, group: Group, lookup: Lookup, new_structures: dict[str, Organization]):
        self.group, self.lookup, self.new_structures = group, lookup, new_structures
        title = group.text("name") or group.text("public_id")
        self.plan = EntryPlan([LinePlan(row.line, title) for row in group.rows])
        self.by_line = {line.line: line for line in self.plan.lines}
        self.first = self.plan.lines[0]

    def refuse(self, key: str, reason: str) -> None:
        _, line = self.group.cells.get(key, ("", self.group.line))
        self.by_line[line].refuse(key, reason)

    # -- Which entry -------------------------------------------------------------------------

    def public_id(self) -> str | None:
        """The number of the entry meant; empty for a new one; None when that is refused."""
        try:
            return self._by_number() if "public_id" in self.group.cells else self._by_name()
        except CellError as error:
            self.refuse("public_id", str(error))
            return None

    def _by_number(self) -> str:
        number = one_line(self.group.text("public_id")).upper()
        if number in self.lookup.aliases:
            raise CellError(f"cette fiche a été réunie avec une autre : écrivez {self.lookup.aliases[number]}.")
        if number not in self.lookup.entries:
            raise CellError("aucune fiche n’a ce numéro : vérifiez-le, ou videz la case pour créer une fiche.")
        if self.lookup.entries[number][2] == EditorialStatus.ARCHIVED:
            raise CellError("cette fiche est archivée : remettez-la d’abord en brouillon.")
        return number

    def _by_name(self) -> str:
        """By name, then by structure, then by commune."""
        alike = self.lookup.numbers_by_name.get(sort_key(self.group.text("name")), [])
        structure = self._structure_id()
        of_structure = [number for number in alike if self.lookup.entries[number][1] == structure]
        there = [number for number in of_structure or alike if self._communes() & self._communes_of(number)]
        if structure and len(of_structure) == 1:
            return of_structure[0]
        if len(there) == 1:
            return there[0]
        if not structure and len(alike) == 1 and not self._communes():
            return alike[0]
        if len(there or of_structure) > 1:
            numbers = ", ".join(there or of_structure)
            raise CellError(f"plusieurs fiches portent ce nom : écrivez le numéro de la bonne ({numbers}).")
        return ""

    def _structure_id(self):
        try:
            found = self.lookup.organization(self.group.text("organization"))
        except CellError:
            return None
        return found.pk if found else None

    def _communes(self) -> set[str]:
        communes = set()
        for row in self.group.rows:
            try:
                if "commune" in row.cells:
                    communes.add(self.lookup.commune(row.cells["commune"], row.cells.get("postal_code", "")))
            except CellError:
                continue
        return communes

    def _communes_of(self, number: str) -> set[str]:
        return self.lookup.communes_of_entries.get(self.lookup.entries[number][0], set())

    # -- What is said of it ------------------------------------------------------------------

    def read(self, service: Service | None) -> None:
        """Into `service`, loaded with its rows; None for a new entry, which arrives to be reviewed."""
        is_new = service is None
        if service is None:
            service = Service(public_id=new_public_id(), status=EditorialStatus.REVIEW)
            self.first.is_new = True
            for key in ("name", "organization", "kind"):
                if not self.group.text(key):
                    self.refuse(key, "remplissez cette case : une nouvelle fiche ne peut s’en passer.")
        else:
            self._is_the_right_one(service)
            self.first.number, self.first.title = service.public_id, service.name
        self.service = self.plan.service = service
        before = len(self.first.changes)
        self._organization()
        self._words()
        self._choice("kind", ServiceKind)
        self._choice("serves", Serves)
        self._main_need()
        if is_new or len(self.first.changes) > before:
            self.plan.save(service)
        self._check_words()
        self._many("needs", self.lookup.needs)
        self._many("audiences", self.lookup.audiences)
        self._areas()
        self._contacts()

    def _is_the_right_one(self, service: Service) -> None:
        """A number pasted on the wrong line would overwrite another's entry."""
        name, structure = self.group.text("name"), self.group.text("organization")
        other_name = name and fold(name) != fold(service.name)
        known = {fold(service.organization.name), fold(service.organization.short_name)}
        if "public_id" in self.group.cells and other_name and structure and fold(structure) not in known:
            self.refuse(
                "public_id",
                f"ce numéro est celui de « {service.name} » ({service.organization.name}). Videz la case si c’est une "
                "autre fiche ; sinon, changez le nom et la structure en deux fois.",
            )

    def _cell(self, key: str) -> tuple[str, bool]:
        """(text, asked to be emptied)"""
        text = self.group.text(key)
        if is_erased(text) and key in NEEDED:
            self.refuse(key, "cette case ne peut pas être effacée : écrivez une valeur.")
            return "", False
        return ("", True) if is_erased(text) else (text, False)

    def _organization(self) -> None:
        text, _ = self._cell("organization")
        if not text:
            return
        try:
            structure = self._structure(text)
        except CellError as error:
            self.refuse("organization", str(error))
            return
        if structure.pk != self.service.organization_id:
            old = "" if self.first.is_new else self.service.organization.name
            self.first.change(header("organization"), old, structure.name)
            self.service.organization = structure

    def _structure(self, text: str) -> Organization:
        found = self.lookup.organization(text) or self.new_structures.get(fold(text))
        if found:
            return found
        kind, _ = self._cell("organization_kind")
        close = self.lookup.close_organization(text, SAME_STRUCTURE if kind else CLOSE_STRUCTURE)
        if close:
            raise CellError(f"cette structure n’existe pas. Vouliez-vous dire « {close} » ?")
        if not kind:
            raise CellError("cette structure n’existe pas : pour la créer, remplissez « Sorte de structure ».")
        new = Organization(name=one_line(text), kind=read_choice(kind, OrganizationKind))
        self._clean(new, {"name": "organization", "kind": "organization_kind"})
        self.first.change("Nouvelle structure", "", f"{new.name} ({new.get_kind_display()})")
        self.new_structures[fold(text)] = new
        self.plan.save(new)
        return new

    def _words(self) -> None:
        for key in WORDS:
            text, erased = self._cell(key)
            value = one_line(text)
            if key == "source_url" and value.lower().startswith("www."):
                value = f"https://{value}"
            self._set(key, value, erased)
        text, erased = self._cell("source_date")
        try:
            self._set("source_date", read_date(text) if text else "", erased, shown=french_date)
        except CellError as error:
            self.refuse("source_date", str(error))

    def _set(self, key: str, value: str, erased: bool, *, shown=str) -> None:
        current = getattr(self.service, key)
        if (value or erased) and one_line(current) != value:
            self.first.change(header(key), shown(current), shown(value))
            setattr(self.service, key, value)

    def _choice(self, key: str, choices) -> None:
        text, _ = self._cell(key)
        if not text:
            return
        try:
            value = read_choice(text, choices)
        except CellError as error:
            self.refuse(key, str(error))
            return
        if value != getattr(self.service, key):
            old = getattr(self.service, f"get_{key}_display")()
            self.first.change(header(key), old, choices(value).label)
            setattr(self.service, key, value)

    def _main_need(self) -> None:
        text, erased = self._cell("main_need")
        if not text and not erased:
            return
        try:
            need = self.lookup.named(text, self.lookup.needs) if text else None
        except CellError as error:
            self.refuse("main_need", str(error))
            return
        if (need.pk if need else None) != self.service.main_need_id:
            self.first.change(header("main_need"), self.service.main_need, need)
            self.service.main_need = need

    def _check_words(self) -> None:
        """The entry's own rules, on what the file touches."""
        touched = {change.field for change in self.first.changes}
        fields = {field.name for field in self.service._meta.fields}
        kept = {key for key in fields if key in BY_KEY and header(key) in touched and key not in ("organization",)}
        self._clean(self.service, {}, exclude=fields - kept)
        if self.service.status == EditorialStatus.PUBLISHED and touched:
            try:
                validate_publishable(self.service)
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    self.refuse(name if name in BY_KEY else "", " ".join(messages))

    def _clean(self, obj, keys: dict[str, str], exclude=()) -> None:
        """Constraints are left to the database: each would be a query, and these rules say the same."""
        try:
            obj.clean_fields(exclude=exclude)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                key = keys.get(name, name)
                self.refuse(key if key in BY_KEY else "", " ".join(messages))

    # -- Lists -------------------------------------------------------------------------------

    def _many(self, key: str, choices: dict) -> None:
        text, erased = self._cell(key)
        if not text and not erased:
            return
        try:
            wanted = [self.lookup.named(name, choices) for name in several(text)]
        except CellError as error:
            self.refuse(key, str(error))
            return
        current = [] if self.first.is_new else list(getattr(self.service, key).all())
        if {one.pk for one in wanted} != {one.pk for one in current}:
            self.first.change(header(key), listed(map(str, current)), listed(map(str, wanted)))
            self.plan.many[key] = wanted

    def _areas(self) -> None:
        text, erased = self._cell("areas")
        if text == KEPT or (not text and not erased):
            return
        try:
            wanted = dict.fromkeys(self.lookup.area(name) for name in several(text))
        except CellError as error:
            self.refuse("areas", str(error))
            return
        if not wanted and self.service.status == EditorialStatus.PUBLISHED:
            self.refuse("areas", "une fiche publiée a au moins une zone couverte : écrivez-en une.")
            return
        current = {} if self.first.is_new else {(one.kind, one.code): one for one in self.service.areas.all()}
        if wanted.keys() != current.keys():
            self.first.change(header("areas"), self._said(current), self._said(wanted))
            self.plan.deletes += [one for pair, one in current.items() if pair not in wanted]
            for kind, code in wanted:
                if (kind, code) not in current:
                    self.plan.save(ServiceArea(service=self.service, kind=kind, code=code))

    def _said(self, areas) -> str:
        names = {
            AreaKind.COMMUNE: self.lookup.communes,
            AreaKind.EPCI: self.lookup.epcis,
            AreaKind.DEPARTEMENT: self.lookup.departements,
        }
        return listed(names.get(kind, {}).get(code, f"{AreaKind(kind).label} {code}") for kind, code in areas)

    # -- Numbers and addresses ---------------------------------------------------------------

    def _contacts(self) -> None:
        contacts = [] if self.first.is_new else list(self.service.contacts.all())
        slots = contact_slots(contacts)
        position = max((one.position for one in contacts), default=-1)
        for key, kind in CONTACTS.items():
            text, erased = self._cell(key)
            current = slots.get(key)
            if erased and current:
                self.first.change(header(key), current.value, "")
                self.plan.deletes.append(current)
            if not text:
                continue
            try:
                value = read_contact(kind, text)
            except CellError as error:
                self.refuse(key, str(error))
                continue
            if current and same_contact(kind, current.value, value):
                continue
            self.first.change(header(key), current.value if current else "", value)
            if not current:
                position += 1
                current = ContactPoint(service=self.service, kind=kind, position=position)
            current.value = value
            for fact in FACTS_OF_A_NUMBER:  # known of the old number, not of this one
                setattr(current, fact, ContactPoint._meta.get_field(fact).default)
            self._clean(current, {"value": key}, exclude={"service", "organization", "way_in"})
            self.plan.save(current)
