"""What an issue takes from manuscript, identity and document: number, head, capsules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from documents.consignments.capsule import Capsule, Part
from documents.consignments.consignment import Consignment
from documents.consignments.states import Kind
from documents.layout.issue import Issue
from documents.layout.titles import plain_title
from documents.manuscript import Format, Manuscript
from documents.numbering.words import must_be_for_issuing
from documents.outgoing.document import Document
from documents.outgoing.stages import Stage
from office.directory.entries import AgencyEntry, IssuingIdentityEntry
from office.kernel.clock import office_day
from office.kernel.refusals import Refused

PDF = "application/pdf"


def facts_of(manuscript: Manuscript) -> dict[str, Any]:
    """The few things that lists and receivers' registers show."""
    return {
        "type": manuscript.type,
        "title": plain_title(manuscript.title),
        "recipients": manuscript.recipients,
        "urgency": manuscript.urgency,
        "classification": manuscript.classification,
        "issuer": manuscript.issuer,
    }


def must_have_text(manuscript: Manuscript) -> None:
    """Refuse to hand on what says nothing (条例 第九条（九）)."""
    if not (manuscript.body or manuscript.enclosure):
        raise Refused("文稿没有正文，不能送核（《条例》第九条（九））。请写好正文后再送。")


def series_word(identity: IssuingIdentityEntry, *, type: str) -> str:
    """机关代字 of the series that numbers this type (GB/T 9704-2012 7.2.5)."""
    for series in identity.series:
        if type in series.types:
            must_be_for_issuing(series.word)
            return series.word
    raise Refused(
        f"发文名义“{identity.name}”没有为“{type}”设置编号序列，请系统管理员在发文名义中补上。"
    )


def printed_date(day: date) -> str:
    """成文日期 in Arabic digits without padding (GB/T 9704-2012 7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"


def mark_of(identity: IssuingIdentityEntry, manuscript: Manuscript) -> str:
    """发文机关标志: 令 for an order, the meeting for minutes (GB/T 9704-2012 10.2, 10.3)."""
    if manuscript.format is Format.ORDER:
        return f"{identity.signature}令"
    title = plain_title(manuscript.title)
    if manuscript.format is Format.MINUTES and title.endswith("纪要"):
        return title
    return identity.mark


def issue_of(
    document: Document,
    identity: IssuingIdentityEntry,
    *,
    manuscript: Manuscript,
    today: date,
    partners: Sequence[str] = (),
    signers: Sequence[str] = (),
) -> Issue:
    """What is filled in after sign-off. 成文日期 is the day of sign-off (条例 第九条).

    `partners`: the names of the other issuers of a joint document, in issuer order. The host
    signs off last, so that its day is the last signer's. `signers`: 签发人 by name, the host's
    first, of a document that goes upwards (条例 第九条（六）).
    """
    assert document.signed_off_at is not None
    joint = (identity.signature, *partners) if partners else ()
    ending = "文件" if identity.mark.endswith("文件") else ""
    return Issue(
        mark=ending if joint else mark_of(identity, manuscript),
        joint_marks=joint,
        number=document.number,
        date=printed_date(office_day(document.signed_off_at)),
        signatures=(identity.signature, *partners),
        signers=tuple(signers),
        copies=manuscript.copies,
        printing_office=identity.printing_office,
        print_date=f"{printed_date(today)}印发",
        sealed=Stage.SEALING in document.chain,
    )


def capsules_of(
    document: Document,
    *,
    sender: AgencyEntry,
    addressees: Sequence[AgencyEntry],
    answer_due: bool,
) -> list[Capsule]:
    """One capsule an addressee: the original and what is attached, with what registers show."""
    assert document.signed_off_at is not None
    facts = {
        **document.facts,
        "number": document.number,
        "identifier": document.identifier,
        "date": printed_date(office_day(document.signed_off_at)),
        "answer_due": answer_due,
    }
    if answers := document.particulars.get("answers"):
        facts["in_reply_to"] = answers
    original = document.original
    part = Part(
        role="original",
        name=f"{document.number}.pdf",
        media_type=PDF,
        digest=original["pages"],
        length=original["length"],
    )
    attached = tuple(Part(role="attachment", **each) for each in original.get("files", ()))
    return [
        Capsule(
            consignment=str(Consignment.id_of(document=document.id, addressee=agency.code)),
            kind=Kind.DOCUMENT,
            sender=sender.code,
            sender_name=sender.name,
            addressee=agency.code,
            addressee_name=agency.name,
            facts=facts,
            parts=(part, *attached),
        )
        for agency in addressees
    ]
