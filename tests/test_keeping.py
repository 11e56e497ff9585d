"""Copies that can be trusted, and brought back."""

import sqlite3
import tarfile
from pathlib import Path

import pytest

from samskap.keeping import NotKept, back_up, look_through, restore
from samskap.testing.servers import Product

pytestmark = pytest.mark.sqlite


def data_with(folder: Path, people: int) -> sqlite3.Connection:
    """A small data directory that is in use: with a log beside the database, as in a running product."""
    folder.mkdir(exist_ok=True)
    used = sqlite3.connect(folder / "samskap.sqlite3", isolation_level=None)
    used.execute("PRAGMA journal_mode=WAL")
    used.execute("PRAGMA wal_autocheckpoint=0")
    used.execute("CREATE TABLE gatherings_gathering (id INTEGER PRIMARY KEY)")
    used.execute("CREATE TABLE gatherings_participation (id INTEGER PRIMARY KEY)")
    used.execute("CREATE TABLE cards_photo (id INTEGER PRIMARY KEY, file TEXT)")
    used.execute("INSERT INTO gatherings_gathering DEFAULT VALUES")
    for _ in range(people):
        used.execute("INSERT INTO gatherings_participation DEFAULT VALUES")
    (folder / "secret-key").write_text("key")
    return used


def with_photo(used: sqlite3.Connection, folder: Path) -> Path:
    photo = folder / "media" / "photos" / "wall.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"a picture")
    used.execute("INSERT INTO cards_photo (file) VALUES ('photos/wall.jpg')")
    return photo


def test_a_copy_of_data_in_use_holds_what_lies_in_the_log_beside_it(tmp_path: Path) -> None:
    used = data_with(tmp_path / "data", people=444)

    copy = back_up(tmp_path / "data", tmp_path / "copy.tar.gz")

    assert (copy.gatherings, copy.people) == (1, 444)
    used.close()


def test_a_copy_comes_back_whole(tmp_path: Path) -> None:
    used = data_with(tmp_path / "data", people=3)
    with_photo(used, tmp_path / "data")
    back_up(tmp_path / "data", tmp_path / "copy.tar.gz")

    copy = restore(tmp_path / "copy.tar.gz", tmp_path / "new")

    assert (copy.people, copy.photos) == (3, 1)
    assert (tmp_path / "new" / "media" / "photos" / "wall.jpg").read_bytes() == b"a picture"
    assert (tmp_path / "new" / "secret-key").read_text() == "key"
    assert sorted(one.name for one in (tmp_path / "new").iterdir()) == ["media", "samskap.sqlite3", "secret-key"]
    used.close()


def test_only_its_owner_reads_a_copy(tmp_path: Path) -> None:
    data_with(tmp_path / "data", people=1).close()
    back_up(tmp_path / "data", tmp_path / "copy.tar.gz")

    assert (tmp_path / "copy.tar.gz").stat().st_mode & 0o077 == 0


def test_nothing_is_brought_back_over_something_else(tmp_path: Path) -> None:
    data_with(tmp_path / "data", people=1).close()
    back_up(tmp_path / "data", tmp_path / "copy.tar.gz")
    data_with(tmp_path / "other", people=9).close()

    with pytest.raises(NotKept, match="not empty"):
        restore(tmp_path / "copy.tar.gz", tmp_path / "other")

    with sqlite3.connect(tmp_path / "other" / "samskap.sqlite3") as other:
        assert other.execute("SELECT count(*) FROM gatherings_participation").fetchone() == (9,)
    other.close()


def test_a_copy_with_a_photo_missing_is_no_copy(tmp_path: Path) -> None:
    used = data_with(tmp_path / "data", people=1)
    with_photo(used, tmp_path / "data").unlink()

    with pytest.raises(NotKept, match="photos are missing"):
        back_up(tmp_path / "data", tmp_path / "copy.tar.gz")

    assert [one.name for one in tmp_path.iterdir()] == ["data"]
    used.close()


def test_a_damaged_copy_is_found_out(tmp_path: Path) -> None:
    data_with(tmp_path / "data", people=1000).close()
    copy = tmp_path / "copy.tar.gz"
    back_up(tmp_path / "data", copy)
    copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])

    with pytest.raises(NotKept):
        look_through(copy)


def test_a_file_that_is_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Aud")
    with tarfile.open(tmp_path / "letter.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "letter.txt", "letter.txt")

    for file in ("letter.txt", "letter.tar.gz"):
        with pytest.raises(NotKept):
            restore(tmp_path / file, tmp_path / "new")


@pytest.mark.long
def test_the_running_product_is_copied_and_brought_back(product: Product, tmp_path: Path) -> None:
    product.start()
    product.run("sign-in-link", "aud@nordbygda.example")
    copy = tmp_path / "copies" / "today.tar.gz"

    said = product.run("backup", str(copy))

    assert "0 gatherings" in said
    assert product.process is not None
    assert product.process.poll() is None
    product.environment["SAMSKAP_DATA"] = str(tmp_path / "new")
    product.run("restore", str(copy))
    with sqlite3.connect(tmp_path / "new" / "samskap.sqlite3") as restored:
        assert restored.execute("SELECT email FROM people_user").fetchone() == ("aud@nordbygda.example",)
    restored.close()
