"""An OpenStreetMap `opening_hours` expression → our rules and overrides. Pure.

Never half-read: what comes back means exactly what the text means, or the text is kept whole with the reason.
The grammar is the part of OSM's that our rows can say; whatever was read is compared with the text before it is given.
"""

from resources.osm.reading import Reading, read_osm

__all__ = ["Reading", "read_osm"]
