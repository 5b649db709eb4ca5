"""The part of OSM's grammar that our rows can say, as patterns."""

import re

from resources.hours import OSM_DAYS, OSM_MONTHS

DAY, MONTH = (f"(?:{'|'.join(words)})(?![a-z])" for words in (OSM_DAYS, OSM_MONTHS))
_YEAR, _NUMBER = "[0-9]{4}", "[0-9]{1,2}(?![0-9:])"
TIME = "[0-9]{1,2}:[0-9]{2}"


def _list_of(item: str) -> str:
    return rf"(?:{item})(?:\s*,\s*(?:{item}))*"


_PERIOD = (
    rf"(?P<year>{_YEAR})(?:\s*(?P<month>{MONTH})(?:\s*(?P<day>{_NUMBER}))?)?"
    rf"(?:\s*-\s*(?P<to_year>{_YEAR})?\s*(?P<to_month>{MONTH})?\s*(?P<to_day>{_NUMBER})?)?"
)
_WEEKS = rf"(?P<first>{_NUMBER})(?:\s*-\s*(?P<last>{_NUMBER})(?:/(?P<step>{_NUMBER}))?)?"
_DAYS = rf"(?P<holiday>(?-i:PH|SH)(?![a-z]))|(?P<from>{DAY})(?:\s*-\s*(?P<to>{DAY})|\[(?P<ranks>[-,0-9]+)\])?"
_SLOT = rf"(?P<start>{TIME})\s*-\s*(?P<end>{TIME})"


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


FLAGS = re.IGNORECASE | re.ASCII
PERIOD, WEEKS, DAYS, SLOT = (re.compile(part, FLAGS) for part in (_PERIOD, _WEEKS, _DAYS, _SLOT))
CLAUSE = re.compile(
    rf"\s*(?:(?P<always>24/7)|(?P<periods>{_list_of(_unnamed(_PERIOD))})?"
    rf"\s*(?:week\s*(?P<weeks>{_list_of(_unnamed(_WEEKS))}))?"
    rf"\s*(?P<days>{_list_of(_unnamed(_DAYS))})?"
    rf"\s*(?P<slots>{_list_of(_unnamed(_SLOT))})?)"
    r'\s*(?P<state>off\b|closed\b|open\b|unknown\b)?\s*(?:"(?P<comment>[^"]+)")?\s*',
    FLAGS,
)
