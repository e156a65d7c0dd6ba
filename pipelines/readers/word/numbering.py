"""Numbers that Word prints in front of paragraphs, which are not in their text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from pipelines.readers.word.names import VAL, W, is_on, number
from pipelines.readers.word.styles import Styles

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
#: Bullets are mostly characters of symbol fonts, which mean nothing outside them.
_BULLET = "•"
_PLAIN_BULLETS = frozenset("-–—*•▪>✓√")


@dataclass(slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    between: str = " "
    restart: int | None = None
    decimal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """One list (``w:num``): what it counts with, and its own levels."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a document in their order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._lists = _lists(root, styles) if root is not None else {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, name: str, level: int | None, style: str) -> str:
        """The number that a paragraph of a list shows, with the space after it; empty: none.

        Without a level it is the one that the list has for the paragraph's style.
        """
        listed = self._lists.get(name)
        if listed is None:
            return ""
        if level is None:
            level = next((at for at, each in listed.levels.items() if each.style == style), 0)
        this = listed.levels.get(level)
        if this is None:
            return ""
        counts = self._counts.setdefault(listed.abstract, {})
        if level in listed.starts and (name, level) not in self._begun:
            counts[level] = listed.starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else this.start
        self._begun.add((name, level))
        for deeper in [at for at in counts if at > level]:
            restart = listed.levels[deeper].restart if deeper in listed.levels else None
            if restart is None or level < restart:
                del counts[deeper]
        return _shown(listed, level, counts)


def _shown(listed: _List, level: int, counts: dict[int, int]) -> str:
    this = listed.levels[level]
    if this.kind == "bullet":
        text = this.text if this.text in _PLAIN_BULLETS else _BULLET
        return f"{text}{this.between}" if this.text.strip() else ""

    def value(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        of = listed.levels.get(at, this)
        kind = "decimal" if this.decimal else of.kind
        return _counted(counts.setdefault(at, of.start), kind)

    text = _PLACE.sub(value, this.text)
    return f"{text}{this.between}" if text.strip() else ""


def _counted(value: int, kind: str) -> str:
    if kind in {"lowerRoman", "upperRoman"}:
        text = _roman(value)
        return text.upper() if kind == "upperRoman" else text
    if kind in {"lowerLetter", "upperLetter"} and value > 0:
        turn, place = divmod(value - 1, 26)
        text = chr(ord("a") + place) * (turn + 1)
        return text.upper() if kind == "upperLetter" else text
    if kind == "decimalZero":
        return f"{value:02d}"
    return "" if kind == "none" else str(value)


def _roman(value: int) -> str:
    text = ""
    for amount, letters in _ROMAN:
        count, value = divmod(value, amount)
        text += letters * count
    return text


def _lists(root: Element, styles: Styles) -> dict[str, _List]:
    abstract = {each.get(f"{W}abstractNumId", ""): each for each in root.iter(f"{W}abstractNum")}
    levels = {name: _levels(each) for name, each in abstract.items()}
    targets = {
        each.get(f"{W}numId", ""): _value(each.find(f"{W}abstractNumId"))
        for each in root.iter(f"{W}num")
    }
    found: dict[str, _List] = {}
    for each in root.iter(f"{W}num"):
        name = each.get(f"{W}numId", "")
        target = _linked(targets[name], abstract, targets, styles)
        listed = _List(target, dict(levels.get(target, {})))
        for override in each.findall(f"{W}lvlOverride"):
            at = _whole(override.get(f"{W}ilvl"))
            own = override.find(f"{W}lvl")
            if own is not None:
                listed.levels[at] = _level(own)
            start = override.find(f"{W}startOverride")
            if start is not None:
                listed.starts[at] = number(start, 1)
        found[name] = listed
    return found


def _linked(
    target: str, abstract: dict[str, Element], targets: dict[str, str], styles: Styles
) -> str:
    """A list may say no levels of its own but name a style that is numbered."""
    element = abstract.get(target)
    link = element.find(f"{W}numStyleLink") if element is not None else None
    numbered = styles.of(link.get(VAL, "")).numbered if link is not None else None
    return targets.get(numbered[0], target) if numbered else target


def _levels(element: Element) -> dict[int, _Level]:
    return {
        _whole(level.get(f"{W}ilvl")): _level(level)
        for level in element.findall(f"{W}lvl")[:_LEVELS]
    }


def _level(element: Element) -> _Level:
    after = _value(element.find(f"{W}suff"))
    restart = element.find(f"{W}lvlRestart")
    return _Level(
        start=number(element.find(f"{W}start"), 1),
        kind=_value(element.find(f"{W}numFmt")) or "decimal",
        text=_value(element.find(f"{W}lvlText")),
        between="" if after == "nothing" else " ",
        restart=number(restart) if restart is not None else None,
        decimal=bool(is_on(element.find(f"{W}isLgl"))),
        style=_value(element.find(f"{W}pStyle")),
    )


def _value(element: Element | None) -> str:
    return element.get(VAL, "") if element is not None else ""


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isdigit() else 0
