"""One or several of a list, and files."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from marshmallow import fields

from councilkit.fields.base import CouncilField, Unreadable, text_of
from councilkit.fields.cleaning import tidy
from councilkit.wording import N_, Sentence

Option = tuple[str, ...]


class Choice(CouncilField, fields.String):
    """One code of `choices`, each `(code, label)` or `(code, label, hint)`; without any, the form brings them."""

    widget = "radios"
    missing_sentence = N_("%(what)s: choose one.")

    def __init__(self, choices: Iterable[Sequence[str]] = (), **options: Any) -> None:
        super().__init__(**options)
        self.choices: tuple[Option, ...] = tuple(tuple(option) for option in choices)
        if self.choices:
            self.metadata = {**self.metadata, "enum": [option[0] for option in self.choices]}

    def read(self, value: Any) -> str:
        """The code; raises Unreadable with the nearest one that there is."""
        code = tidy(text_of(value)).text.strip()
        if self.choices and code not in {option[0] for option in self.choices}:
            raise _unknown(code, self.choices)
        return code


class Choices(CouncilField, fields.List[Any]):
    """Several codes of `choices`; loads a list without doubles, empty when none was chosen."""

    widget = "checkboxes"
    missing_sentence = N_("%(what)s: choose at least one.")

    def __init__(self, choices: Iterable[Sequence[str]] = (), **options: Any) -> None:
        if not options.get("required"):
            options.setdefault("load_default", list)
        super().__init__(cls_or_instance=fields.String(), **options)
        self.choices: tuple[Option, ...] = tuple(tuple(option) for option in choices)

    def read(self, value: Any) -> list[str]:
        """The codes in the order given; raises Unreadable."""
        one = Choice(self.choices)
        return list(dict.fromkeys(one.read(code) for code in ([value] if isinstance(value, str) else value)))


def _unknown(code: str, choices: tuple[Option, ...]) -> Unreadable:
    codes = [option[0] for option in choices]
    near = get_close_matches(code.casefold(), [known.casefold() for known in codes], n=1)
    if near:
        nearest = next(known for known in codes if known.casefold() == near[0])
        return Unreadable('"%(found)s" is not on the list. Did you mean "%(near)s"?', found=code[:40], near=nearest)
    if len(codes) <= 12:
        return Unreadable('"%(found)s" is not on the list: %(all)s.', found=code[:40], all=", ".join(codes))
    return Unreadable('"%(found)s" is not on the list. Choose one that is.', found=code[:40])


class Upload(CouncilField, fields.Raw):
    """A file of a form, handed on as it came; its kind and size are checked where it is stored."""

    widget = "file"
    missing_sentence = N_("%(what)s: choose a file.")

    def __init__(self, *, most_bytes: int | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.most_bytes = most_bytes

    def read(self, value: Any) -> Any:
        """The file; raises Unreadable when it is empty or too large."""
        if not hasattr(value, "stream"):
            raise Unreadable("Choose the file again.")
        value.stream.seek(0, 2)
        size = value.stream.tell()
        value.stream.seek(0)
        if size == 0:
            raise Unreadable('The file "%(name)s" is empty. Choose another.', name=str(value.filename)[:80])
        if self.most_bytes and size > self.most_bytes:
            raise Unreadable(
                'The file "%(name)s" has %(size)s MB. Choose one of at most %(most)s MB.',
                name=str(value.filename)[:80],
                size=f"{size / 1e6:.1f}",
                most=f"{self.most_bytes / 1e6:g}",
            )
        return value


def labelled(code: str, choices: Iterable[Sequence[str]]) -> str:
    """The label of a code, or the code itself when it is not on the list."""
    return next((Sentence(option[1]) for option in choices if option[0] == code), code)
