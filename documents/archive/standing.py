"""How records, lists and transfers stand."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """Of a record."""

    KEPT = "kept"
    APPRAISED = "appraised"
    LISTED = "listed"
    HANDED_OVER = "handed-over"
    IMPORTED = "imported"


STANDING_WORDS = {
    Standing.KEPT: "在库",
    Standing.APPRAISED: "拟销毁",
    Standing.LISTED: "列入销毁清册",
    Standing.HANDED_OVER: "已移交，待接收",
    Standing.IMPORTED: "档案馆已接收",
}


class ListState(StrEnum):
    """Of a 销毁清册."""

    DRAWN_UP = "drawn-up"
    PROPOSED = "proposed"
    DECLINED = "declined"
    CARRIED_OUT = "carried-out"


LIST_WORDS = {
    ListState.DRAWN_UP: "待审核",
    ListState.PROPOSED: "待批准",
    ListState.DECLINED: "不予销毁",
    ListState.CARRIED_OUT: "已销毁",
}


class TransferState(StrEnum):
    """Of a 移交."""

    HANDED_OVER = "handed-over"
    CONFIRMED = "confirmed"
    SENT_BACK = "sent-back"


TRANSFER_WORDS = {
    TransferState.HANDED_OVER: "待档案馆接收",
    TransferState.CONFIRMED: "已接收",
    TransferState.SENT_BACK: "已退回",
}
