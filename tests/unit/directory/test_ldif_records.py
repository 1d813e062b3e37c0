"""The reader of LDIF content records."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.directory.ldif_records import read_records
from office.kernel.refusals import Refused

NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,8}(;[a-z]{1,4})?", fullmatch=True).filter(
    lambda name: name.lower() not in {"dn", "changetype", "control", "version"}
)
VALUES = st.binary(max_size=40) | st.text(max_size=20).map(str.encode)
RECORDS = st.lists(
    st.tuples(
        st.text(min_size=1, max_size=20),
        st.lists(st.tuples(NAMES, VALUES), min_size=1, max_size=5),
    ),
    max_size=5,
    unique_by=lambda record: record[0].casefold(),
)


def written(name: str, value: bytes, *, width: int) -> str:
    """One value as RFC 2849 has it: Base64 unless it is a SAFE-STRING, folded."""
    is_safe = re.fullmatch(rb"[\x21-\x39\x3b\x3d-\x7f][\x01-\x09\x0b\x0c\x0e-\x7f]*", value)
    if is_safe and not value.endswith(b" "):
        line = f"{name}: {value.decode()}"
    else:
        line = f"{name}:: {base64.b64encode(value).decode()}"
    pieces = [line[at : at + width] for at in range(0, len(line), width)]
    return "\n ".join(pieces)


@given(records=RECORDS, width=st.integers(1, 80), ending=st.sampled_from(["\n", "\r\n"]))
def test_what_a_writer_of_the_standard_writes_is_read_back(
    records: list[tuple[str, list[tuple[str, bytes]]]], width: int, ending: str
) -> None:
    blocks = [
        "\n".join(
            [
                written("dn", dn.encode(), width=width),
                *(written(name, value, width=width) for name, value in values),
            ]
        )
        for dn, values in records
    ]
    content = "\n\n".join(["version: 1", *blocks]).replace("\n", ending).encode()

    found = read_records(content)

    assert [each.dn for each in found] == [dn for dn, _ in records]
    for record, (_, values) in zip(found, records, strict=True):
        expected: dict[str, list[bytes]] = {}
        for name, value in values:
            expected.setdefault(name.lower(), []).append(value)
        assert record.attributes == expected


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_file_is_either_read_or_refused(content: bytes) -> None:
    try:
        read_records(content)
    except Refused as refusal:
        sentence = str(refusal)
    else:
        return
    assert re.search(r"第 \d+ 行|出现了两次", sentence)


def test_text_is_read_as_it_stands_and_folded_comments_are_left_out() -> None:
    content = "# 说明\n  续行仍是说明\ndn: cn=何\n 婉清\ncn:何婉清\nsn:   何\n"

    (record,) = read_records(content.encode())

    assert record.dn == "cn=何婉清"
    assert record.attributes == {"cn": ["何婉清".encode()], "sn": ["何".encode()]}


def test_an_empty_file_has_no_records() -> None:
    assert read_records(b"") == []
    assert read_records(b"\xef\xbb\xbfversion: 1\n\n# nothing\n") == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("dn: cn=a\nchangetype: delete\n", "第 2 行是变更记录"),
        ("dn: cn=a\ncontrol: 1.2 true\n", "第 2 行是变更记录"),
        ("dn: cn=a\njpegPhoto:< file:///etc/passwd\n", "第 2 行引用了外部文件"),
        ("dn:< file:///etc/passwd\ncn: a\n", "第 1 行引用了外部文件"),
        ("dn: cn=a\ncn: a\ndn: cn=b\ncn: b\n", "第 3 行又出现 dn"),
        ("cn: a\ndn: cn=a\n", "第 1 行应当是条目的 dn"),
        ("dn:\ncn: a\n", "第 1 行应当是条目的 dn"),
        ("dn: cn=a\n", "第 1 行的条目没有任何属性"),
        ("dn: cn=a\ncn a\n", "第 2 行不是“属性: 值”"),
        ("dn: cn=a\n名: a\n", "第 2 行不是“属性: 值”"),
        ("dn: cn=a\ncn:: 何\n", "第 2 行的 Base64"),
        ("dn:: /w==\ncn: a\n", "第 1 行的 dn 不是 UTF-8"),
        (" dn: cn=a\n", "第 1 行是续行"),
        ("dn: cn=a\ncn: a\n\n b\n", "第 4 行是续行"),
        ("version: 2\ndn: cn=a\ncn: a\n", "第 1 行的版本不是 1"),
        ("dn: cn=a\ncn: a\n\ndn: CN=A\ncn: a\n", "“CN=A”出现了两次"),
    ],
)
def test_what_would_change_the_meaning_is_refused_with_its_line(content: str, words: str) -> None:
    with pytest.raises(Refused, match=re.escape(words)):
        read_records(content.encode())


def test_another_encoding_is_refused_with_its_line() -> None:
    with pytest.raises(Refused, match="第 2 行不是 UTF-8"):
        read_records("dn: cn=a\ncn: 何\n".encode("gb18030"))


def test_a_record_does_not_show_its_values() -> None:
    (record,) = read_records(b"dn: cn=a\nuserPassword: secret\n")

    assert "secret" not in repr(record)
