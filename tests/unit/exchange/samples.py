"""Values of the exchange for tests, as they are between a province and a city."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from integrations.exchange.snapshots import (
    DatedCertificate,
    ListedAgency,
    Moved,
    Snapshot,
    Standing,
)

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
