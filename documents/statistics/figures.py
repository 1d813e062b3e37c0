"""Each figure by its name: what it is called, how it is counted, and the papers behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from documents.consignments.returning import FAULT_WORDS, Fault
from documents.statistics.counted import Counted
from documents.statistics.period import Period
from documents.statistics.records import Records

Behind = Callable[[Records, Period, str], Sequence[Counted]]
"""The papers, of all or of one sender (its code)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`rule` says to people how it is counted."""

    label: str
    rule: str
    behind: Behind


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of one figure in another, by their names."""

    label: str
    part: str
    whole: str
    rule: str


def _of_fault(code: Fault) -> Figure:
    return Figure(
        FAULT_WORDS[code],
        f"期内到达的来文，拒收、退文的原因或者初审记录的错情是“{FAULT_WORDS[code]}”的",
        lambda it, when, who: it.faults(when, sender=who, code=code),
    )


FIGURES: Mapping[str, Figure] = {
    "arrived": Figure(
        "收文",
        "期内到达的来文，并件的副本不另计",
        lambda it, when, who: it.arrived(when, sender=who),
    ),
    "completed": Figure(
        "其中已办结",
        "期内到达、现在已经办结的",
        lambda it, when, who: it.completed(when, sender=who),
    ),
    "returned": Figure(
        "拒收、退文", "期内到达、拒收或退文的", lambda it, when, who: it.returned(when, sender=who)
    ),
    "backlog": Figure(
        "在办积存", "截至期末到达、现在还没有办结的", lambda it, when, who: it.backlog(when)
    ),
    "issued": Figure("发文", "期内分发的", lambda it, when, who: it.issued(when)),
    "paperless": Figure(
        "无纸发文",
        "期内分发的发文中，没有印制环节、没有以机要、邮寄、自取方式送出纸质件，领导也没有在纸上签批"
        "（由他人代录）的",
        lambda it, when, who: it.paperless(when),
    ),
    "arrived_paperless": Figure(
        "无纸收文",
        "期内到达的来文中，不是以纸质或者涉密渠道收到，领导也没有在纸上批示（由他人代录）的",
        lambda it, when, who: it.arrived_paperless(when),
    ),
    "submitted": Figure("签报", "期内拟稿、已经呈报的", lambda it, when, who: it.submitted(when)),
    "submitted_paperless": Figure(
        "无纸签报",
        "签报只在系统内呈批，不能代录纸质批示，呈报的都算",
        lambda it, when, who: it.submitted(when),
    ),
    "supervised": Figure("督办", "期内立项的", lambda it, when, who: it.supervised(when)),
    "supervised_paperless": Figure(
        "无纸督办",
        "期内立项的督办事项中，立项来源没有用过纸的（来源是纸质来文，或者依据纸上批示的不算）",
        lambda it, when, who: it.supervised_paperless(when),
    ),
    "everything": Figure(
        "合计", "收文、发文、签报、督办之和", lambda it, when, who: it.everything(when)
    ),
    "everything_paperless": Figure(
        "无纸合计",
        "以上四项无纸件之和",
        lambda it, when, who: it.everything_paperless(when),
    ),
    "met": Figure("有时限的环节", "期内办完、有时限的环节", lambda it, when, who: it.met(when)),
    "in_time": Figure("按时办理", "期内时限前办完的环节", lambda it, when, who: it.in_time(when)),
    "late": Figure("超时限办理", "期内超过时限才办完的环节", lambda it, when, who: it.late(when)),
    "overdue": Figure(
        "现在超期",
        "已过办理时限或者来文时限、还没有办的，包括交外单位督办的",
        lambda it, when, who: it.overdue(),
    ),
    "skipped": Figure(
        "跳过环节",
        "期内到达的办件，没有经过签收、登记、初审、拟办、批示中的某一环节就进入以后环节的",
        lambda it, when, who: it.skipped(when),
    ),
    "reversed": Figure(
        "退回环节", "期内回到以前办过的环节的", lambda it, when, who: it.reversed(when)
    ),
    "signed_for": Figure(
        "签收", "期内签收、有签收时限的", lambda it, when, who: it.signed_for(when, sender=who)
    ),
    "signed_for_in_time": Figure(
        "按时签收",
        "其中在时限前签收的",
        lambda it, when, who: it.signed_for_in_time(when, sender=who),
    ),
    "done_in_time": Figure(
        "按时办结",
        "期内到达、已经办结、没有一个环节超过时限的",
        lambda it, when, who: it.done_in_time(when, sender=who),
    ),
    "faulty": Figure(
        "有错情",
        "期内到达的来文中，拒收、退文或者初审时记有错情的",
        lambda it, when, who: it.faulty(when, sender=who),
    ),
    **{f"fault-{code}": _of_fault(code) for code in Fault},
}

RATES: Mapping[str, Rate] = {
    "completion": Rate("办结率", "completed", "arrived", "已办结 ÷ 收文"),
    "in-time": Rate("按时办理率", "in_time", "met", "按时办理的环节 ÷ 有时限的环节"),
    "paperless": Rate(
        "无纸化率",
        "everything_paperless",
        "everything",
        "收文、发文、签报、督办中从来不需要纸的 ÷ 四项之和，各项的算法见“无纸化”表",
    ),
    "signing-for": Rate("按时签收率", "signed_for_in_time", "signed_for", "按时签收 ÷ 签收"),
    "doing": Rate("按时办结率", "done_in_time", "completed", "按时办结 ÷ 已办结"),
    "returns": Rate("退文率", "returned", "arrived", "拒收、退文 ÷ 收文"),
    "faults": Rate("错情率", "faulty", "arrived", "有错情的来文 ÷ 收文"),
    "incoming": Rate("收文无纸化率", "arrived_paperless", "arrived", "无纸收文 ÷ 收文"),
    "outgoing": Rate("发文无纸化率", "paperless", "issued", "无纸发文 ÷ 发文"),
    "memoranda": Rate("签报无纸化率", "submitted_paperless", "submitted", "无纸签报 ÷ 签报"),
    "supervision": Rate("督办无纸化率", "supervised_paperless", "supervised", "无纸督办 ÷ 督办"),
}
OVERVIEW = (
    *("arrived", "completed", "returned", "faulty", "backlog", "issued", "submitted"),
    *("supervised", "met", "late"),
)
OVERVIEW_RATES = ("completion", "in-time", "paperless")
PAPERLESS = ("incoming", "outgoing", "memoranda", "supervision", "paperless")
MONITORED = ("overdue", "late", "skipped", "reversed")
OF_SENDERS = (
    *("arrived", "signed_for", "signing-for", "completed", "doing"),
    *("returned", "returns", "faulty", "faults"),
)
"""Figures and rates of each sender, in the order of their columns."""


def percent(part: int, whole: int) -> str:
    """`87.5%`; a dash where there is nothing to be a share of."""
    return f"{100 * part / whole:.1f}%" if whole else "—"
