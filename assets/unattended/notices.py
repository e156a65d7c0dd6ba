"""Telling people what happened while nobody watched: always in the log, by webhook and mail
where these are set. Names of files, rules and checks are told, never what stands in a document.
"""

from __future__ import annotations

import json
import logging
import smtplib
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml

from assets.settings import Channels

_TIMEOUT_SECONDS = 10
_LISTED = 20
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

_log = logging.getLogger("renja")


@dataclass(frozen=True)
class Notice:
    """Something to be told; ``kind`` is one of ``notices.yaml``.

    ``what`` names the checks or the step, ``files`` pairs of file and rule (or "").
    """

    kind: str
    run_id: str = ""
    job: str = ""
    what: str = ""
    files: tuple[tuple[str, str], ...] = ()

    def title(self) -> str:
        """One line in both languages."""
        kind = _texts()["kinds"][self.kind]
        return f"Renja: {kind['title']} / {kind['title_en']}"

    def text(self, ui: str = "") -> str:
        """What happened, which files, and what to do, first in Indonesian, then in English."""
        parts = ["\n".join(self._lines(suffix, place)) for place, suffix in enumerate(("", "_en"))]
        if self.run_id and ui:
            parts.append(f"{ui}/runs/{self.run_id}")
        return "\n\n".join(parts)

    def as_json(self, ui: str = "") -> dict[str, Any]:
        """The object that a webhook gets; ``text`` is what chat programs show."""
        return {
            "kind": self.kind,
            "title": self.title(),
            "text": f"{self.title()}\n\n{self.text(ui)}",
            "run_id": self.run_id,
            "job": self.job,
            "what": self.what,
            "files": [{"file": _plain(file), "rule": rule} for file, rule in self.files],
        }

    def _lines(self, suffix: str, place: int) -> Iterator[str]:
        texts = _texts()
        kind = texts["kinds"][self.kind]
        run = f"{self.run_id[:8]} ({self.job})" if self.run_id else ""
        yield kind[f"text{suffix}"].format(run=run, what=self.what or "-")
        for file, rule in self.files[:_LISTED]:
            why = texts["rules"].get(rule, texts["other_rule"])[place]
            yield f"- {_plain(file)}" + (f": {why} [{rule}]" if rule else "")
        if len(self.files) > _LISTED:
            yield f"- ... +{len(self.files) - _LISTED}"
        yield kind[f"do{suffix}"]


def tell(notice: Notice, channels: Channels) -> None:
    """Log the notice and send it; what cannot be sent is logged, and nothing fails."""
    _log.warning("%s\n%s", notice.title(), notice.text(channels.ui))
    for wanted, send in ((channels.webhook, _post), (channels.mail_to, _mail)):
        if not wanted:
            continue
        try:
            send(notice, channels)
        except Exception as error:  # whatever goes wrong on the way out stays here
            # The text of the error may hold the address with its secret.
            told = type(error).__name__
            _log.error("pemberitahuan tidak terkirim / a notice was not sent: %s", told)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A notice goes where the setting says and nowhere else."""

    def redirect_request(self, *arguments: Any, **named: Any) -> None:
        """Do not follow."""


def _post(notice: Notice, channels: Channels) -> None:
    if urlsplit(channels.webhook).scheme not in ("http", "https"):
        raise ValueError("http(s)")
    request = urllib.request.Request(
        channels.webhook,
        data=json.dumps(notice.as_json(channels.ui), ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8", "User-Agent": "renja"},
        method="POST",
    )
    opener = urllib.request.build_opener(_NoRedirects)
    with opener.open(request, timeout=_TIMEOUT_SECONDS):
        pass


def _mail(notice: Notice, channels: Channels) -> None:
    server = urlsplit(channels.smtp or "smtp://localhost:25")
    host = server.hostname or "localhost"
    message = EmailMessage()
    message["Subject"] = notice.title()
    message["From"] = channels.mail_from or unquote(server.username or "") or f"renja@{host}"
    message["To"] = channels.mail_to
    message.set_content(notice.text(channels.ui))
    secure = server.scheme == "smtps"
    connect = smtplib.SMTP_SSL if secure else smtplib.SMTP
    with connect(host, server.port or 0, timeout=_TIMEOUT_SECONDS) as connection:
        connection.ehlo()
        if not secure and connection.has_extn("starttls"):
            connection.starttls()
            connection.ehlo()
            secure = True
        if server.username:
            if not secure and host not in _LOOPBACK:
                raise smtplib.SMTPNotSupportedError("TLS")
            connection.login(unquote(server.username), unquote(server.password or ""))
        connection.send_message(message)


def _plain(text: str) -> str:
    """A file name on one line, whatever letters it holds."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


@cache
def _texts() -> dict[str, Any]:
    path = Path(__file__).with_name("notices.yaml")
    texts: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return texts
