"""A node over decrees: the same version, a new version, the end of one."""

from __future__ import annotations

import itertools

from official_lists import OLD_SCHEME, SCHEME, read

from pipelines.nomenclature import Coverage, chain, continue_identities

LATER, LAST = "kepmendagri-050-5889-2021", "kepmendagri-900.1.15.5-1317-2023"
BEFORE = (
    "kode,uraian\n1.06,Sosial\n1.06.02,Program Pemberdayaan Sosial\n1.06.02.2.01,Kegiatan lama\n"
    "1.06.02.2.02,Pengumpulan Sumbangan\n1.06.02.2.02.01,Koordinasi Sumbangan\n"
)


def lists(before, after, scheme=LATER, coverage=None):
    older, newer = read(before), read(after, scheme)
    done = continue_identities(older.nodes, newer.nodes, coverage or newer.coverage)
    return ({node.code: node for node in nodes} for nodes in done)


def test_code_and_name_that_stay_are_one_version():
    old, new = lists(BEFORE, BEFORE)
    for code, node in old.items():
        assert new[code].identity == node.identity
        assert (new[code].valid_from, node.valid_to) == (2021, None)


def test_another_spelling_of_the_name_is_the_next_version():
    old, new = lists(BEFORE, BEFORE.replace("Pemberdayaan Sosial", "Pemberdayan Sosial"))
    assert old["1.06.02"].identity == new["1.06.02"].identity
    assert (old["1.06.02"].valid_from, old["1.06.02"].valid_to) == (2021, 2021)
    assert (new["1.06.02"].valid_from, new["1.06.02"].valid_to) == (2022, None)


def test_another_name_under_the_code_is_another_node():
    old, new = lists(BEFORE, BEFORE.replace("Kegiatan lama", "Rehabilitasi di luar panti"))
    assert old["1.06.02.2.01"].identity != new["1.06.02.2.01"].identity
    assert old["1.06.02.2.01"].valid_to == 2021
    assert new["1.06.02.2.01"].valid_from == 2022


def test_a_code_that_moves_under_its_parent_keeps_the_identity_and_so_do_its_children():
    old, new = lists(BEFORE, BEFORE.replace("1.06.02.2.02", "1.06.02.2.09"))
    for before, after in (("1.06.02.2.02", "1.06.02.2.09"), ("1.06.02.2.02.01", "1.06.02.2.09.01")):
        assert old[before].identity == new[after].identity
        assert old[before].valid_to == 2021


def test_four_digits_in_the_last_place_are_another_code_of_the_same_node():
    old, new = lists(BEFORE, BEFORE.replace("2.02.01", "2.02.0001"), LAST)
    assert new["1.06.02.2.02.0001"].identity == old["1.06.02.2.02.01"].identity
    assert old["1.06.02.2.02.01"].valid_to == 2023


def test_nothing_ends_that_the_newer_list_does_not_speak_of():
    before = BEFORE + "1.05,Ketertiban\n1.05.02.1.01,Kegiatan provinsi\n"
    after = BEFORE.replace("1.06.02.2.01,Kegiatan lama\n", "")
    old, _ = lists(before, after, coverage=Coverage(frozenset({"1.06"})))
    assert [code for code, node in old.items() if node.valid_to] == ["1.06.02.2.01"]
    old, _ = lists(BEFORE, after, coverage=Coverage(refused=frozenset({"kegiatan lama"})))
    assert not [code for code, node in old.items() if node.valid_to]


def test_the_older_nomenclature_continues_by_decisions_alone():
    older = read("kode,uraian\n1.06.02,Program Pemberdayaan Sosial\n", OLD_SCHEME)
    newer = read(BEFORE)
    assert continue_identities(older.nodes, newer.nodes) == (older.nodes, newer.nodes)


def test_three_decrees_give_the_same_in_any_order_of_import():
    texts = {
        SCHEME: BEFORE,
        LATER: BEFORE.replace("Pengumpulan", "Pengumpulann"),
        LAST: BEFORE.replace("Pengumpulan", "Pengumpulann").replace(
            "2.01,Kegiatan lama", "2.03,Baru"
        ),
    }
    parts = [(found.nodes, found.coverage) for s, t in texts.items() for found in [read(t, s)]]
    results = [chain(order) for order in itertools.permutations(parts)]
    assert all(result == results[0] for result in results)
    again = chain([(nodes, Coverage()) for nodes in results[0].values()])
    assert again == results[0]
    moved = {
        s: next(n for n in nodes if n.code == "1.06.02.2.02") for s, nodes in results[0].items()
    }
    assert len({node.identity for node in moved.values()}) == 1
    assert [(n.valid_from, n.valid_to) for n in moved.values()] == [
        (2021, 2021), (2022, None), (2022, None),
    ]  # fmt: skip
