"""A migrated database to copy from (støpeform): the migrations run once for each change of them, not for each worker.

On SQLite it is a file in ``build/``, named by what it was made from. On PostgreSQL it is a database of the same name on
the server of the run, from which others are made as from any template.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django
import psycopg
from psycopg import sql

PACKAGE = Path(__file__).parents[1]
KEPT = Path("build/moulds")
SAMSKAP = (sys.executable, "-c", "import sys; from samskap.cli import main; sys.exit(main())")


def name() -> str:
    """Name the mould by the migrations, and what they are read with."""
    digest = hashlib.sha256(django.__version__.encode())
    for file in [PACKAGE / "settings.py", *sorted(PACKAGE.rglob("migrations/*.py"))]:
        digest.update(file.relative_to(PACKAGE).as_posix().encode() + b"\0" + file.read_bytes())
    return f"mould_{digest.hexdigest()[:16]}"


def copy_sqlite(to: Path) -> None:
    """Put a migrated SQLite database at ``to``."""
    KEPT.mkdir(parents=True, exist_ok=True)
    mould = KEPT / f"{name()}.sqlite3"
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not mould.is_file():
            for old in KEPT.glob("mould_*"):
                old.unlink()
            with tempfile.TemporaryDirectory() as folder:
                _migrate(SAMSKAP_DATA=folder, SAMSKAP_DATABASE_URL="")
                # By SQLite itself: what is still in its log comes along.
                _one_file(Path(folder) / "samskap.sqlite3", mould)
    shutil.copyfile(mould, to)


def _one_file(made: Path, mould: Path) -> None:
    import sqlite3

    with sqlite3.connect(made) as connection:
        connection.execute("VACUUM INTO ?", [str(mould)])


def copy_postgres(server: str, to: str) -> None:
    """Make a migrated database called ``to`` on the server of ``server`` (an address of any database of it)."""
    template = name()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(5726528)")
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone()
        if known is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(template)))
            with tempfile.TemporaryDirectory() as folder:
                _migrate(SAMSKAP_DATA=folder, SAMSKAP_DATABASE_URL=at(server, template))
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(made.format(sql.Identifier(to), sql.Identifier(template)))


def at(url: str, database: str) -> str:
    """Point the address of a PostgreSQL server at another of its databases."""
    from urllib.parse import urlsplit, urlunsplit

    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _migrate(**environment: str) -> None:
    subprocess.run(
        [*SAMSKAP, "manage", "migrate", "-v", "0"], env={**os.environ, **environment}, check=True, capture_output=True
    )
