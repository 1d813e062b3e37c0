"""Consignments as lines of stations, for the slip of the sender's document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from documents.consignments.application import Consignments
from documents.consignments.channels import CHANNEL_WORDS, PAPER, Channel
from documents.consignments.consignment import Reported
from documents.consignments.returning import fault_and_words
from documents.consignments.states import State
from office.web.models import Badge, ConsignmentLine, Happening, Station, StationState, Tone

STATIONS = (
    ("发出", "queued_at"),
    ("送达", "delivered_at"),
    ("签收", "signed_for_at"),
    ("登记", "registered_at"),
    ("办结", "completed_at"),
)
PAPER_STATIONS = (("交出", "queued_at"), ("签收", "signed_for_at"))
BADGES = {
    State.RETURNED_MISADDRESSED: Badge("退回", Tone.RETURNED, "return"),
    State.COMPLETED: Badge("办结", Tone.DONE, "tick"),
    State.REFUSED: Badge("拒收", Tone.RETURNED, "return"),
    State.DEAD_LETTERED: Badge("未送达", Tone.RETURNED, "return"),
    State.EXPIRED: Badge("未送达", Tone.RETURNED, "return"),
    State.CANCELLED_BEFORE_ACCEPT: Badge("已停发", Tone.RETURNED, "return"),
    State.RECALLED: Badge("已追回", Tone.RETURNED, "return"),
    State.AMENDED: Badge("已更正", Tone.RETURNED, "return"),
}
ASKED = {
    State.RECALL_REQUESTED: Badge("追回待答复", Tone.WARNING, "time"),
    State.AMEND_REQUESTED: Badge("更正待答复", Tone.WARNING, "time"),
    State.RECALL_REFUSED: Badge("对方不同意追回", Tone.WARNING, "return"),
    State.AMEND_REFUSED: Badge("对方不同意更正", Tone.WARNING, "return"),
}
WORDS = {
    State.PREPARED: "待发",
    State.QUEUED: "待发",
    State.TRANSMITTED: "已发出",
    State.ACCEPTED: "已发出",
    State.DELIVERED: "已送达",
    State.SIGNED_FOR: "已签收",
    State.REGISTERED: "已登记",
    State.ASSIGNED: "办理中",
    State.IN_PROGRESS: "办理中",
}
REPORTED = {
    State.DELIVERED: "送达",
    State.SIGNED_FOR: "签收",
    State.REGISTERED: "登记",
    State.ASSIGNED: "分办",
    State.IN_PROGRESS: "承办",
    State.COMPLETED: "办结",
    State.REFUSED: "拒收",
    State.RETURNED_MISADDRESSED: "退文",
    State.RECALLED: "同意追回",
    State.RECALL_REFUSED: "不同意追回",
    State.AMENDED: "同意更正",
    State.AMEND_REFUSED: "不同意更正",
}
SAYING = (
    State.IN_PROGRESS,
    State.RETURNED_MISADDRESSED,
    State.RECALL_REFUSED,
    State.AMEND_REFUSED,
)
"""Reports whose own words are told beside them; why one was refused stands in its line."""


ASKING = {"RecallRequested": "追回", "AmendRequested": "更正"}


def consignment_lines(rows: Sequence[Any]) -> tuple[ConsignmentLine, ...]:
    """One line an addressee, in the order of the distribution list."""
    return tuple(
        ConsignmentLine(
            recipient=row.addressee_name,
            code=_code(row),
            stations=_stations(row),
            badge=badge_of(row),
            remark=row.problem or row.number or _way(row),
        )
        for row in rows
    )


def receipts(consignments: Consignments, rows: Sequence[Any]) -> tuple[Happening, ...]:
    """Every receipt that came, newest first, as a sentence."""
    found = []
    for row in rows:
        history: Iterable[Any] = consignments.events.get(row.subject)
        for event in history:
            if type(event).__name__ == "SignatureEntered":
                words = f"{row.addressee_name} {event.person} 签收纸质件"
                found.append(Happening(event.signed_at, words))
            if type(event).__name__ == "ReturnSignedFor":
                found.append(Happening(event.timestamp, f"签收 {row.addressee_name} 的退文"))
            if type(event).__name__ in ASKING:
                words = f"请 {row.addressee_name} {ASKING[type(event).__name__]}：{event.reason}"
                found.append(Happening(event.timestamp, words))
            if type(event).__name__ == "RequestNotTaken":
                words = f"{row.addressee_name} 没有受理请求：{event.text}"
                found.append(Happening(event.timestamp, words))
            if isinstance(event, Reported):
                report = event.report
                who = f"{row.addressee_name} {report['person']}".strip()
                number = f"，{report['number']}" if report["number"] else ""
                said = fault_and_words(report["code"], report["text"])
                step = said if report["state"] in SAYING else ""
                words = f"{REPORTED[State(report['state'])]}　{step}".rstrip()
                number += "（回执迟到）" if event.after_all else ""
                found.append(Happening(event.timestamp, f"{who} {words}{number}"))
    return tuple(sorted(found, key=lambda each: each.when, reverse=True))


def is_unsigned_return(row: Any) -> bool:
    """Whether the addressee sent it back over the network, and nobody has signed for that."""
    returned = row.state == State.RETURNED_MISADDRESSED and row.channel not in PAPER
    return bool(returned and not row.return_signed_at)


def _code(row: Any) -> str:
    """The agency's code. Others are addressed by the key of their line, which names nobody."""
    return "" if ":" in row.addressee else str(row.addressee)


def _way(row: Any) -> str:
    """Of a paper copy: how it travels and who signed for it."""
    if row.channel not in PAPER:
        return ""
    signed = f"，{row.signer} 签收" if row.signer else ""
    return f"{CHANNEL_WORDS[Channel(row.channel)]}{signed}"


def _stations(row: Any) -> tuple[Station, ...]:
    named = PAPER_STATIONS if row.channel in PAPER else STATIONS
    times = [getattr(row, column) for _, column in named]
    last = max((place for place, when in enumerate(times) if when), default=-1)
    stations = []
    for place, (name, _) in enumerate(named):
        state = StationState.PASSED if place <= last else StationState.AHEAD
        if row.state == State.COMPLETED and place <= last:
            state = StationState.FINISHED
        if place == last + 1 and row.next_try:
            state = StationState.RETRYING
        if place == last + 1 and BADGES.get(row.state, Badge("")).tone is Tone.RETURNED:
            state = StationState.RETURNED
        stations.append(Station(name, state, times[place]))
    return tuple(stations)


def badge_of(row: Any) -> Badge:
    """How a consignment stands, in a word."""
    if row.next_try:
        return Badge("重试中", Tone.WARNING, "retry")
    if row.asked and row.state != State.COMPLETED:
        return ASKED[State(row.asked)]
    state = State(row.state)
    return BADGES.get(state) or Badge(WORDS[state], Tone.NEUTRAL)
