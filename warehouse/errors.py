"""What can go wrong in the warehouse, said in both languages."""

from __future__ import annotations

from pipelines.model import Refusal


class WarehouseError(Exception):
    """A refusal or failure of the warehouse: one Indonesian and one English sentence."""

    def __init__(self, reason: str, reason_en: str) -> None:
        super().__init__(reason, reason_en)
        self.reason = reason
        self.reason_en = reason_en

    def __str__(self) -> str:
        return f"{self.reason} / {self.reason_en}"


class CannotOpenError(WarehouseError):
    """The database behind a URL cannot be opened, created or read."""


class WrongUrlError(CannotOpenError):
    """What was given is not the URL of a database that can be used: wrong usage."""

    exit_code = 2


class NotStagedError(WarehouseError):
    """The candidate is not the one in staging, or the warehouse moved on since it was staged."""


class GateRefusedError(WarehouseError):
    """The recorded checks of a candidate do not allow it to be published.

    ``failed`` names the critical checks that failed or are missing.
    """

    def __init__(self, reason: str, reason_en: str, failed: tuple[str, ...] = ()) -> None:
        super().__init__(reason, reason_en)
        self.failed = failed


class PublishFailedError(WarehouseError):
    """The database refused the change; the previous release stands complete."""


class BrokenReadingError(Refusal):
    """A reading whose keys do not hold: its document cannot be vouched for.

    A :class:`pipelines.model.Refusal` that also says which document, so that the caller
    can put that one in quarantine and build the candidate from the others.
    """

    def __init__(self, document_id: str, file: str, reason: str, reason_en: str) -> None:
        super().__init__(reason, reason_en, place=file, rule="kunci_rusak")
        self.document_id = document_id
        self.file = file
