"""What each row says of one way in: which one it is, its place, its hours. Nothing of a secret place is read or set."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from resources.enums import Access, Channel, HoursSource, ServiceKind
from resources.exports.sheet_columns import COLUMNS, SECRET_PLACE, header
from resources.exports.sheet_hours import AS_THE_PLACE, KEPT, hours_cell, written
from resources.imports.sheet_cells import CellError, is_erased, one_line, read_choice
from resources.imports.sheet_entry import EntryReader
from resources.imports.sheet_hours import read_hours
from resources.imports.sheet_lookup import Lookup
from resources.imports.sheet_plan import LinePlan
from resources.models import Location, ServiceAtLocation
from resources.models.timetable import rule_row
from resources.text import fold
from resources.validators import validate_postal_code

WAY_IN_KEYS = [column.key for column in COLUMNS if not column.of_entry]
ADDRESS = ("commune", "street", "postal_code")
SECRET = "ce lieu est secret : videz cette case, son adresse ne s’écrit nulle part."


@dataclass
class Places:
    """Places met during one import: rows that name one place share it, and may not contradict each other."""

    lookup: Lookup
    loaded: dict = field(default_factory=dict)
    original: dict = field(default_factory=dict)
    new: dict = field(default_factory=dict)
    said: dict = field(default_factory=dict)

    def of(self, place: Location) -> Location:
        """The one object that stands for this place in the whole import."""
        known = self.loaded.setdefault(place.pk, place)
        self.original.setdefault(place.pk, {name: getattr(known, name) for name in ("commune_id", *ADDRESS[1:])})
        return known

    def named(self, name: str, commune: str) -> Location | None:
        """A known place of that name in that commune, or one that another row creates."""
        ids = self.lookup.places.get((fold(name), commune), [])
        if len(ids) > 1:
            raise CellError("plusieurs lieux portent ce nom dans cette commune : ajoutez cet accueil dans la fiche.")
        if ids:
            return self.loaded.get(ids[0]) or self.of(Location.objects.get(pk=ids[0]))
        return self.new.get((fold(name), commune))


class WayInReader:
    """Reads the rows of one entry, after the entry itself."""

    def __init__(self, entry: EntryReader, places: Places):
        self.entry, self.plan, self.service = entry, entry.plan, entry.service
        self.lookup, self.places = entry.lookup, places
        self.left = [] if entry.first.is_new else list(self.service.ways_in.all())
        self.known = list(self.left)

    def read(self) -> None:
        if self.service.organization_id is None:
            return  # already refused: a place needs somebody to hold it
        for row, line in zip(self.entry.group.rows, self.plan.lines, strict=True):
            cells = {key: one_line(row.cells[key]) for key in WAY_IN_KEYS if key in row.cells}
            if self.entry.first.is_new:
                line.is_new = True
            line.number = self.entry.first.number
            if cells:
                self._read_row(cells, line)

    def _read_row(self, cells: dict[str, str], line: LinePlan) -> None:
        try:
            channel = self._channel(cells, line)
            if channel is None:
                return
            way_in = self._existing(cells, channel)
            before = len(line.changes)
            if way_in is None:
                way_in = ServiceAtLocation(service=self.service, channel=channel, position=len(self.known))
                self.known.append(way_in)
                line.change("Nouvel accueil", "", Channel(channel).label)
                way_in.label = self._text(cells, "label")
                if way_in.label:
                    line.change(header("label"), "", way_in.label)
                place = self._new_place
            else:
                self.left.remove(way_in)
                place = self._same_place
        except CellError as error:
            self._refuse(line, error)
            return
        for read in (*([place] if channel == Channel.ON_SITE else []), self._access, self._hours):
            try:
                read(way_in, cells, line)
            except CellError as error:
                self._refuse(line, error)
        if not line.refusals:
            self._check(way_in, line)
        if len(line.changes) > before and not line.refusals:
            self.plan.save(way_in)

    def _refuse(self, line: LinePlan, error: CellError) -> None:
        key, _, reason = str(error).rpartition("\0")
        line.refuse(key, reason)

    def _text(self, cells, key: str) -> str:
        return "" if is_erased(cells.get(key, "")) else cells.get(key, "")

    # -- Which way in ------------------------------------------------------------------------

    def _channel(self, cells, line: LinePlan) -> str | None:
        if "channel" in cells:
            try:
                return read_choice(cells["channel"], Channel)
            except CellError as error:
                line.refuse("channel", str(error))
                return None
        if any(key in cells for key in ("place", *ADDRESS)):
            return Channel.ON_SITE
        channels = {way_in.channel for way_in in self.left}
        if len(channels) == 1:
            return channels.pop()
        labels = " ; ".join(map(str, Channel.labels))
        line.refuse("channel", f"dites par où l’on est reçu : {labels}.")
        return None

    def _existing(self, cells, channel: str) -> ServiceAtLocation | None:
        """The first way in, not yet met, that the row may mean."""
        found = [one for one in self.left if one.channel == channel]
        if "label" in cells:
            found = [one for one in found if fold(one.label) == fold(cells["label"])]
        if channel == Channel.ON_SITE and "place" in cells:
            found = [one for one in found if fold(self._shown_name(one.location)) == fold(cells["place"])]
        if channel == Channel.ON_SITE and "commune" in cells and len(found) > 1:
            insee = self._commune(cells)
            found = [one for one in found if one.location.commune_id == insee] or found
        elif channel == Channel.ON_SITE and "commune" in cells and "place" not in cells and found:
            insee = self._commune(cells)
            found = [one for one in found if one.location.confidential or one.location.commune_id == insee]
        return found[0] if found else None

    def _shown_name(self, place: Location) -> str:
        return SECRET_PLACE if place.confidential else place.name

    # -- Its place ---------------------------------------------------------------------------

    def _commune(self, cells) -> str:
        return self._told("commune", lambda: self.lookup.commune(cells["commune"], cells.get("postal_code", "")))

    def _told(self, key: str, read):
        """Tells which column a CellError is about."""
        try:
            return read()
        except CellError as error:
            raise CellError(f"{key}\0{error}") from error
        except ValidationError as error:
            raise CellError(f"{key}\0{' '.join(error.messages)}") from error

    def _same_place(self, way_in, cells, line: LinePlan) -> None:
        place = way_in.location
        if place.confidential:
            for key in ADDRESS:
                if key in cells:
                    line.refuse(key, SECRET)
            return
        self._address(self.places.of(place), cells, line)

    def _new_place(self, way_in, cells, line: LinePlan) -> None:
        name = self._text(cells, "place")
        if fold(name) == fold(SECRET_PLACE) or fold(name) in self.lookup.secret_names:
            raise CellError("place\0un lieu secret ne s’ajoute pas par un tableur : ajoutez-le dans la fiche.")
        if any(one.location_id and one.location.confidential for one in self.known if one is not way_in):
            raise CellError(
                "place\0cette fiche a un lieu secret : une adresse à côté pourrait le trahir. "
                "Ajoutez-la dans la fiche, si elle peut être connue."
            )
        if self.service.kind == ServiceKind.HOUSING:
            raise CellError(
                "place\0l’adresse d’un hébergement ne s’ajoute pas par un tableur : videz cette case et l’adresse. "
                "Dans la fiche, dites d’abord si elle est secrète."
            )
        if "commune" not in cells:
            raise CellError("commune\0écrivez la commune de ce lieu, ou choisissez un autre accueil que « sur place ».")
        insee = self._commune(cells)
        name = name or f"{self.service.organization.name}, {self.lookup.communes[insee]}"[:150]
        place = self._told("place", lambda: self.places.named(name, insee))
        if place is None:
            place = Location(organization=self.service.organization, name=name, commune_id=insee)
            self.places.new[fold(name), insee] = place
            self.places.of(place)
            line.change("Nouveau lieu", "", f"{name}, {self.lookup.communes[insee]}")
            self.plan.save(place)
        else:
            line.change(header("place"), "", place.name)
        way_in.location = place
        self._address(place, cells, line)

    def _address(self, place: Location, cells, line: LinePlan) -> None:
        """What the row says of the address, compared with what the place held before the import."""
        if "commune" in cells and not is_erased(cells["commune"]):
            insee = self._commune(cells)
            self._move(place, "commune_id", insee, line, said=lambda code: self.lookup.communes.get(code, ""))
        for key in ("street", "postal_code"):
            if key not in cells:
                continue
            value = self._text(cells, key)
            if key == "postal_code" and value:
                value = self._told(key, lambda text=value: self._postal_code(text, place))
            self._move(place, key, value, line)

    def _postal_code(self, text: str, place: Location) -> str:
        code = text.replace(" ", "")
        if f"0{code}" in self.lookup.postal_codes:  # a spreadsheet took the first zero off
            code = f"0{code}"
        validate_postal_code(code)
        there = self.lookup.postal_codes.get(code, set())
        if there and place.commune_id and place.commune_id not in there:
            names = ", ".join(sorted(self.lookup.communes[insee] for insee in there)[:5])
            raise CellError(f"le code {code} est celui de {names} : corrigez le code ou la commune.")
        return code

    def _move(self, place: Location, name: str, value: str, line: LinePlan, *, said=str) -> None:
        key = "commune" if name == "commune_id" else name
        original = self.places.original[place.pk][name]
        if one_line(original or "") == value:
            return
        told, at = self.places.said.setdefault((place.pk, name), (value, line.line))
        if told != value:
            raise CellError(f"{key}\0la ligne {at} dit autre chose du même lieu : gardez une seule valeur.")
        if at != line.line:
            return
        line.change(f"{header(key)} ({place.name})", said(original or ""), said(value))
        setattr(place, name, value)
        if place.latitude is not None:
            line.change(f"Point sur la carte ({place.name})", "placé", "à replacer")
            place.latitude = place.longitude = None
        try:
            place.clean_fields(exclude={"organization", "commune", "name"} if place.name else {"organization"})
        except ValidationError as error:
            for messages in error.message_dict.values():
                line.refuse(key, " ".join(messages))
        self.plan.save(place)

    # -- Appointments and hours --------------------------------------------------------------

    def _access(self, way_in, cells, line: LinePlan) -> None:
        if "access" not in cells:
            return
        text = cells["access"]
        value = Access.UNKNOWN.value if is_erased(text) else self._told("access", lambda: read_choice(text, Access))
        if value != way_in.access:
            line.change(header("access"), way_in.get_access_display(), Access(value).label)
            way_in.access = value

    def _hours(self, way_in, cells, line: LinePlan) -> None:
        text = cells.get("hours", "")
        is_new = way_in._state.adding
        current = "" if is_new else hours_cell(way_in)
        if not text or text in (current, KEPT):
            return
        if is_erased(text):
            if way_in.hours_source != HoursSource.UNKNOWN:
                line.change(header("hours"), current, "à confirmer")
                way_in.hours_source = HoursSource.UNKNOWN
            return
        if fold(text) == fold(AS_THE_PLACE):
            if way_in.channel != Channel.ON_SITE:
                raise CellError("hours\0cet accueil n’est pas sur place : écrivez ses propres horaires.")
            line.change(header("hours"), current, AS_THE_PLACE)
            way_in.hours_source = HoursSource.LOCATION
            return
        rules = self._told("hours", lambda: read_hours(text, way_in.channel))
        held = [] if is_new or way_in.hours_source != HoursSource.OWN else list(way_in.opening_rules.all())
        if set(rules) == {rule.as_rule() for rule in held}:
            return
        rows = [rule_row(rule) for rule in rules]
        said = written(rows, way_in.channel)
        line.change(header("hours"), current, text if said == KEPT else said)
        way_in.hours_source = HoursSource.OWN
        self.plan.hours.append((way_in, tuple(rows)))

    def _check(self, way_in, line: LinePlan) -> None:
        try:
            way_in.clean_fields(exclude={"service", "location"})
            way_in.clean()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                key = {"location": "place", "hours_source": "hours"}.get(name, name)
                line.refuse(key if key in WAY_IN_KEYS else "", " ".join(messages))
