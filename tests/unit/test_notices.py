"""Notices: what they say, and that they arrive by webhook and mail or fail in silence."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import yaml

from assets.settings import Channels
from assets.unattended import notices
from assets.unattended.notices import Notice, tell

FILES = (("a.txt", "pengodean"), ("b\n.txt", "aturan_lain"))
NOTICE = Notice("karantina", "0123456789", "renja_semua", files=FILES)


@contextmanager
def web_server(status: int = 204) -> Iterator[tuple[str, list]]:
    """A server on this machine that keeps what it is sent."""
    got = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.path, self.headers["Content-Type"], json.loads(body)))
            self.send_response(status)
            self.send_header("Location", "/lain")
            self.end_headers()

        def log_message(self, *arguments):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/kabar", got
        finally:
            server.shutdown()
            thread.join()


class Mailbox:
    """Stands for smtplib's classes and keeps what is sent."""

    def __init__(self, tls: bool = True) -> None:
        self.tls, self.done, self.sent = tls, [], []

    def __call__(self, host, port, timeout):
        self.done.append((host, port))
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def ehlo(self):
        return None

    def has_extn(self, name):
        return self.tls

    def starttls(self):
        self.done.append("tls")

    def login(self, user, password):
        self.done.append((user, password))

    def send_message(self, message):
        self.sent.append(message)


def test_a_notice_names_run_files_and_what_to_do_in_both_languages():
    text = NOTICE.text("http://127.0.0.1:3000")
    indonesian, english, link = text.split("\n\n")
    assert "01234567 (renja_semua)" in indonesian
    assert "- a.txt: bukan teks UTF-8 [pengodean]" in indonesian
    assert "- b?.txt: tidak lulus pemeriksaan [aturan_lain]" in indonesian
    assert "renja status" in indonesian
    assert "- a.txt: not UTF-8 text [pengodean]" in english
    assert link == "http://127.0.0.1:3000/runs/0123456789"


def test_a_long_list_of_files_is_cut():
    many = Notice("gagal", "0123456789", files=tuple((f"{n}.txt", "") for n in range(33)))
    assert "- ... +13" in many.text()
    assert len(many.as_json()["files"]) == 33


@pytest.mark.parametrize("kind", notices._texts()["kinds"])
def test_every_kind_can_be_told(kind):
    notice = Notice(kind, "0123456789", "renja_semua", "rilis_unik", FILES)
    assert notice.title().startswith("Renja: ")
    assert "{" not in notice.text()


def test_it_is_logged_and_posted(caplog):
    with web_server() as (address, got), caplog.at_level(logging.WARNING, "renja"):
        tell(NOTICE, Channels(webhook=address))
    ((path, kind, body),) = got
    assert (path, kind) == ("/kabar", "application/json; charset=utf-8")
    assert (body["kind"], body["run_id"]) == ("karantina", "0123456789")
    assert body["files"][0] == {"file": "a.txt", "rule": "pengodean"}
    assert body["text"].startswith(body["title"])
    assert "disisihkan" in caplog.text


@pytest.mark.parametrize("status", [302, 404, 500])
def test_what_does_not_arrive_is_logged_without_its_address_and_not_followed(caplog, status):
    with web_server(status) as (address, got):
        tell(NOTICE, Channels(webhook=f"{address}?token=rahasia"))
    assert len(got) == 1
    assert "was not sent" in caplog.text
    assert "rahasia" not in caplog.text


def test_nobody_listens_or_the_address_is_no_web_address(caplog):
    for address in ("http://127.0.0.1:9/", "file:///etc/hostname"):
        tell(NOTICE, Channels(webhook=address))
    assert caplog.text.count("was not sent") == 2


def test_it_is_mailed_over_tls_with_the_password(monkeypatch):
    box = Mailbox()
    monkeypatch.setattr(notices.smtplib, "SMTP", box)
    smtp = "smtp://petugas%40kab.go.id:kunci%2F1@surat.kab.go.id:587"
    tell(NOTICE, Channels(mail_to="a@kab.go.id, b@kab.go.id", smtp=smtp))
    assert box.done == [("surat.kab.go.id", 587), "tls", ("petugas@kab.go.id", "kunci/1")]
    (message,) = box.sent
    assert message["To"] == "a@kab.go.id, b@kab.go.id"
    assert message["From"] == "petugas@kab.go.id"
    assert "disisihkan" in message["Subject"]
    assert "pengodean" in message.get_content()


def test_a_password_never_goes_out_unprotected(monkeypatch, caplog):
    box = Mailbox(tls=False)
    monkeypatch.setattr(notices.smtplib, "SMTP", box)
    tell(NOTICE, Channels(mail_to="a@kab.go.id", smtp="smtp://u:rahasia@surat.kab.go.id"))
    assert box.sent == []
    assert "rahasia" not in caplog.text
    tell(NOTICE, Channels(mail_to="a@kab.go.id", smtp="smtp://127.0.0.1:2525"))
    assert len(box.sent) == 1


def test_smtps_is_protected_from_the_start(monkeypatch):
    box = Mailbox(tls=False)
    monkeypatch.setattr(notices.smtplib, "SMTP_SSL", box)
    tell(NOTICE, Channels(mail_to="a@kab.go.id", smtp="smtps://u:p@surat.kab.go.id"))
    assert box.done[-1] == ("u", "p")
    assert len(box.sent) == 1


def test_every_rule_has_a_word_in_both_languages():
    for words in yaml.safe_load(
        (notices.Path(notices.__file__).with_name("notices.yaml")).read_text(encoding="utf-8")
    )["rules"].values():
        assert len(words) == 2
