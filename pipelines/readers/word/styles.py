"""What styles add to text: that it is hidden, printed in capitals, or numbered."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from pipelines.readers.word.names import PPR, RPR, VAL, W, is_on, number

_PARENTS = 30  # a chain of styles that is longer runs in a circle


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says with those that it is based on; None where it says nothing.

    ``numbered`` is the list (``numId``) and its level, None where the list says the level.
    """

    hidden: bool | None = None
    capitals: bool | None = None
    numbered: tuple[str, int | None] | None = None


class Styles:
    """The styles of a document by their identifiers."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self.default = ""  # of paragraphs that name none
        for style in root.iter(f"{W}style") if root is not None else ():
            name = style.get(f"{W}styleId", "")
            self._elements[name] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
                self.default = name

    def of(self, name: str) -> Style:
        """The style of an identifier; an empty one where it is unknown."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._resolved(name)
        return found

    def _resolved(self, name: str) -> Style:
        hidden = capitals = None
        numbered = None
        for _ in range(_PARENTS):
            element = self._elements.get(name)
            if element is None:
                break
            own_hidden, own_capitals = of_run(element.find(RPR))
            hidden = own_hidden if hidden is None else hidden
            capitals = own_capitals if capitals is None else capitals
            numbered = numbered or numbering_of(element.find(PPR))
            parent = element.find(f"{W}basedOn")
            name = parent.get(VAL, "") if parent is not None else ""
        return Style(hidden, capitals, numbered)


def of_run(properties: Element | None) -> tuple[bool | None, bool | None]:
    """Whether properties of text hide it, and print it in capitals; None where not said."""
    if properties is None:
        return None, None
    capitals = is_on(properties.find(f"{W}caps"))
    if capitals is None:
        capitals = is_on(properties.find(f"{W}smallCaps"))
    return is_on(properties.find(f"{W}vanish")), capitals


def numbering_of(properties: Element | None) -> tuple[str, int | None] | None:
    """The list that properties of a paragraph put it in, and the level there."""
    listed = properties.find(f"{W}numPr") if properties is not None else None
    name = listed.find(f"{W}numId") if listed is not None else None
    if listed is None or name is None:
        return None
    level = listed.find(f"{W}ilvl")
    return name.get(VAL, ""), number(level) if level is not None else None
