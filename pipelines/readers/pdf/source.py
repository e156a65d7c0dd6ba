"""The file itself, by PDFium: its pages with their characters and drawn lines.

PDFium (BSD/Apache licences) gives every character with its box and every path; nothing else of
a page is used. What it cannot open is refused with what the sender can do about it.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from pipelines.model import Refusal
from pipelines.readers.pdf.dots import lines_of_dots
from pipelines.readers.pdf.glyphs import words_of
from pipelines.readers.pdf.shapes import Box, Glyph, Page, Rule
from pipelines.readers.pdf.unread import UNKNOWN

MAX_PAGES = 3_000
_MAX_PATHS = 60_000  # of one page: what has more is a drawing
_MAX_DEPTH = 6  # of forms within forms
_MAX_SEGMENTS = 2_000  # of one path: what has more is no ruling line
_THIN = 2.5  # points; a filled shape no thicker is a line
_SHORT = 3.0  # points; what is shorter is a dot or a tick
_SLANT = 0.7  # points by which a line may be off the straight
_QUARTER = math.pi / 2
_SPACE, _NO_BREAK_SPACE = 0x20, 0xA0
_HYPHEN = 0x02  # PDFium's sign for one at the end of a line
_PRIVATE = range(0xE000, 0xF900)  # where fonts of signs have theirs

#: (x, y) -> (x, y), from the file's space to the upright page's.
_Turn = Callable[[float, float], tuple[float, float]]
_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_pages(data: bytes) -> Iterator[Page]:
    """Every page in order; :class:`Refusal` where the file cannot be opened."""
    with closing(_open(data)) as document:
        for index in range(len(document)):
            try:
                page = document[index]
            except pdfium.PdfiumError as error:
                raise _damaged(f"hal. {index + 1}") from error
            with closing(page):
                yield _page(page, index + 1)


def _open(data: bytes) -> Any:
    if not data.strip():
        raise Refusal(
            "Berkas ini kosong; kirim ulang berkas yang berisi.",
            "This file is empty; send it again with its content.",
            rule="berkas_kosong",
        )
    try:
        document = pdfium.PdfDocument(data)
        pages = len(document)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise Refusal(
                "PDF ini terkunci kata sandi; kirim ulang tanpa kata sandi.",
                "This PDF is locked with a password; send it again without one.",
                rule="pdf_terkunci",
            ) from error
        raise _damaged() from error
    if not pages:
        document.close()
        raise _damaged()
    if pages > MAX_PAGES:
        document.close()
        raise Refusal(
            f"PDF ini memiliki {pages} halaman, lebih dari {MAX_PAGES}; kirim bagian yang memuat "
            "tabel saja.",
            f"This PDF has {pages} pages, more than {MAX_PAGES}; send only the part with the "
            "tables.",
            rule="pdf_terlalu_besar",
        )
    return document


def _damaged(place: str = "") -> Refusal:
    return Refusal(
        "PDF ini rusak atau terpotong; unduh atau simpan ulang dari aslinya, lalu kirim ulang.",
        "This PDF is damaged or cut off; download or save it again from the original and resend.",
        place=place,
        rule="pdf_rusak",
    )


def _page(page: Any, number: int) -> Page:
    with closing(page.get_textpage()) as text:
        found = _characters(text.raw)
        shown = [each for each in found if each is not None]
        main = Counter(each.quarter for each in shown).most_common(1)
        upright = main[0][0] if main else 0
        # where there is text it says which way is up, whatever the file says of its page
        turns = upright if main else page.get_rotation() // 90 % 4
        left, bottom, right, top = page.get_cropbox()
        width, height = right - left, top - bottom
        turn = _turning(turns, left, bottom, width, height)
        drawn = _drawn(page.raw, turn)
        hidden = _invisible(text.raw) if drawn.pictures else 0
    if turns % 2:
        width, height = height, width
    glyphs = [None if each is None else _glyph(each, upright, turn) for each in found]
    count = len(shown) or 1
    return Page(
        number, width, height, words_of(glyphs), tuple(drawn.across), tuple(drawn.down),
        pictures=tuple(drawn.pictures),
        shapes=drawn.shapes,
        unknown=sum(each.text == UNKNOWN for each in shown) / count,
        invisible=hidden / count,
    )  # fmt: skip


def _turning(turns: int, left: float, bottom: float, width: float, height: float) -> _Turn:
    """From the file's space, where y rises, to that of a page turned to the right ``turns``
    quarters, where y falls."""
    if turns == 0:
        return lambda x, y: (x - left, height - (y - bottom))
    if turns == 1:
        return lambda x, y: (y - bottom, x - left)
    if turns == 2:
        return lambda x, y: (width - (x - left), y - bottom)
    return lambda x, y: (height - (y - bottom), width - (x - left))


class _Character(NamedTuple):
    """A character in the file's space; ``quarter`` says how far it is turned to the left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    quarter: int


def _characters(text: Any) -> list[_Character | None]:
    """The characters in the order of the file, None for a space."""
    found: list[_Character | None] = []
    box = raw.FS_RECTF()
    reference = ctypes.byref(box)
    unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    angle_of, is_unknown = raw.FPDFText_GetCharAngle, raw.FPDFText_HasUnicodeMapError
    for index in range(raw.FPDFText_CountChars(text)):
        code = unicode_of(text, index)
        if code == _HYPHEN:
            code = ord("-")
        unknown = is_unknown(text, index) == 1 and code not in _PRIVATE
        if not unknown and (code <= _SPACE or code == _NO_BREAK_SPACE):
            found.append(None)
        elif box_of(text, index, reference):
            quarter = -round(angle_of(text, index) / _QUARTER) % 4
            letter = UNKNOWN if unknown else chr(code)
            found.append(_Character(letter, box.left, box.bottom, box.right, box.top, quarter))
    return found


def _invisible(text: Any) -> int:
    """How many characters are not shown, spaces among them left out."""
    count = 0
    for index in range(raw.FPDFText_CountChars(text)):
        mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, index))
        shown = mode != raw.FPDF_TEXTRENDERMODE_INVISIBLE
        count += not shown and raw.FPDFText_GetUnicode(text, index) > _SPACE
    return count


def _glyph(each: _Character, upright: int, turn: _Turn) -> Glyph:
    x0, y0 = turn(each.left, each.top)
    x1, y1 = turn(each.right, each.bottom)
    quarter = (each.quarter - upright) % 4
    return Glyph(each.text, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), quarter)


# ------------------------------------------------------------------------- ruling lines


@dataclass
class _Drawn:
    """What is drawn on a page besides text: ruling lines, pictures, and how many shapes."""

    across: list[Rule]
    down: list[Rule]
    pictures: list[Box]
    shapes: int = 0


def _drawn(page: Any, turn: _Turn) -> _Drawn:
    found = _Drawn([], [], [])
    dots: list[Box] = []
    for item, matrix, outer in islice(_objects(page), _MAX_PATHS):
        found.shapes += 1
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE:
            found.pictures.append(_picture(matrix, turn))
            continue
        box = _bounds(item, outer, turn)
        if box is not None and max(box.width, box.height) < _SHORT:
            dots.append(box)
            continue
        for x0, y0, x1, y1 in _straight(item, matrix):
            (a, b), (c, d) = turn(x0, y0), turn(x1, y1)
            if abs(b - d) <= _SLANT and abs(a - c) >= _SHORT:
                found.across.append(Rule((b + d) / 2, min(a, c), max(a, c)))
            elif abs(a - c) <= _SLANT and abs(b - d) >= _SHORT:
                found.down.append(Rule((a + c) / 2, min(b, d), max(b, d)))
            elif max(abs(a - c), abs(b - d)) < _SHORT:
                dots.append(Box(min(a, c), min(b, d), max(a, c), max(b, d)))
    across, down = lines_of_dots(dots)
    found.across += across
    found.down += down
    return found


def _bounds(item: Any, outer: _Matrix, turn: _Turn) -> Box | None:
    """The box of a path on the upright page."""
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *map(ctypes.byref, edges)):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    a, b, c, d, e, f = outer
    corners = [
        turn(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _picture(matrix: _Matrix, turn: _Turn) -> Box:
    """The box of an image: the unit square in its matrix."""
    a, b, c, d, e, f = matrix
    corners = [turn(a * x + c * y + e, b * x + d * y + f) for x in (0, 1) for y in (0, 1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _objects(page: Any) -> Iterator[tuple[Any, _Matrix, _Matrix]]:
    """The paths and images of a page and of the forms on it, with the matrices to the page's
    space of their own coordinates and of those around them."""
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _within(raw.FPDFPage_GetObject(page, index), _IDENTITY, 0)


def _within(item: Any, outer: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix, _Matrix]]:
    kind = raw.FPDFPageObj_GetType(item)
    if kind in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE}:
        yield item, _product(_matrix(item), outer), outer
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
        inner = _product(_matrix(item), outer)
        for index in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _within(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _matrix(item: Any) -> _Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return _IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _product(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _straight(item: Any, matrix: _Matrix) -> Iterator[tuple[float, float, float, float]]:
    """The straight lines that a path draws; a thin filled shape is one line."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, ctypes.byref(mode), ctypes.byref(stroked))
    count = raw.FPDFPath_CountSegments(item)
    if count > _MAX_SEGMENTS or not (mode.value or stroked.value):
        return
    outlines = list(_outlines(item, matrix, count))
    if not stroked.value and len(outlines) > 1 and _is_thin([p for each in outlines for p in each]):
        outlines = [[point for each in outlines for point in each]]  # dashes of one line
    for outline in outlines:
        if stroked.value:
            for (a, b), (c, d) in pairwise(outline):
                yield a, b, c, d
            continue
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        left, right, low, high = min(xs), max(xs), min(ys), max(ys)
        if high - low <= _THIN and right - left > high - low:
            yield left, (low + high) / 2, right, (low + high) / 2
        elif right - left <= _THIN and high - low > right - left:
            yield (left + right) / 2, low, (left + right) / 2, high


def _is_thin(corners: Sequence[tuple[float, float]]) -> bool:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(max(xs) - min(xs), max(ys) - min(ys)) <= _THIN


def _outlines(item: Any, matrix: _Matrix, count: int) -> Iterator[list[tuple[float, float]]]:
    """The outlines of a path as corners in the page's space; curves break an outline."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[tuple[float, float]] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == raw.FPDF_SEGMENT_LINETO and corners:
            corners.append(point)
        else:
            if len(corners) > 1:
                yield corners
            corners = [point]
        if kind == raw.FPDF_SEGMENT_LINETO and raw.FPDFPathSegment_GetClose(segment):
            corners.append(corners[0])
    if len(corners) > 1:
        yield corners
