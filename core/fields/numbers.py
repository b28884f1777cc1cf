"""Numbers as people write them, with a comma or a point, and yes or no."""

import re
from decimal import Decimal
from typing import Any

from marshmallow import fields

from councilkit.fields.base import CouncilField, Unreadable, text_of
from councilkit.fields.cleaning import plain_digits, tidy
from councilkit.wording import N_

_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[+-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+")
_BLANKS = re.compile(r"(?<=[0-9])[\s\u2019'](?=[0-9]{3})")
_NOT_A_NUMBER = N_('"%(found)s" is not a number. Write it in digits, like 1250 or 12.50.')


def read_decimal(text: str) -> Decimal:
    """A number with a decimal comma or point and perhaps groups of thousands; raises Unreadable."""
    typed = _BLANKS.sub("", plain_digits(tidy(text).text).strip().replace("\u2212", "-"))
    if _GROUPED.fullmatch(typed):
        group, point = (",", ".") if typed.rfind(".") > typed.rfind(",") else (".", ",")
        typed = typed.replace(group, "").replace(point, ".")
    typed = typed.replace(",", ".")
    if len(typed) > 30 or not _DECIMAL.fullmatch(typed):
        raise Unreadable(_NOT_A_NUMBER, found=text.strip()[:40])
    return Decimal(typed)


class _Number(CouncilField):
    def __init__(self, *, least: Any = None, most: Any = None, **options: Any) -> None:
        super().__init__(**options)
        self.least = least
        self.most = most

    def number(self, value: Any) -> Decimal:
        typed = str(value) if isinstance(value, Decimal) else text_of(value, N_("Write this as a number, like 1250."))
        found = value if isinstance(value, Decimal) else read_decimal(typed)
        if not found.is_finite():
            raise Unreadable(_NOT_A_NUMBER, found=str(value))
        if self.least is not None and found < self.least:
            raise Unreadable("Enter %(least)s or more.", least=self.least)
        if self.most is not None and found > self.most:
            raise Unreadable("Enter %(most)s or less.", most=self.most)
        return found


class Amount(_Number, fields.Decimal):
    """A decimal number with at most `places` digits after the point."""

    widget = "decimal"

    def __init__(self, *, places: int = 2, **options: Any) -> None:
        options.setdefault("as_string", True)
        super().__init__(**options)
        self.decimal_places = places

    def read(self, value: Any) -> Decimal:
        """The number; raises Unreadable."""
        found = self.number(value)
        if -int(found.as_tuple().exponent) > self.decimal_places:
            raise Unreadable("Use at most %(places)s digits after the point.", places=self.decimal_places)
        return found


class Whole(_Number, fields.Integer):
    """A whole number."""

    widget = "whole"

    def read(self, value: Any) -> int:
        """The number; raises Unreadable."""
        found = self.number(value)
        if found != found.to_integral_value():
            raise Unreadable('"%(found)s" is not a whole number. Write it without a point.', found=str(value)[:40])
        return int(found)


class Version(Whole):
    """The version of the record that was on the page; it tells when somebody else changed the record meanwhile."""

    widget = "hidden"


_YES = frozenset({"yes", "y", "true", "1", "on", "da", "ใช่"})
_NO = frozenset({"no", "n", "false", "0", "off", "nu", "ไม่", "ไม่ใช่"})


class YesNo(CouncilField, fields.Boolean):
    """Yes or no. As a checkbox, an empty box is no, and `required` means that it must be ticked."""

    widget = "checkbox"
    missing_sentence = N_("%(what)s: answer this, it is needed.")

    def __init__(self, **options: Any) -> None:
        if not options.get("required") and (options.get("metadata") or {}).get("widget", "checkbox") == "checkbox":
            options.setdefault("load_default", False)
        super().__init__(**options)

    def read(self, value: Any) -> bool:
        """True or False; raises Unreadable."""
        word = str(value).strip().casefold()
        if word in _YES:
            return True
        if word in _NO:
            return False
        raise Unreadable('Answer yes or no, not "%(found)s".', found=str(value)[:40])
