"""Instances made for tests: settings, a server for the browser, a receiver of mail."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from werkzeug.serving import make_server

from webapp.settings import Settings

SECRET = "Zx3-tests-only-7f1b9c0d5e2a8463-Qw"


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def settings_for(folder: Path, database_url: str, **changes: Any) -> Settings:
    """Settings of an instance in `folder`, reached as localhost."""
    base_url = changes.pop("public_base_url", f"http://localhost:{free_port()}")
    values: dict[str, Any] = {
        "instance": folder,
        "database_url": database_url,
        "owner_database_url": database_url,
        "redis_url": "",
        "public_base_url": base_url,
        "trusted_hosts": ("localhost", "127.0.0.1", base_url.split("://")[1].split(":")[0]),
        "secret_key": SECRET,
        "secret_key_fallbacks": (),
        "mail": f"file:{folder}/mail",
        "mail_from": "Erkin <erkin@localhost>",
        "bind": "127.0.0.1:8000",
        "proxy_hops": 0,
        "log_level": "INFO",
    }
    return Settings(**values | changes)


@contextlib.contextmanager
def served(app: Flask, port: int, *, encrypted: bool = False) -> Iterator[None]:
    """Serve an application to a real browser while the block runs."""
    certificate = "adhoc" if encrypted else None
    server = make_server("127.0.0.1", port, app, threaded=True, ssl_context=certificate)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Mailbox:
    """A real SMTP server on this machine, and what it received."""

    host: str
    port: int
    messages: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content or b""
        raw = content.encode() if isinstance(content, str) else content
        self.envelopes.append(envelope)
        self.messages.append(BytesParser(policy=default).parsebytes(raw))  # type: ignore[arg-type]
        return "250 Message accepted for delivery"


@contextlib.contextmanager
def receiving_mail() -> Iterator[Mailbox]:
    """Receive mail while the block runs."""
    mailbox = Mailbox("127.0.0.1", free_port())
    controller = Controller(mailbox, hostname=mailbox.host, port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
