"""Addresses whose bytes are no text get a clear answer, whatever page they were meant for."""

from __future__ import annotations

import pytest
from pyramid.request import Request
from webtest import TestResponse

from tests.functional.office_app import CLERK, OfficeApp, Visitor

GBK = "公文".encode("gbk")


def asked(visitor: Visitor, path: str, query: bytes) -> TestResponse:
    """The page at the path, with these very bytes after the question mark."""
    environ = {**visitor.extra_environ, "QUERY_STRING": query.decode("latin-1")}
    return visitor.request(path, environ=environ, status="*", expect_errors=True)


@pytest.mark.parametrize(
    "path", ["/search", "/documents", "/incoming", "/supervisions", "/", "/x"]
)
@pytest.mark.parametrize("query", [b"q=" + GBK, b"q=%b9%ab", b"%ff=1", b"q=%ed%a0%80", b"q=a%00"])
def test_a_query_that_is_no_text_is_refused_in_words(
    office: OfficeApp, path: str, query: bytes
) -> None:
    page = asked(office.log_in(CLERK), path, query)
    assert page.status_int == 400
    assert "网址里有不能识别的字符" in page.text
    assert "在查找框里重新输入" in page.text


def test_a_query_in_plain_utf_8_is_understood(office: OfficeApp) -> None:
    page = asked(office.log_in(CLERK), "/search", "q=通知".encode())
    assert page.status_int == 200
    assert "通知" in [field.get("value") for field in page.html.select("input[name=q]")]


@pytest.mark.parametrize("path", [b"/documents/" + GBK, b"/incoming/\0", b"/static/" + GBK])
def test_a_path_that_is_no_text_is_refused_in_words(office: OfficeApp, path: bytes) -> None:
    request = Request.blank("/", environ={"HTTP_HOST": "localhost"})
    request.environ["PATH_INFO"] = path.decode("latin-1")
    answer = request.get_response(office.app)
    assert answer.status_int == 400
    assert "网址里有不能识别的字符" in answer.text
