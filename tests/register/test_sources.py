"""How a source is named beside what a rule found."""

from datetime import date

import pytest

from councilkit.law.model import DatedValue, Law, Parameter, Source
from councilkit.register.sources import cite

DAY = date(2026, 11, 22)
ACT = Source("ACT", "Social Work Act", "https://example.org/act")
LAW = Law({"x.y": Parameter("x.y", "Title", values=(DatedValue(1, date(2020, 1, 1), ACT),))})


@pytest.mark.parametrize(
    ("source", "read_on", "title", "said"),
    [
        ("https://example.org/act", DAY, "Social Work Act", "As read at example.org on 22 November 2026."),
        ("https://www.nowhere.org/a/b", None, "nowhere.org", "Not yet verified against the source."),
        (
            "https://ro.scribd.com/document/1",
            DAY,
            "ro.scribd.com",
            "As read at ro.scribd.com, a copy, on 22 November 2026: not compared with the text itself.",
        ),
        ("Article 5", None, "Article 5", ""),
        ("javascript:alert(1)", DAY, "javascript:alert(1)", ""),
    ],
)
def test_a_source_says_where_it_was_read(source: str, read_on: date | None, title: str, said: str) -> None:
    found = cite(LAW, source, read_on)
    assert (found.title, str(found.said)) == (title, said)
    assert found.url == (source if source.startswith("http") else "")
