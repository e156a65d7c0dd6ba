"""Paragraphs to text as a person reads them: numbers in front, changes accepted, fields shown.

What Word keeps and does not print (deleted text, hidden text) is kept apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from pipelines.model import DELETED_TEXT, HIDDEN_TEXT
from pipelines.readers.word.names import ALTERNATE, MATHS, PPR, RPR, VAL, R, T, W
from pipelines.readers.word.numbering import Numbering
from pipelines.readers.word.styles import Style, Styles, numbering_of, of_run

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXT_BOX = f"{W}txbxContent"
_ALTERNATIVES = f"{ALTERNATE}AlternateContent"
_FIELD, _STYLE, _ART = f"{W}fldChar", f"{W}rStyle", f"{W}sym"
_CONTENT = f"{W}sdt"
_MATHS_TEXT = f"{MATHS}t"
_REMOVED = frozenset({f"{W}del", f"{W}moveFrom"})
_DELETED_RUN_TEXT = f"{W}delText"
#: Elements of a paragraph that hold runs as it does.
_INSIDE = frozenset(
    f"{W}{name}"
    for name in (
        "ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "sdtContent", "customXml", "bdo",
        "dir",
    )
)  # fmt: skip
_MARKS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_OBJECT = f"{W}object"
_PICTURES = frozenset({f"{W}drawing", f"{W}pict", _OBJECT})
#: Hyphens and marks that only say where a line may break are not seen within one.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_PLAIN = _UNSEEN | {0x2010: "-", 0x2011: "-", 0x0A: " ", 0x0D: " "}
#: Characters of symbol fonts (code without 0xF000) that mean the same as another.
_SYMBOLS = {
    "wingdings": {
        0xFC: "✓", 0xFE: "✓", 0x52: "✓", 0xFB: "x", 0xFD: "x", 0x54: "x", 0xA7: "▪", 0x6E: "▪",
        0x6C: "•", 0x9F: "•", 0x77: "•", 0xD8: "▪", 0x76: "•", 0xA8: "", 0x6F: "",
    },
    "wingdings 2": {0x50: "✓", 0x52: "✓", 0x4F: "x", 0x51: "x", 0x54: "x", 0xA3: "", 0x2A: ""},
    "symbol": {
        0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xD6: "√", 0xB0: "°",
        0x2D: "-", 0xBE: "-", 0xD7: "·", 0x61: "α", 0x62: "β", 0x6D: "μ", 0x25: "%", 0x2F: "/",
    },
}  # fmt: skip


@dataclass(slots=True)
class Text:
    """What a paragraph or a cell says.

    ``hidden`` pairs what hides a text with it, ``boxes`` are text boxes that hang there.
    ``joins``: the mark at the end of the paragraph is deleted, the next goes on in its line.
    ``embedded`` counts workbooks that stand there as objects of their own.
    """

    shown: str = ""
    hidden: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    joins: bool = False
    embedded: int = 0


class TextReader:
    """Reads the paragraphs of a document in their order."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._fields: list[bool] = []  # of open fields, from outside: their instruction goes on
        self._out: list[str] = []
        self._text = Text()

    def paragraph(self, element: Element) -> Text:
        """The text of a paragraph."""
        text = self._text = Text()
        self._out = []
        properties = element.find(PPR)
        style = self._styles.default
        mark = None
        if properties is not None:
            named = properties.find(f"{W}pStyle")
            style = named.get(VAL, "") if named is not None else style
            mark = properties.find(RPR)
        text.joins = mark is not None and any(child.tag in _REMOVED for child in mark)
        of_style = self._styles.of(style)
        label = "" if text.joins else self._label(properties, style, of_style, mark)
        self._inside(element, of_style, "")
        shown = "".join(self._out)
        if label and (shown.strip() or label.strip() != "•") and not (text.hidden and not shown):
            shown = label + shown
        text.shown = shown
        return text

    def _label(
        self, properties: Element | None, style: str, of_style: Style, mark: Element | None
    ) -> str:
        numbered = numbering_of(properties)
        if of_style.numbered is not None and (numbered is None or numbered[1] is None):
            level = of_style.numbered[1]
            numbered = (numbered[0] if numbered else of_style.numbered[0], level)
        hidden = of_run(mark)[0]
        if numbered is None or (of_style.hidden if hidden is None else hidden):
            return ""
        return self._numbering.label(*numbered, style)

    def _inside(self, parent: Element, style: Style, how: str) -> None:
        """The runs of a paragraph; ``how`` they are hidden (empty: not)."""
        for child in parent:
            tag = child.tag
            if tag == R:
                self._run(child, style, how)
            elif tag in _INSIDE:
                self._inside(child, style, how)
            elif tag in _REMOVED:
                self._inside(child, style, how or DELETED_TEXT)
            elif tag == _CONTENT:
                empty = child.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
                for content in child.findall(f"{W}sdtContent"):
                    self._inside(content, style, how or (HIDDEN_TEXT if empty else ""))
            elif tag == _ALTERNATIVES:
                for chosen in chosen_of(child):
                    self._inside(chosen, style, how)
            elif tag.startswith(MATHS):
                for part in child.iter(_MATHS_TEXT):
                    self._add(part.text or "", how)

    def _run(self, run: Element, style: Style, how: str) -> None:
        capitals = style.capitals
        hidden = style.hidden
        for child in run:
            tag = child.tag
            if tag == T:
                text = child.text or ""
                if child.get(_SPACE) != "preserve":
                    text = text.strip(" \t\r\n")
                if not text.isascii() or "\n" in text:
                    text = text.translate(_PLAIN)
                if capitals:
                    text = text.upper()
                self._add(text, how or (HIDDEN_TEXT if hidden else ""))
            elif tag == RPR:
                own_hidden, own_capitals = of_run(child)
                named = child.find(_STYLE)
                of_style = self._styles.of(named.get(VAL, "")) if named is not None else None
                if of_style is not None:
                    hidden = hidden if of_style.hidden is None else of_style.hidden
                    capitals = capitals if of_style.capitals is None else of_style.capitals
                hidden = hidden if own_hidden is None else own_hidden
                capitals = capitals if own_capitals is None else own_capitals
            elif tag in _MARKS:
                self._add(_MARKS[tag], how or (HIDDEN_TEXT if hidden else ""))
            elif tag == _FIELD:
                self._field(child.get(f"{W}fldCharType"))
            elif tag == _DELETED_RUN_TEXT:
                self._add(child.text or "", how or DELETED_TEXT)
            elif tag == _ART:
                self._add(symbol(child), how or (HIDDEN_TEXT if hidden else ""))
            elif tag in _PICTURES or tag == _ALTERNATIVES:
                if not how and not hidden:
                    self._text.boxes.extend(_boxes(child))
                    if tag == _OBJECT:
                        self._text.embedded += any(
                            each.get("ProgID", "").startswith("Excel.") for each in child.iter()
                        )
            elif tag == f"{W}ruby":
                for base in child.findall(f"{W}rubyBase"):
                    self._inside(base, style, how)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _add(self, text: str, how: str) -> None:
        if not text or any(self._fields):
            return
        if not how:
            self._out.append(text)
            return
        hidden = self._text.hidden
        if hidden and hidden[-1][0] == how:
            hidden[-1] = (how, hidden[-1][1] + text)
        else:
            hidden.append((how, text))


def chosen_of(alternatives: Element) -> Iterator[Element]:
    """The content that stands of several for programs of several ages: the newest."""
    found = alternatives.find(f"{ALTERNATE}Choice")
    if found is None:
        found = alternatives.find(f"{ALTERNATE}Fallback")
    if found is not None:
        yield found


def symbol(element: Element) -> str:
    """A character of a symbol font as the one that means the same, else as it is."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
        plain = code - 0xF000 if code >= 0xF000 else code
        found = _SYMBOLS.get(element.get(f"{W}font", "").casefold(), {}).get(plain)
        return chr(code) if found is None else found
    except (ValueError, OverflowError):
        return ""


def _boxes(element: Element) -> Iterator[Element]:
    """The text boxes of a drawing, not those inside them."""
    for child in chosen_of(element) if element.tag == _ALTERNATIVES else element:
        if child.tag == _TEXT_BOX:
            yield child
        else:
            yield from _boxes(child)
