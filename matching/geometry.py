"""Distances from town to town. The same float operations run in SQL: keep their order."""

from math import asin, atan2, cos, degrees, radians, sin, sqrt

from matching.facts import Point

DIAMETER_M = 12_742_000
METRES_PER_KM = 1_000
# A degree of latitude is at least 110.57 km: a little less, and one more kilometre, make the box of a circle a little
# too wide, never too narrow. The box only spares the index; the distance decides.
KM_PER_DEGREE = 110.0
BOX_MARGIN_KM = 1

Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""


def point(latitude: float, longitude: float) -> Point:
    """The point at these degrees (WGS 84)."""
    phi, theta = radians(latitude), radians(longitude)
    return Point(cos(phi) * cos(theta), cos(phi) * sin(theta), sin(phi))


def longitude_latitude(place: Point) -> tuple[float, float]:
    return degrees(atan2(place.y, place.x)), degrees(asin(max(-1.0, min(1.0, place.z))))


def distance_m(a: Point, b: Point) -> int:
    """Metres between two points, rounded half to even."""
    dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
    half_chord = sqrt(dx * dx + dy * dy + dz * dz) / 2
    return round(DIAMETER_M * asin(min(half_chord, 1.0)))


def box(centre: Point, radius_km: int) -> Box:
    """A box that holds the whole circle."""
    longitude, latitude = longitude_latitude(centre)
    height = (radius_km + BOX_MARGIN_KM) / KM_PER_DEGREE
    widest = min(abs(latitude) + height, 89.0)
    width = height / cos(radians(widest))
    return longitude - width, latitude - height, longitude + width, latitude + height
