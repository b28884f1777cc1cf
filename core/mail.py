"""Letters by e-mail: through SMTP, or written to a folder where no server is configured."""

import re
import smtplib
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from councilkit.config import Config


def send(config: Config, to: str, subject: str, text: str) -> None:
    """Send a plain-text message by `mail.url`: `smtp://user:password@host:port`, `smtps://...` or `folder:PATH`."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = config.mail_sender, to, subject
    message.set_content(text)
    if config.mail_url.startswith("folder:"):
        _to_folder(config.home / config.mail_url.removeprefix("folder:"), message)
    else:
        _by_smtp(config.mail_url, message)


def _to_folder(folder: Path, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{re.sub(r'[^a-z0-9.@-]', '_', str(message['To']).lower())}.eml"
    (folder / name).write_bytes(message.as_bytes())


def _by_smtp(url: str, message: EmailMessage) -> None:
    parts = urlsplit(url)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname or "localhost", parts.port or 25, timeout=20) as server:
        if parts.username:
            server.starttls() if parts.scheme == "smtp" else None
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)
