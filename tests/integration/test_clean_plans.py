"""Three agencies over two years whose plans hold no contradiction: nothing to be warned of."""

from __future__ import annotations

import random

import pytest
from plans.evaluate import read
from plans.model import make_plan
from plans.options import Options
from plans.render_text import render

from pipelines.reference import load_reference
from pipelines.rules.whole.years import compare_years

AGENCIES, YEARS = (21, 35, 60), (2022, 2023)
MANNERS = (
    Options(),
    Options(family="lampiran", items="kolom", money="rp", totals=True, expenditure="nama"),
    Options(family="tirtabumi", code="gabung", money="sen", percent="%", wrap_names=True),
)
MOST = 20  # findings per 100 rows, those that are only worth knowing with them


def document(agency: int, year: int, options: Options) -> str:
    return render(make_plan(agency, year=year), options, agency).text


@pytest.fixture(scope="module")
def readings():
    manners = dict(zip(AGENCIES, MANNERS, strict=True))
    return [read(document(each, year, manners[each])) for each in AGENCIES for year in YEARS]


def test_six_documents_of_three_agencies(readings):
    about = {(r.document.government, r.document.agency) for r in readings}
    assert (len(about), {r.document.year for r in readings}) == (3, {*YEARS})


def test_no_clean_plan_has_a_warning(readings):
    warned = [f.message_en for r in readings for f in r.findings if f.severity != "info"]
    assert warned == []


def test_nothing_is_warned_of_between_two_clean_years(readings):
    found = compare_years(readings, load_reference())
    assert [each.finding.message_en for each in found if each.finding.severity != "info"] == []


def test_what_is_worth_knowing_stays_little(readings):
    rows = sum(table.rows for reading in readings for table in reading.tables)
    units = "satuan_tak_dikenal"  # units that the generator invents
    told = sum(f.rule != units for reading in readings for f in reading.findings)
    assert told * 100 <= MOST * rows


@pytest.mark.long
@pytest.mark.parametrize("agency", range(100, 130))
def test_no_clean_pair_of_years_has_a_warning(agency: int) -> None:
    options = random.Random(agency).choice(MANNERS)
    pair = [read(document(agency, year, options)) for year in YEARS]
    warned = [f.message_en for r in pair for f in r.findings if f.severity != "info"]
    assert warned == []
    assert all(f.finding.severity == "info" for f in compare_years(pair, load_reference()))
