"""Opening a warehouse: made ready once, kept apart from strangers, clear where it fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from readings import every_form, published
from sqlalchemy import text

from warehouse.database import connect
from warehouse.errors import CannotOpenError
from warehouse.queries import view_counts


def test_opening_again_keeps_what_is_published(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'gudang.sqlite'}"
    engine = connect(url)
    published(engine, every_form().reading())
    engine.dispose()
    again = connect(url)
    assert view_counts(again)["bi_anggaran"] == 3
    again.dispose()


def test_views_of_an_older_version_are_replaced_and_facts_stay(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'gudang.sqlite'}"
    engine = connect(url)
    published(engine, every_form().reading())
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE warehouse_meta SET content = 'lama' WHERE name = 'fingerprint'")
        )
        connection.execute(text("DROP VIEW bi_pagu"))
        connection.execute(text("CREATE VIEW bi_lama AS SELECT 1"))
    engine.dispose()
    again = connect(url)
    assert view_counts(again)["bi_pagu"] == 2
    with pytest.raises(Exception, match="bi_lama"), again.connect() as connection:
        connection.execute(text("SELECT * FROM bi_lama"))
    again.dispose()


def test_a_warehouse_in_memory_works_too() -> None:
    engine = connect("sqlite://")
    published(engine, every_form().reading())
    assert view_counts(engine)["bi_kinerja"] == 1


def test_sqlite_is_set_up_for_readers_beside_a_writer(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'gudang.sqlite'}")
    with engine.connect() as connection:
        for pragma, value in (("journal_mode", "wal"), ("foreign_keys", 1)):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value
    engine.dispose()


@pytest.mark.parametrize(
    "url",
    [
        "bukan alamat",
        "sqlite:////tidak/ada/gudang.sqlite",
        "basisdata://server/gudang",
        "postgresql+psycopg://orang:rahasia@127.0.0.1:1/gudang",
    ],
)
def test_a_warehouse_that_cannot_be_opened_says_so_in_both_languages(url: str) -> None:
    with pytest.raises(CannotOpenError) as caught:
        connect(url)
    assert "tidak dapat dibuka" in caught.value.reason
    assert "cannot be opened" in caught.value.reason_en
    assert "rahasia" not in str(caught.value)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "catatan.sqlite"
    file.write_text("ini bukan basis data, hanya catatan\n" * 50)
    before = file.read_bytes()
    with pytest.raises(CannotOpenError):
        connect(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_tables_of_another_version_are_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'gudang.sqlite'}"
    engine = connect(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE warehouse_meta SET content = '0'"))
    engine.dispose()
    with pytest.raises(CannotOpenError, match="tables of version 0"):
        connect(url)
