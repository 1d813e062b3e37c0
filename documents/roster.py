"""What the rooms of `documents/` bring to the house, as data: their registers, and what it takes
to take over what waits in them."""

from __future__ import annotations

from documents.answering.registers import ROOM as INQUIRY
from documents.answering.registers import inquiry_register
from documents.answering.stages import Step as InquiryStep
from documents.archive.destroying.registers import destroying_register
from documents.archive.inspecting.registers import inspecting_register
from documents.archive.lending.registers import loan_register
from documents.archive.reclaiming.registers import reclaim_register
from documents.archive.registers import record_register
from documents.archive.waiting.registers import waiting_register
from documents.assignments.registers import ROOM as ASSIGNMENT
from documents.assignments.registers import assignment_register
from documents.circulation.registers import ROOM as CIRCULATION
from documents.circulation.registers import circulation_register
from documents.commissioning.registers import commission_register
from documents.consignments.registers import consignment_register
from documents.consulting.registers import ROOM as CONSULTATION
from documents.consulting.registers import consultation_register
from documents.cosealing.registers import co_sealing_register
from documents.deadlines.alarm.registers import alarm_register
from documents.deadlines.registers import deadline_register
from documents.deadlines.unsigned.registers import unsigned_register
from documents.distribution.received.registers import copies_register
from documents.distribution.registers import distribution_register
from documents.effect.receiving.registers import heard_register
from documents.effect.registers import effect_register
from documents.incoming.doubles.registers import folding_register
from documents.incoming.registers import ROOM as INCOMING
from documents.incoming.registers import incoming_register
from documents.incoming.stages import Step as IncomingStep
from documents.memoranda.registers import ROOM as MEMORANDUM
from documents.memoranda.registers import memorandum_register
from documents.memoranda.stages import Step as MemorandumStep
from documents.numbering.registers import number_register
from documents.opinions.registers import opinion_register
from documents.outgoing.naming.registers import naming_register
from documents.outgoing.registers import ROOM as OUTGOING
from documents.outgoing.registers import outgoing_register
from documents.outgoing.stages import Stage
from documents.printing.registers import issue_register, receipt_register
from documents.publication.registers import publication_register
from documents.registers_import.registers import old_paper_register
from documents.replying.registers import reply_register
from documents.statistics.registers import statistics_register
from documents.supervision.charges.registers import APPROVE as APPROVE_REPORT
from documents.supervision.charges.registers import ROOM as CHARGE
from documents.supervision.charges.registers import charge_register
from documents.supervision.lamps.registers import lamp_register
from documents.supervision.registers import ROOM as SUPERVISION
from documents.supervision.registers import supervision_register
from documents.supervision.stages import Step as SupervisionStep
from office.directory.kinds import Role

NEEDS: dict[str, dict[str, Role]] = {
    INCOMING: {IncomingStep.INSTRUCT: Role.LEADER},
    OUTGOING: {
        Stage.DRAFTING: Role.DRAFTER,
        Stage.REVIEWING: Role.REVIEWER,
        Stage.ENDORSING: Role.LEADER,
        Stage.SIGNING: Role.SIGNER,
    },
    MEMORANDUM: {MemorandumStep.APPROVE: Role.LEADER},
    INQUIRY: {InquiryStep.APPROVE: Role.LEADER},
    CONSULTATION: {},
    ASSIGNMENT: {},
    SUPERVISION: {SupervisionStep.SEE: Role.LEADER},
    CHARGE: {APPROVE_REPORT: Role.LEADER},
    CIRCULATION: {},
}
"""By room and step: what a person must be allowed to who takes over what waits for this."""

REGISTERS = (
    *(outgoing_register, incoming_register, consignment_register, number_register),
    naming_register,
    distribution_register,
    copies_register,
    effect_register,
    heard_register,
    consultation_register,
    inquiry_register,
    co_sealing_register,
    opinion_register,
    memorandum_register,
    issue_register,
    receipt_register,
    publication_register,
    commission_register,
    reply_register,
    assignment_register,
    old_paper_register,
    supervision_register,
    charge_register,
    lamp_register,
    statistics_register,
    deadline_register,
    unsigned_register,
    alarm_register,
    record_register,
    loan_register,
    inspecting_register,
    waiting_register,
    destroying_register,
    reclaim_register,
    circulation_register,
    folding_register,
)
