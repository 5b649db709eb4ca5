"""The nouns of the directory. A file imports only files above its own line here."""

from resources.models.history import History, TrackedQuerySet, act
from resources.models.prepared import Prepared
from resources.models.user import User
from resources.models.territory import AREA_OF_COUNTRY, Commune, CommuneName, Departement, Epci, PostalCode
from resources.models.provenance import SourceRecord
from resources.models.organization import Organization
from resources.models.vocabulary import Audience, Language, Need, SearchTerm, every_audience, every_language, every_need
from resources.models.service import Service, ServiceArea
from resources.models.proposed_change import ProposedChange
from resources.models.change_report import ChangeReport
from resources.models.location import Location
from resources.models.alias import NotDuplicates, PublicIdAlias
from resources.models.way_in import ServiceAtLocation
from resources.models.timetable import OpeningRule, ScheduleException
from resources.models.contact import ContactPoint
from resources.models.verification import Verification
from resources.models.verification_request import VerificationRequest
from resources.models.network import Network, NetworkArea, NetworkMember
from resources.models.professional import ProfessionalContact, ProfessionalDetails
from resources.models.nightly_task import NightlyTask
from resources.models.referral_sheet import ReferralSheet
from resources.models.page import Guide, KeyFigure, SiteText
from resources.models.translation import GuideTranslation, ServiceTranslation
from resources.models.banner import Banner
from resources.models.waiting_sheet import WaitingSheet

__all__ = [
    "AREA_OF_COUNTRY",
    "Audience",
    "Banner",
    "ChangeReport",
    "Commune",
    "CommuneName",
    "ContactPoint",
    "Departement",
    "Epci",
    "Guide",
    "GuideTranslation",
    "History",
    "KeyFigure",
    "Language",
    "Location",
    "Need",
    "Network",
    "NetworkArea",
    "NetworkMember",
    "NightlyTask",
    "NotDuplicates",
    "OpeningRule",
    "Organization",
    "PostalCode",
    "Prepared",
    "ProfessionalContact",
    "ProfessionalDetails",
    "ProposedChange",
    "PublicIdAlias",
    "ReferralSheet",
    "ScheduleException",
    "SearchTerm",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceTranslation",
    "SiteText",
    "SourceRecord",
    "TrackedQuerySet",
    "User",
    "Verification",
    "VerificationRequest",
    "WaitingSheet",
    "act",
    "every_audience",
    "every_language",
    "every_need",
]
