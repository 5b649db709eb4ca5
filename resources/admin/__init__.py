"""The back office: one file a screen family. Importing them registers their screens."""

from resources.admin import (
    alias,
    contact,
    location,
    network,
    organization,
    page,
    professional,
    provenance,
    service,
    territory,
    timetable,
    user,
    verification,
    vocabulary,
    way_in,
)

__all__ = [
    "alias",
    "contact",
    "location",
    "network",
    "organization",
    "page",
    "professional",
    "provenance",
    "service",
    "territory",
    "timetable",
    "user",
    "verification",
    "vocabulary",
    "way_in",
]
