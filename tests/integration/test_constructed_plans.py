"""Constructed documents of invented agencies, printed in many ways, are read without a miss.

Every case is a plan of a seed, the way it is printed, and the truth that was fixed when it
was printed (``tests/plans``). Recall and precision must both be whole in every view. A plan
holds no contradiction, so that nothing is to be warned of, however it is printed.
"""

from __future__ import annotations

import random

import pytest
from plans.evaluate import evaluate, read
from plans.options import Options, calm, one_at_a_time, without_blemish
from plans.render_text import construct

CASES: dict[str, tuple[int, Options]] = {
    "official": (0, Options()),
    "official appendix over pages": (
        3,
        Options(family="lampiran", page_rows=9, repeat_header=True, running_title=True),
    ),
    "wrapped header, names and units in a column": (
        1,
        Options(wrap_header=True, wrap_names=True, unit_column=True, spm_by_year=True),
    ),
    "code over five cells, drifted pages": (
        2,
        Options(code="sel", page_rows=9, drift="tambah", money="rapat"),
    ),
    "code and name in one cell": (
        4,
        Options(family="tirtabumi", code="gabung", money="sen", expenditure="pagu"),
    ),
    "codes only in the list of codes": (
        5,
        Options(family="pasuruan", code="tanpa", items="kolom", review_lead=""),
    ),
    "thousands under titles on every page": (
        6,
        Options(money="ribuan", page_rows=17, repeat_header=True, expenditure="nama"),
    ),
    "old and new nomenclature": (
        7,
        Options(sections=True, numbers="", items="sel", program_case="campur"),
    ),
    "page labels, sources and other tables": (
        8,
        Options(page_rows=9, page_mark="romawi", source_note=True, other_tables=True, prose=True),
    ),
    "placeholders, errors, predicates and totals": (
        9,
        Options(specials=True, predicates=True, totals=True, item_indicators=True),
    ),
    "compound targets over two lines": (
        10,
        Options(compound=True, compound_lines=True, percent="%", review_place="sesudah"),
    ),
    "only evaluation and plan, of another agency": (
        11,
        Options(forms="inti", agency="lain", cover="peraturan", headings=False),
    ),
    "generic codes and nodes on one side": (
        12,
        Options(generic_code=True, review_gaps=True, proposal="baris", place="urut"),
    ),
    "two fields of government, names twice": (
        14,
        Options(second_field=True, twins=True, code="sel6", items="sel", review_lead="gabung"),
    ),
    "narrow columns, printed twice": (
        15,
        Options(wrap_values="uang", wrap_names=True, repeat_review="sama", page_mark="judul"),
    ),
    "marks of the conversion, account numbers": (
        16,
        Options(dirty="br", expenditure="akun", money="inggris", extra_column="tengah"),
    ),
    "header of one row, spread columns": (
        13,
        Options(family="datar", spread="semua", proposal="kolom", note_column=False),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_reads_a_constructed_plan(name: str) -> None:
    seed, options = CASES[name]
    document, scores, error = evaluate(seed, options)
    assert not error or "cells unread" in error
    for view, score in scores.items():
        assert score.missing == [], f"{view}: printed but not read so"
        assert score.wrong == [], f"{view}: read but not printed"
    assert any(document.truth.values())


def warnings(seed: int, options: Options) -> list[str]:
    _, document = construct(seed, options)
    reading = read(document.text)
    return [f"{f.rule}: {f.message_en}" for f in reading.findings if f.severity != "info"]


@pytest.mark.parametrize("seed", range(12))
def test_a_clean_plan_has_no_warning(seed: int) -> None:
    assert warnings(seed, calm(random.Random(f"manner {seed}"))) == []


@pytest.mark.long
@pytest.mark.parametrize(
    "options",
    [pytest.param(each, id=name) for name, each in one_at_a_time() if without_blemish(each)],
)
@pytest.mark.parametrize("seed", range(3))
def test_a_clean_plan_has_no_warning_in_any_manner(seed: int, options: Options) -> None:
    assert warnings(seed, options) == []
