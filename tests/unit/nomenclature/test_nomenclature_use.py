"""Imported lists in use: files, an agency's own bidang, nodes with the keys of documents."""

from __future__ import annotations

import pytest
from official_lists import SCHEME, read

from pipelines.codes import level_of
from pipelines.model import Refusal
from pipelines.nomenclature import bind_generic, load_lists, resolve_code, to_nodes
from pipelines.nomenclature.store import COLUMNS, parse_list, write_list

LIST = (
    "kode,uraian,jns_pemda\nX.XX,Penunjang,2\nX.XX.01,Program Penunjang,2\n"
    'X.XX.01.2.01,"Perencanaan, Penganggaran",2\nX.XX.01.2.01.01,Penyusunan Dokumen,2\n1.06,Sosial,2\n'
    "1.06.02,Program Pemberdayaan,2\n1.06.02.2.01,Pengumpulan Sumbangan,2\n"
    "1.06.02.2.01.01,Koordinasi Sumbangan,2\n1.06.02.2.01.02,Peningkatan Kemampuan Potensi,2\n"
)


def test_a_written_list_reads_back_the_same(tmp_path):
    nodes = read(LIST).nodes
    text = write_list(nodes)
    assert text.splitlines()[0] == ",".join(COLUMNS)
    (tmp_path / f"{SCHEME}.csv").write_text(text, encoding="utf-8")
    assert load_lists(tmp_path) == nodes
    assert load_lists(tmp_path / "kosong") == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (f"{SCHEME},1.06,", "lain,1.06,", "skema: 'lain' bukan salah satu dari"),
        (",bidang,Sosial", ",bidang,", "nama: kosong"),
        (",2021,", ",dua ribu,", "berlaku_dari: 'dua ribu' bukan tahun"),
        ("skema,kode", "skema,code", "kode: kolom tidak ada"),
    ],
)
def test_a_list_that_is_not_right_is_refused_with_its_line(old, new, said):
    text = write_list(read(LIST).nodes).replace(old, new, 1)
    with pytest.raises(Refusal) as refusal:
        parse_list(text, "daftar.csv")
    assert said in refusal.value.reason
    assert refusal.value.place.startswith("baris ")


def test_generic_codes_are_bound_to_the_agencys_own_bidang():
    bound = bind_generic(read(LIST).nodes, "1.06")
    assert [(node.code, node.parent_code) for node in bound][:3] == [
        ("1.06.01", "1.06"), ("1.06.01.2.01", "1.06.01"), ("1.06.01.2.01.01", "1.06.01.2.01"),
    ]  # fmt: skip
    assert len({node.code for node in bound}) == len(bound) == 8
    assert all(level_of(node.code) == node.level for node in bound)


def test_a_code_of_the_list_itself_goes_before_a_generic_one():
    bound = bind_generic(read(LIST + "1.06.01,Penunjang Sosial,2\n").nodes, "1.06")
    assert [node.name for node in bound if node.code == "1.06.01"] == ["Penunjang Sosial"]


def test_nodes_have_the_keys_that_documents_have():
    nodes = {node.key: node for node in to_nodes(read(LIST).nodes)}
    sub = nodes[f"{SCHEME}|sub_kegiatan|1.06.02.2.01.01"]
    assert sub.parent_key == f"{SCHEME}|kegiatan|1.06.02.2.01"
    assert (sub.parent_name, sub.origin, sub.cells) == ("Pengumpulan Sumbangan", "acuan", ())
    assert nodes[f"{SCHEME}|bidang|1.06"].parent_key is None


def test_a_code_has_the_name_of_the_authority_that_asks():
    listed = read("kode,uraian,jns_pemda\n7.01,Kecamatan Administrasi,1\n7.01,Kecamatan,2\n").nodes
    assert [node.name for node in to_nodes(listed)] == ["Kecamatan"]
    assert [node.name for node in to_nodes(listed, "provinsi")] == ["Kecamatan Administrasi"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("KOORDINASI SUMBANGAN", "1.06.02.2.01.01"),
        ("Kordinasi Sumbangan", "1.06.02.2.01.01"),
        ("Koordinasi Rehabilitasi", None),
        ("", None),
    ],
)
def test_a_name_without_a_code_is_found_within_its_kegiatan(name, code):
    assert resolve_code(read(LIST).nodes, name, "1.06.02.2.01") == code


def test_a_name_that_fits_two_nodes_has_no_code():
    listed = read(LIST + "1.06.02.2.01.03,Koordinasi Sumbangan,2\n").nodes
    assert resolve_code(listed, "Koordinasi Sumbangan", "1.06.02.2.01") is None
