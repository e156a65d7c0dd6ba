"""A damaged code is repaired with evidence or refused; it never becomes another code in silence."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from official_lists import (
    DAMAGES,
    LONG_SCHEME,
    OLD_SCHEME,
    SCHEME,
    as_csv,
    damaged,
    new_list,
    old_list,
    read,
)

from pipelines.nomenclature.candidates import candidates
from pipelines.nomenclature.shapes import shape_of

HEAD = "kode,uraian,jenis pemda\n"


def outcome(lines, scheme, **columns):
    """What became of each row: its code, or None where it was refused."""
    found = read(as_csv(lines, **columns), scheme)
    assert sum(found.row_uses.values()) == found.rows == len(lines) + 1
    codes = {node.place: node.code for node in found.nodes}
    refused = {each.place for each in found.findings if each.kind == "ditolak"}
    repaired = {each.place: each.repaired for each in found.findings if each.kind == "diperbaiki"}
    for number, line in enumerate(lines):
        place = f"baris {number + 2}"
        assert (place in codes) != (place in refused)
        code = codes.get(place)
        assert code in {None, line.code}, f"{line.text!r} became {code}, it was {line.code}"
        if code is not None and line.text.strip() != code:
            assert repaired[place] == code
    return codes


@settings(
    max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(
    seed=st.integers(0, 10_000),
    damage=st.sampled_from(sorted(DAMAGES)),
    count=st.sampled_from((1, 1, 5, 30)),
    kind=st.sampled_from((SCHEME, SCHEME, LONG_SCHEME, OLD_SCHEME)),
    level=st.booleans(),
    authority=st.booleans(),
)
def test_a_damaged_code_is_repaired_or_refused(seed, damage, count, kind, level, authority):
    rng = random.Random(seed)
    lines = old_list(rng) if kind == OLD_SCHEME else new_list(rng, 4 if kind == LONG_SCHEME else 2)
    outcome(damaged(rng, lines, damage, count), kind, level=level, authority=authority)


@pytest.mark.parametrize(
    ("damage", "least"),
    [("spaces", 0.9), ("marks", 1.0), ("commas", 1.0), ("zeros lost", 0.9),
     ("some zeros lost", 0.9), ("padded authority", 0.9), ("no authority", 0.9),
     ("fraction", 0.9), ("date", 0.8)],
)  # fmt: skip
def test_most_damage_at_single_rows_is_repaired(damage, least):
    mended = total = 0
    for seed in range(10):
        rng = random.Random(seed)
        lines = damaged(rng, new_list(rng), damage, 8)
        codes = outcome(lines, SCHEME)
        for number, line in enumerate(lines):
            if line.text != line.code:
                total += 1
                mended += f"baris {number + 2}" in codes
    assert total > 15
    assert mended / total >= least


@pytest.mark.parametrize("damage", sorted(DAMAGES))
def test_damage_at_every_row_gives_no_wrong_code(damage):
    for seed in range(2):
        rng = random.Random(seed)
        outcome(damaged(rng, new_list(rng), damage, 0), SCHEME)


def one(text, scheme=SCHEME):
    found = read(text, scheme)
    return found, {node.place: node.code for node in found.nodes}, found.findings


def test_the_digit_of_authority_comes_from_the_column_that_says_it():
    _, codes, findings = one(
        HEAD + "1.06.02,Program Pemberdayaan,\n1.06.02.01,Kegiatan satu,2\n1.06.02.01.01,Sub,2\n"
    )
    assert codes == {"baris 2": "1.06.02", "baris 3": "1.06.02.2.01", "baris 4": "1.06.02.2.01.01"}
    (first, second) = (each for each in findings if each.kind == "diperbaiki")
    assert (first.rule, first.printed, first.repaired) == (
        "kewenangan",
        "1.06.02.01",
        "1.06.02.2.01",
    )
    assert "kolom jenis pemda: kabupaten/kota" in first.evidence
    assert "the column of authority says kabupaten/kota" in first.evidence_en
    assert second.repaired == "1.06.02.2.01.01"


def test_without_evidence_the_digit_is_not_made_up():
    _, codes, findings = one("kode,uraian\n1.06.02.01,Kegiatan satu\n1.05.01,Program lain\n")
    assert set(codes) == {"baris 3"}
    (refused,) = (each for each in findings if each.kind == "ditolak")
    assert refused.rule == "dua_arti"
    assert (refused.place, refused.column, refused.printed) == ("baris 2", "kode", "1.06.02.01")
    assert "1.06.02.1.01, 1.06.02.2.01" in refused.message
    assert "the evidence does not decide" in refused.message_en


def test_the_header_of_the_lampiran_says_whose_authority_it_is():
    found, codes, _ = one(
        "KODE;NOMENKLATUR URUSAN KABUPATEN/KOTA\n1.06.02;Program Pemberdayaan\n"
        "1.06.02.01;Kegiatan satu\n"
    )
    assert codes["baris 3"] == "1.06.02.2.01"
    assert {node.authority for node in found.nodes} == {"kabupaten_kota"}


@pytest.mark.parametrize(
    ("printed", "code", "rule"),
    [
        ("1.6.4.2.1.1", "1.06.04.2.01.01", "nol"),
        ("1.06.04.02.01.0001", "1.06.04.2.01.0001", "nol_lebih"),
        ("1.06.04.2.01.01.", "1.06.04.2.01.01", "tanda"),
        ("1 06 04 2.01 01", "1.06.04.2.01.01", "spasi"),
        ("1.06.04.2.01 .01", "1.06.04.2.01.01", "spasi"),
        ("1,06,04,2,01,01", "1.06.04.2.01.01", "koma"),
        ("x.xx.01.2.01.01", "X.XX.01.2.01.01", "huruf"),
    ],
)
def test_damage_that_keeps_the_values_has_one_reading(printed, code, rule):
    _, codes, findings = one(f"kode;nama\n{printed};Penyediaan alat\n")
    assert list(codes.values()) == [code]
    repair = next(each for each in findings if each.kind == "diperbaiki")
    assert (repair.rule, repair.printed, repair.repaired) == (rule, printed, code)
    assert repair.evidence


def test_a_fraction_is_one_bidang_or_another_as_the_list_says():
    text = (
        "kode,nama\n1.09,Pangan\n1.1,Pertanahan\n1.11,Lingkungan\n1.10.02,Program Izin\n1.01,Guru\n"
    )
    _, codes, findings = one(text)
    assert codes["baris 3"] == "1.10"
    assert [each.rule for each in findings if each.kind == "diperbaiki"] == ["angka"]


def test_a_date_is_the_code_that_its_neighbours_and_children_say():
    text = (
        "kode,nama\n1.05,Ketertiban\n1.06,Sosial\n2001-06-01 00:00:00,Program Penunjang\n"
        "1.06.02,Program Pemberdayaan\n1.06.01.2.01,Perencanaan\n"
    )
    _, codes, findings = one(text)
    assert codes["baris 4"] == "1.06.01"
    assert [each.rule for each in findings if each.kind == "diperbaiki"] == ["tanggal"]


def test_a_repair_that_belongs_to_another_name_is_refused():
    _, codes, findings = one("kode,nama\n1.06.02,Program A\n1.6.2,Program B\n")
    assert list(codes.values()) == ["1.06.02"]
    (refused,) = (each for each in findings if each.kind == "ditolak")
    assert refused.rule == "bentrok"


def test_the_level_that_the_list_says_limits_what_a_code_may_be():
    shape = shape_of(SCHEME)
    assert {each.level for each in candidates("1.06.02.02.01", shape)} == {
        "kegiatan",
        "sub_kegiatan",
    }
    (only,) = candidates("1.06.02.02.01", shape, level="kegiatan")
    assert only.code == "1.06.02.2.01"
    _, codes, findings = one("kode,tingkat,nama\n1.06.02,kegiatan,Pemberdayaan\n")
    assert not codes
    assert findings[0].message == "bukan kode dari skema ini untuk tingkat kegiatan"


def test_what_is_no_code_at_all_is_refused_and_the_rest_is_loaded():
    _, codes, findings = one("kode,nama\nabc,Bukan kode\n,Tanpa kode\n1.06,\n1.05,Ketertiban\n")
    assert list(codes.values()) == ["1.05"]
    assert [(each.place, each.rule) for each in findings if each.kind == "ditolak"] == [
        ("baris 3", "tanpa_kode"), ("baris 4", "tanpa_nama"), ("baris 2", "bentuk"),
    ]  # fmt: skip
