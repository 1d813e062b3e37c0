"""The list of signatures is the one part that no seal covers: nothing hides in it, nothing leaves
it unnoticed, and however long it is nobody waits."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from office.kernel.refusals import Refused
from office.outside.xml import parse_xml
from office.packing import packed
from signing.checking.files import report
from signing.checking.report import Verdict
from signing.ofd import container
from signing.ofd.checking import Fault, checked
from tests.certified import NOW
from tests.unit.signing.sealed import SPACE, plain_ofd
from tests.unit.signing.signed import CITY, COURT, both, sealed

Parts = dict[str, bytes]
LIST, PAGE = "Doc_0/Signs/Signatures.xml", "Doc_0/Pages/Page_0/Content.xml"
ENTRY, DOCUMENT = "OFD.xml", "Doc_0/Document.xml"
EMPTY = f"<ofd:Signatures {SPACE}><ofd:MaxSignId>0</ofd:MaxSignId></ofd:Signatures>".encode()


def parts(ofd: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(ofd)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def naming(place: str, ofd: bytes | None = None) -> Parts:
    """A file that calls some part the list of signatures."""
    them = parts(ofd or plain_ofd())
    named = f"<ofd:Signatures>{place}</ofd:Signatures></ofd:DocBody>".encode()
    them[ENTRY] = them[ENTRY].replace(b"</ofd:DocBody>", named)
    return them


def a_page() -> Parts:
    return naming(PAGE)


def words_in_the_list() -> Parts:
    them = naming(LIST) | {LIST: EMPTY}
    them[LIST] = them[LIST].replace(b"</ofd:Signatures>", "拨款一万元</ofd:Signatures>".encode())
    return them


def a_page_beside_the_entries() -> Parts:
    page = b'<ofd:Signature ID="1" BaseLoc="a"><ofd:Content/></ofd:Signature>'
    return naming(LIST) | {LIST: EMPTY.replace(b"</ofd:Signatures>", page + b"</ofd:Signatures>")}


def attached(said: bytes) -> Callable[[], Parts]:
    def made() -> Parts:
        them = naming(LIST) | {LIST: EMPTY}
        attachments = b"<ofd:Attachments>" + said + b"</ofd:Attachments></ofd:Document>"
        them[DOCUMENT] = them[DOCUMENT].replace(b"</ofd:Document>", attachments)
        return them

    return made


def two_lists() -> Parts:
    them = naming(PAGE, packed(naming(LIST)))
    return them | {LIST: EMPTY}


@pytest.mark.parametrize(
    "made",
    [
        a_page,
        words_in_the_list,
        a_page_beside_the_entries,
        two_lists,
        attached(b"Signs/Signatures.xml"),
        attached(b"/Doc_0/Signs/Sign&#97;tures.xml"),
        attached(b"Signs/<![CDATA[SIGNATURES]]>.xml"),
        lambda: naming(ENTRY),
        lambda: naming(DOCUMENT),
    ],
)
def test_a_list_that_is_anything_else_is_neither_sealed_nor_believed(
    made: Callable[[], Parts],
) -> None:
    ofd = packed(made())
    with pytest.raises(Refused, match="不能采信"):
        sealed(CITY, ofd=ofd)
    with pytest.raises(Refused, match="不能采信"):
        checked(ofd)


def test_an_empty_list_that_somebody_left_is_sealed() -> None:
    ofd = sealed(CITY, COURT, ofd=packed(naming(LIST) | {LIST: EMPTY}))
    assert [each.faults for each in checked(ofd)] == [(), ()]


def test_a_seal_struck_from_the_list_is_missed_by_the_next() -> None:
    them = parts(sealed(CITY, COURT))
    them[LIST] = re.sub(rb'<ofd:Signature ID="1"[^>]*/>', b"", them[LIST])
    ofd = packed(them)
    (left,) = checked(ofd)
    assert {each.fault for each in left.faults} == {Fault.SIGNATURE_UNLISTED}
    told = report(ofd, name="通知.ofd", trust=both(), now=NOW)
    assert told.verdict is Verdict.INVALID
    assert "已被人从签章列表中拿掉" in told.entries[0].problems[0].words


def test_the_first_seal_says_that_another_came_later() -> None:
    told = report(sealed(CITY, COURT), name="通知.ofd", trust=both(), now=NOW)
    assert told.verdict is Verdict.VALID
    assert [each.added for each in told.entries] == [(f"签章（{COURT}）",), ()]


def entries(ofd: bytes) -> tuple[str, str]:
    """The list, and the one entry in it."""
    text = parts(ofd)[LIST].decode()
    return text, text[text.index("<ofd:Signature ") : text.index("</ofd:Signatures>")]


def test_one_seal_listed_twice_and_a_crowd_of_seals_are_refused() -> None:
    ofd = sealed(CITY)
    text, entry = entries(ofd)
    crowd = "".join(entry.replace("Sign_0", f"Sign_{number}") for number in range(61))
    for listed, words in ((entry * 2, "列了 2 次"), (crowd, "多于 60 个")):
        with pytest.raises(Refused, match=words):
            checked(packed(parts(ofd) | {LIST: text.replace(entry, listed).encode()}))


def test_each_part_is_hashed_and_parsed_once_however_often_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ofd = sealed(CITY, COURT)
    sign = "Doc_0/Signs/Sign_1/Signature.xml"
    them = parts(ofd)
    text = them[sign].decode()
    start = text.index("<ofd:Reference FileRef")
    one = text[start : text.index("</ofd:Reference>", start) + len("</ofd:Reference>")]
    them[sign] = text.replace(one, one * 3_000).encode()
    hashed: list[bytes] = []
    parsed: list[str] = []
    new = hashlib.new

    def hashing(name: str, data: bytes) -> object:
        hashed.append(data)
        return new(name, data)

    def parsing(data: bytes, *, name: str, remedy: str) -> object:
        parsed.append(name)
        return parse_xml(data, name=name, remedy=remedy)

    monkeypatch.setattr(hashlib, "new", hashing)
    monkeypatch.setattr(container, "parse_xml", parsing)
    found = checked(packed(them))
    assert Fault.PART_CHANGED in {each.fault for each in found[1].faults}
    assert max(hashed.count(each) for each in them.values()) <= 2  # two pages are the same
    assert max(parsed.count(each) for each in parsed) <= 4


def test_a_description_or_a_value_that_is_too_large_is_not_read() -> None:
    them = parts(sealed(CITY))
    sign = "Doc_0/Signs/Sign_0/Signature.xml"
    value = sign.replace("Signature.xml", "SignedValue.dat")
    (long,) = checked(packed(them | {sign: them[sign] + b" " * 2_000_001}))
    assert {each.fault for each in long.faults} == {Fault.UNREADABLE}
    many = b"\x30\x83\x00\x4e\x20" + b"\x05\x00" * 10_000
    (full,) = checked(packed(them | {value: many}))
    assert {each.fault for each in full.faults} == {Fault.UNREADABLE}
