"""States, dates and distances in French sentences. Pure; what is unknown is said to be unknown."""

import re
from datetime import date, datetime, time, timedelta

from resources import hours
from resources.enums import OnHoliday, Recurrence, RuleAccess
from resources.freshness import Check, Freshness, Trust

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
RANKS = {1: "1ᵉʳ", 2: "2ᵉ", 3: "3ᵉ", 4: "4ᵉ", 5: "5ᵉ", hours.LAST: "dernier"}
NBSP = "\u00a0"
UNKNOWN_HOURS = "Horaires à confirmer"

# « les Deux-Sèvres », « l’Indre », « le Val-d’Oise »; what has no article of this kind is an island or a town.
ARTICLE = re.compile(r"^(?P<article>le |la |les |l[’'])(?=\S)")
OF = {"le ": "du ", "la ": "de la ", "les ": "des "}


def in_territory(name: str) -> str:
    """« dans la Vienne », « dans les Deux-Sèvres », « à Mayotte »."""
    return f"dans {name}" if ARTICLE.match(name) else f"à {name}"


def of_territory(name: str) -> str:
    """« de la Vienne », « des Deux-Sèvres », « du Val-d’Oise », « de l’Indre », « de Mayotte »."""
    found = ARTICLE.match(name)
    article = found["article"] if found else ""
    return OF.get(article, f"de {article}") + name.removeprefix(article)


def without_article(name: str) -> str:
    """« Vienne », « Deux-Sèvres »."""
    return ARTICLE.sub("", name)


def clock(moment: time | datetime) -> str:
    """9 h, 9 h 30, minuit."""
    if moment.hour == 0 and moment.minute == 0:
        return "minuit"
    minutes = f"{NBSP}{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour}{NBSP}h{minutes}"


def slot(start: time | datetime | None, end: time | datetime | None) -> str:
    if start is None or end is None:
        return "jour et nuit"
    return f"{clock(start)}–{clock(end)}"


def day_name(day: date, *, year: bool = False) -> str:
    """mardi 8 décembre; 1ᵉʳ for the first."""
    text = f"{DAYS[day.weekday()]} {day_month(day)}"
    return f"{text} {day.year}" if year else text


def relative_day(day: date, today: date) -> str:
    """aujourd’hui, demain, lundi, or the full date beyond a week."""
    gap = (day - today).days
    if gap == 0:
        return "aujourd’hui"
    if gap == 1:
        return "demain"
    return DAYS[day.weekday()] if 1 < gap < 7 else day_name(day)


def opening(status: hours.Status, at: datetime, *, remote: bool = False) -> str:
    """The state of opening in words: "Ouvert jusqu’à 17 h". `remote`: a line answers, it is not open."""
    open_word, opens = ("Répond", "répond") if remote else ("Ouvert", "ouvre")
    match status.state:
        case hours.State.UNKNOWN:
            return UNKNOWN_HOURS
        case hours.State.OPEN:
            return f"{open_word} {_until(status, at)}"
        case hours.State.BY_APPOINTMENT:
            return f"Sur rendez-vous, {_until(status, at)}"
        case hours.State.CLOSED:
            return _closed(status, at, opens)


def _until(status: hours.Status, at: datetime) -> str:
    if status.until is None:
        return "jour et nuit"
    local = at.astimezone(status.until.tzinfo)
    end = status.until
    if end.date() == local.date() or end - local < timedelta(hours=12):
        return f"jusqu’à {clock(end)}"
    return f"jusqu’à {relative_day(end.date(), local.date())}, {clock(end)}"


def _closed(status: hours.Status, at: datetime, opens: str) -> str:
    exceptional = f" ({status.comment})" if status.comment else ""
    closed = f"Fermé exceptionnellement{exceptional}" if exceptional else "Fermé"
    upcoming = status.next_opening
    if upcoming is None:
        return f"{closed}, réouverture à confirmer" if exceptional else closed
    local = at.astimezone(upcoming.start.tzinfo).date()
    when = f"{relative_day(upcoming.start.date(), local)} à {clock(upcoming.start)}"
    if upcoming.state is hours.State.BY_APPOINTMENT:
        return f"Sur rendez-vous : {relative_day(upcoming.start.date(), local)}, {slot(upcoming.start, upcoming.end)}"
    return f"{closed} ; r{opens} {when}" if exceptional else f"{opens.capitalize()} {when}"


def days_phrase(days: frozenset[int]) -> str:
    """du lundi au vendredi; le mardi et le jeudi; tous les jours."""
    numbers = sorted(days)
    if len(numbers) == 7:
        return "tous les jours"
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"du {DAYS[numbers[0]]} au {DAYS[numbers[-1]]}"
    return _listed([f"le {DAYS[number]}" for number in numbers])


def rule_sentence(rule: hours.Rule) -> str:
    """A rule read aloud: "Les 2ᵉ et 4ᵉ mardis du mois, 9 h–12 h, sauf vacances scolaires"."""
    parts = [_rhythm(rule), slot(rule.start, rule.end)]
    if rule.access == RuleAccess.APPOINTMENT:
        parts.append("sur rendez-vous")
    if rule.access == RuleAccess.PHONE:
        parts.append("par téléphone")
    parts += _holidays(rule)
    parts += _validity(rule)
    sentence = ", ".join(parts)
    return sentence[0].upper() + sentence[1:]


def _rhythm(rule: hours.Rule) -> str:
    match Recurrence(rule.recurrence):
        case Recurrence.NTH:
            return _nth(rule)
        case Recurrence.ODD:
            return f"{days_phrase(rule.weekdays)}, les semaines impaires"
        case Recurrence.EVEN:
            return f"{days_phrase(rule.weekdays)}, les semaines paires"
        case Recurrence.EVERY_N:
            since = f" à partir du {day_name(rule.anchor)}" if rule.anchor else ""
            return f"{days_phrase(rule.weekdays)}, toutes les {rule.interval} semaines{since}"
        case Recurrence.WEEKLY:
            return days_phrase(rule.weekdays)


def _nth(rule: hours.Rule) -> str:
    ranks = sorted(rule.nth, key=lambda rank: (rank == hours.LAST, rank))
    many = len(ranks) > 1
    words = _listed([f"{RANKS[rank]}s" if many and rank == hours.LAST else RANKS[rank] for rank in ranks])
    days = _listed([f"{DAYS[day]}s" if many else DAYS[day] for day in sorted(rule.weekdays)])
    return f"{'les' if many else 'le'} {words} {days} du mois"


def _holidays(rule: hours.Rule) -> list[str]:
    parts = []
    if rule.in_school_holidays == OnHoliday.NOT_HELD:
        parts.append("sauf vacances scolaires")
    if rule.in_school_holidays == OnHoliday.UNKNOWN:
        parts.append("vacances scolaires à confirmer")
    if rule.on_public_holidays == OnHoliday.NOT_HELD:
        parts.append("sauf jours fériés")
    return parts


def _validity(rule: hours.Rule) -> list[str]:
    if rule.valid_from and rule.valid_to:
        return [f"du {day_name(rule.valid_from, year=True)} au {day_name(rule.valid_to, year=True)}"]
    if rule.valid_from:
        return [f"à partir du {day_name(rule.valid_from, year=True)}"]
    return [f"jusqu’au {day_name(rule.valid_to, year=True)}"] if rule.valid_to else []


def _listed(words: list[str]) -> str:
    return " et ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def distance(km: float | None) -> str:
    """How far, as the crow flies, from the commune's point: a figure never finer than a kilometre."""
    if km is None:
        return ""
    return "à moins de 1 km" if km < 1 else f"à {round(km)} km".replace(" ", NBSP)


def check_date(check: Check) -> str:
    """le 3 novembre 2026; en novembre 2024; en 2023: no finer than what is known."""
    if check.precision == "year":
        return f"en {check.on.year}"
    if check.precision == "month":
        return f"en {MONTHS[check.on.month - 1]} {check.on.year}"
    return f"le {day_month(check.on)} {check.on.year}"


def partial_date(text: str) -> str:
    """2024-11 → novembre 2024."""
    parts = [int(part) for part in text.split("-")] if text else []
    if len(parts) == 3:
        return f"{day_month(date(*parts))} {parts[0]}"
    if len(parts) == 2:
        return f"{MONTHS[parts[1] - 1]} {parts[0]}"
    return text


def freshness_sentence(freshness: Freshness) -> str:
    """How sure the entry is: "Vérifié le 3 novembre 2026" or "À confirmer. Dernière vérification en 2024"."""
    if freshness.checked is None:
        return "À confirmer : nous n’avons pas encore pu vérifier."
    when = check_date(freshness.checked)
    if freshness.trust is Trust.FRESH:
        return f"Vérifié {when}"
    return f"À confirmer. Dernière vérification {when}."


def day_month(day: date) -> str:
    """24 novembre."""
    number = "1ᵉʳ" if day.day == 1 else str(day.day)
    return f"{number}{NBSP}{MONTHS[day.month - 1]}"


def interval(stretch: hours.Interval) -> str:
    """A slot of the week table, with what is particular about it: "9 h–12 h, sur rendez-vous"."""
    whole_day = stretch.end is None or stretch.end - stretch.start >= timedelta(hours=23)
    times = "jour et nuit" if whole_day else slot(stretch.start, stretch.end)
    if stretch.state is hours.State.BY_APPOINTMENT:
        return f"{times}, sur rendez-vous"
    return f"{times}, à confirmer" if stretch.state is hours.State.UNKNOWN else times


def override_sentence(override: hours.Override) -> str:
    """An exceptional day read aloud: "Fermé du 24 décembre au 2 janvier (congés)"."""
    words = {"closed": "Fermé", "open": "Ouvert exceptionnellement", "appointment": "Sur rendez-vous"}
    when = _on_days(override.first, override.last)
    times = f", {slot(override.start, override.end)}" if override.start else ""
    reason = f" ({override.reason})" if override.reason else ""
    return f"{words[override.state]} {when}{times}{reason}"


def _on_days(first: date, last: date) -> str:
    if first == last:
        return f"le {day_name(first)}"
    year = first.year != last.year
    return f"du {day_name(first, year=year)} au {day_name(last, year=year)}"


def opening_date(stretch: hours.Interval, today: date) -> str:
    """A coming moment it receives: "demain, 9 h–12 h", "mardi 8 décembre, 9 h–12 h, sur rendez-vous"."""
    day = relative_day(stretch.start.date(), today) if (stretch.start.date() - today).days < 2 else ""
    return f"{day or day_name(stretch.start.date())}, {interval(stretch)}"


def paper_date(stretch: hours.Interval) -> str:
    """The same on paper, where "demain" would soon be wrong: "mardi 8 décembre, 9 h–12 h"."""
    return f"{day_name(stretch.start.date())}, {interval(stretch)}"


def week_title(monday: date) -> str:
    """du 23 au 29 novembre 2026."""
    sunday = monday + timedelta(days=6)
    if monday.month == sunday.month:
        return f"du {monday.day if monday.day > 1 else '1ᵉʳ'} au {day_month(sunday)} {sunday.year}"
    first = day_month(monday) if monday.year == sunday.year else f"{day_month(monday)} {monday.year}"
    return f"du {first} au {day_month(sunday)} {sunday.year}"
