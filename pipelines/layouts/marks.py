"""YAML with the lines on which its keys and items stand, so that what is wrong can be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]
_MOST = 20_000  # keys and items of a layout; more come of aliases of aliases


class MarkedError(ValueError):
    """A text that is no YAML of one document, with the line (from 1) that stops it."""

    def __init__(self, line: int, what: str, what_en: str) -> None:
        super().__init__(line, what, what_en)
        self.line = line
        self.what = what
        self.what_en = what_en


@dataclass
class Marked:
    """The data of a YAML text and where it stands: ``lines`` maps a path to a line (from 1)."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line of what stands at a path, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load_marked(text: str) -> Marked:
    """The one document of a YAML text; :class:`MarkedError` where it is none."""
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = error.problem or error.context or "YAML"
        raise MarkedError(
            mark.line + 1 if mark else 1,
            f"bukan YAML yang benar ({said}); periksa spasi di awal baris, titik dua dan kurung",
            f"no valid YAML ({said}); check the spaces before the line, colons and brackets",
        ) from error
    except yaml.YAMLError as error:
        raise MarkedError(1, f"bukan teks YAML ({error})", f"no text in YAML ({error})") from error
    marked = Marked()
    if node is None:
        return marked
    _walk(node, (), node.start_mark.line + 1, marked.lines, frozenset())
    try:
        marked.data = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise MarkedError(
            mark.line + 1 if mark else 1,
            f"isi yang tidak dikenal YAML ({error.problem})",
            f"content that YAML does not know ({error.problem})",
        ) from error
    return marked


def _walk(
    node: yaml.Node, path: Path, line: int, lines: dict[Path, int], above: frozenset[int]
) -> None:
    if id(node) in above or len(lines) > _MOST:
        raise MarkedError(
            line,
            "alias (*) yang memuat dirinya sendiri atau terlalu banyak isi",
            "an alias (*) that holds itself, or far too much",
        )
    lines[path] = line
    above = above | {id(node)}
    if isinstance(node, yaml.SequenceNode):
        for place, item in enumerate(node.value):
            # What an alias stands for may stand above it.
            _walk(item, (*path, place), max(line, item.start_mark.line + 1), lines, above)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            at = max(line, key.start_mark.line + 1)
            if not isinstance(key, yaml.ScalarNode):
                raise MarkedError(at, "kunci harus satu kata", "a key must be one word")
            if key.value in seen:
                raise MarkedError(
                    at, f"kunci '{key.value}' tertulis dua kali", f"the key '{key.value}' is twice"
                )
            seen.add(key.value)
            _walk(value, (*path, key.value), at, lines, above)
