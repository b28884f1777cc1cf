"""PDFs: the same words give the same bytes, every glyph is embedded, and what archives ask for is there."""

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from councilkit.documents import fonts
from councilkit.documents.render import pdf

pytest.importorskip("weasyprint.text.ffi", reason="the system libraries for PDFs are not installed", exc_type=OSError)

NAMES = ["Ștefăniță Țîrlea-Brâncuși", "Nguyễn Thị Ngọc Ánh", "สมชาย ใจดี", "ปู่ญี่ปุ่น", "Đặng Hữu Phước"]
PAGE = '<!DOCTYPE html><html lang="en"><head><title>Names</title></head><body>{}</body></html>'


def page(*paragraphs: str) -> str:
    return PAGE.format("".join(f"<p>{text}</p>" for text in paragraphs))


def letters(content: bytes) -> str:
    """The text of a PDF without blanks: marks above a letter are placed one by one."""
    return re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(content)).pages))


def test_romanian_vietnamese_and_thai_letters_are_really_there(tmp_path: Path) -> None:
    content = pdf(page(*NAMES), base=tmp_path)
    for name in NAMES:
        assert name.replace(" ", "") in letters(content)
    reader = pypdf.PdfReader(BytesIO(content))
    used = reader.pages[0]["/Resources"]["/Font"].values()
    described = [font.get_object()["/DescendantFonts"][0].get_object() for font in used]
    assert all("/FontFile2" in font["/FontDescriptor"] or "/FontFile3" in font["/FontDescriptor"] for font in described)
    assert any("Thai" in str(font["/BaseFont"]) for font in described)
    assert any("NotoSans" in str(font["/BaseFont"]).replace("-", "") for font in described)


def test_no_name_shows_a_box(tmp_path: Path) -> None:
    """Glyph 0 is the box that stands for a missing letter."""
    content = pypdf.PdfReader(BytesIO(pdf(page(*NAMES), base=tmp_path)))
    drawn = re.findall(rb"<([0-9a-f]+)>", content.pages[0].get_contents().get_data())  # type: ignore[union-attr]
    glyphs = {text[start : start + 4] for text in drawn for start in range(0, len(text), 4)}
    assert glyphs
    assert b"0000" not in glyphs


def test_the_same_words_give_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    html = page(*NAMES)
    code = "import sys; from pathlib import Path; from councilkit.documents.render import pdf; "
    code += "sys.stdout.buffer.write(pdf(sys.argv[1], base=Path(sys.argv[2])))"
    other = subprocess.run([sys.executable, "-c", code, html, str(tmp_path)], capture_output=True, check=True).stdout
    assert pdf(html, base=tmp_path) == other


def test_it_claims_pdf_a_and_pdf_ua_and_carries_what_they_ask(tmp_path: Path) -> None:
    root = pypdf.PdfReader(BytesIO(pdf(page("Text"), base=tmp_path))).trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3"' in xmp
    assert 'pdfaid:conformance="A"' in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert xmp.count("<rdf:RDF") == 1
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"


def test_a_page_takes_nothing_from_the_network_or_from_elsewhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside.svg"
    inside.mkdir()
    outside.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><text>secret</text></svg>')
    for source in (outside.as_uri(), "../outside.svg", "http://127.0.0.1:9/x.png", "file:///etc/passwd"):
        content = pdf(page(f'before <img alt="x" src="{source}"> after'), base=inside)
        assert "secret" not in letters(content)
    assert "may only show files of its own folder" in caplog.text


def test_a_page_may_show_files_of_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "in.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20"><text y="15">mark</text></svg>'
    )
    assert "mark" in letters(pdf(page('<img alt="x" src="in.svg">'), base=tmp_path))


def test_without_the_system_libraries_one_sentence_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    from councilkit.documents import missing

    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(missing.PdfUnavailable, match="Type: sudo apt-get install -y libpango"):
        missing.weasyprint()


def test_fonts_cover_every_sample() -> None:
    assert fonts.check(NAMES) == []
