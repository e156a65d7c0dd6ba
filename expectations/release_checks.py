"""The gate: what must hold for a release as a whole, and what is worth a warning.

The suites look at the rows that would be published, not at the readings they were made
from: what building the candidate lost or doubled shows here. One failure of severity
critical refuses the release, and the previous one stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from expectations.document_checks import DOCUMENT_CHECKS
from expectations.form_checks import UNASKED, form_suites, is_form_suite
from expectations.mapping_frames import CONSERVED
from expectations.outcome import CheckOutcome, Kind, broken, merged
from expectations.release_frames import DOCUMENTS, SHOWN, release_frames
from expectations.suite_files import Suite, load_suites
from expectations.validation import Validator, validate
from pipelines.codes import AGENCY
from warehouse.candidate import Candidate
from warehouse.views import FACT_VIEWS

#: Views of which nothing says how many rows they must have.
_MAY_BE_EMPTY = frozenset({"bi_pemetaan", "bi_kesinambungan", "bi_belum_dipetakan"})


def release_suites() -> tuple[Suite, ...]:
    """One suite for each published view, and those about the release as a whole."""
    return tuple(suite for name, suite in load_suites().items() if not is_form_suite(name))


def document_check_names() -> tuple[str, ...]:
    """Names of the checks that were made of every document when it was read."""
    forms = (name for suite in form_suites() for name in suite.check_names())
    return (*(check.name for check in DOCUMENT_CHECKS), *forms)


def required_checks() -> tuple[str, ...]:
    """Names of all checks without whose result nothing may be published."""
    views = (name for suite in release_suites() for name in suite.check_names())
    return (*document_check_names(), *views)


def check_meanings() -> dict[str, tuple[str, str]]:
    """What every check means, in Indonesian and English, by its name."""
    whole = {check.name: (check.meaning, check.meaning_en) for check in DOCUMENT_CHECKS}
    return whole | {
        name: (item.meaning, item.meaning_en)
        for suite in (*form_suites(), *release_suites())
        for name, item in zip(suite.check_names(), suite.expectations, strict=True)
    }


def check_candidate(
    candidate: Candidate,
    cells_read: Mapping[str, int],
    documents: Sequence[CheckOutcome],
    validator: Validator | None = None,
) -> tuple[CheckOutcome, ...]:
    """All checks of the gate.

    ``cells_read`` is the readers' own count of cells by document id, ``documents`` what the
    checks found of every document. ``validator`` keeps the results for Data Docs.
    """
    try:
        validator = validator or Validator()
        frames = release_frames(candidate, cells_read)
        outcomes = _of_documents(candidate, documents)
        asked = {suite.name for suite in release_suites()}
        outcomes += [
            broken(f"{name}.{UNASKED}", "critical", LookupError(f"suites/{name}.yaml"))
            for name in frames
            if name not in asked
        ]
        for suite in release_suites():
            outcomes += validate(
                validator, suite, frames.get(suite.name), _min_rows(suite.name, candidate)
            )
    except Exception as error:  # nothing was checked: every check has failed
        return tuple(broken(name, "critical", error) for name in required_checks())
    return tuple(outcomes)


def _of_documents(candidate: Candidate, documents: Sequence[CheckOutcome]) -> list[CheckOutcome]:
    """What was found of all documents together; a check without a result has not been made."""
    found = {outcome.name: outcome for outcome in merged(documents)}
    kind = Kind.BROKEN if candidate.documents else Kind.PASSED
    return [
        found.get(name) or CheckOutcome(name, "critical", kind, 0, int(bool(candidate.documents)))
        for name in document_check_names()
    ]


def _has_nodes(candidate: Candidate) -> bool:
    """Whether a row is about more than its agency, which needs no code of a nomenclature."""
    return any(record["level"] not in {None, AGENCY} for record in candidate.table("source_record"))


def _min_rows(name: str, candidate: Candidate) -> int:
    """How many rows there must be at least: those of a view for which there are facts."""
    if name in (DOCUMENTS, SHOWN, CONSERVED):
        return 1
    if name in _MAY_BE_EMPTY:
        return 0
    counts = candidate.view_counts()
    if name in FACT_VIEWS:
        return int(counts[name] > 0)
    if name == "bi_temuan":
        return int(sum(candidate.findings.values()) > 0)
    if name == "bi_nomenklatur":
        about_nodes = any(counts[view] for view in ("bi_kinerja", "bi_anggaran", "bi_belanja"))
        return int(about_nodes and _has_nodes(candidate))
    return int(any(counts.values()))
