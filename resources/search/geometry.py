"""Distances on a small piece of the Earth. Degrees (WGS 84) in, kilometres out."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0
KM_PER_DEGREE = EARTH_RADIUS_KM * radians(1)

Point = tuple[float, float]


def distance_km(here: Point, there: Point) -> float:
    """Great-circle distance between two (latitude, longitude)."""
    lat1, lon1, lat2, lon2 = (radians(degrees) for degrees in (*here, *there))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))
