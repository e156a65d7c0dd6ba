"""Lists that say that they are empty."""

import pytest
from documents import CODES, HEADING, facts, reading

from pipelines.model import Use

PROPOSALS = "\nNo|Program/Kegiatan|Lokasi|Indikator Kinerja|Besaran/Volume|Catatan\n"


@pytest.mark.parametrize(
    "row",
    ["1|NIHIL||||", "|Tidak ada||||", "1|-|-|-|-|-", "NIHIL|||||", "1|Nihil|Nihil|Nihil|Nihil|",
     "1|Tidak ada usulan dari masyarakat||||"],
)  # fmt: skip
def test_a_row_that_says_none_is_no_proposal(row):
    read = reading(HEADING + CODES + PROPOSALS + row + "\n")
    assert not facts(read, "usulan")
    assert not read.findings
    said = {s.use for s in read.cells if s.cell.text.casefold() in {"nihil", "tidak ada", "-"}}
    assert said <= {Use.NONE}


def test_a_proposal_with_dashes_in_it_is_one():
    row = "1|Penyusunan Dokumen|-|Jumlah Dokumen|4 Dokumen|-\n"
    assert len(facts(reading(HEADING + CODES + PROPOSALS + row), "usulan")) == 1
