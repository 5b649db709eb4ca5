"""PostgreSQL, through its own tools, of the server's own version."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryFile

import psycopg

from resources.backups.problem import BackupError, Ends

SUFFIX = ".dump"
DEBIAN = Path("/usr/lib/postgresql")
LOCK_SECONDS = 30
CONNECT_SECONDS = 10
# One transaction: until COMMIT is sent, which only a file read to its end deserves, nothing has happened.
OPENING = f"""\\set ON_ERROR_STOP on
BEGIN;
SET LOCAL lock_timeout = '{LOCK_SECONDS}s';
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""
CLOSING = "\nCOMMIT;\nANALYZE;\n"
OBJECTS = """
SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
"""
# Parts of an address as psycopg names them; as Django does.
PARTS = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
SAFETY = ("sslmode", "sslrootcert", "sslcert", "sslkey")
# The environment says PGHOST, PGUSER…, and this one otherwise.
ENVIRONMENT = {"dbname": "PGDATABASE"}
ERROR = re.compile(r"\b(?:ERROR|FATAL|error|fatal):\s+(?P<says>.*)")


class PostgreSQL:
    suffix = SUFFIX

    def __init__(self, settings: dict):
        options = settings.get("OPTIONS", {})
        given = {name: settings.get(key) for name, key in PARTS.items()} | {name: options.get(name) for name in SAFETY}
        self.address = {name: str(value) for name, value in given.items() if value}
        # In the environment: the words of a command are anybody's to read.
        told = {ENVIRONMENT.get(name, f"PG{name.upper()}"): value for name, value in self.address.items()}
        self.environment = {**os.environ, "PGCONNECT_TIMEOUT": str(CONNECT_SECONDS), **told}

    def dump(self, file: Path) -> None:
        command = [self._tool("pg_dump"), "--format=custom", "--no-owner", "--no-privileges"]
        self._run([*command, f"--lock-wait-timeout={LOCK_SECONDS}s", f"--file={file}"], "pg_dump n’a pas fini")

    def verify(self, file: Path) -> None:
        """Its table of contents, then every row: a list alone would not see a missing end."""
        restore = self._tool("pg_restore")
        try:
            listed = self._run([restore, "--list", str(file)], "sommaire illisible")
            self._run([restore, "--file=/dev/null", str(file)], "données illisibles")
        except BackupError as error:
            raise BackupError(f"{file.name} : ce fichier est abîmé ou incomplet. {error}", Ends.FILE) from error
        if "TABLE DATA public django_migrations" not in listed:
            raise BackupError(f"{file.name} : ce n’est pas une sauvegarde de l’annuaire.", Ends.FILE)

    def is_empty(self) -> bool:
        with self._connect() as connection:
            return connection.execute(OBJECTS).fetchone()[0] == 0

    def restore(self, file: Path) -> None:
        tools = [self._tool("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(file)]
        psql = [self._tool("psql"), "--no-psqlrc", "--quiet", "--output=/dev/null"]
        with (
            TemporaryFile("w+") as said,
            subprocess.Popen(psql, stdin=subprocess.PIPE, stderr=said, env=self.environment) as writer,
            subprocess.Popen(tools, stdout=subprocess.PIPE, stderr=said, env=self.environment) as reader,
        ):
            try:
                writer.stdin.write(OPENING.encode())
                shutil.copyfileobj(reader.stdout, writer.stdin)
                if reader.wait() == 0:
                    writer.stdin.write(CLOSING.encode())
                writer.stdin.close()
            except BrokenPipeError:
                reader.kill()
            written = writer.wait() == 0 and reader.wait() == 0
            said.seek(0)
            if not written:
                raise BackupError(f"La base est restée comme avant : {_told(said.read())}", Ends.DATABASE)

    def _connect(self):
        try:
            return psycopg.connect(**self.address, connect_timeout=CONNECT_SECONDS, autocommit=True)
        except psycopg.OperationalError as error:
            raise BackupError("La base ne répond pas. Vérifiez DATABASE_URL et PostgreSQL.", Ends.DATABASE) from error

    def _tool(self, name: str) -> str:
        """A newer pg_dump writes what an older server refuses to read back, and an older one refuses to dump."""
        with self._connect() as connection:
            wanted = connection.info.server_version // 10_000
        beside = DEBIAN / str(wanted) / "bin" / name
        found = str(beside) if beside.is_file() else shutil.which(name)
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout if found else ""
        version = re.search(r"(\d+)(?:\.\d+)?", said)
        if not version or int(version[1]) != wanted:
            has = f"{name} {version[1]}" if version else f"pas de {name}"
            raise BackupError(
                f"Le serveur est PostgreSQL {wanted}, et il y a ici {has}. Installez postgresql-client-{wanted}.",
                Ends.TOOLS,
            )
        return found

    def _run(self, command: list[str], failure: str) -> str:
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            said = _told(done.stderr)
            full = done.returncode < 0 or "No space left" in done.stderr or "could not write" in done.stderr
            raise BackupError(f"{failure} : {said}.", Ends.DISK if full else Ends.DATABASE)
        return done.stdout


def _told(stderr: str) -> str:
    """What went wrong, without the rows that PostgreSQL shows around it: they may hold somebody's name."""
    found = ERROR.search(stderr)
    return found["says"] if found else "l’outil s’est arrêté sans le dire"
