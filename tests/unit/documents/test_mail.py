"""E-mail taken apart: what it brought, and mail that was built to do harm."""

from __future__ import annotations

from base64 import b64decode
from email.message import EmailMessage
from typing import Any

import pytest

from documents.incoming.arriving import mail as mail_module
from documents.incoming.arriving.mail import BODY, MOST_NESTED, read_mail, take_apart
from office.kernel.refusals import Refused

PDF = b"%PDF-1.7\n%%EOF"


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in {
        "From": "云川省水利厅办公室 <bgs@slt.example>",
        "Subject": "关于报送防汛物资储备情况的函",
        "Date": "Wed, 18 Nov 2026 23:30:00 -0200",
        **headers,
    }.items():
        made[name] = value
    made.set_content("请于月底前报送。")
    return made


def files_of(found: dict[str, Any]) -> dict[str, bytes]:
    return {name: b64decode(data) for name, data in found["files"]}


def test_what_it_says_and_brings_is_offered() -> None:
    made = message()
    made.add_attachment(PDF, maintype="application", subtype="pdf", filename="来函.pdf")
    made.add_attachment(PDF, maintype="application", subtype="pdf", filename="来函.pdf")
    mail = read_mail(made.as_bytes())
    assert (mail.subject, mail.sender) == ("关于报送防汛物资储备情况的函", "云川省水利厅办公室")
    assert str(mail.day) == "2026-11-19"  # in the office's time
    assert [each.name for each in mail.files] == [BODY, "来函.pdf", "来函(2).pdf"]
    assert mail.files[0].data.decode().strip() == "请于月底前报送。"
    assert mail.files[1].data == PDF


def test_html_alone_gives_its_words_and_nothing_that_runs() -> None:
    made = message()
    made.set_content(
        "<p>请<b>速</b>报</p><script>alert('x')</script><style>p{}</style><p>谢谢", subtype="html"
    )
    ((name, text),) = files_of(take_apart(made.as_bytes())).items()
    assert (name, text.decode()) == (BODY, "请速报\n谢谢")


def test_winmail_is_not_offered_but_told() -> None:
    made = message()
    made.add_attachment(
        b"\x78\x9f\x3e\x22rest", maintype="application", subtype="octet-stream", filename="a.dat"
    )
    found = take_apart(made.as_bytes())
    assert list(files_of(found)) == [BODY]
    assert "winmail.dat" in found["notes"][0]


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        (b"Subject: =?gb2312?B?udjT2ulGu/k=?=", "关于镕基"),
        ("Subject: 关于镕基的函".encode("gb18030"), "关于镕基的函"),
        (b"Subject: =?x-no-such?B?udjT2g==?=", "关于"),
        (b"Subject: =?utf-8?B?!!!!?=", ""),
    ],
)
def test_wrong_charsets_are_read_as_well_as_can_be(head: bytes, subject: str) -> None:
    body = "请报送朱镕基同志讲话".encode("gbk")
    raw = b"From: a@b.example\r\n" + head + b"\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n"
    found = take_apart(raw + body)
    assert found["subject"] == subject
    assert files_of(found)[BODY].decode() == "请报送朱镕基同志讲话"


def test_a_name_in_raw_bytes_or_with_a_path_is_a_plain_name() -> None:
    raw = (
        b"From: a@b.example\r\nContent-Type: application/pdf\r\n"
        b'Content-Disposition: attachment; filename="..\\..\\windows\\evil?.pdf"\r\n\r\n'
    )
    assert list(files_of(take_apart(raw + PDF))) == ["evil.pdf"]


def test_mail_within_mail_is_opened_so_far_and_no_further() -> None:
    made = message()
    made.add_attachment(PDF, maintype="application", subtype="pdf", filename="里.pdf")
    for _ in range(3):
        outer = message()
        outer.add_attachment(made)
        made = outer
    assert "里.pdf" in files_of(take_apart(made.as_bytes()))
    for _ in range(3):
        outer = message()
        outer.add_attachment(made)
        made = outer
    found = take_apart(made.as_bytes())
    assert "里.pdf" not in files_of(found)
    assert "套得太深" in found["notes"][0]


def test_a_bomb_of_nested_parts_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mail_module, "answer_of", lambda *_, **__: pytest.fail("it was read"))
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (each, each)
        for each in range(MOST_NESTED + 1)
    )
    with pytest.raises(Refused, match="套得太深"):
        read_mail(b"From: a@b.example\r\n" + nested)
    with pytest.raises(Refused, match="超过 20 MB"):
        read_mail(b"x" * 20_000_001)


def test_many_parts_are_bounded() -> None:
    made = message()
    for each in range(100):
        made.add_attachment(PDF, maintype="application", subtype="pdf", filename=f"{each}.pdf")
    found = take_apart(made.as_bytes())
    assert len(found["files"]) <= 61
    assert "其余的没有列出" in found["notes"][0]


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"\x00\xff" * 500, b"\n\n\nFrom nobody"])
def test_what_is_no_mail_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="不是邮件"):
        read_mail(data)


def test_a_mail_on_which_the_reader_breaks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: Any, **__: Any) -> Any:
        raise mail_module.Failed

    monkeypatch.setattr(mail_module, "answer_of", breaks)
    with pytest.raises(Refused, match="无法读取"):
        read_mail(b"From: a@b.example\r\n\r\nx")
