"""An officer's own layouts: YAML files in ``<home>/layouts``, used besides the shipped forms.

A file that cannot be used is told with its line and stops nothing.
"""

from __future__ import annotations

from pathlib import Path

from assets.settings import Settings
from pipelines.layouts import Own, use_own
from pipelines.layouts.check import LayoutError, Problem

_MOST = 1 << 20  # bytes; a layout has a few thousand


def use_own_layouts(settings: Settings) -> tuple[LayoutError, ...]:
    """Use what lies in the folder now; the files that cannot be used, with what is wrong."""
    texts: dict[str, str] = {}
    unread: list[LayoutError] = []
    for path in own_files(settings):
        try:
            texts[path.name] = _text(path)
        except LayoutError as error:
            unread.append(error)
    own: Own = use_own(texts)
    return (*unread, *(error for error in own.refused if isinstance(error, LayoutError)))


def own_files(settings: Settings) -> list[Path]:
    """The layout files of an installation in order of their names; hidden ones are none."""
    if not settings.layouts.is_dir():
        return []
    found = (*settings.layouts.glob("*.yaml"), *settings.layouts.glob("*.yml"))
    return sorted(path for path in found if path.is_file() and not path.name.startswith("."))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST:
            raise LayoutError(
                [Problem(path.name, 1, "", "berkas terlalu besar (1 MiB)", "too large (1 MiB)")]
            )
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        said = "bukan teks UTF-8; simpan ulang sebagai UTF-8", "no UTF-8 text; save it as UTF-8"
        raise LayoutError([Problem(path.name, line, "", *said)]) from error
    except OSError as error:
        said = f"tidak dapat dibuka ({error.strerror})", f"cannot be opened ({error.strerror})"
        raise LayoutError([Problem(path.name, 1, "", *said)]) from error
