"""How much one file may cost: of its bytes, of memory, of time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file; what goes beyond them is refused with the figure and the bound.

    ``file_bytes``: the file as received. ``unpacked_bytes`` and ``parts``: what a packed file
    (.xlsx, .docx, .ods) holds; ``ratio``: how many times larger it may become, beyond 16 MiB.
    ``cells``: cells that hold something. ``memory_bytes`` and ``seconds`` (of processor, plus
    ``seconds_per_mib`` of the file): what reading may take, where the system can bound it.
    """

    file_bytes: int = 128 * MIB
    unpacked_bytes: int = 256 * MIB
    parts: int = 5_000
    ratio: int = 200
    cells: int = 500_000
    memory_bytes: int = 1_024 * MIB
    seconds: float = 15
    seconds_per_mib: float = 120

    def processor_seconds(self, size: int) -> int:
        """Whole seconds of processor that a file of so many bytes may take."""
        return round(self.seconds + self.seconds_per_mib * size / MIB)

    def plain(self) -> dict[str, Any]:
        """The bounds as names and numbers, to hand to another process."""
        return asdict(self)
