"""Are the fonts there that the council's names need? Every glyph is looked up in the fonts that a PDF would use."""

import shutil
import subprocess
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from councilkit.documents.missing import COMMAND, PdfUnavailable, weasyprint

# The order of `font-family` in document.css: a later font is asked only for what the earlier ones lack. Thai needs one
# that lifts a tone mark above the vowel it stands on; Noto Looped Thai prints the two over each other.
FAMILIES = ("Noto Sans", "Noto Sans Thai", "Laksaman")

SAMPLES = {
    "Romanian": "ăâîșțĂÂÎȘȚ",
    "Vietnamese": "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđĐ",
    "Thai": "กขคงจชซดตถทนบปผพฟมยรลวสหอะาิีึืุูเแโใไ่้๊๋์ำ",
    "Filipino and Indonesian": "ñÑéÉ",
}


def missing(texts: Iterable[str], families: tuple[str, ...] = FAMILIES) -> list[str]:
    """The characters of `texts` that no font of `families` can draw, in code point order."""
    needed = {character for text in texts for character in unicodedata.normalize("NFC", text) if _visible(character)}
    return sorted(needed - covered(families))


@cache
def covered(families: tuple[str, ...] = FAMILIES) -> frozenset[str]:
    """Every character that the installed fonts of these families can draw."""
    from fontTools.ttLib import TTCollection, TTFont

    found: set[int] = set()
    for file in _files(families):
        fonts = TTCollection(file).fonts if file.suffix == ".ttc" else [TTFont(file, lazy=True)]
        for font in fonts:
            found.update(font.getBestCmap() or {})
    return frozenset(map(chr, found))


def check(texts: Iterable[str] = ()) -> list[str]:
    """Sentences about missing fonts, for `councilkit doctor`; an empty list means that all is well."""
    said = [f"No installed font can write {name}: PDFs would show boxes. Type: {COMMAND}" for name in _unwritable()]
    lost = missing(texts)
    if lost and not said:
        shown = ", ".join(f"{character} (U+{ord(character):04X})" for character in lost[:10])
        said.append(f"No installed font can draw {shown}: install one that does, like fonts-noto-extra or -cjk.")
    return said


def examine() -> list[tuple[str, bool, str]]:
    """What `councilkit doctor` says about PDFs: (what, in order, sentence)."""
    try:
        weasyprint()
    except PdfUnavailable as problem:
        return [("documents", False, problem.message)]
    said = check()
    return [("documents", True, "PDFs can be made"), ("fonts", not said, said[0] if said else "every script is there")]


def _unwritable() -> list[str]:
    return [name for name, sample in SAMPLES.items() if missing([sample])]


def _visible(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Zs", "Zl", "Zp")


def _files(families: tuple[str, ...]) -> list[Path]:
    """The regular and bold files of the families, as fontconfig knows them."""
    command = shutil.which("fc-list")
    if command is None:
        return []
    files: set[Path] = set()
    for family in families:
        asked = [command, f":family={family}", "file"]
        listed = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603
        files.update(Path(line.split(":")[0].strip()) for line in listed.stdout.splitlines() if line.strip())
    return sorted(file for file in files if file.suffix in (".ttf", ".otf", ".ttc"))
