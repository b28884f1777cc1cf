"""What may be kept as evidence: attacks, slips, and pictures without what their camera wrote into them."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from councilkit.cpd.files import MOST_PIXELS, checked, fitting_name, shown_name, sniff
from councilkit.errors import Problem
from tests.cpd.conftest import PDF, jpeg, png

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def camera(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera of Ana"
    exif.get_ifd(0x8825)[1] = "N"
    return exif


def refusal(content: bytes, name: str, limit: int = 10) -> str:
    with pytest.raises(Problem) as met:
        checked(content, name, limit)
    assert met.value.field == "evidence"
    return met.value.message


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SVG, "photo.svg"),
        (SVG, "photo.png"),
        (b"<html><script>alert(1)</script>", "certificate.pdf"),
        (b"GIF89a" + b"\0" * 40, "a.gif"),
        (b"PK\x03\x04" + b"\0" * 40, "certificate.docx"),
        (b"MZ\x90\0" + b"\0" * 40, "photo.jpg"),
        (b" %PDF-1.4 late", "late.pdf"),
        (b"\xff\xd8 not a picture", "photo.jpg"),
    ],
)
def test_what_is_none_of_the_three_is_refused_by_its_bytes(content: bytes, name: str) -> None:
    assert refusal(content, name) == f'"{name}" is not a PDF, JPEG or PNG file. Choose one of these.'


def test_an_iphone_photo_is_told_how_to_come() -> None:
    assert "Most Compatible" in refusal(b"\0\0\0\x18ftypheic" + b"\0" * 40, "IMG_1.HEIC")


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"", "a.pdf") == 'The file "a.pdf" is empty. Choose another.'


def test_a_file_over_the_limit_is_refused() -> None:
    assert "larger than 1 MB" in refusal(PDF + b" " * 1_100_000, "a.pdf", limit=1)


def test_a_pdf_is_kept_byte_for_byte() -> None:
    assert checked(PDF, "a.pdf", 10).content == PDF


@pytest.mark.parametrize(
    "content",
    [
        PDF[:-6],
        PDF + b"PK\x03\x04 a ZIP behind the PDF",
        PDF + b"<script>alert(1)</script>",
        b"%PDF-1.4 <script>alert(1)</script> %%EOF",
    ],
)
def test_half_a_pdf_or_one_with_something_behind_it_is_refused(content: bytes) -> None:
    assert "is not a whole PDF" in refusal(content, "a.pdf")


@pytest.mark.parametrize("picture", [jpeg(exif=camera(1), comment=b"of Ana"), png(exif=camera(1))])
def test_a_picture_loses_what_the_camera_wrote_and_what_was_hung_behind_it(picture: bytes) -> None:
    kept = checked(picture + b"PK\x03\x04<script>alert(1)</script>", "photo.jpg", 10).content
    assert b"script" not in kept
    assert b"Ana" not in kept
    assert not Image.open(BytesIO(kept)).getexif()


def test_a_png_keeps_every_pixel() -> None:
    picture = png()
    assert (
        ImageChops.difference(
            Image.open(BytesIO(picture)), Image.open(BytesIO(checked(picture, "a.png", 10).content))
        ).getbbox()
        is None
    )


def test_a_jpeg_stays_as_good_as_it_was() -> None:
    out = BytesIO()
    Image.radial_gradient("L").convert("RGB").save(out, "JPEG", quality=80)
    picture = out.getvalue()
    difference = ImageChops.difference(
        Image.open(BytesIO(picture)), Image.open(BytesIO(checked(picture, "a.jpg", 10).content))
    )
    assert max(high for _, high in difference.getextrema()) <= 2


def test_a_photo_on_its_side_is_turned_upright() -> None:
    kept = checked(jpeg((40, 30), exif=camera(6)), "a.jpg", 10).content
    assert Image.open(BytesIO(kept)).size == (30, 40)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_print_colours_are_kept(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (20, 10)).save(out, "JPEG")
    assert Image.open(BytesIO(checked(out.getvalue(), "a.jpg", 10).content)).mode == mode


def test_a_see_through_png_stays_so() -> None:
    out = BytesIO()
    Image.new("RGBA", (5, 5), (1, 2, 3, 4)).save(out, "PNG")
    assert Image.open(BytesIO(checked(out.getvalue(), "a.png", 10).content)).getpixel((0, 0)) == (1, 2, 3, 4)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that says it is enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(8000, 8000), (50_000, 50_000), (2_000_000_000, 2)])
def test_an_image_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    assert f"more than {MOST_PIXELS // 1_000_000} million pixels" in refusal(bomb(*size), "small.png")


@pytest.mark.parametrize("picture", [jpeg()[:-200], png()[:-40], b"\xff\xd8\xff\xe0" + b"\0" * 100])
def test_a_damaged_picture_is_refused(picture: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)  # as the library that makes PDFs leaves it
    assert "damaged or cut off" in refusal(picture, "a.jpg")


def test_a_moving_picture_is_refused() -> None:
    out = BytesIO()
    frames = [Image.new("RGB", (5, 5), colour) for colour in ("red", "blue")]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    assert "moving picture" in refusal(out.getvalue(), "a.png")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("C:\\fakepath\\photo.jpg", "photo.jpg"),
        ("/", "file"),
        ("", "file"),
        ("...", "file"),
        (".htaccess", "htaccess"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ('"><script>.pdf', "'__script_.pdf"),
        ("ใบรับรอง.pdf", "ใบรับรอง.pdf"),
    ],
)
def test_a_name_is_only_a_name(given: str, shown: str) -> None:
    assert shown_name(given) == shown


def test_a_long_name_keeps_its_ending() -> None:
    assert shown_name("a" * 300 + ".pdf") == "a" * 100 + ".pdf"


def test_the_name_follows_what_the_file_is() -> None:
    kept = checked(jpeg(), "certificate.pdf", 10)
    assert (kept.name, kept.media_type) == ("certificate.jpg", "image/jpeg")
    assert kept.note == 'The file is a JPEG: it is kept as "certificate.jpg".'
    assert fitting_name("photo.JPEG", "image/jpeg") == "photo.JPEG"
    assert fitting_name("photo", "image/png") == "photo.png"


def test_sniff_asks_the_bytes() -> None:
    assert [sniff(content) for content in (PDF, jpeg(), png(), SVG)] == [
        "application/pdf",
        "image/jpeg",
        "image/png",
        None,
    ]
