"""An OFD from outside costs nobody but itself: counted before it is parsed, checked apart."""

from __future__ import annotations

import time
import zipfile
from functools import cache
from io import BytesIO

import pytest

from office.kernel.refusals import Refused
from office.outside.own_process import answer_of
from signing.checking.files import report
from signing.checking.report import Verdict
from signing.ofd import apart
from signing.ofd.checking import Fault, checked
from signing.ofd.container import MOST_ITEMS, Container
from signing.ofd.listing import list_of
from tests.certified import NOW
from tests.unit.signing.sealed import SPACE
from tests.unit.signing.signed import CITY, COURT, both, sealed

ENTRY = (
    f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
    "<ofd:Signatures>/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>"
)
LIST = f'<ofd:Signatures {SPACE}><ofd:Signature ID="1" BaseLoc="s.xml"/></ofd:Signatures>'


@cache
def crowded(parts: int, items: int, item: bytes) -> bytes:
    """An OFD whose parts say the list's name, and each holds so many items."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("OFD.xml", ENTRY)
        archive.writestr(
            "Doc_0/Document.xml", f"<ofd:Document {SPACE}><ofd:Pages/></ofd:Document>"
        )
        archive.writestr("Signs/Signatures.xml", LIST)
        for number in range(parts):
            body = b'<x q="Signatures.xml">' + item * items + b"</x>"
            archive.writestr(f"Doc_0/p{number}.xml", body)
    return file.getvalue()


def changed(ofd: bytes, name: str, more: bytes) -> bytes:
    """With something appended to a part."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(ofd)) as before, zipfile.ZipFile(file, "w") as after:
        for each in before.namelist():
            after.writestr(each, before.read(each) + (more if each == name else b""))
    return file.getvalue()


@pytest.mark.parametrize(
    ("parts", "items", "item"),
    [
        (1, MOST_ITEMS + 1, b"<a/>"),
        (1, MOST_ITEMS + 1, b'<a b=""/>'),
        (5, MOST_ITEMS // 4, b"<a/>"),
        (200, MOST_ITEMS // 100, b'<a b="" c=""/>'),
    ],
    ids=["a part of elements", "a part of attributes", "five parts", "hundreds of parts"],
)
def test_more_than_any_paper_holds_is_refused_before_it_is_parsed(
    parts: int, items: int, item: bytes
) -> None:
    data = crowded(parts, items, item)
    for doing in (
        lambda: list_of(Container.read(data)),  # whoever is to seal it further
        lambda: report(data, name="", trust=both(), now=NOW),
    ):
        with pytest.raises(Refused, match="所含元素或属性过多"):
            doing()


def test_what_is_just_not_too_many_costs_the_asking_process_nothing() -> None:
    data = crowded(4, MOST_ITEMS // 8, b'<a b="x"/>')
    before = time.process_time()
    assert report(data, name="", trust=both(), now=NOW).verdict is Verdict.INVALID
    assert time.process_time() - before < 0.5


def test_it_says_the_same_as_the_check_itself() -> None:
    whole = sealed(CITY, COURT)
    for ofd in (whole, changed(whole, "Doc_0/Document.xml", b" ")):
        assert apart.checked(ofd) == checked(ofd)
    told = apart.checked(changed(whole, "Doc_0/Document.xml", b" "))
    assert [{each.fault for each in it.faults} for it in told] == [{Fault.PART_CHANGED}] * 2


def test_a_value_that_cannot_be_read_is_told_so() -> None:
    whole = sealed(CITY)
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        (value,) = (each for each in archive.namelist() if each.endswith("SignedValue.dat"))
    ofd = changed(whole, value, b"x" * 9)
    assert apart.checked(ofd) == checked(ofd)


def test_what_does_not_end_in_time_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def hungry(*_: str, data: bytes, seconds: int) -> object:
        assert seconds == apart.SECONDS
        return answer_of("tests.unit.documents.hungry", "time", "", data=data, seconds=1)

    monkeypatch.setattr(apart, "answer_of", hungry)
    with pytest.raises(Refused, match="这份 OFD 读不完"):
        report(sealed(CITY), name="", trust=both(), now=NOW)
