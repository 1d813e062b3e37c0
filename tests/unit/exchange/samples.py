"""Values of the exchange for tests, as they are between a province and a city."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256

from documents.consignments.capsule import Capsule, Part, Request
from documents.consignments.states import Asks, Kind, State
from integrations.exchange.shapes import (
    Encryption,
    Envelope,
    PartOf,
    Party,
    Receipt,
    WrappedKey,
)
from integrations.exchange.snapshots import (
    DatedCertificate,
    ListedAgency,
    Moved,
    Snapshot,
    Standing,
)
from integrations.exchange.written.manifests import parts_of

CHINA = timezone(timedelta(hours=8))
MADE = datetime(2026, 11, 23, 9, 30, tzinfo=CHINA)
CONSIGNMENT = "7b0c8a52-4f1d-4c8e-9a37-2d6f5e1b9c04"


def snapshot() -> Snapshot:
    """Of a city's node, with an agency of each standing and one that has gone."""
    return Snapshot(
        node="澜州市政务节点",
        sequence=7,
        made=MADE,
        addresses=("https://oa.lanzhou.example/exchange/v1", "https://10.1.2.3:8443/exchange/v1"),
        versions=(1, 2),
        largest=268_435_456,
        classification="内部",
        tls=(DatedCertificate(b"tls"), DatedCertificate(b"next", MADE, MADE + timedelta(days=90))),
        agencies=(
            ListedAgency(
                code="lanzhou",
                name="澜州市人民政府",
                short_name="澜州市政府",
                level="city",
                kind="government",
                superior="yunchuan",
                rank=1,
                begins=date(2026, 1, 1),
                standing=Standing.HOSTED,
                kinds=("document", "answer"),
                media_types=("application/pdf", "application/ofd"),
                signers=(DatedCertificate(b"one"), DatedCertificate(b"two", MADE)),
                encryption=(DatedCertificate(b"e", None, datetime(2027, 1, 1, tzinfo=UTC)),),
            ),
            ListedAgency(
                code="lanzhou.archive",
                name='澜州市档案馆 <&">',
                level="city",
                kind="institution",
                rank=-3,
                begins=date(2026, 1, 1),
                ends=date(2026, 12, 31),
                standing=Standing.REPRESENTED,
                signers=(DatedCertificate(b"three"),),
            ),
        ),
        moved=(Moved("linshui", "临水县节点", "https://linshui.example/x", date(2026, 10, 1)),),
    )


def envelope(version: int = 1) -> Envelope:
    """Of a notice with an attachment, from the province to the city."""
    return Envelope(
        version=version,
        id="0f8fad5b-d9cb-469f-a165-70867728950e",
        consignment=CONSIGNMENT,
        sending=2,
        kind=Kind.DOCUMENT,
        sender=Party("yunchuan", "云川省人民政府办公厅"),
        addressee=Party("lanzhou", "澜州市人民政府"),
        urgency="特急",
        classification="",
        made=MADE,
        manifest=PartOf("a" * 64, 1_024),
        parts=(PartOf("b" * 64, 20_480), PartOf("c" * 64, 0)),
    )


def encrypted() -> Envelope:
    """The same in version 2, with an end and for two certificates."""
    keys = (WrappedKey("d" * 64, "sm2", b"one"), WrappedKey("e" * 64, "rsa-oaep-sha256", b"two"))
    return replace(
        envelope(2), expires=MADE + timedelta(days=30), encryption=Encryption("sm4-gcm", keys)
    )


def receipt() -> Receipt:
    """签收 by a person, with all that a receipt may say."""
    return Receipt(
        id="16fd2706-8baf-433b-82eb-8c7fada847da",
        consignment=CONSIGNMENT,
        sending=2,
        sender="yunchuan",
        addressee="lanzhou",
        state=State.SIGNED_FOR,
        at=MADE,
        manifest="a" * 64,
        parts=("b" * 64, "c" * 64),
        previous="f" * 64,
        person="许 文\r\n静",
        number="澜州收〔2026〕12号",
        code="Busy",
        text="已签收 <&>",
    )


def request() -> Request:
    """更正."""
    return Request(
        id="16fd2706-8baf-433b-82eb-8c7fada847da",
        consignment=CONSIGNMENT,
        asks=Asks.AMEND,
        sender="yunchuan",
        addressee="lanzhou",
        at=MADE,
        reason="附件2有误",
        replaced_by="0f8fad5b-d9cb-469f-a165-70867728950e",
    )


def capsule() -> Capsule:
    """A notice with an attachment and a fact of each type."""
    return Capsule(
        consignment=CONSIGNMENT,
        kind=Kind.DOCUMENT,
        sender="yunchuan",
        sender_name="云川省人民政府办公厅",
        addressee="lanzhou",
        addressee_name="澜州市人民政府",
        facts={
            "type": "通知",
            "title": '关于做好防汛工作的通知 <&">',
            "recipients": "各市人民政府",
            "urgency": "特急",
            "classification": "",
            "issuer": "云川省人民政府办公厅",
            "number": "云政办发〔2026〕12号",
            "identifier": "1.2.156.10.x",
            "date": "2026年11月23日",
            "answer_due": True,
            "copies": 3,
            "share": 0.1,
            "in_reply_to": None,
            "issuers": ["云川省\r\n", [], {}],
            "box": {"x": -1, "": {"y": 1e300}},
        },
        parts=(
            Part("original", "云政办发〔2026〕12号.pdf", "application/pdf", "b" * 64, 20_480),
            Part("attachment", "附件 1.xlsx", "application/x", "c" * 64, 0),
        ),
        sending=2,
    )


def under(capsule: Capsule, manifest: bytes) -> Envelope:
    """The envelope of a capsule and its manifest."""
    return Envelope(
        version=1,
        id="0f8fad5b-d9cb-469f-a165-70867728950e",
        consignment=capsule.consignment,
        sending=capsule.sending,
        kind=capsule.kind,
        sender=Party(capsule.sender, capsule.sender_name),
        addressee=Party(capsule.addressee, capsule.addressee_name),
        urgency="",
        classification=str(capsule.facts.get("classification") or ""),
        made=MADE,
        manifest=PartOf(sha256(manifest).hexdigest(), len(manifest)),
        parts=parts_of(capsule),
    )
