"""Distances on a small piece of the Earth. Degrees (WGS 84) in, kilometres out."""

from math import asin, cos, radians, sin, sqrt
from typing import Any

from django.db.models import ExpressionWrapper, F, FloatField
from django.db.models.expressions import Combinable

EARTH_RADIUS_KM = 6371.0
KM_PER_DEGREE = EARTH_RADIUS_KM * radians(1)

Point = tuple[float, float]


def distance_km(here: Point, there: Point) -> float:
    """Great-circle distance between two (latitude, longitude)."""
    lat1, lon1, lat2, lon2 = (radians(degrees) for degrees in (*here, *there))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))


def box(centre: Point, radius_km: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Ranges of latitude and longitude that hold the circle."""
    latitude, longitude = centre
    up = radius_km / KM_PER_DEGREE
    across = up / cos(radians(latitude))
    return (latitude - up, latitude + up), (longitude - across, longitude + across)


def squared_km(centre: Point, latitude: str | Combinable, longitude: str | Combinable) -> "ExpressionWrapper[Any]":
    """Squared distance as plain arithmetic, the same on both engines: under 0.2 % off within 100 km."""
    up = (_field(latitude) - centre[0]) * KM_PER_DEGREE
    across = (_field(longitude) - centre[1]) * (KM_PER_DEGREE * cos(radians(centre[0])))
    return ExpressionWrapper(up * up + across * across, output_field=FloatField())


def _field(name: str | Combinable) -> Combinable:
    return F(name) if isinstance(name, str) else name
