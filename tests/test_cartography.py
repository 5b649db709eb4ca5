"""A map without tiles: what is where, how far, and that nothing hides anything."""

from itertools import combinations, pairwise, product
from math import asin, atan2, cos, degrees, hypot, radians, sin

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from resources.cartography import CLOSE, SPACING, WHOLE, WIDTH, Place, draw, fitted, path
from resources.labelling import Label, around, label_beside
from resources.search.geometry import EARTH_RADIUS_KM, distance_km

POITIERS, CIVRAY, CHATELLERAULT = (46.5846, 0.3715), (46.1431, 0.2998), (46.8156, 0.5519)
# About the Vienne, as a diamond.
LAND = [((47.18, 0.1), (46.6, 1.2), (46.05, 0.4), (46.6, -0.1), (47.18, 0.1))]

points = st.tuples(st.floats(46.05, 47.18), st.floats(-0.1, 1.21))
places = st.lists(
    st.builds(Place, point=points, key=st.text("ABC", min_size=1, max_size=2), name=st.just("Accueil"),
              town=st.sampled_from(["Civray", "Poitiers", "Saint-Germain-de-Longue-Chaume"])),
    min_size=1, max_size=20,
)  # fmt: skip


def place(point=POITIERS, key="A", town="Poitiers", **known):
    return Place(point=point, key=key, name=f"Accueil {key}", town=town, **known)


def beyond(point, bearing, km):
    """Where one arrives by walking straight ahead on the globe."""
    lat, lon, angle = radians(point[0]), radians(point[1]), km / EARTH_RADIUS_KM
    there = asin(sin(lat) * cos(angle) + cos(lat) * sin(angle) * cos(bearing))
    east = atan2(sin(bearing) * sin(angle) * cos(lat), cos(angle) - sin(lat) * sin(there))
    return degrees(there), degrees(lon + east)


@given(places, st.none() | points, st.sampled_from([10, 20, 30, 50]))
def test_every_mark_and_the_whole_circle_are_inside_the_sheet(shown, here, radius_km):
    sheet = draw(shown, land=LAND, here=here, here_name="Civray", radius_km=radius_km)
    assume(sheet)

    circle = [around((sheet.here.x, sheet.here.y), sheet.here.radius)] if sheet.here else []
    edges = [*circle, *((mark.x, mark.y, mark.x, mark.y) for mark in sheet.marks)]

    assert all(left >= 0 and top >= 0 and right <= WIDTH and low <= sheet.height for left, top, right, low in edges)


@given(points, st.sampled_from([10, 20, 30, 50]), st.floats(0, 6.283))
def test_the_circle_is_right_to_one_hundredth(here, radius_km, bearing):
    latitude = here[0]
    project, _ = fitted([point for ring in LAND for point in ring], WHOLE, latitude=latitude, centre=here)
    (x, y), (x2, y2) = project(here), project(beyond(here, bearing, radius_km))

    assert hypot(x2 - x, y2 - y) == pytest.approx(radius_km * project.scale, rel=0.01)


@given(points, points)
def test_distances_agree_with_those_of_the_list(here, there):
    project, _ = fitted([here, there], CLOSE, latitude=(here[0] + there[0]) / 2)
    (x, y), (x2, y2) = project(here), project(there)

    assert hypot(x2 - x, y2 - y) / project.scale == pytest.approx(distance_km(here, there), rel=0.01, abs=0.01)


def test_the_circle_drawn_has_the_radius_asked_for():
    sheet = draw([place(CIVRAY)], land=LAND, here=CIVRAY, radius_km=30)
    project, _ = fitted(LAND[0], WHOLE, latitude=CIVRAY[0], centre=CIVRAY, radius_km=30)

    assert sheet.here.radius == pytest.approx(30 * project.scale, rel=0.01)


@given(places)
def test_two_marks_never_share_what_a_finger_touches(shown):
    marks = draw(shown, land=LAND).marks

    assert all(
        hypot(one.x - two.x, one.y - two.y) >= max(SPACING, one.target + two.target)
        for one, two in combinations(marks, 2)
    )


@given(places)
def test_every_target_is_at_least_a_finger_wide(shown):
    assert all(mark.target * 2 >= SPACING for mark in draw(shown, land=LAND).marks)


@given(places)
def test_every_place_in_view_is_in_one_mark(shown):
    sheet = draw(shown, land=LAND)

    drawn = [one for mark in sheet.marks for one in mark.places]

    assert sorted(map(repr, drawn)) == sorted(map(repr, shown))


@given(places)
def test_marks_come_in_the_order_of_the_list(shown):
    firsts = [shown.index(mark.first) for mark in draw(shown, land=LAND).marks]

    assert firsts == sorted(firsts)


@given(places)
def test_the_same_places_give_the_same_map(shown):
    assert draw(shown, land=LAND, here=CIVRAY) == draw(shown, land=LAND, here=CIVRAY)


def words_of(shown, here):
    """The boxes of the words of a map, and the map."""
    sheet = draw(shown, land=LAND, here=here, here_name="Châtellerault", radius_km=30)
    assume(sheet)
    labels = [mark.label for mark in sheet.marks] + [sheet.here.label if sheet.here else None]
    return [label.box for label in labels if label], sheet


@given(places, st.none() | points)
def test_no_word_is_out_of_the_sheet(shown, here):
    boxes, sheet = words_of(shown, here)

    assert all(left >= 0 and top >= 0 and right <= WIDTH and low <= sheet.height for left, top, right, low in boxes)


@given(places, st.none() | points)
def test_no_word_is_over_another_or_over_a_mark(shown, here):
    boxes, sheet = words_of(shown, here)
    discs = [around((mark.x, mark.y), mark.radius) for mark in sheet.marks]
    pairs = [*combinations(boxes, 2), *product(boxes, discs)]

    assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a, b in pairs)


def test_several_at_one_place_are_one_mark_with_a_number():
    sheet = draw([place(key="A"), place(key="B"), place(CIVRAY, key="C", town="Civray")], land=LAND)

    assert [(mark.count, mark.towns) for mark in sheet.marks] == [(2, ("Poitiers",)), (1, ("Civray",))]


def test_one_thing_twice_in_a_place_counts_once():
    assert draw([place(key="A"), place(key="A")], land=LAND).marks[0].count == 1


def test_a_mark_takes_the_name_of_most_of_its_places():
    near = (POITIERS[0] - 0.05, POITIERS[1])

    sheet = draw([place(near, key="A", town="Fontaine-le-Comte"), place(key="B"), place(key="C")], land=LAND)

    assert sheet.marks[0].label.text == "Poitiers"


def test_the_town_of_the_reader_is_named_once():
    sheet = draw([place()], land=LAND, here=POITIERS, here_name="Poitiers", radius_km=30)

    assert (sheet.here.label.text, sheet.marks[0].label) == ("Poitiers", None)


def test_a_mark_is_doubtful_only_when_all_it_holds_is():
    sheet = draw([place(key="A", doubtful=True), place(key="B"), place(CIVRAY, doubtful=True)], land=LAND)

    assert [mark.doubtful for mark in sheet.marks] == [False, True]


def test_the_map_says_when_a_point_stands_for_a_commune():
    assert [draw([place(exact=exact)], land=LAND).rough for exact in (True, False)] == [False, True]


def test_what_is_out_of_view_is_left_out():
    paris = (48.857, 2.352)

    assert [mark.first.key for mark in draw([place(key="A"), place(paris, key="B")], land=LAND).marks] == ["A"]


@pytest.mark.parametrize(
    "shown", [pytest.param([], id="no place"), pytest.param([place((48.857, 2.352))], id="out of view")]
)
def test_nothing_to_show_is_no_map(shown):
    assert draw(shown, land=LAND, here=CIVRAY, radius_km=10) is None


def test_without_an_outline_the_points_and_the_circle_are_drawn():
    sheet = draw([place(), place(CHATELLERAULT, key="B")], here=POITIERS, here_name="Poitiers", radius_km=30)

    assert (sheet.land, len(sheet.marks), sheet.here.radius > 0) == ("", 2, True)


def test_a_close_map_is_larger_than_one_of_the_whole_land():
    far, close = (draw([place(CIVRAY)], land=LAND, here=POITIERS, frame=frame) for frame in (WHOLE, CLOSE))

    apart = [hypot(sheet.marks[0].x - sheet.here.x, sheet.marks[0].y - sheet.here.y) for sheet in (far, close)]

    assert apart[1] > apart[0]


def test_a_path_is_written_in_whole_units_each_from_the_one_before():
    project, _ = fitted([(46, 0), (47, 1)], WHOLE, latitude=46.5)
    ring = [(46, 0), (47, 0), (47, 1), (46, 0)]
    corners = [tuple(round(value) for value in project(point)) for point in ring]
    (_, up), (right, _), (back, down) = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(corners)]

    assert path([ring], project) == f"M{corners[0][0]} {corners[0][1]}l0{up} {right} 0{back} {down}z"


def test_a_ring_smaller_than_a_unit_is_not_drawn():
    project, _ = fitted([(46, 0), (47, 1)], WHOLE, latitude=46.5)

    assert path([[(46, 0), (46.0001, 0), (46, 0)]], project) == ""


@pytest.mark.parametrize(
    ("taken", "end"),
    [
        pytest.param([], "start", id="to the right"),
        pytest.param([(165, 90, 300, 110)], "end", id="else to the left"),
        pytest.param([(165, 90, 300, 110), (0, 90, 140, 110)], "middle", id="else under or over"),
        pytest.param([(0, 0, 320, 200)], None, id="nowhere when there is no room"),
    ],
)
def test_a_word_goes_where_there_is_room(taken, end):
    label = label_beside("Civray", (150, 100), 7, taken=taken, sheet=(320, 200))

    assert (label and label.end) == end


def test_the_box_of_a_word_follows_its_end():
    lefts = [Label("Civray", 100, 50, end).box[0] for end in ("start", "middle", "end")]

    assert lefts == sorted(lefts, reverse=True)
