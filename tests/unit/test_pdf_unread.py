"""Pages that hold more than their words say: pictures, letters without a name, OCR."""

from __future__ import annotations

import pytest
from pdf_pages import HIGH, WIDE, Pages, texts
from PIL import Image
from reportlab.lib.utils import ImageReader

from pipelines.conformed.unread import unread_findings
from pipelines.findings import FindingLog
from pipelines.model import UNREAD_BY_FONT, UNREAD_BY_OCR, UNREAD_BY_SCAN, Refusal
from pipelines.readers.pdf.grids import grids_of
from pipelines.tables.recognise import find_tables

LEGIBLE = "Rencana Kerja Dinas Sosial"


def picture(pages: Pages, share: float = 1.0) -> Pages:
    """A grey picture over a share of the page's height."""
    image = ImageReader(Image.new("L", (60, 40), 200))
    pages.canvas.drawImage(image, 0, 0, WIDE, HIGH * share)
    return pages


def test_a_scan_among_readable_pages_is_named():
    pages = picture(Pages().text(50, 50, LEGIBLE).next_page()).next_page().text(50, 50, "BAB II")
    assert pages.grid().unread == (("hal. 2", UNREAD_BY_SCAN, 1),)


def test_scans_one_behind_the_other_are_one_place():
    pages = picture(picture(Pages().text(50, 50, LEGIBLE).next_page()).next_page())
    assert [part.place for part in pages.grid().unread] == ["hal. 2-3"]


def test_a_page_number_below_a_scan_is_no_text_of_it():
    pages = Pages().text(50, 50, LEGIBLE).next_page().text(300, 10, "2")
    pages.canvas.drawImage(ImageReader(Image.new("L", (60, 40))), 0, 0, WIDE, 300)
    assert [part.why for part in pages.grid().unread] == [UNREAD_BY_SCAN]


@pytest.mark.parametrize("share", [0.0, 0.3])
def test_a_blank_page_and_a_small_picture_are_no_scans(share: float):
    pages = Pages().text(50, 50, LEGIBLE)
    if share:
        picture(pages, share)
    pages.next_page()
    assert pages.grid().unread == ()


def test_text_on_a_picture_of_paper_is_read_without_a_word():
    grid = picture(Pages()).text(50, 50, LEGIBLE).grid()
    assert texts(grid) == [[LEGIBLE]]
    assert grid.unread == ()


def test_text_that_a_machine_read_off_a_picture_is_read_with_a_warning():
    pages = picture(Pages())
    line = pages.canvas.beginText(50, 300)
    line.setTextRenderMode(3)
    line.textOut(LEGIBLE)
    pages.canvas.drawText(line)
    grid = pages.grid()
    assert texts(grid) == [[LEGIBLE]]
    assert [part.why for part in grid.unread] == [UNREAD_BY_OCR]


def nameless(*lines: str) -> bytes:
    """A file of a font whose codes say nothing: glyphs alone, as some programs subset fonts."""
    return _font_file(b"".join(line.encode("utf-16-be") for line in lines))


def _font_file(codes: bytes) -> bytes:
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\nBT /F 10 Tf 50 300 Td <%s> Tj ET\nendstream"
        % (len(codes) * 2 + 33, codes.hex().encode()),
        b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Huruf/Encoding/Identity-H"
        b"/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+Huruf/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 7 0 R/DW 500>>",
        b"<</Type/FontDescriptor/FontName/AAAAAA+Huruf/Flags 4/FontBBox[0 0 1000 1000]"
        b"/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>",
    ]
    data = b"%PDF-1.4\n"
    starts = []
    for number, body in enumerate(bodies, start=1):
        starts.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF"
        % (len(bodies) + 1, table, len(bodies) + 1, len(data))
    )


def test_letters_without_a_name_are_no_text():
    with pytest.raises(Refusal) as refusal:
        grids_of(nameless("3URJUDP"))
    assert refusal.value.rule == "pdf_huruf"


@pytest.mark.parametrize(
    ("why", "rule"),
    [
        (UNREAD_BY_SCAN, "halaman_pindai"),
        (UNREAD_BY_FONT, "halaman_huruf"),
        (UNREAD_BY_OCR, "halaman_ocr"),
    ],
)
def test_every_reason_has_a_finding_that_names_the_page(why: str, rule: str):
    grid = Pages().text(50, 50, LEGIBLE).grid()
    tables = find_tables([type(grid)("", grid.rows, unread=(("hal. 7", why, 1),))])
    log = FindingLog(("Kabupaten Rawa Jaya", "Dinas Sosial", 2023))
    unread_findings(tables, log)
    (finding,) = log.findings
    assert (finding.rule, finding.severity, finding.cells) == (rule, "warning", (1,))
    assert "hal. 7" in finding.message
    assert "hal. 7" in finding.message_en


def test_a_scan_in_a_table_names_its_form():
    header = ["No", "Kebijakan Nasional/Provinsi", "Sumber", "Keterangan"]
    pages = Pages().text(50, 20, "Telaahan terhadap Kebijakan Nasional")
    rows = [header, ["1", "Penguatan layanan", "RKP", "-"]]
    _ruled(pages, rows)
    picture(pages.next_page()).next_page()
    _ruled(pages, [header, ["2", "Penurunan emisi", "RPJMN", "-"]])
    log = FindingLog(("Kabupaten Rawa Jaya", "Dinas Sosial", 2023))
    unread_findings(find_tables([pages.grid()]), log)
    (finding,) = log.findings
    assert finding.form == "KEBIJAKAN"
    assert "KEBIJAKAN" in finding.message


def _ruled(pages: Pages, rows: list[list[str]]) -> None:
    xs = (50, 80, 300, 400, 500)
    pages.rules(xs, [50 + 20 * place for place in range(len(rows) + 1)])
    for place, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            pages.text(x + 3, 55 + 20 * place, text)
