"""The documents room over HTTP."""

from __future__ import annotations

from pyramid.config import Configurator

from documents.answering.application import Inquiries
from documents.archive.application import Records
from documents.archive.inspecting.application import ShelfInspections
from documents.archive.reclaiming.application import Reclaims
from documents.assignments.application import Assignments
from documents.circulation.application import Circulations
from documents.commissioning.application import Commissions
from documents.consignments.application import Consignments
from documents.consulting.application import Consultations
from documents.cosealing.application import CoSealings
from documents.distribution.application import DistributionLists
from documents.distribution.received.application import FurtherCopies
from documents.effect.application import Effects
from documents.effect.receiving.application import EffectNotices
from documents.incoming.application import Incomings
from documents.memoranda.application import Memoranda
from documents.numbering.application import Numbering
from documents.opinions.application import Opinions
from documents.outgoing.application import Documents
from documents.outgoing.checking import Checking
from documents.outgoing.editor.particulars_form import STATED_LABELS
from documents.printer import Printer
from documents.proofs import Proofs
from documents.publication.application import Publications
from documents.registers_import.application import OldPapers
from documents.replying.application import Replies
from documents.supervision.application import Supervisions
from documents.supervision.charges.application import Charges
from office.kernel.destruction import Destructions
from office.outside.pictures import Pictures

LABELS = {
    "part": "",
    "name": "查找的名称",
    "place": "公开的地方",
    "on": "公开日期",
    "registration": "登记编号",
    **STATED_LABELS,
    **dict.fromkeys(
        (
            *("to", "addressees", "answer_due", "identity", "images", "readers", "return_to"),
            *("into", "fault", "source", "way", "mail", "sender", "parts"),
            *("track", "from", "to", "rejected", "editing", "began"),
            *("reader", "before", "mode"),
            *("helpers", "signature", "verdict", "code", "codes", "outcome"),
            *("review", "check", "countersign", "leaders", "manner", "after_return", "type"),
        ),
        "",
    ),
    "deadline": "办理时限",
    "limited_to": "",
    "phrase": "常用语",
    "leader": "",
    "kind": "",
    "date": "领导意见日期",
    "result": "办理结果",
    "comments": "意见和理由",
    "record": "协调记录",
    "superior": "裁定机关",
    "ruler": "裁定人",
    "words": "说明",
    "copies": "抄送",
    "note": "附注",
    "sender_name": "名录外的来文机关",
    "number": "来文字号",
    "dated": "成文日期",
    "arrived_on": "实际收到日期",
    "copy_number": "份号",
    "transfer_note": "转办意见",
    "telephone": "电话",
    "urgency": "缓急",
    "classification": "密级",
    "enclosure_title": "印发件标题",
    "enclosure_body": "印发件正文",
    "enclosure_attachments": "印发件的附件",
    "unrecognised": "未排入的原文",
}


def includeme(config: Configurator) -> None:
    """Applications on the request, then each part's views."""
    for name, kind in (
        ("documents", Documents),
        ("incomings", Incomings),
        ("assignments", Assignments),
        ("circulations", Circulations),
        ("memoranda", Memoranda),
        ("consignments", Consignments),
        ("consultations", Consultations),
        ("inquiries", Inquiries),
        ("co_sealings", CoSealings),
        ("distributions", DistributionLists),
        ("further_copies", FurtherCopies),
        ("effects", Effects),
        ("effect_notices", EffectNotices),
        ("numbering", Numbering),
        ("opinions", Opinions),
        ("proofs", Proofs),
        ("printer", Printer),
        ("checking", Checking),
        ("publications", Publications),
        ("commissions", Commissions),
        ("supervisions", Supervisions),
        ("charges", Charges),
        ("replies", Replies),
        ("pictures", Pictures),
        ("old_papers", OldPapers),
        ("records", Records),
        ("reclaims", Reclaims),
        ("shelf_inspections", ShelfInspections),
        ("destructions", Destructions),
    ):
        config.add_request_method(
            lambda request, kind=kind: request.house.find(kind), name, reify=True
        )
    config.add_field_labels(LABELS)
    config.include("signing.web")
    config.include("documents.screens.additions")
    config.include("documents.screens.register")
    config.include("documents.screens.opinion_font")
    config.include("documents.distribution.web")
    config.include("documents.distribution.received.web")
    config.include("documents.effect.web")
    config.include("documents.effect.receiving.web")
    config.include("documents.outgoing.web")
    config.include("documents.publication.web")
    config.include("documents.outgoing.editor.autosave")
    config.include("documents.outgoing.revisions.web")
    config.include("documents.assignments.web")
    config.include("documents.circulation.web")
    config.include("documents.incoming.web")
    config.include("documents.commissioning.web")
    config.include("documents.replying.web")
    config.include("documents.memoranda.web")
    config.include("documents.registers_import.web")
    config.include("documents.printing.web")
    config.include("documents.archive.web")
    config.include("documents.proving.web")
    config.include("documents.answering.web")
    config.include("documents.cosealing.web")
    config.include("documents.consulting.web")
    config.include("documents.supervision.web")
    config.include("documents.supervision.charges.web")
    config.include("documents.numbering.web")
    config.include("documents.deadlines.web")
    config.include("documents.statistics.web")
    config.include("documents.opinions.web")
    config.include("documents.searching.web")
