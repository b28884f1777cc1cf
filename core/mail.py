"""Letters by e-mail: through SMTP, or written to a folder where no server is configured."""

import re
import smtplib
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTPDataError, SMTPRecipientsRefused
from urllib.parse import unquote, urlsplit

from councilkit.config import Config


def send(config: Config, to: str, subject: str, text: str, id: str = "") -> None:
    """Send a plain-text message by `mail.url`: `smtp://user:password@host:port`, `smtps://...` or `folder:PATH`.

    `id` names the message: sent twice, it is one message to a reader, and one file in a folder.
    """
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = config.mail_sender, to, subject
    if id:
        message["Message-ID"] = f"<{id}@{config.mail_sender.rpartition('@')[2] or 'localhost'}>"
    message.set_content(text)
    if config.mail_url.startswith("folder:"):
        _to_folder(config.home / config.mail_url.removeprefix("folder:"), message, id)
    else:
        _by_smtp(config.mail_url, message)


def refused(error: Exception) -> bool:
    """Whether the server took no letter for this address, though it answers others."""
    return not isinstance(error, OSError) or isinstance(error, (SMTPRecipientsRefused, SMTPDataError))


def _to_folder(folder: Path, message: EmailMessage, id: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    named = id or f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    name = f"{named}-{re.sub(r'[^a-z0-9.@-]', '_', str(message['To']).lower())}.eml"
    (folder / name).write_bytes(message.as_bytes())


def _by_smtp(url: str, message: EmailMessage) -> None:
    parts = urlsplit(url)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname or "localhost", parts.port or 25, timeout=20) as server:
        if parts.username:
            server.starttls() if parts.scheme == "smtp" else None
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)
