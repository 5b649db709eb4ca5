"""The only readers of query parameters: where, what, and the filters of the results page."""

from resources.filters.addresses import CODE, NOT_UNDERSTOOD, UNKNOWN_PLACE, kept_codes
from resources.filters.referrals import ReferralFilter, SheetQuery
from resources.filters.search_query import SearchQuery
from resources.filters.services import ServiceFilter

__all__ = [
    "CODE",
    "NOT_UNDERSTOOD",
    "UNKNOWN_PLACE",
    "ReferralFilter",
    "SearchQuery",
    "ServiceFilter",
    "SheetQuery",
    "kept_codes",
]
