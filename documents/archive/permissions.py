"""Who may do what with records: the archive's part of the permission map, as data."""

from __future__ import annotations

from enum import StrEnum

from documents.permissions import handles_papers
from office.access.permissions import Rule, named, role, same_agency
from office.directory.kinds import Role


class Permission:
    """Greppable names, each the object and the act."""

    class Record(StrEnum):
        """归档件."""

        LIST = "record.list"
        READ = "record.read"
        FILE = "record.file"
        SUPPLEMENT = "record.supplement"
        INSPECT = "record.inspect"
        LEND = "record.lend"
        TAKE_BACK = "record.take_back"
        APPRAISE = "record.appraise"
        HAND_OVER = "record.hand_over"

    class DestructionList(StrEnum):
        """销毁清册."""

        VIEW = "destruction_list.view"
        DRAW_UP = "destruction_list.draw_up"
        CHECK = "destruction_list.check"
        APPROVE = "destruction_list.approve"

    class Reclaim(StrEnum):
        """清退."""

        VIEW = "reclaim.view"
        DRAW_UP = "reclaim.draw_up"
        SETTLE = "reclaim.settle"


_clerk = ((same_agency, role(Role.CLERK)),)
_borrower = named("borrowers", words="正在借阅此件的人")

RULES = (
    Rule(Permission.Record.LIST, "查看归档目录", ((same_agency, handles_papers),)),
    Rule(
        Permission.Record.READ,
        "查阅归档文件",
        (
            (same_agency, role(Role.CLERK)),
            (same_agency, role(Role.LEADER)),
            (same_agency, handles_papers, _borrower),
        ),
    ),
    Rule(Permission.Record.FILE, "归档", _clerk),
    Rule(Permission.Record.SUPPLEMENT, "补充归档", _clerk),
    Rule(Permission.Record.INSPECT, "四性检测", _clerk),
    Rule(Permission.Record.LEND, "登记借阅", _clerk),
    Rule(
        Permission.Record.TAKE_BACK,
        "登记归还",
        ((same_agency, role(Role.CLERK)), (same_agency, _borrower)),
    ),
    Rule(Permission.Record.APPRAISE, "鉴定", _clerk),
    Rule(Permission.Record.HAND_OVER, "移交档案", _clerk),
    Rule(
        Permission.DestructionList.VIEW,
        "查看销毁清册",
        (
            (same_agency, role(Role.CLERK)),
            (same_agency, role(Role.LEADER)),
            (same_agency, role(Role.SECURITY_ADMINISTRATOR)),
        ),
    ),
    Rule(Permission.DestructionList.DRAW_UP, "编制销毁清册", _clerk),
    Rule(
        Permission.DestructionList.CHECK,
        "审核销毁清册",
        ((same_agency, role(Role.SECURITY_ADMINISTRATOR)),),
    ),
    Rule(Permission.Reclaim.VIEW, "查看清退单", ((same_agency, handles_papers),)),
    Rule(Permission.Reclaim.DRAW_UP, "编制清退单", _clerk),
    Rule(Permission.Reclaim.SETTLE, "登记清退", _clerk),
    Rule(Permission.DestructionList.APPROVE, "批准销毁", ((same_agency, role(Role.LEADER)),)),
)
