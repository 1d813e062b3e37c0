from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from office.web.local_paths import local_path


@pytest.mark.parametrize("path", ["/", "/documents/1?as_of=3", "/incomings?q=通知&page=2"])
def test_a_path_of_this_office_is_kept(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "foreign",
    [
        "https://example.org/",
        "//example.org/",
        "/\\example.org/",
        "\\\\example.org",
        "javascript:alert(1)",
        "/\t/example.org",
        "/documents\r\nSet-Cookie: a=b",
        "documents/1",
        "",
        " //example.org",
    ],
)
def test_whatever_leads_elsewhere_leads_home(foreign: str) -> None:
    assert local_path(foreign) == "/"


@given(st.text(alphabet=st.sampled_from("/\\.:@?#ahtps \t\r\n\x00é"), max_size=12))
@example("/\\/\\example.org")
def test_no_text_ever_leaves_the_host(text: str) -> None:
    there = urlsplit(urljoin("http://office.test/login", local_path(text).replace("\\", "/")))
    assert there.netloc == "office.test"
