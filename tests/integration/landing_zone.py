"""A landing zone with one small plan, for tests that run the whole pipeline."""

from __future__ import annotations

from pathlib import Path

from assets.settings import Settings, find_settings

ROOT = Path(__file__).resolve().parents[2]
SMALL_PLAN = ROOT / "tests" / "fixtures" / "rencana_kecil.txt"


def small_plan(agency: str = "DINAS KESEHATAN") -> str:
    """The text of the small plan, of another agency where one is named."""
    return SMALL_PLAN.read_text(encoding="utf-8").replace("DINAS KESEHATAN", agency)


def landing_zone(folder: Path, **documents: str) -> Settings:
    """Settings of a new home whose ``raw/`` holds the given texts as ``NAME.txt``."""
    raw = folder / "raw"
    raw.mkdir(parents=True)
    for name, text in documents.items():
        (raw / f"{name}.txt").write_text(text, encoding="utf-8")
    return find_settings(folder / "home", None, raw)
