"""Who may import whom. A module imports lower floors only; two rooms of one floor do not import each other."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "resources"
FLOORS = [
    ["enums", "text", "hours", "freshness", "validators", "next_step", "icons", "wording", "osm", "workflow", "roles"]
    + ["labelling", "cartography", "contours", "emergency", "legal", "completeness", "prose", "charts"],
    ["models"],
    ["search"],
    ["exports", "verification", "reports", "history", "accounts", "merging", "referrals", "reserved"]
    + ["nightly", "health"],
    ["imports", "filters", "forms", "to_do"],
    ["templatetags", "views", "api", "admin", "management", "sitemaps", "middleware", "context_processors"],
    ["urls", "sign_in_urls"],
]
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
# The ground floor is leaves: these alone may be read from beside.
SHARED = {"enums", "text"}
# Words say what the pure rooms answer.
BESIDE = {("wording", "hours"), ("wording", "freshness"), ("osm", "hours"), ("cartography", "labelling")}
# Written by Django, or read by it before anything else.
OUTSIDE = {"__init__", "apps", "migrations"}

MODULES = [
    pytest.param(path, id=str(path.relative_to(ROOT)))
    for path in sorted(APP.rglob("*.py"))
    if "migrations" not in path.parts
]


def room_of(path):
    return path.relative_to(APP).parts[0].removesuffix(".py")


def imports_of(path):
    """Every (node, dotted name) a module imports; `from resources import hours` counts as resources.hours."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            dotted = node.module or ""
            names = [f"resources.{alias.name}" for alias in node.names] if dotted == "resources" else [dotted]
            yield from ((node, name) for name in names)


def rooms_imported_by(path):
    return {name.split(".")[1] for _, name in imports_of(path) if name.startswith("resources.")}


@pytest.mark.parametrize("path", MODULES)
def test_room_has_a_floor(path):
    assert room_of(path) in FLOOR_OF.keys() | OUTSIDE


@pytest.mark.parametrize("path", [module for module in MODULES if room_of(module.values[0]) not in OUTSIDE])
def test_module_imports_lower_floors_only(path):
    room = room_of(path)
    imported = rooms_imported_by(path) - {room}

    wrong = {
        other
        for other in imported
        if FLOOR_OF[other] >= FLOOR_OF[room] and other not in SHARED and (room, other) not in BESIDE
    }

    assert wrong == set()


@pytest.mark.parametrize("room", sorted(SHARED))
def test_shared_room_imports_no_other(room):
    assert rooms_imported_by(APP / f"{room}.py") == set()


@pytest.mark.parametrize("path", MODULES)
def test_module_imports_nothing_inside_a_function(path):
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    inside = [
        node.lineno
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert inside == []


@pytest.mark.parametrize("path", MODULES)
def test_module_has_no_relative_import(path):
    relative = [node.lineno for node, _ in imports_of(path) if isinstance(node, ast.ImportFrom) and node.level]

    assert relative == []


@pytest.mark.parametrize("path", MODULES)
def test_app_does_not_know_the_project(path):
    known = [name for _, name in imports_of(path) if name.split(".")[0] == "vienne_support"]

    assert known == []


@pytest.mark.parametrize("path", MODULES)
def test_models_are_imported_in_order(path):
    """A model file imports only those above its line in `models/__init__.py`."""
    if room_of(path) != "models" or path.stem in {"__init__", "base"}:
        return
    order = ["base"] + [
        name.rsplit(".", 1)[1] for _, name in imports_of(APP / "models" / "__init__.py") if name.count(".") == 2
    ]
    imported = {name.split(".")[2] for _, name in imports_of(path) if name.startswith("resources.models.")}

    assert {name for name in imported if order.index(name) >= order.index(path.stem)} == set()
