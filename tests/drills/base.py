"""A directory as its keeper knows it: a database of its own, commands, and everything that is in it."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tests.browser.site import ROOT, Database, environment_of

FILLS = """
import importlib
import pkgutil
import tests
for module in pkgutil.iter_modules(tests.__path__):
    if "factor" in module.name:
        importlib.import_module(f"tests.{module.name}")
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from factory.django import DjangoModelFactory
Group.objects.create(name="un groupe")
waiting = [DjangoModelFactory]
while waiting:
    factory = waiting.pop()
    waiting += factory.__subclasses__()
    if factory is not DjangoModelFactory:
        factory()
for model in apps.get_app_config("resources").get_models():
    for field in model._meta.many_to_many:
        getattr(model._base_manager.first(), field.name).add(field.related_model._base_manager.first())
"""
# Every table of the directory, whatever made it.
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
}
STRUCTURE = {
    "sqlite": ["SELECT name, sql FROM sqlite_master ORDER BY 1, 2", "PRAGMA user_version"],
    "postgresql": [
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
        "SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
        "SELECT sequencename, start_value, increment_by FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1",
        "SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity, collation_name"
        " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
        "SELECT extname FROM pg_extension ORDER BY 1",
    ],
}

# How far the numbers given to rows went: a restored base must give none twice. SQLite keeps its own among the rows.
COUNTERS = {
    "sqlite": [],
    "postgresql": ["SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"],
}


# PostgreSQL reads a condition again with its casts elsewhere: 'a'::character varying::text, ARRAY[…]::text[].
CASTS = re.compile(r"::(character varying|text|smallint|integer|bigint|double precision)(\[\])?|[()\s]")


def plain(value):
    return CASTS.sub("", value) if isinstance(value, str) else value


@dataclass
class Base:
    database: Database
    environment: dict[str, str]

    @property
    def engine(self) -> str:
        return "sqlite" if self.database.url.startswith("sqlite") else "postgresql"

    def run(self, *command: str, **options) -> subprocess.CompletedProcess:
        given = {"cwd": ROOT, "env": self.environment, **options}
        return subprocess.run(command, capture_output=True, text=True, check=False, **given)

    @staticmethod
    def python(*arguments: str) -> list[str]:
        return [sys.executable, "manage.py", *arguments]

    def manage(self, *arguments: str) -> str:
        done = self.run(*self.python(*arguments))
        assert done.returncode == 0, done.stderr
        return done.stdout

    def query(self, *statements: str) -> list[list[tuple]]:
        with closing(self._connect()) as connection:
            return [connection.execute(statement).fetchall() for statement in statements]

    def execute(self, statement: str) -> None:
        with closing(self._connect()) as connection:
            connection.execute(statement)
            connection.commit()

    def rows(self) -> dict[str, list[tuple]]:
        """Table → every row, in an order that does not depend on where it lies."""
        tables = [name for (name,) in self.query(TABLES[self.engine])[0]]
        found = self.query(*(f'SELECT * FROM "{name}"' for name in tables))
        return {name: sorted(rows, key=repr) for name, rows in zip(tables, found, strict=True)}

    def columns(self) -> dict[str, list[str]]:
        """Table → its columns, in the order of its rows."""
        tables = [name for (name,) in self.query(TABLES[self.engine])[0]]
        with closing(self._connect()) as connection:
            return {
                name: [column[0] for column in connection.execute(f'SELECT * FROM "{name}" LIMIT 0').description]
                for name in tables
            }

    def structure(self) -> list[list[tuple]]:
        """Indexes, constraints, sequences, columns, extensions."""
        return [[tuple(map(plain, row)) for row in rows] for rows in self.query(*STRUCTURE[self.engine])]

    def structure_and_counters(self) -> list[list[tuple]]:
        return self.structure() + self.query(*COUNTERS[self.engine])

    def _connect(self):
        if self.engine == "sqlite":
            return sqlite3.connect(self.database.url.removeprefix("sqlite:///"))
        return psycopg.connect(self.database.url)


@contextmanager
def base(folder: Path, name: str, **environment: str):
    """An empty database, on the engine the suite runs on."""
    folder.mkdir(parents=True, exist_ok=True)
    server = os.environ.get("DATABASE_URL")
    full = "_".join(["test_directory", os.environ["TEST_RUN"], os.environ.get("PYTEST_XDIST_WORKER", "main"), name])
    database = Database(folder, server, full)
    given = environment_of(database.url, folder, "https://meteofrance.com/")
    try:
        yield Base(database, {**given, "BACKUP_ROOT": str(folder / "backups"), **environment})
    finally:
        database.drop()


def empty(one: Base) -> None:
    """As after a lost disk."""
    if one.engine == "sqlite":
        Path(one.database.url.removeprefix("sqlite:///")).unlink()
    else:
        name = sql.Identifier(one.database.name)
        with psycopg.connect(one.database.server, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
