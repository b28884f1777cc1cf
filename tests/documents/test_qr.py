"""QR codes as SVG."""

import re

from hypothesis import given
from hypothesis import strategies as st

from councilkit.documents import qr


def test_a_code_is_one_small_svg_with_a_title() -> None:
    code = qr.svg("https://example.org/register/SW-7KQ4-1", title="Entry <1>")
    assert code.startswith("<svg")
    assert "<title>Entry &lt;1&gt;</title>" in code
    assert len(code) < 4000


@given(st.text(min_size=1, max_size=200))
def test_any_text_gives_a_square_with_a_quiet_zone(text: str) -> None:
    size = re.search(r'viewBox="0 0 (\d+) (\d+)"', qr.svg(text))
    assert size is not None
    assert size[1] == size[2]
    assert (int(size[1]) - 8 - 17) % 4 == 0


def test_the_same_text_gives_the_same_code() -> None:
    assert qr.data_address("a") == qr.data_address("a")
    assert qr.data_address("a").startswith("data:image/svg+xml,%3Csvg")
