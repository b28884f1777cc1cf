"""Evidence as bytes: what a file really is, and a picture without what its camera wrote into it."""

import re
import threading
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from councilkit.errors import Problem
from councilkit.fields.cleaning import one_line, tidy
from councilkit.wording import Sentence

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 50_000_000
ENDINGS = {"application/pdf": ("pdf",), "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"), "image/png": ("png",)}
CALLED = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}
ACCEPT = "image/jpeg,image/png,application/pdf"
_HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypavif")
_one_picture_at_a_time = threading.Lock()  # a decoded picture may take 200 MB


@dataclass(frozen=True)
class File:
    """A file that may be kept: its content without hidden data, what it is, and a name that fits it."""

    content: bytes
    media_type: str
    name: str
    note: str = ""


def sniff(content: bytes) -> str | None:
    """The media type that the bytes show: PDF, JPEG, PNG, or None for anything else."""
    if re.match(rb"%PDF-\d\.\d", content):
        return "application/pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/png" if content.startswith(b"\x89PNG\r\n\x1a\n") else None


def checked(content: bytes, name: str, limit_mb: int) -> File:
    """The file as it may be kept; raises Problem with a sentence that says why it may not, and what to do."""
    shown = shown_name(name)
    if not content:
        raise Problem(Sentence('The file "%(name)s" is empty. Choose another.', name=shown), "evidence")
    if len(content) > limit_mb * 1024 * 1024:
        raise Problem(too_large(shown, limit_mb), "evidence")
    media_type = sniff(content)
    if media_type is None:
        raise Problem(_unknown_kind(content, shown), "evidence")
    clean = _whole_pdf(content, shown) if media_type == "application/pdf" else _picture(content, media_type, shown)
    kept = fitting_name(shown, media_type)
    note = (
        ""
        if kept == shown
        else Sentence('The file is a %(kind)s: it is kept as "%(name)s".', kind=CALLED[media_type], name=kept)
    )
    return File(clean, media_type, kept, note)


def too_large(name: str, limit_mb: int) -> Sentence:
    """The sentence for a file over the limit."""
    return Sentence('The file "%(name)s" is larger than %(most)s MB. Choose a smaller one.', name=name, most=limit_mb)


def shown_name(name: str) -> str:
    """The last part of a file's name, without paths, unseen marks and leading dots; never empty."""
    last = (
        one_line(tidy(PurePosixPath(name.replace("\\", "/")).name).text)
        .lstrip(". ")
        .translate(str.maketrans('"<>|*?:/', "'_______"))
    )
    stem, dot, ending = last.rpartition(".")
    short = f"{stem[:100]}.{ending[:10]}" if dot else last[:110]
    return short if short.strip("._ ") else "file"


def fitting_name(name: str, media_type: str) -> str:
    """The name with an ending of its media type."""
    stem, dot, ending = name.rpartition(".")
    if dot and ending.lower() in ENDINGS[media_type]:
        return name
    known = {each for endings in ENDINGS.values() for each in endings}
    return f"{stem if dot and ending.lower() in known else name}.{ENDINGS[media_type][0]}"


def _unknown_kind(content: bytes, name: str) -> Sentence:
    if content[4:12] in _HEIC:
        return Sentence(
            '"%(name)s" is a photo in a form that not every computer can open (HEIC). Send it as JPEG: '
            "on an iPhone choose Settings, Camera, Formats, Most Compatible.",
            name=name,
        )
    return Sentence('"%(name)s" is not a PDF, JPEG or PNG file. Choose one of these.', name=name)


def _whole_pdf(content: bytes, name: str) -> bytes:
    end = content.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in content[max(0, end - 1024) : end] or content[end + 5 :].strip(b"\0\t\n\f\r "):
        raise Problem(
            Sentence(
                '"%(name)s" is not a whole PDF: its end is missing or something else follows it. Save it as PDF again.',
                name=name,
            ),
            "evidence",
        )
    return content


def _picture(content: bytes, media_type: str, name: str) -> bytes:
    """The picture written anew: same pixels (turned upright), no EXIF, no comments, nothing behind its end."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    with _one_picture_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # the library that makes PDFs switches it on for the whole process
        try:
            with Image.open(BytesIO(content), formats=("JPEG",) if media_type == "image/jpeg" else ("PNG",)) as image:
                _refuse_huge(image, name)
                return _rewritten(image)
        except Image.DecompressionBombError:
            raise Problem(_huge(name), "evidence") from None
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError):
            sentence = Sentence(
                '"%(name)s" cannot be read as a picture: it is damaged or cut off. Take or send it again.', name=name
            )
            raise Problem(sentence, "evidence") from None


def _refuse_huge(image: "Image", name: str) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise Problem(_huge(name), "evidence")
    if image.format == "PNG" and getattr(image, "n_frames", 1) > 1:
        raise Problem(Sentence('"%(name)s" is a moving picture. Choose a still one.', name=name), "evidence")


def _huge(name: str) -> Sentence:
    return Sentence(
        '"%(name)s" has more than %(most)s million pixels. Make it smaller and send it again.',
        name=name,
        most=MOST_PIXELS // 1_000_000,
    )


def _rewritten(image: "Image") -> bytes:
    from PIL import ImageOps

    jpeg = image.format != "PNG"  # phones also write MPO, a JPEG with a second picture behind it
    options = _as_before(image) if jpeg else {}
    profile = image.info.get("icc_profile")
    ImageOps.exif_transpose(image, in_place=True)
    image.info = {key: value for key, value in image.info.items() if key in ("transparency", "gamma") and not jpeg}
    out = BytesIO()
    image.save(out, "JPEG" if jpeg else "PNG", icc_profile=profile, **options)
    return out.getvalue()


def _as_before(image: "Image") -> dict[str, object]:
    """The tables that the JPEG was made with, so that writing it again loses as good as nothing."""
    from PIL import JpegImagePlugin

    image.load()
    tables = getattr(image, "quantization", None)
    sampling = JpegImagePlugin.get_sampling(image)
    found: dict[str, object] = {"qtables": tables} if tables else {"quality": 95}
    return found | ({"subsampling": sampling} if sampling >= 0 else {})
