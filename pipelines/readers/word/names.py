"""Names of elements and attributes of WordprocessingML (ECMA-376 Part 1, chapter 17)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#: The same names under another address: documents saved as "Strict Open XML".
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
W = f"{{{MAIN}}}"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

P, R, T, TBL, TR, TC = (f"{W}{name}" for name in ("p", "r", "t", "tbl", "tr", "tc"))
PPR, RPR, TRPR, TCPR = (f"{W}{name}" for name in ("pPr", "rPr", "trPr", "tcPr"))
VAL = f"{W}val"

_OFF = frozenset({"0", "false", "off"})


def is_on(element: Element | None) -> bool | None:
    """What a property that is on or off says; None where it is not there."""
    return None if element is None else element.get(VAL, "1") not in _OFF


def number(element: Element | None, default: int = 0) -> int:
    """The whole number that a property holds."""
    try:
        return int(element.get(VAL, "")) if element is not None else default
    except ValueError:
        return default
