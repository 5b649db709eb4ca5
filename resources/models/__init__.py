"""The nouns of the directory. A file imports only files above its own line here."""

from resources.models.user import User
from resources.models.territory import AREA_OF_COUNTRY, Commune, CommuneName, Departement, Epci, PostalCode
from resources.models.organization import Organization
from resources.models.vocabulary import Audience, Language, Need, SearchTerm
from resources.models.location import Location
from resources.models.service import Service, ServiceArea
from resources.models.alias import NotDuplicates, PublicIdAlias
from resources.models.way_in import ServiceAtLocation
from resources.models.timetable import OpeningRule, ScheduleException
from resources.models.contact import ContactPoint
from resources.models.verification import Verification
from resources.models.network import Network, NetworkArea, NetworkMember
from resources.models.professional import ProfessionalContact, ProfessionalDetails
from resources.models.page import Guide, KeyFigure, SiteText
from resources.models.provenance import SourceRecord

__all__ = [
    "AREA_OF_COUNTRY",
    "Audience",
    "Commune",
    "CommuneName",
    "ContactPoint",
    "Departement",
    "Epci",
    "Guide",
    "KeyFigure",
    "Language",
    "Location",
    "Need",
    "Network",
    "NetworkArea",
    "NetworkMember",
    "NotDuplicates",
    "OpeningRule",
    "Organization",
    "PostalCode",
    "ProfessionalContact",
    "ProfessionalDetails",
    "PublicIdAlias",
    "ScheduleException",
    "SearchTerm",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "SiteText",
    "SourceRecord",
    "User",
    "Verification",
]
