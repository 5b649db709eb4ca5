"""What the answers of the API look like, for its OpenAPI document: HSDS 3.1, less what we never say.

No key is ever null: what nobody knows is absent.
"""

from typing import Literal

from pydantic import Field
from typing_extensions import Annotated, Required, TypedDict  # noqa: UP035  # pydantic asks for it before Python 3.12

Identifier = Annotated[str, Field(json_schema_extra={"format": "uuid"})]
Address = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
TEXT_HEADER = {"schema": {"type": "string"}}
Status = Literal["active", "inactive", "defunct", "temporarily closed"]


class LanguageObject(TypedDict, total=False):
    id: Required[Identifier]
    name: str
    code: str


class PhoneObject(TypedDict, total=False):
    id: Required[Identifier]
    number: Required[str]
    type: str
    description: str
    languages: list[LanguageObject]


class UrlObject(TypedDict, total=False):
    id: Required[Identifier]
    label: str
    url: Required[Address]


class ScheduleObject(TypedDict, total=False):
    """The parts of an RRULE. Holidays and closures are told in `notes`."""

    id: Required[Identifier]
    freq: Literal["WEEKLY", "MONTHLY"]
    interval: int
    byday: str
    byweekno: str
    wkst: str
    dtstart: str
    until: str
    valid_from: str
    valid_to: str
    opens_at: str
    closes_at: str
    attending_type: str
    description: str
    notes: str


class AddressObject(TypedDict, total=False):
    id: Required[Identifier]
    address_1: Required[str]
    address_2: str
    city: Required[str]
    state_province: Required[str]
    postal_code: Required[str]
    country: Required[str]
    address_type: Required[Literal["physical", "postal", "virtual"]]


class AccessibilityObject(TypedDict, total=False):
    id: Required[Identifier]
    description: str


class LocationObject(TypedDict, total=False):
    """A place. One kept secret is virtual and says nothing of where it is."""

    id: Required[Identifier]
    location_type: Required[Literal["physical", "postal", "virtual"]]
    name: str
    description: str
    transportation: str
    latitude: float
    longitude: float
    addresses: list[AddressObject]
    accessibility: list[AccessibilityObject]


class TaxonomyObject(TypedDict, total=False):
    id: Required[Identifier]
    name: Required[str]
    description: Required[str]
    version: str


class TermObject(TypedDict, total=False):
    id: Required[Identifier]
    code: str
    name: Required[str]
    description: Required[str]
    taxonomy: str
    taxonomy_id: Identifier
    taxonomy_detail: TaxonomyObject
    language: str


class AttributeObject(TypedDict, total=False):
    id: Required[Identifier]
    link_id: Identifier
    link_entity: str
    taxonomy_term_id: Identifier
    taxonomy_term: TermObject


class AreaObject(TypedDict, total=False):
    id: Required[Identifier]
    name: str
    description: str
    extent: str
    extent_type: str


class CostObject(TypedDict, total=False):
    id: Required[Identifier]
    option: str
    amount: float
    currency: str


class DocumentObject(TypedDict, total=False):
    id: Required[Identifier]
    document: str


class OrganizationIdentifierObject(TypedDict, total=False):
    id: Required[Identifier]
    organization_id: Identifier
    identifier_type: Required[str]
    identifier: Required[str]


class BriefOrganization(TypedDict, total=False):
    id: Required[Identifier]
    name: Required[str]
    alternate_name: str
    description: Required[str]
    website: Address


class BriefService(TypedDict, total=False):
    id: Required[Identifier]
    name: Required[str]
    status: Required[Status]
    organization_id: Identifier
    alternate_name: str
    description: str
    url: Address
    application_process: str
    fees_description: str
    eligibility_description: str
    assured_date: str
    alert: str
    last_modified: Moment
    modified_date: Moment
    organization: BriefOrganization


class WayInObject(TypedDict, total=False):
    id: Required[Identifier]
    service_id: Identifier
    location_id: Identifier
    description: str
    location: LocationObject
    phones: list[PhoneObject]
    schedules: list[ScheduleObject]


class StructureObject(BriefOrganization, total=False):
    parent_organization_id: Identifier
    phones: list[PhoneObject]
    organization_identifiers: list[OrganizationIdentifierObject]


class ServiceObject(BriefService, total=False):
    additional_urls: list[UrlObject]
    phones: list[PhoneObject]
    service_areas: list[AreaObject]
    service_at_locations: list[WayInObject]
    languages: list[LanguageObject]
    organization: StructureObject
    cost_options: list[CostObject]
    required_documents: list[DocumentObject]
    attributes: list[AttributeObject]


class OrganizationObject(StructureObject, total=False):
    locations: list[LocationObject]
    services: list[ServiceObject]


class ServiceAtLocationObject(WayInObject, total=False):
    service: BriefService


class PageObject(TypedDict):
    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool


class ServicePage(PageObject):
    contents: list[ServiceObject]


class OrganizationPage(PageObject):
    contents: list[OrganizationObject]


class ServiceAtLocationPage(PageObject):
    contents: list[ServiceAtLocationObject]


class TaxonomyPage(PageObject):
    contents: list[TaxonomyObject]


class TermPage(PageObject):
    contents: list[TermObject]


class Publisher(TypedDict, total=False):
    name: Required[str]
    url: Address


class Root(TypedDict):
    version: str
    profile: Address
    openapi_url: Address
    description: str
    publisher: Publisher


class WrongParameter(TypedDict):
    parameter: str
    reason: str


class Problem(TypedDict, total=False):
    """Why there is no answer (RFC 9457)."""

    status: Required[int]
    title: Required[str]
    detail: Required[str]
    errors: list[WrongParameter]
