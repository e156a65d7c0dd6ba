"""An officer's own layouts in ``<home>/layouts``: used, told where they cannot be, read anew."""

from __future__ import annotations

import lra_workbooks as lra
import pytest
from test_cli import renja  # noqa: F401
from test_layout_files import GOOD

from assets.code_version import reading_version
from assets.own_layouts import use_own_layouts
from assets.settings import find_settings
from assets.workspace import Workspace
from pipelines.conformed.conform import conform
from pipelines.conformed.identity import identify
from pipelines.layouts import load_layouts, own_layouts, shipped_layouts, use_own
from pipelines.model import Reading, Refusal
from pipelines.readers import read_grids
from pipelines.records.form_rows import read_records
from pipelines.reference import load_reference
from pipelines.tables.recognise import find_tables

#: The report under words that no shipped form has.
WORDS = """\
form: LRA
nama: Laporan realisasi anggaran Dinas Contoh
nama_en: Budget realisation report of Dinas Contoh
source: contoh
rows: hierarchy
titles: [laporan realisasi anggaran]
sides:
  - phase: null
columns:
  - {id: kode, kind: code, header: [kode rekening]}
  - {id: nama, kind: name, header: [pos mata anggaran]}
  - {id: anggaran, kind: money, header: [jatah dana]}
  - {id: realisasi, kind: money, header: [dana terserap]}
"""


@pytest.fixture(autouse=True)
def nothing_is_left():
    yield
    use_own({})


def put(home, **files):
    folder = home / "layouts"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / f"{name}.yaml").write_bytes(data)
    return find_settings(home=home)


def read(data: bytes) -> Reading:
    tables = find_tables(read_grids(data, "lra.xlsx"))
    document = identify(tables, file="lra.xlsx", sha256="0" * 64)
    return conform(document, tables, read_records(tables), load_reference())


def reworded() -> bytes:
    def words(sheet):
        sheet["B6"], sheet["C6"], sheet["D6"] = "Pos Mata Anggaran", "Jatah Dana", "Dana Terserap"

    return lra.changed(lra.one_column_of_codes(), words)


def test_a_form_under_other_words_is_read_by_the_officers_own_file(tmp_path):
    with pytest.raises(Refusal):
        read(reworded())
    assert use_own_layouts(put(tmp_path, lra_dinas_contoh=WORDS)) == ()
    assert len(read(reworded()).facts) == 46
    use_own_layouts(find_settings(home=tmp_path / "lain"))
    with pytest.raises(Refusal):
        read(reworded())


def test_a_new_form_stands_behind_the_shipped_ones(tmp_path):
    use_own_layouts(put(tmp_path, risiko=GOOD))
    assert [layout.form for layout in load_layouts()] == [
        *(layout.form for layout in shipped_layouts()), "RISIKO",
    ]  # fmt: skip


def test_what_cannot_be_used_is_told_with_its_line_and_stops_nothing(tmp_path):
    settings = put(
        tmp_path, a_rusak="form: [", b_risiko=GOOD, c_latin="form: R\nnama: caf\u00e9\n".encode("latin-1"),
        d_ganda=GOOD.replace("kind: money", "kind: text"), e_lra=WORDS,
    )  # fmt: skip
    said = [error.reason for error in use_own_layouts(settings)]
    assert [layout.form for layout in own_layouts().layouts] == ["RISIKO", "LRA"]
    assert len(said) == 3
    assert any("a_rusak.yaml baris 1" in each for each in said)
    assert any("c_latin.yaml baris 2: bukan teks UTF-8" in each for each in said)
    assert any("d_ganda.yaml" in each for each in said)


def test_a_form_of_the_package_cannot_be_replaced(tmp_path):
    """A second file about a form adds words; that it says facts is refused with its line."""
    replaced = WORDS.replace(
        "[jatah dana]}", "[jatah dana], fact: {view: anggaran, phase: rencana, year: plan}}"
    )
    (error,) = use_own_layouts(put(tmp_path, lra=replaced))
    assert "lra.yaml baris 12: columns[3].fact" in error.reason
    assert own_layouts().layouts == ()


def test_documents_are_read_again_when_the_files_change(tmp_path):
    shipped = reading_version()
    workspace = Workspace(put(tmp_path, lra=WORDS))
    first = reading_version()
    assert first != shipped
    put(tmp_path, lra=WORDS + "# catatan\n", rusak="form: [")
    assert len(workspace.use_layouts()) == 1
    assert reading_version() not in {first, shipped}
    (tmp_path / "layouts" / "lra.yaml").unlink()
    workspace.use_layouts()
    assert reading_version() == shipped  # a file that cannot be used changes nothing


def test_the_list_shows_them_and_says_which_cannot_be_used(renja, tmp_path):  # noqa: F811
    put(tmp_path, risiko=GOOD, rusak="form: [")
    result = renja("layouts", "list", "--home", str(tmp_path))
    assert result.exit_code == 0
    assert "RISIKO" in result.stdout
    assert "rusak.yaml baris 1" in result.stderr


def test_a_file_in_its_place_is_checked_as_it_would_be_used(renja, tmp_path):  # noqa: F811
    put(tmp_path, risiko=GOOD, risiko_2=GOOD)
    home = ("--home", str(tmp_path))
    folder = tmp_path / "layouts"
    assert renja("layouts", "check", str(folder / "risiko.yaml"), *home).exit_code == 0
    assert renja("layouts", "check", str(folder / "risiko_2.yaml"), *home).exit_code == 1
