"""How a source is named on a page: its title as a link, where it was read, and whether it was compared with it."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from councilkit.law.model import Law
from councilkit.wording import N_, Sentence

# They carry other people's copies: what was read there was not read at the law's publisher.
COPIES = ("scribd.com", "thuvienphapluat.vn", "jur.ph")
READ = N_("As read at %(host)s on %(day)s.")
COPY = N_("As read at %(host)s, a copy, on %(day)s: not compared with the text itself.")
UNREAD = N_("Not yet verified against the source.")


@dataclass(frozen=True)
class Cited:
    """A source for a page: `title`, `url` (empty where it is words only) and `said` about who read it where."""

    title: str
    url: str
    said: Sentence | str


def cite(law: Law, source: str, read_on: date | None) -> Cited:
    """A source given as an address or in words; the title of an address is the one that the law gives it."""
    address = urlsplit(source)
    if address.scheme not in ("http", "https") or not address.hostname:
        return Cited(source, "", "")
    host = address.hostname.removeprefix("www.")
    title = _titles(law).get(source, host)
    if read_on is None:
        return Cited(title, source, UNREAD)
    copied = any(host == copy or host.endswith(f".{copy}") for copy in COPIES)
    return Cited(title, source, Sentence(COPY if copied else READ, host=host, day=read_on))


def _titles(law: Law) -> dict[str, str]:
    values = (value for parameter in law.parameters.values() for value in parameter.values)
    return {value.source.url: value.source.title for value in values if value.source.url}
