"""用印 with a time-stamp service, and without it when that does not answer or dies meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from socket import socket
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.outgoing.stages import Stage
from signing.certificates.building import Purpose
from signing.certificates.trusted import Trusted
from signing.checking.files import report
from signing.checking.report import Entry, Verdict
from signing.issuing.application import Certificates
from signing.issuing.holders import holder
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.owners import Owner, OwnerKind
from signing.seals.application import Seals
from signing.seals.sealing import Sealing
from signing.timestamps.asking import TimeAuthority
from signing.timestamps.authority import OwnTimeAuthority
from tests.functional.office_app import CLERK, OfficeApp, office_app
from tests.functional.sealed_office import PIN, before_sealing, register_seal
from tests.time_service import LocalService, local_service

pytestmark = pytest.mark.slow
ADMINISTRATOR = "mengchuan"
CLOCK = Owner(OwnerKind.TIME)


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
    assert served.asked == 3, "for a PDF it is asked first how long its time stamps are"
    assert it.unstamped == ()
    assert "正常，最近一次答复" in office.log_in(ADMINISTRATOR).open("/health").text


@pytest.mark.parametrize(("answers", "lacking"), [(0, ("pdf", "ofd")), (2, ("ofd",))])
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
