"""Who may import whom. A module imports lower floors only; two rooms of one floor do not import each other."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "resources"
FLOORS = [
    ["enums", "text", "hours", "freshness", "validators", "next_step", "icons", "wording", "osm", "workflow", "roles"]
    + ["labelling", "cartography", "contours", "emergency", "legal", "completeness", "prose", "charts", "languages"],
    ["models"],
    ["search"],
    ["exports", "verification", "reports", "history", "accounts", "merging", "referrals", "reserved"]
    + ["nightly", "health", "backups"],
    ["imports", "filters", "forms", "to_do"],
    ["templatetags", "views", "api", "admin", "management", "sitemaps", "middleware", "context_processors"],
    ["urls", "sign_in_urls", "warm_up"],
]
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
# The ground floor is leaves: these alone may be read from beside.
SHARED = {"enums", "text", "languages"}
# Words say what the pure rooms answer.
BESIDE = {("wording", "hours"), ("wording", "freshness"), ("osm", "hours"), ("cartography", "labelling")}
# Written by Django, or read by it before anything else.
OUTSIDE = {"__init__", "apps", "migrations"}

MODULES = [path for path in sorted(APP.rglob("*.py")) if "migrations" not in path.parts]


def room_of(path):
    return path.relative_to(APP).parts[0].removesuffix(".py")


@cache
def tree_of(path):
    return ast.parse(path.read_text())


def imports_of(path):
    """Every (node, dotted name) a module imports; `from resources import hours` counts as resources.hours."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            dotted = node.module or ""
            names = [f"resources.{alias.name}" for alias in node.names] if dotted == "resources" else [dotted]
            yield from ((node, name) for name in names)


def rooms_imported_by(path):
    return {name.split(".")[1] for _, name in imports_of(path) if name.startswith("resources.")}


def wrong_in(modules, found):
    """Module → what is wrong in it, for the modules where something is."""
    told = {str(path.relative_to(ROOT)): found(path) for path in modules}
    return {path: wrong for path, wrong in told.items() if wrong}


def test_every_room_has_a_floor():
    assert {room_of(path) for path in MODULES} <= FLOOR_OF.keys() | OUTSIDE


def test_modules_import_lower_floors_only():
    def climbing(path):
        room = room_of(path)
        return {
            other
            for other in rooms_imported_by(path) - {room}
            if FLOOR_OF[other] >= FLOOR_OF[room] and other not in SHARED and (room, other) not in BESIDE
        }

    assert wrong_in([path for path in MODULES if room_of(path) not in OUTSIDE], climbing) == {}


@pytest.mark.parametrize("room", sorted(SHARED))
def test_shared_room_imports_no_other(room):
    assert rooms_imported_by(APP / f"{room}.py") == set()


def test_nothing_is_imported_inside_a_function():
    def inside(path):
        functions = [
            node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        return [
            node.lineno
            for function in functions
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]

    assert wrong_in(MODULES, inside) == {}


def test_no_import_is_relative():
    def relative(path):
        return [node.lineno for node, _ in imports_of(path) if isinstance(node, ast.ImportFrom) and node.level]

    assert wrong_in(MODULES, relative) == {}


def test_app_does_not_know_the_project():
    def known(path):
        return [name for _, name in imports_of(path) if name.split(".")[0] == "vienne_support"]

    assert wrong_in(MODULES, known) == {}


def test_models_are_imported_in_order():
    """A model file imports only those above its line in `models/__init__.py`."""
    order = ["base"] + [
        name.rsplit(".", 1)[1] for _, name in imports_of(APP / "models" / "__init__.py") if name.count(".") == 2
    ]

    def too_early(path):
        imported = {name.split(".")[2] for _, name in imports_of(path) if name.startswith("resources.models.")}
        return {name for name in imported if order.index(name) >= order.index(path.stem)}

    nouns = [path for path in MODULES if room_of(path) == "models" and path.stem not in {"__init__", "base"}]
    assert wrong_in(nouns, too_early) == {}
