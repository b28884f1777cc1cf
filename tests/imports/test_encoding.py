"""A file is read in the encoding it is in, or refused with byte, line and mend."""

from pathlib import Path

import pytest

from councilkit.errors import Problem
from councilkit.imports.encoding import detect, guessed

ROMANIAN = "Nume;Data naşterii\nŢurcanu Ştefania;1980-01-01\nIlieş Éva Crăciun;1981-01-01\n"


def written(folder: Path, content: bytes) -> Path:
    path = folder / "file.csv"
    path.write_bytes(content)
    return path


def refusal(path: Path, wanted: str = "") -> str:
    with pytest.raises(Problem) as refused:
        detect(path, wanted)
    return refused.value.message


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_unicode_is_found_by_itself(tmp_path: Path, encoding: str, found: str) -> None:
    path = written(tmp_path, ROMANIAN.encode(encoding))
    assert detect(path) == found
    assert path.read_text(encoding=found) == ROMANIAN


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", ROMANIAN),
        ("cp1252", "name\nJosé Müller\nnaïve façade à Nîmes\n"),
        ("cp1251", "имя\nИван Петров\nАнна Сергеевна\n"),
        ("cp874", "ชื่อ\nสมชาย ใจดี\nมานี มีนา\n"),
        ("cp1254", "ad\nŞükrü Işık\nÇağrı Öztürk Güneş\n"),
    ],
)
def test_an_old_code_page_is_named_but_not_assumed(tmp_path: Path, encoding: str, text: str) -> None:
    path = written(tmp_path, text.encode(encoding))
    assert guessed(path) == encoding
    assert f'encoding = "windows-{encoding[2:]}"' in refusal(path)
    assert detect(path, f"windows-{encoding[2:]}") == encoding


def test_the_refusal_names_byte_line_and_place(tmp_path: Path) -> None:
    path = written(tmp_path, "name\nAna\nIlieş\n".encode("cp1250"))
    assert refusal(path).startswith("Byte 0xBA in line 3, after “Ilie”, is not UTF-8.")


def test_the_place_is_right_beyond_the_first_block(tmp_path: Path) -> None:
    path = written(tmp_path, b"name\n" + b"Ana\n" * 400_000 + b"Ilie\xba\n")
    assert "in line 400002" in refusal(path)


def test_a_character_may_lie_across_two_blocks(tmp_path: Path) -> None:
    path = written(tmp_path, b"x" * ((1 << 20) - 1) + "ș\n".encode())
    assert detect(path) == "utf-8"


def test_a_character_cut_off_at_the_end_is_refused(tmp_path: Path) -> None:
    assert "in line 2" in refusal(written(tmp_path, b"name\nIlie" + "ș".encode()[:1]))


def test_a_wrong_encoding_in_the_mapping_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, ROMANIAN.encode("utf-8"))
    assert "Name another encoding in the mapping file" in refusal(path, "windows-874")
    assert "is not known" in refusal(path, "windows-9999")
    assert "is not known" in refusal(path, "rot13")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"  \n\n", "empty"),
        (b"PK\x03\x04rest", "Excel"),
        (b"\xd0\xcf\x11\xe0rest", "old Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\xef\xbb\xbf<!DOCTYPE html><table>", "web page"),
        (b"<html>", "web page"),
        (b'[{"a": 1}]', "JSON"),
        (b"\x89PNG\r\n", "picture"),
        (bytes(range(256)) * 40, "not a CSV file"),
    ],
)
def test_what_is_no_csv_is_refused_by_name(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in refusal(written(tmp_path, content))
