"""A record to pack: an issued notice of an invented agency, with everything a record may have."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from documents.archive.described import (
    Agent,
    Content,
    Deed,
    Description,
    PartRole,
    Provenance,
    RecordPart,
)

PDF = b"%PDF-1.7\n1 0 obj <</Type /Page>> endobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n and the rest"
FILES = {sha256(data).hexdigest(): data for data in (PDF, PNG, PDF + b"%%EOF\n", PDF * 2)}
SHEET, SCAN, ORIGINAL, FINAL = (
    next(digest for digest, data in FILES.items() if data == each)
    for each in (PDF, PNG, PDF + b"%%EOF\n", PDF * 2)
)


def part(
    role: PartRole, digest: str, name: str, media_type: str = "application/pdf"
) -> RecordPart:
    return RecordPart(role, name, media_type, digest, len(FILES[digest]), pages=1)


PARTS = (
    part(PartRole.SHEET, SHEET, "发文稿纸.pdf"),
    part(PartRole.ORIGINAL, ORIGINAL, "正本.pdf"),
    part(PartRole.FINAL, FINAL, "定稿.pdf"),
    part(PartRole.ATTACHMENT, SCAN, "示意图.png", "image/png"),
)
CODE = "X043-WS·2026-D30-BGS-0007"

CONTENT = Content(
    identifier="990100001-2026-1",
    code=CODE,
    provenance=Provenance("澜州市档案馆", "499001", "澜州市人民政府", "澜州市人民政府办公室"),
    description=Description(
        title="关于做好防汛工作的通知",
        number="澜政办发〔2026〕7号",
        responsible="澜州市人民政府办公室",
        date="20261120",
        type="通知",
        recipients="各区、县人民政府",
        pages=3,
    ),
    parts=PARTS,
    deeds=(
        Deed("签发", "2026-11-20T09:42:00+00:00", "p1", "同意。"),
        Deed("分发", "2026-11-20T10:42:00+00:00", "p2"),
    ),
    agents=(Agent("p1", "周怀远", "秘书长"), Agent("p2", "段文")),
    notes=("有1条限定范围的意见，未写入本件。",),
    related=(("990100001-2026-0", "复文"),),
)
SMALL = replace(CONTENT, parts=PARTS[:1], notes=(), related=(), agents=CONTENT.agents[:1])
