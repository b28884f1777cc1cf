"""Text fields: lines, paragraphs, names of people, addresses of mail, telephone numbers, codes."""

import re
import unicodedata
from typing import Any

from marshmallow import fields

from councilkit.fields.base import CouncilField, Unreadable, text_of
from councilkit.fields.cleaning import has_controls, one_line, plain_digits, tidy, without_unseen
from councilkit.wording import N_, Plural

TOO_LONG = Plural(
    "This has %(length)s character. Shorten it to %(most)s or fewer.",
    "This has %(length)s characters. Shorten it to %(most)s or fewer.",
    "length",
)
TOO_SHORT = Plural(
    "This is too short. Write at least %(least)s character.",
    "This is too short. Write at least %(least)s characters.",
    "least",
)


class Text(CouncilField, fields.String):
    """One line of text, cleaned of what cannot be seen, its blanks collapsed."""

    def __init__(self, *, max_length: int = 200, min_length: int = 1, **options: Any) -> None:
        super().__init__(**options)
        self.max_length = max_length
        self.min_length = min_length

    def read(self, value: Any) -> str:
        """The cleaned text; raises Unreadable."""
        text = self.cleaned(text_of(value))
        if len(text) > self.max_length:
            most, length = self.max_length, len(text)
            raise Unreadable(TOO_LONG, length=length, most=most)
        if len(text) < self.min_length:
            raise Unreadable(TOO_SHORT, least=self.min_length)
        return text

    def cleaned(self, text: str) -> str:
        """The text as it is kept."""
        return one_line(tidy(text).text)


class LongText(Text):
    """Paragraphs: line ends stay."""

    widget = "textarea"

    def __init__(self, *, max_length: int = 10_000, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def cleaned(self, text: str) -> str:
        """The text with no blanks at the ends of lines or of the whole."""
        return "\n".join(line.rstrip() for line in tidy(text).text.split("\n")).strip()


_CEDILLA = str.maketrans("ŢţŞş", "ȚțȘș")
_T_CEDILLA = str.maketrans("Ţţ", "Țț")
_TURKISH = re.compile("[ĞğİıÇçÖöÜü]")


def comma_below(name: str) -> str:
    """Romanian ș and ț with the comma below where an old code page gave a cedilla; a Turkish name keeps its ş."""
    return name.translate(_T_CEDILLA if _TURKISH.search(name) else _CEDILLA)


class PersonName(Text):
    """A person's name or part of one, in any script; one letter is a name.

    Unseen marks go, blanks collapse, cedillas become commas below; control characters and names without a letter
    are refused.
    """

    def __init__(self, *, max_length: int = 120, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def cleaned(self, text: str) -> str:
        """The name as it is kept; raises Unreadable."""
        name = without_unseen(text)
        if has_controls(name.strip()):
            raise Unreadable("The name has a tab, a line end or another control character in it. Type the name again.")
        if not any(unicodedata.category(character)[0] == "L" for character in name):
            raise Unreadable("Enter a name with at least one letter.")
        return comma_below(one_line(name))


_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}@(?:[\w](?:[\w-]{0,61}[\w])?\.)+[^\W\d_][\w-]{0,61}[\w]")


class Email(Text):
    """An email address; the part after the @ in small letters."""

    widget = "email"
    missing_sentence = N_("Enter an email address, like name@example.org.")

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, **options)

    def cleaned(self, text: str) -> str:
        """The address; raises Unreadable."""
        address = one_line(tidy(text).text)
        if not _ADDRESS.fullmatch(address) or ".." in address or address.startswith("."):
            raise Unreadable("Enter an email address like name@example.org.")
        local, _, domain = address.rpartition("@")
        return f"{local}@{domain.lower()}"


_PHONE = re.compile(r"\+?[0-9]{5,15}")


class Phone(Text):
    """A telephone number, kept as digits with a leading + where one was given."""

    widget = "tel"

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, **options)

    def cleaned(self, text: str) -> str:
        """The number; raises Unreadable."""
        number = re.sub(r"[\s().\-/\u2010-\u2015]", "", plain_digits(tidy(text).text))
        number = "+" + number[2:] if number.startswith("00") else number
        if not _PHONE.fullmatch(number):
            raise Unreadable("Enter a phone number, like 0123 456 789 or +44 123 456 789.")
        return number


class Code(Text):
    """A code without blanks, like RO-B or EQF:6; `pattern` and `example` say what it looks like."""

    def __init__(
        self, *, pattern: str = r"[\w.:/-]+", example: str = "RO-B", upper: bool = False, **options: Any
    ) -> None:
        max_length = options.pop("max_length", 64)
        super().__init__(max_length=max_length, **options)
        self.pattern = re.compile(pattern)
        self.example = example
        self.upper = upper

    def cleaned(self, text: str) -> str:
        """The code; raises Unreadable."""
        code = tidy(text).text.strip()
        code = code.upper() if self.upper else code
        if not self.pattern.fullmatch(code):
            raise Unreadable('"%(found)s" is not a code like %(example)s.', found=code[:40], example=self.example)
        return code


class Password(CouncilField, fields.String):
    """A password: kept as typed but for the composition of letters (NFC), so that any keyboard gives the same."""

    widget = "password"
    missing_sentence = N_("Enter your password.")

    def __init__(self, *, min_length: int = 0, max_length: int = 1000, **options: Any) -> None:
        options.setdefault("load_only", True)
        super().__init__(**options)
        self.min_length = min_length
        self.max_length = max_length

    def read(self, value: Any) -> str:
        """The password; raises Unreadable."""
        password = unicodedata.normalize("NFC", text_of(value))
        if len(password) < self.min_length:
            sentence = N_("Use at least %(least)s characters. Three words are easy to keep in mind.")
            raise Unreadable(sentence, least=self.min_length)
        if len(password) > self.max_length:
            raise Unreadable("Use at most %(most)s characters.", most=self.max_length)
        return password
