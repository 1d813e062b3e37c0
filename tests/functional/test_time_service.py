"""用印 with a time-stamp service, and without it when that does not answer or dies meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from socket import socket
from urllib.parse import urlsplit
from uuid import UUID
from zipfile import ZipFile

import pytest
from lxml import etree

from documents.archive.application import Records
from documents.archive.preserving import AHEAD, NEXT_DAY
from documents.archive.record import Record
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.outgoing.stages import Stage
from office.kernel.clock import office_day
from office.timers.followers import Timekeeper
from signing.certificates.building import Purpose
from signing.certificates.trusted import Trusted
from signing.checking.files import report
from signing.checking.report import Entry, Verdict
from signing.issuing.application import Certificates
from signing.issuing.holders import holder
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.owners import Owner, OwnerKind
from signing.pdf.checking import checked
from signing.seals.application import Seals
from signing.seals.sealing import Sealing
from signing.timestamps.asking import TimeAuthority
from signing.timestamps.authority import OwnTimeAuthority
from tests.functional.office_app import CLERK, QINGHE, OfficeApp, office_app
from tests.functional.sealed_office import PIN, before_sealing, register_seal
from tests.time_service import LocalService, local_service

pytestmark = pytest.mark.slow
ADMINISTRATOR = "mengchuan"
CLOCK = Owner(OwnerKind.TIME)
SHEET = b"%PDF-1.7\n1 0 obj <</Type /Page>> endobj\n%%EOF\n"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    """It asks a service at a port that was free a moment ago, whose key its own authority
    certified; each test has the service served there as it wants it."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with office_app(tmp_path_factory.mktemp("office"), time_service=address) as running:
        register_seal(running)
        clock = holder(running.house.directory, kind="time", whose="")
        running.house.find(Certificates).issue(
            clock, algorithm=Algorithm.ECDSA, by="operator:test"
        )
        yield running


@contextmanager
def service(office: OfficeApp, *, answers: int | None = None) -> Iterator[LocalService]:
    def authority() -> TimeAuthority:
        keys = office.house.find(Keystore)
        signer = keys.signer(CLOCK, algorithm=Algorithm.ECDSA, purpose=Purpose.TIME)
        return OwnTimeAuthority(signer, now=office.house.node.clock.now)

    port = urlsplit(office.house.settings.time_service).port
    with local_service(authority, port=port or 0, answers=answers) as served:
        yield served


def sealed(office: OfficeApp, id: UUID) -> Document:
    rooms = office.house.find(Documents)
    rooms.seal(office.by(CLERK), id, pin=PIN, seen=rooms.load(Document, id).version)
    return rooms.load(Document, id)


def entries(office: OfficeApp, it: Document, name: str) -> tuple[Entry, ...]:
    data = office.house.node.content.get(it.agency, it.original[name])
    trust = office.house.find(Trusted).trust()
    found = report(data, name=name, trust=trust, now=office.house.node.clock.now())
    assert found.verdict is Verdict.VALID, found.entries
    return found.entries


def test_what_is_sealed_has_the_time_of_the_service(office: OfficeApp) -> None:
    with service(office) as served:
        it = sealed(office, before_sealing(office, "关于时间戳的通知"))
    for name in ("pages", "ofd"):
        (entry,) = entries(office, it, name)
        assert entry.proven, "the time is not the signer's own word"
    assert served.asked == 2, "once for each file"
    assert it.unstamped == ()
    assert "正常，最近一次答复" in office.log_in(ADMINISTRATOR).open("/health").text


@pytest.mark.parametrize(("answers", "lacking"), [(0, ("pdf", "ofd")), (1, ("ofd",))])
def test_a_service_that_is_killed_meanwhile_holds_up_no_seal(
    office: OfficeApp, answers: int, lacking: tuple[str, ...]
) -> None:
    clerk = office.log_in(CLERK)
    id = before_sealing(office, f"关于第{answers}次后中断的通知")
    clerk.open(f"/documents/{id}")
    with service(office, answers=answers) as served:
        clerk.press("seal", pin=PIN)
    said = clerk.page.text
    it = office.house.find(Documents).load(Document, id)
    assert it.stage is Stage.RELEASING
    assert it.unstamped == lacking
    stamped = {name: entries(office, it, name)[0].proven for name in ("pages", "ofd")}
    assert stamped == {"pages": "pdf" not in lacking, "ofd": "ofd" not in lacking}
    assert f"{'、'.join(lacking).upper()} 的签章未加时间戳，归档时再补" in said
    assert "未取得时间戳" in clerk.open(f"/documents/{id}").text
    assert served.asked == answers + 1
    done = office.house.find(Seals).load(Sealing, UUID(it.sealing))
    assert all("没有答复" in each.unstamped for each in done.outcomes if each.form in lacking)
    assert "没有答复" in office.log_in(ADMINISTRATOR).open("/health").text


def test_what_was_sealed_without_a_time_stamp_is_sealed_again_with_one(
    office: OfficeApp,
) -> None:
    id = before_sealing(office, "关于重新用印的通知")
    assert sealed(office, id).unstamped == ("pdf", "ofd"), "nobody listens there"
    rooms = office.house.find(Documents)
    seen = rooms.load(Document, id).version
    rooms.send_back(office.by(CLERK), id, reason="补加时间戳。", seen=seen)
    assert rooms.load(Document, id).unstamped == ()
    with service(office):
        assert entries(office, sealed(office, id), "pages")[0].proven


def filed(office: OfficeApp, title: str) -> UUID:
    """Sealed with a time stamp, released, dispatched and filed; the record."""
    id = before_sealing(office, title)
    it = sealed(office, id)
    rooms, clerk = office.house.find(Documents), office.by
    rooms.release(clerk(CLERK), id, seen=it.version)
    rooms.dispatch(clerk(CLERK), id, addressees=[QINGHE], seen=it.version + 1)
    record = office.house.find(Records).file(clerk(CLERK), room="document", paper=id, sheet=SHEET)
    return UUID(record)


def stamps(office: OfficeApp, it: Record) -> list[int]:
    """How many archive time stamps each signed file has now; all of it holds."""
    found = []
    for each in it.preserved.values():
        seen = checked(office.house.node.content.get(it.agency, each.digest))
        assert all(signature.faults == () for signature in seen.signatures)
        found.append(sum(signature.is_time_stamp for signature in seen.signatures))
    return found


def test_what_is_filed_has_an_archive_time_stamp_that_is_renewed_before_it_ends(
    office: OfficeApp,
) -> None:
    rooms, before = office.house.find(Records), office.clock.moment
    with service(office):
        record = filed(office, "关于存档时间戳的通知")
    it = rooms.load(Record, record)
    assert stamps(office, it) == [1]
    (kept,) = it.preserved.values()
    assert kept.part in {part.digest for part in it.parts}, "the package holds it"
    assert rooms.inspected(it).faults == ()
    assert rooms.remake(it) == rooms.package(it)
    events = office.events()
    again = rooms.file(office.by(CLERK), room="document", paper=it.paper)
    assert (again, office.events()) == (str(record), events)
    assert not rooms.is_to_be_supplemented(it)
    assert "到期前自动续加" in office.log_in(CLERK).open(f"/archive/records/{record}").text

    keeper = office.house.find(Timekeeper)
    try:
        office.clock.moment = datetime.fromisoformat(kept.until) - AHEAD + timedelta(hours=1)
        keeper.work(office.house.node)
        assert stamps(office, rooms.load(Record, record)) == [1], "nobody answers: later again"
        office.clock.moment += timedelta(days=2)
        with service(office):
            keeper.work(office.house.node)
        renewed = rooms.load(Record, record)
        assert stamps(office, renewed) == [2]
        assert rooms.package(renewed) == rooms.package(it), "the package stays as it was"
        newest = renewed.preserved[kept.part]
        file = office.log_in(CLERK).get(f"/archive/records/{record}/files/{kept.part}").body
        assert file == office.house.node.content.get(it.agency, newest.digest)
        assert not keeper.work(office.house.node), "not before its time"
        _handed_over_with_both(office, renewed)
    finally:
        office.clock.moment = before


def _handed_over_with_both(office: OfficeApp, it: Record) -> None:
    """移交包: the package as it was filed, the sealed original, and the newest form, by name."""
    (part,) = (each for each in it.parts if each.digest in it.preserved)
    content = office.house.node.content
    sealed, newest = (
        content.get(it.agency, digest) for digest in (part.of, it.preserved[part.digest].digest)
    )
    room = office.house.find(Records)
    where = f"/archive/transfers/{room.hand_over(office.by(CLERK), [it.id], archive='市档案馆')}"
    with ZipFile(BytesIO(office.log_in(CLERK).get(f"{where}/package.zip").body)) as box:
        files = {name: box.read(name) for name in box.namelist()}
    folder = f"长期保存/{it.code}/01 "
    assert files[f"{folder}用印原件.pdf"] == sealed
    assert files[f"{folder}最新.pdf"] == newest
    assert newest.startswith(sealed), "nothing of what was sealed is otherwise"
    assert files[f"封装包/{it.code}.xml"] == room.package(it)
    listed = etree.fromstring(files["移交清单.xml"])
    (said,) = listed.findall("件/长期保存")
    assert said.findtext("封装包内的SHA-256") == part.digest
    for name, data in (("用印原件", sealed), ("最新", newest)):
        assert said.findtext(f"{name}/文件") == f"{folder}{name}.pdf"
        assert said.findtext(f"{name}/SHA-256") == sha256(data).hexdigest()
    until = datetime.fromisoformat(it.preserved[part.digest].until)
    assert said.findtext("最新/时间戳有效至") == office_day(until).isoformat()
    assert "“用印原件”是盖章时的文件" in files["说明文件.txt"].decode()


def test_what_cannot_be_stamped_at_filing_is_filed_and_stamped_the_next_day(
    office: OfficeApp,
) -> None:
    rooms, before = office.house.find(Records), office.clock.moment
    record = filed(office, "关于补加存档时间戳的通知")
    it = rooms.load(Record, record)
    (kept,) = it.preserved.values()
    assert "没有答复" in kept.why
    assert "将自动再加" in office.log_in(CLERK).open(f"/archive/records/{record}").text
    try:
        office.clock.moment = before + NEXT_DAY
        with service(office):
            office.house.find(Timekeeper).work(office.house.node)
        assert stamps(office, rooms.load(Record, record)) == [1]
        assert rooms.package(rooms.load(Record, record)) == rooms.package(it)
    finally:
        office.clock.moment = before
