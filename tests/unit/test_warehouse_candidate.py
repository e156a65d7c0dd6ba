"""From readings to rows: keys, hashes, and documents of one plan side by side (rule 9)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from readings import SCHEME, Plan, every_form

from pipelines.model import Reading, Refusal
from warehouse.candidate import Candidate, build_candidate, content_line
from warehouse.errors import BrokenReadingError


def build(*readings: Reading) -> Candidate:
    return build_candidate(readings, "v1")


def amounts(candidate: Candidate) -> dict[str, int]:
    """Printed amount of every budget fact by the file that stands for it."""
    files = {row["document_id"]: row["file"] for row in candidate.table("dim_document")}
    return {
        f"{files[row['document_id']]} {row['amount_published']}": row["amount"]
        for row in candidate.table("fact_budget")
    }


def one_budget(file: str, rupiah: int, **changes: object) -> Reading:
    plan = Plan(file=file, **changes)  # type: ignore[arg-type]
    plan.budget("1.01.02", "Pelatihan", rupiah)
    return plan.reading()


# --------------------------------------------------------------------------- hashes


def test_the_same_readings_in_another_order_give_the_same_candidate() -> None:
    one, other = every_form().reading(), every_form("lain.xlsx", agency="Dinas Lain").reading()
    assert build(one, other) == build(other, one)


def test_counts_say_what_a_candidate_holds() -> None:
    candidate = build(every_form().reading())
    assert candidate.facts == {
        "kinerja": 1,
        "anggaran": 3,
        "belanja": 2,
        "spm": 1,
        "usulan": 1,
        "kebijakan": 1,
    }
    assert candidate.records == {"KEBIJAKAN": 1, "T-C.29": 1, "T-C.30": 1, "T-C.32": 1, "T-C.33": 2}
    assert candidate.findings == {"critical": 0, "warning": 1, "info": 0}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("6.50"), "6.5"),
        (Decimal("6.5"), "6.5"),
        (Decimal("100"), "100"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.0"), "0"),
        (40_000_000, "40000000"),
        (None, ""),
    ],
)
def test_the_content_hash_sees_numbers_not_their_spelling(
    value: Decimal | int | None, shown: str
) -> None:
    line = content_line("kinerja", "f", value, "orang", "terbit")
    assert line.split("\x1f") == ["kinerja", "f", shown, "orang", "terbit"]


def test_printed_text_addresses_and_files_are_not_content() -> None:
    reading = one_budget("renja.xlsx", 40_000_000)
    (fact,) = reading.facts
    reprinted = replace(
        one_budget("renja-baru.xlsx", 40_000_000), facts=(replace(fact, printed="Rp 40 juta"),)
    )
    assert build(reprinted).content_hash == build(reading).content_hash
    assert build(reprinted).state_hash != build(reading).state_hash


def test_value_unit_and_status_are_content() -> None:
    plan = Plan()
    plan.target("1.01.02", "peserta", "6.5")
    reading = plan.reading()
    (fact,) = reading.facts
    for change in ({"value": Decimal(7)}, {"unit_canonical": "paket"}, {"status": "ragu"}):
        changed = replace(reading, facts=(replace(fact, **change),))  # type: ignore[arg-type]
        assert build(changed).content_hash != build(reading).content_hash, change


# --------------------------------------------------------------------------- keys


def test_a_reading_whose_keys_are_broken_is_refused_with_its_document() -> None:
    plan = every_form()
    fact = plan.facts[0]
    plan.facts[0] = replace(fact, lineage=((999, "value"),))
    reading = plan.reading()
    with pytest.raises(BrokenReadingError, match=r"sel 999 .*cell 999") as caught:
        build(reading)
    assert isinstance(caught.value, Refusal)
    assert caught.value.document_id == reading.document.document_id


@pytest.mark.parametrize(
    "change",
    [
        {"record_id": "tidak ada"},
        {"lineage": ()},
        {"status": "entah"},
        {"rupiah": None},
        {"rupiah": 2**63},
        {"value": Decimal("NaN")},
    ],
)
def test_a_fact_that_cannot_be_vouched_for_is_refused(change: dict[str, object]) -> None:
    reading = one_budget("renja.xlsx", 1)
    broken = replace(reading.facts[0], **change)  # type: ignore[arg-type]
    with pytest.raises(BrokenReadingError):
        build(replace(reading, facts=(broken,)))


def test_two_plans_cannot_claim_one_fact() -> None:
    one = one_budget("satu.xlsx", 1)
    two = one_budget("dua.xlsx", 1, agency="Dinas Lain")
    stolen = replace(two.facts[0], fact_id=one.facts[0].fact_id)
    with pytest.raises(BrokenReadingError, match="belongs to another plan"):
        build(one, replace(two, facts=(stolen,)))


def test_a_figure_without_node_indicator_or_unit_points_to_unknown_members() -> None:
    plan = Plan()
    record = plan.record("T-C.29", None, "Tanpa kode")
    plan.fact("kinerja", record, "12", value=Decimal(12), year=None)
    (row,) = build(plan.reading()).table("fact_performance")
    keys = {name: value for name, value in row.items() if name.endswith("_key")}
    assert keys == {
        "nomenclature_key": "tidak_diketahui",
        "indicator_key": "tidak_diketahui",
        "location_key": "tidak_diketahui",
        "year_key": 0,
        "phase_key": "tidak_berlaku",
        "kind_key": "tidak_berlaku",
        "unit_key": "tidak_diketahui",
    }


def test_a_node_of_several_documents_is_one_row_and_the_list_of_codes_names_it() -> None:
    form, codes = Plan(file="renja.xlsx"), Plan(file="kode.xlsx", agency="Dinas Lain")
    form.budget("1.01.02", "Pelatihan kader", 1)
    codes.node("1.01.02", "Pelatihan Kader Resmi", origin="KODE")
    codes.cell(None, "1.01.02")
    rows = [
        row
        for row in build(form.reading(), codes.reading()).table("dim_nomenclature")
        if row["scheme_key"] == SCHEME
    ]
    assert [(row["code"], row["name"]) for row in rows] == [("1.01.02", "Pelatihan Kader Resmi")]


# --------------------------------------------------------------------------- rule 9


@pytest.mark.parametrize(
    ("standing", "other"),
    [
        ({"file": "b.pdf", "priority": 1}, {"file": "a.xlsx", "priority": 2}),
        ({"file": "b.pdf", "priority": 9}, {"file": "a.xlsx"}),
        ({"file": "b.xlsx"}, {"file": "a.docx"}),
        ({"file": "b.docx"}, {"file": "a.pdf"}),
        ({"file": "b.pdf"}, {"file": "a.txt"}),
        ({"file": "b.pdf", "received": "2031-02-01"}, {"file": "a.pdf", "received": "2031-01-31"}),
        ({"file": "a.pdf"}, {"file": "b.pdf"}),
    ],
    ids=["priority", "priority-last-none", "workbook", "word", "pdf", "later", "name"],
)
def test_which_document_of_a_plan_stands(
    standing: dict[str, object], other: dict[str, object]
) -> None:
    one = one_budget(rupiah=10, **standing)  # type: ignore[arg-type]
    two = one_budget(rupiah=20, **other)  # type: ignore[arg-type]
    expected = {f"{standing['file']} 10": 10}
    assert amounts(build(one, two)) == amounts(build(two, one)) == expected


def test_names_of_a_plan_may_be_spelt_differently() -> None:
    one = one_budget("a.xlsx", 10)
    two = one_budget("b.pdf", 10)
    shouted = replace(two.document, government="KABUPATEN  CONTOH", agency="DINAS CONTOH.")
    candidate = build(one, replace(two, document=shouted))
    assert amounts(candidate) == {"a.xlsx 10": 10}
    assert [row["name"] for row in candidate.table("dim_agency")] == ["Dinas Contoh"]


def test_the_other_document_corroborates_and_nothing_more() -> None:
    one, two = one_budget("a.xlsx", 10), one_budget("b.pdf", 10)
    candidate = build(one, two)
    assert candidate.findings == {"critical": 0, "warning": 0, "info": 0}
    lineage = [
        (row["document_id"], row["role"])
        for row in candidate.table("fact_cell")
        if row["fact_id"] == one.facts[0].fact_id
    ]
    assert sorted(lineage) == sorted(
        [
            (one.document.document_id, "value"),
            (one.document.document_id, "label"),
            (two.document.document_id, "corroborates"),
        ]
    )
    uses = {
        row["cell_number"]: (row["cell_use"], row["reason"])
        for row in candidate.table("source_cell")
        if row["document_id"] == two.document.document_id
    }
    assert uses == {1: ("label", ""), 2: ("corroborates", "menguatkan a.xlsx")}


def test_a_difference_is_a_finding_with_the_cells_of_both_documents() -> None:
    one, two = one_budget("a.xlsx", 10), one_budget("b.pdf", 2_000)
    candidate = build(one, two)
    (finding,) = candidate.table("finding")
    assert finding["rule"] == "beda_antar_dokumen"
    assert finding["severity"] == "warning"
    assert (finding["printed"], finding["expected"]) == ("2.000", "10")
    assert finding["addresses"] == "Lembar!A2; [a.xlsx] Lembar!A2"
    assert "b.pdf" in finding["message"]
    assert "a.xlsx, which stands" in finding["message_en"]
    cells = [
        (row["cell_document_id"], row["cell_number"]) for row in candidate.table("finding_cell")
    ]
    assert cells == [(two.document.document_id, 2), (one.document.document_id, 2)]
    # The figure that stands is not doubted by a document that does not.
    assert finding["fact_id"] is None
    assert [row["status"] for row in candidate.table("fact_budget")] == ["terbit"]


def test_another_unit_is_a_difference_another_spelling_of_it_is_not() -> None:
    one, two = Plan(file="a.xlsx"), Plan(file="b.pdf")
    one.target("1.01.02", "peserta", "6.5", "Orang")
    two.target("1.01.02", "peserta", "6.50", "ORANG")
    assert build(one.reading(), two.reading()).findings["warning"] == 0
    three = Plan(file="c.pdf")
    three.target("1.01.02", "peserta", "6.5", "Paket")
    assert build(one.reading(), three.reading()).findings["warning"] == 1


def test_a_figure_that_only_the_other_document_has_is_found_but_not_published() -> None:
    one = one_budget("a.xlsx", 10)
    plan = Plan(file="b.pdf")
    plan.budget("1.01.02", "Pelatihan", 10)
    plan.budget("1.01.03", "Tambahan", 30)
    candidate = build(one, plan.reading())
    assert amounts(candidate) == {"a.xlsx 10": 10}
    (finding,) = candidate.table("finding")
    assert (finding["rule"], finding["printed"]) == ("hanya_di_dokumen_pendukung", "30")


def test_a_form_that_only_one_document_has_is_published_from_it() -> None:
    plan = Plan(file="b.pdf")
    plan.target("1.01.02", "peserta", "6.5")
    candidate = build(one_budget("a.xlsx", 10), plan.reading())
    assert candidate.facts["anggaran"] == candidate.facts["kinerja"] == 1
    assert candidate.findings["warning"] == 0


def test_a_finding_of_the_other_document_does_not_doubt_the_published_figure() -> None:
    plan = Plan(file="b.pdf")
    plan.finding(plan.budget("1.01.02", "Pelatihan", 10))
    (finding,) = build(one_budget("a.xlsx", 10), plan.reading()).table("finding")
    assert finding["fact_id"] is None


def test_a_defect_that_several_documents_hold_is_told_once_with_the_cells_of_each() -> None:
    plans = [Plan(file="a.xlsx"), Plan(file="b.pdf"), Plan(file="c.txt")]
    for plan, printed in zip(plans, ["6,58 %", "6,58%", "6,85%"], strict=True):
        fact = plan.budget("1.01.02", "Pelatihan", 10)
        plan.finding(fact, finding_id="sama", printed=printed)
    candidate = build(*(plan.reading() for plan in plans))
    told, other = sorted(candidate.table("finding"), key=lambda row: row["printed"])
    assert told["addresses"] == "Lembar!A2; [b.pdf] Lembar!A2"
    assert told["fact_id"] is not None
    assert (other["printed"], other["addresses"]) == ("6,85%", "Lembar!A2")
    cells = [row for row in candidate.table("finding_cell") if row["finding_id"] == "sama"]
    assert [(row["ordinal"], row["cell_number"]) for row in cells] == [(0, 2), (1, 2)]
    assert len({row["cell_document_id"] for row in cells}) == 2


def test_the_same_bytes_under_two_names_are_one_document() -> None:
    reading = one_budget("a.xlsx", 10)
    copy = replace(
        reading, document=replace(reading.document, file="salinan.xlsx", received="2030-07-01")
    )
    candidate = build(copy, reading)
    assert amounts(candidate) == {"a.xlsx 10": 10}
    (finding,) = candidate.table("finding")
    assert (finding["rule"], finding["severity"]) == ("berkas_kembar", "info")


def test_findings_keep_one_id_each() -> None:
    one, two = Plan(file="a.xlsx"), Plan(file="b.pdf", agency="Dinas Lain")
    for plan in (one, two):
        plan.finding(None, [plan.cell(None, "?")], finding_id="sama")
    one.findings.append(one.findings[0])
    ids = [row["finding_id"] for row in build(one.reading(), two.reading()).table("finding")]
    assert len(ids) == len(set(ids)) == 2


def test_plans_of_two_years_are_held_against_each_other() -> None:
    """Last year's forward estimate is the first draft of this year's plan."""
    plans = []
    for year, planned, foreseen in ((2031, 100_000, 500_000), (2032, 900_000, 950_000)):
        plan = Plan(file=f"{year}.xlsx", content=str(year), year=year)
        node = plan.node("1.06.02.2.01.01", "Bantuan Contoh")
        record = plan.record("T-C.33", node.key, node.name)
        money = {"phase": "rencana", "year": year}
        plan.fact("anggaran", record, str(planned), rupiah=planned, **money)
        later = {"phase": "prakiraan_maju", "year": year + 1}
        plan.fact("anggaran", record, str(foreseen), rupiah=foreseen, **later)
        plans.append(plan)

    candidate = build_candidate([plan.reading() for plan in plans], "v1")

    (told,) = [
        finding
        for finding in candidate.table("finding")
        if finding["rule"] == "prakiraan_antar_tahun"
    ]
    assert (told["printed"], told["expected"]) == ("900000", "500000")
    assert "[2031.xlsx]" in told["addresses"]
