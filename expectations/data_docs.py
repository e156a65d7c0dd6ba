"""Data Docs: the library's own pages of the results, made fit to be read on this computer.

The library's pages fetch styles, scripts and pictures from other people's servers. Here they
get a small style sheet of their own instead: nothing is fetched, and they can be read offline.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from html import escape
from pathlib import Path

from expectations.outcome import CheckOutcome
from expectations.suite_files import Suite, load_suites
from expectations.validation import Validator

_SITE = "renja"
_SHOWN = 10
_STYLE = Path(__file__).with_name("data_docs.css")

_SCRIPTS = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
_FETCHED = re.compile(
    r"<(?:link|img)\b[^>]*?(?:href|src)\s*=\s*[\"'](?:https?:)?//[^>]*>", re.IGNORECASE
)
_PICTURES = re.compile(r"background(?:-image)?\s*:\s*url\([^)]*\)[^;]*;", re.IGNORECASE)
_OUTSIDE = re.compile(r"<a\b[^>]*href\s*=\s*[\"']https?://[^>]*>(.*?)</a>", re.DOTALL)
_STYLES = re.compile(r"<link\b[^>]*rel\s*=\s*[\"']stylesheet[\"'][^>]*>", re.IGNORECASE)
#: The library's marks are letters of a fetched font: success, failure, and a broken check.
_MARKS = (
    (re.compile(r"<i\b[^>]*\btext-success\b[^>]*></i>"), '<span class="lulus">✔</span>'),
    (re.compile(r"<i\b[^>]*\btext-danger\b[^>]*></i>"), '<span class="gagal">✘</span>'),
    (re.compile(r"<i\b[^>]*\btext-warning\b[^>]*></i>"), '<span class="gagal">!</span>'),
)
_LOGO = re.compile(r"<img\b[^>]*(?:logo|\.gif|\.png|\.svg)[^>]*>", re.IGNORECASE)

#: Words of the library's pages that an officer reads, in both languages.
_WORDS = {
    ">Home<": ">Hasil pemeriksaan / Results<",
    "To retrieve all unexpected values...": "",
    "Validation Filter:": "",
    "Show more info...": "",
    " / __none__": "",
    "Expectation Validation Result": "Hasil pemeriksaan / Validation result",
}


def write_data_docs(validator: Validator, outcomes: Sequence[CheckOutcome], folder: Path) -> Path:
    """Pages of all results of a session in place of what the folder held; returns the first."""
    shutil.rmtree(folder, ignore_errors=True)
    context = validator.context
    for name in list(context.variables.data_docs_sites or {}):
        context.delete_data_docs_site(name)
    context.add_data_docs_site(
        _SITE,
        {
            "class_name": "SiteBuilder",
            "show_how_to_buttons": False,
            "store_backend": {
                "class_name": "TupleFilesystemStoreBackend",
                "base_directory": str(folder),
            },
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        },
    )
    context.build_data_docs(site_names=[_SITE])
    # Pictures and fonts of the library: four megabytes a release, and none is needed.
    shutil.rmtree(folder / "static", ignore_errors=True)
    style = _STYLE.read_text(encoding="utf-8")
    for page in folder.rglob("*.html"):
        page.write_text(_plain(page.read_text(encoding="utf-8"), style), encoding="utf-8")
    first = folder / "index.html"
    first.write_text(_index(outcomes, folder, style), encoding="utf-8")
    return first


def _plain(html: str, style: str) -> str:
    for unwanted in (_SCRIPTS, _FETCHED, _STYLES, _LOGO, _PICTURES):
        html = unwanted.sub("", html)
    html = _OUTSIDE.sub(r"\1", html)
    for mark, ours in _MARKS:
        html = mark.sub(ours, html)
    for word, ours in _WORDS.items():
        html = html.replace(word, ours)
    return html.replace("</head>", f"<style>\n{style}</style>\n</head>", 1)


def _index(outcomes: Sequence[CheckOutcome], folder: Path, style: str) -> str:
    """The first page. The library's own is made by a script, and would stay empty here."""
    by_suite: dict[str, list[CheckOutcome]] = {}
    for outcome in outcomes:
        by_suite.setdefault(outcome.suite, []).append(outcome)
    rows = []
    for name, suite in load_suites().items():
        found = by_suite.get(name, [])
        failed = [outcome for outcome in found if not outcome.passed]
        said = "".join(_failure(outcome) for outcome in failed)
        mark, word = _verdict(failed)
        rows.append(
            f"<tr><td>{_link(folder, suite)}</td><td>{escape(suite.meaning)}<br>"
            f"<em>{escape(suite.meaning_en)}</em></td>"
            f"<td>{len(found) - len(failed)} / {len(found)}</td>"
            f'<td><span class="{mark}">{word}</span>{said}</td></tr>'
        )
    return (
        '<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Hasil pemeriksaan</title><style>\n{style}</style></head><body>"
        "<h1>Hasil pemeriksaan / Results of the checks</h1>"
        "<table><tr><th>Pemeriksaan / Suite</th><th>Tentang / About</th>"
        f"<th>Lulus / Passed</th><th>Hasil / Result</th></tr>{''.join(rows)}</table>"
        "</body></html>\n"
    )


def _verdict(failed: Sequence[CheckOutcome]) -> tuple[str, str]:
    """How a suite ended, as a class of the style sheet and in words."""
    if not failed:
        return "lulus", "lulus / passed"
    if any(outcome.blocks for outcome in failed):
        return "gagal", "gagal / failed"
    if any(outcome.severity == "warning" for outcome in failed):
        return "peringatan", "peringatan / warning"
    return "catatan", "catatan / note"


def _failure(outcome: CheckOutcome) -> str:
    listed = "; ".join([row.told()[0] for row in outcome.rows[:_SHOWN]] or [outcome.observed])
    more = outcome.failures - _SHOWN
    tail = f"; … +{more}" if outcome.rows and more > 0 else ""
    return (
        f"<p>{escape(outcome.meaning)} <em>{escape(outcome.meaning_en)}</em><br>"
        f"{outcome.kind.value} ({outcome.failures}): {escape(listed)}{tail}</p>"
    )


def _link(folder: Path, suite: Suite) -> str:
    """The suite's name, as a link where the library made a page of its results."""
    pages = sorted(folder.glob(f"validations/{suite.label}/**/*.html"))
    if not pages:
        return escape(suite.name)
    target = pages[-1].relative_to(folder).as_posix()
    return f'<a href="{escape(target)}">{escape(suite.name)}</a>'
