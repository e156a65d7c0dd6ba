"""Write the re-typed files beside the text: ``python -m plans.retyped`` in ``tests/``.

Their digests in the manifest are renewed; the rest of it stays.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from assets.landing import load_manifest
from pipelines.manifest import MANIFEST_NAME, format_manifest
from plans.retyped.pdf import pdf
from plans.retyped.printed import printed_tables
from plans.retyped.workbook import workbook

RAW = Path(__file__).resolve().parents[3] / "raw"
TEXT = RAW / "renja-2022-dinas-sosial-kabupaten-pasuruan.txt"


def main() -> None:
    """Re-type the tables of the text as a workbook and as a PDF."""
    tables = printed_tables(TEXT.read_bytes(), TEXT.name)
    entries = load_manifest(RAW)
    for suffix, data in ((".xlsx", workbook(tables)), (".pdf", pdf(tables))):
        file = TEXT.with_suffix(suffix)
        file.write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        entries[file.name] = replace(entries[file.name], sha256=digest)
    manifest = format_manifest(entries.values())
    (RAW / MANIFEST_NAME).write_text(manifest, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
