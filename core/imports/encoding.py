"""What a file is made of: its encoding, or a sentence that names the byte, the line and the mend."""

import codecs
import re
from pathlib import Path

from councilkit.errors import Problem
from councilkit.wording import N_, Sentence

SAMPLE = 1 << 18
_SAVE_AS = N_("Open it in the program that made it and save it as “CSV UTF-8”.")
_OTHER_KIND = N_("The file is not a CSV file: it looks like %(kind)s. %(mend)s")
_BYTE_FIRST = N_("Byte 0x%(byte)s at the start of line %(line)s is not %(encoding)s. %(mend)s")
_BYTE = N_("Byte 0x%(byte)s in line %(line)s, after “%(before)s”, is not %(encoding)s. %(mend)s")
_GUESS = N_(
    'The file looks like %(guess)s: save it again as “CSV UTF-8”, or write encoding = "%(code)s" in a mapping file.'
)
_OTHER = N_('Name another encoding in the mapping file, or save the file as UTF-8 and write encoding = "utf-8" there.')

_OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", N_("an Excel, LibreOffice or zip file")),
    (b"\xd0\xcf\x11\xe0", N_("an old Excel file")),
    (b"%PDF", N_("a PDF")),
    (b"{\\rtf", N_("a text-processor file")),
    (b"SQLite format 3", N_("a database")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"\x1f\x8b", N_("a compressed file")),
    (b"7z\xbc\xaf", N_("a compressed file")),
    (b"Rar!", N_("a compressed file")),
)
_PAGES = (b"<!doctype html", b"<html", b"<?xml", b"<table")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# what a page is likely called by people, and the letters that show that it is the one
_LATIN = ("cp1250", "cp1252", "cp1254", "cp852")
_LIKELY = {
    "cp1250": ("Windows-1250", "ăâîşţĂÂÎŞŢáéíóöőúüűÁÉÍÓÖŐÚÜŰąćęłńśźżĄĆĘŁŃŚŹŻčďěňřšťůžČĎŘŠŤŮŽđĐäßÄ’‘”„–«»"),
    "cp1252": ("Windows-1252", "àáâãäåæçèéêëìíîïñòóôõöøùúûüýßÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÚÛÜœŒ’‘“”–—«»"),
    "cp1251": ("Windows-1251", "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯІЇЄ№"),
    "cp874": ("Windows-874", "กขคงจฉชซญฐณดตถทธนบปผฝพฟภมยรลวศษสหอะัาำิีึืุูเแโใไ็่้์"),
    "cp1254": ("Windows-1254", "ğışçöüĞİŞÇÖÜâîû"),
    "cp852": ("IBM-852", "ăâîşţĂÂÎŞŢáéíóöőúüűÁÉÖŐÜŰ"),
}


def detect(path: Path, wanted: str = "") -> str:
    """The encoding to read a file with, checked to its last byte; raises Problem for what is no text."""
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    _refuse_other_kinds(start)
    name = _by_mark(start) or _known(wanted) or _without_mark(start)
    try:
        _check(path, name)
    except UnicodeDecodeError as error:
        raise Problem(_sentence(path, error, name, wanted)) from None
    return name


def _refuse_other_kinds(start: bytes) -> None:
    if not start.strip():
        raise Problem(Sentence("The file is empty. Choose another one."))
    for magic, kind in _OTHER_KINDS:
        if start.startswith(magic):
            raise _other_kind(kind)
    if start.lstrip(codecs.BOM_UTF8).lstrip().lower().startswith(_PAGES):
        raise _other_kind(N_("a web page or XML"))
    if start.lstrip(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"["):
        raise _other_kind("JSON")


def _other_kind(kind: str) -> Problem:
    return Problem(Sentence(_OTHER_KIND, kind=Sentence(kind), mend=Sentence(_SAVE_AS)))


def _by_mark(start: bytes) -> str:
    return next((name for mark, name in _MARKS if start.startswith(mark)), "")


def _known(wanted: str) -> str:
    if not wanted:
        return ""
    number = re.fullmatch(r"(?:windows|win|ibm|dos|cp)[-_ ]?(\d+)", wanted.strip().lower())
    try:
        info = codecs.lookup(f"cp{number[1]}" if number else wanted.strip())
        "".encode(info.name)
    except LookupError:
        raise Problem(
            f"The encoding “{wanted}” is not known. Write one like utf-8, windows-1250 or windows-1252."
        ) from None
    return info.name


def _without_mark(start: bytes) -> str:
    """UTF-16 shows by its empty half; anything else must be UTF-8."""
    odd, even = start[1::2].count(0), start[::2].count(0)
    if max(odd, even) > len(start) * 0.2:
        return "utf-16-le" if odd > even else "utf-16-be"
    if start.count(0) > len(start) // 1000:
        raise _other_kind(N_("data that is no text"))
    return "utf-8"


def _check(path: Path, name: str) -> None:
    """Decode the whole file once, block by block; an error's `start` is then counted from the file's first byte."""
    decoder = codecs.getincrementaldecoder(name)("strict")
    before = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            kept = len(decoder.getstate()[0])
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                error.start += before - kept
                raise
            before += len(block)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        error.start += max(0, before - len(error.object))
        raise


def _sentence(path: Path, error: UnicodeDecodeError, name: str, wanted: str) -> Sentence:
    guess = "" if wanted else guessed(path)
    line, byte, before = _place(path, error.start, guess or "ascii")
    mend = Sentence(_OTHER if wanted else _SAVE_AS)
    if guess:
        title = _LIKELY[guess][0]
        mend = Sentence(_GUESS, guess=title, code=title.lower())
    pattern = _BYTE if before else _BYTE_FIRST
    return Sentence(pattern, byte=f"{byte:02X}", line=line, before=before, encoding=title_of(name), mend=mend)


def _place(path: Path, start: int, name: str) -> tuple[int, int, str]:
    """Line number, byte, and the words before it that can be read."""
    line, left = 1, start
    with path.open("rb") as file:
        while left > 0:
            block = file.read(min(left, 1 << 20))
            line += block.count(b"\n")
            left -= len(block)
        byte = (file.read(1) or b"\x00")[0]
        file.seek(max(0, start - 20))
        before = file.read(min(20, start))
    return line, byte, before.rsplit(b"\n", 1)[-1].decode(name, "ignore").strip()


def title_of(name: str) -> str:
    """What people call an encoding."""
    return "UTF-8" if name.startswith("utf-8") else _LIKELY.get(name, (name.upper(),))[0]


def guessed(path: Path) -> str:
    """The one-byte encoding that makes the likeliest letters of the file's other bytes, or nothing."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE * 4)
    other = bytes(byte for byte in sample if byte >= 0x80)
    # In Latin writing, letters with marks stand between plain ones; other scripts make words of their own.
    between = len(re.findall(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]", sample))
    names = _LATIN if between > len(other) * 0.3 else tuple(_LIKELY)
    scores = {name: _score(other, name) for name in names}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > len(other) * 0.5 else ""


def _score(other: bytes, name: str) -> float:
    likely = frozenset(_LIKELY[name][1])
    return sum(1.0 if letter in likely else -1.0 for letter in other.decode(name, "replace"))
