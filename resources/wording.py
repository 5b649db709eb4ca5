"""States, dates and distances in sentences, in the language of the page. Pure; what is unknown is said to be unknown.

Each sentence is one message with named places: every language puts them in its own order.
"""

import re
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext, gettext_noop, ngettext, pgettext

from resources import hours
from resources.enums import OnHoliday, Recurrence, RuleAccess
from resources.freshness import Check, Freshness, Trust
from resources.languages import is_french, set_apart
from resources.text import fold

DAYS = (
    gettext_noop("lundi"), gettext_noop("mardi"), gettext_noop("mercredi"), gettext_noop("jeudi"),
    gettext_noop("vendredi"), gettext_noop("samedi"), gettext_noop("dimanche"),
)  # fmt: skip
MONTHS = (
    gettext_noop("janvier"), gettext_noop("février"), gettext_noop("mars"), gettext_noop("avril"),
    gettext_noop("mai"), gettext_noop("juin"), gettext_noop("juillet"), gettext_noop("août"),
    gettext_noop("septembre"), gettext_noop("octobre"), gettext_noop("novembre"), gettext_noop("décembre"),
)  # fmt: skip
RANKS = {
    1: gettext_noop("1ᵉʳ"), 2: gettext_noop("2ᵉ"), 3: gettext_noop("3ᵉ"), 4: gettext_noop("4ᵉ"),
    5: gettext_noop("5ᵉ"), hours.LAST: gettext_noop("dernier"),
}  # fmt: skip
# Reasons of ours. Any other was written by the staff: in another language it is left out, the day is not.
REASONS = (gettext_noop("suspendu"), gettext_noop("jour férié"), gettext_noop("vacances scolaires"))
NBSP = "\u00a0"
UNKNOWN_HOURS = gettext_noop("Horaires à confirmer")
NOON = 12

# « les Deux-Sèvres », « l’Indre », « le Val-d’Oise »; what has no article of this kind is an island or a town.
ARTICLE = re.compile(r"^(?P<article>le |la |les |l[’'])(?=\S)")
OF = {"le ": "du ", "la ": "de la ", "les ": "des "}
VOWELS = frozenset("aeiouy")


def in_territory(name: str) -> str:
    """« dans la Vienne », « dans les Deux-Sèvres », « à Mayotte »."""
    return f"dans {name}" if ARTICLE.match(name) else f"à {name}"


def of_territory(name: str) -> str:
    """« de la Vienne », « des Deux-Sèvres », « du Val-d’Oise », « de l’Indre », « de Mayotte »."""
    found = ARTICLE.match(name)
    article = found["article"] if found else ""
    return OF.get(article, f"de {article}") + name.removeprefix(article)


def of_commune(name: str) -> str:
    """« de Poitiers », « d’Aslonnes », « des Ormes », « de La Roche-Posay »; in English the name alone."""
    if not is_french():
        return name
    if fold(name[:1]) in VOWELS:
        return f"d’{name}"
    return _contracted(name, "de", {"Le ": "du ", "Les ": "des "})


def at_commune(name: str) -> str:
    """« à Poitiers », « aux Ormes », « au Rochereau », « à La Roche-Posay »; in English the name alone."""
    return _contracted(name, "à", {"Le ": "au ", "Les ": "aux "}) if is_french() else name


def _contracted(name: str, preposition: str, contractions: dict[str, str]) -> str:
    for article, contraction in contractions.items():
        if name.startswith(article):
            return contraction + name.removeprefix(article)
    return f"{preposition} {name}"


def without_article(name: str) -> str:
    """« Vienne », « Deux-Sèvres »."""
    return ARTICLE.sub("", name)


def clock(moment: time | datetime) -> str:
    """9 h, 9 h 30, minuit; 9 am, 9.30 am, 12 noon, midnight."""
    if moment.hour == 0 and moment.minute == 0:
        return gettext("minuit")
    if is_french():
        minutes = f"{NBSP}{moment.minute:02d}" if moment.minute else ""
        return f"{moment.hour}{NBSP}h{minutes}"
    if moment.hour == NOON and not moment.minute:
        return f"12{NBSP}noon"
    minutes = f".{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour % NOON or NOON}{minutes}{NBSP}{'am' if moment.hour < NOON else 'pm'}"


def slot(start: time | datetime | None, end: time | datetime | None) -> str:
    if start is None or end is None:
        return gettext("jour et nuit")
    return gettext("{start}–{end}").format(start=clock(start), end=clock(end))


def capital(text: str) -> str:
    """With a capital, and the others left as they are: Tuesday 1 December."""
    return text[:1].upper() + text[1:]


def weekday(day: date) -> str:
    return gettext(DAYS[day.weekday()])


def day_name(day: date, *, year: bool = False) -> str:
    """mardi 8 décembre; 1ᵉʳ for the first."""
    text = f"{weekday(day)} {day_month(day)}"
    return f"{text} {day.year}" if year else text


def full_date(day: date) -> str:
    """1ᵉʳ décembre 2026."""
    return f"{day_month(day)} {day.year}"


def relative_day(day: date, today: date) -> str:
    """aujourd’hui, demain, lundi, or the full date beyond a week."""
    gap = (day - today).days
    if gap == 0:
        return gettext("aujourd’hui")
    if gap == 1:
        return gettext("demain")
    return weekday(day) if 1 < gap < 7 else day_name(day)


def opening(status: hours.Status, at: datetime, *, remote: bool = False, doubtful: bool = False) -> str:
    """The state of opening in words: "Ouvert jusqu’à 17 h". `remote`: a line answers, it is not open."""
    said = set_apart(_state(status, at, remote=remote))
    if doubtful and status.state is not hours.State.UNKNOWN:
        return gettext("{times}, à confirmer").format(times=said)
    return said


def _state(status: hours.Status, at: datetime, *, remote: bool) -> str:
    match status.state:
        case hours.State.UNKNOWN:
            return gettext(UNKNOWN_HOURS)
        case hours.State.OPEN:
            sentence = gettext("Répond {until}") if remote else gettext("Ouvert {until}")
            return sentence.format(until=_until(status, at))
        case hours.State.BY_APPOINTMENT:
            return gettext("Sur rendez-vous, {until}").format(until=_until(status, at))
        case hours.State.CLOSED:
            return _closed(status, at, remote=remote)


def _until(status: hours.Status, at: datetime) -> str:
    if status.until is None:
        return gettext("jour et nuit")
    local = at.astimezone(status.until.tzinfo)
    end = status.until
    if end.date() == local.date() or end - local < timedelta(hours=12):
        return gettext("jusqu’à {time}").format(time=clock(end))
    return gettext("jusqu’à {day}, {time}").format(day=relative_day(end.date(), local.date()), time=clock(end))


def _closed(status: hours.Status, at: datetime, *, remote: bool) -> str:
    reason = status.comment
    upcoming = status.next_opening
    if upcoming is None:
        if not reason:
            return gettext("Fermé")
        return gettext("{closed}, réouverture à confirmer").format(closed=_exceptionally(reason))
    local = at.astimezone(upcoming.start.tzinfo).date()
    day, hour = relative_day(upcoming.start.date(), local), clock(upcoming.start)
    if upcoming.state is hours.State.BY_APPOINTMENT:
        return gettext("Sur rendez-vous : {day}, {slot}").format(day=day, slot=slot(upcoming.start, upcoming.end))
    if reason:
        sentence = (
            gettext("{closed} ; répond {day} à {time}") if remote else gettext("{closed} ; rouvre {day} à {time}")
        )
        return sentence.format(closed=_exceptionally(reason), day=day, time=hour)
    sentence = gettext("Répond {day} à {time}") if remote else gettext("Ouvre {day} à {time}")
    return sentence.format(day=day, time=hour)


def _exceptionally(reason: str) -> str:
    return gettext("Fermé exceptionnellement{reason}").format(reason=_in_brackets(reason))


def _in_brackets(reason: str) -> str:
    said = shown_reason(reason)
    return f" ({said})" if said else ""


def shown_reason(reason: str) -> str:
    """As staff wrote it; in another language, what we know how to say, or nothing."""
    if is_french():
        return reason
    return gettext(reason) if reason in REASONS else ""


def days_phrase(days: frozenset[int]) -> str:
    """du lundi au vendredi; le mardi et le jeudi; tous les jours."""
    numbers = sorted(days)
    if len(numbers) == 7:
        return gettext("tous les jours")
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return gettext("du {first} au {last}").format(first=gettext(DAYS[numbers[0]]), last=gettext(DAYS[numbers[-1]]))
    return _listed([gettext("le {day}").format(day=gettext(DAYS[number])) for number in numbers])


def rule_sentence(rule: hours.Rule) -> str:
    """A rule read aloud: "Les 2ᵉ et 4ᵉ mardis du mois, 9 h–12 h, sauf vacances scolaires"."""
    parts = [_rhythm(rule), slot(rule.start, rule.end)]
    if rule.access == RuleAccess.APPOINTMENT:
        parts.append(gettext("sur rendez-vous"))
    if rule.access == RuleAccess.PHONE:
        parts.append(gettext("par téléphone"))
    parts += _holidays(rule)
    parts += _validity(rule)
    return capital(", ".join(parts))


def _rhythm(rule: hours.Rule) -> str:
    days = days_phrase(rule.weekdays)
    match Recurrence(rule.recurrence):
        case Recurrence.NTH:
            return _nth(rule)
        case Recurrence.ODD:
            return gettext("{days}, les semaines impaires").format(days=days)
        case Recurrence.EVEN:
            return gettext("{days}, les semaines paires").format(days=days)
        case Recurrence.EVERY_N:
            every = gettext("{days}, toutes les {n} semaines").format(days=days, n=rule.interval)
            if not rule.anchor:
                return every
            return gettext("{rhythm} à partir du {day}").format(rhythm=every, day=day_name(rule.anchor))
        case Recurrence.WEEKLY:
            return days


def _nth(rule: hours.Rule) -> str:
    ranks = sorted(rule.nth, key=lambda rank: (rank == hours.LAST, rank))
    many = len(ranks) > 1
    words = [gettext("derniers") if many and rank == hours.LAST else gettext(RANKS[rank]) for rank in ranks]
    days = [f"{gettext(DAYS[day])}s" if many else gettext(DAYS[day]) for day in sorted(rule.weekdays)]
    sentence = ngettext("le {ranks} {days} du mois", "les {ranks} {days} du mois", len(ranks))
    return sentence.format(ranks=_listed(words), days=_listed(days))


def _holidays(rule: hours.Rule) -> list[str]:
    parts = []
    if rule.in_school_holidays == OnHoliday.NOT_HELD:
        parts.append(gettext("sauf vacances scolaires"))
    if rule.in_school_holidays == OnHoliday.UNKNOWN:
        parts.append(gettext("vacances scolaires à confirmer"))
    if rule.on_public_holidays == OnHoliday.NOT_HELD:
        parts.append(gettext("sauf jours fériés"))
    return parts


def _validity(rule: hours.Rule) -> list[str]:
    if rule.valid_from and rule.valid_to:
        first, last = day_name(rule.valid_from, year=True), day_name(rule.valid_to, year=True)
        return [pgettext("dates", "du {first} au {last}").format(first=first, last=last)]
    if rule.valid_from:
        return [gettext("à partir du {day}").format(day=day_name(rule.valid_from, year=True))]
    if rule.valid_to:
        return [gettext("jusqu’au {day}").format(day=day_name(rule.valid_to, year=True))]
    return []


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return gettext("{words} et {last}").format(words=", ".join(words[:-1]), last=words[-1])


def distance(km: float | None) -> str:
    """How far, as the crow flies, from the commune's point: a figure never finer than a kilometre."""
    if km is None:
        return ""
    if km < 1:
        return gettext("à moins de 1 km")
    return gettext("à {km} km").format(km=round(km)).replace(" ", NBSP)


def check_date(check: Check) -> str:
    """le 3 novembre 2026; en novembre 2024; en 2023: no finer than what is known."""
    if check.precision == "year":
        return gettext("en {month_or_year}").format(month_or_year=check.on.year)
    if check.precision == "month":
        return gettext("en {month_or_year}").format(month_or_year=_month_year(check.on.month, check.on.year))
    return gettext("le {date}").format(date=full_date(check.on))


def partial_date(text: str) -> str:
    """2024-11 → novembre 2024."""
    parts = [int(part) for part in text.split("-")] if text else []
    if len(parts) == 3:
        return full_date(date(*parts))
    return _month_year(parts[1], parts[0]) if len(parts) == 2 else text


def _month_year(month: int, year: int) -> str:
    return f"{gettext(MONTHS[month - 1])} {year}"


def freshness_sentence(freshness: Freshness) -> str:
    """How sure the entry is: "Vérifié le 3 novembre 2026" or "À confirmer. Dernière vérification en 2024"."""
    if freshness.checked is None:
        return gettext("À confirmer : nous n’avons pas encore pu vérifier.")
    fresh = freshness.trust is Trust.FRESH
    sentence = gettext("Vérifié {when}") if fresh else gettext("À confirmer. Dernière vérification {when}.")
    return sentence.format(when=check_date(freshness.checked))


def day_month(day: date) -> str:
    """24 novembre."""
    number = pgettext("date", "1ᵉʳ") if day.day == 1 else str(day.day)
    return f"{number}{NBSP}{gettext(MONTHS[day.month - 1])}"


def interval(stretch: hours.Interval) -> str:
    """A slot of the week table, with what is particular about it: "9 h–12 h, sur rendez-vous"."""
    whole_day = stretch.end is None or stretch.end - stretch.start >= timedelta(hours=23)
    times = gettext("jour et nuit") if whole_day else slot(stretch.start, stretch.end)
    if stretch.state is hours.State.BY_APPOINTMENT:
        return gettext("{times}, sur rendez-vous").format(times=times)
    if stretch.state is hours.State.UNKNOWN:
        return gettext("{times}, à confirmer").format(times=times)
    return times


def override_sentence(override: hours.Override) -> str:
    """An exceptional day read aloud: "Fermé du 24 décembre au 2 janvier (congés)"."""
    sentence = {
        "closed": gettext("Fermé {days}"),
        "open": gettext("Ouvert exceptionnellement {days}"),
        "appointment": gettext("Sur rendez-vous {days}"),
    }[override.state]
    times = f", {slot(override.start, override.end)}" if override.start else ""
    return f"{sentence.format(days=_on_days(override.first, override.last))}{times}{_in_brackets(override.reason)}"


def _on_days(first: date, last: date) -> str:
    if first == last:
        return gettext("le {date}").format(date=day_name(first))
    year = first.year != last.year
    dates = {"first": day_name(first, year=year), "last": day_name(last, year=year)}
    return pgettext("dates", "du {first} au {last}").format(**dates)


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
        first = day_month(monday).split(NBSP)[0]
    else:
        first = day_month(monday) if monday.year == sunday.year else full_date(monday)
    return pgettext("dates", "du {first} au {last}").format(first=first, last=full_date(sunday))
