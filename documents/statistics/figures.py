"""Each figure by its name: what it is called, how it is counted, and the papers behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from documents.statistics.period import Period
from documents.statistics.records import Counted, Records

Behind = Callable[[Records, Period, str], list[Counted]]
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


FIGURES: Mapping[str, Figure] = {
    "arrived": Figure(
        "收文", "期内到达的来文", lambda it, when, who: it.arrived(when, sender=who)
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
        "期内分发的发文中，没有印制环节、也没有以机要、邮寄、自取方式送出纸质件的",
        lambda it, when, who: it.paperless(when),
    ),
    "met": Figure("有时限的环节", "期内办完、有时限的环节", lambda it, when, who: it.met(when)),
    "in_time": Figure("按时办理", "期内时限前办完的环节", lambda it, when, who: it.in_time(when)),
    "late": Figure("超时限办理", "期内超过时限才办完的环节", lambda it, when, who: it.late(when)),
    "overdue": Figure(
        "现在超期", "已过办理时限或者来文时限、还没有办的", lambda it, when, who: it.overdue()
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
}

RATES = (
    Rate("办结率", "completed", "arrived", "已办结 ÷ 收文"),
    Rate("按时办理率", "in_time", "met", "按时办理的环节 ÷ 有时限的环节"),
    Rate("无纸化率", "paperless", "issued", "没有印制、没有送出纸质件的发文 ÷ 发文"),
)
OVERVIEW = ("arrived", "completed", "returned", "backlog", "issued", "paperless", "met", "late")
MONITORED = ("overdue", "late", "skipped", "reversed")
OF_SENDERS = (
    *("arrived", "signed_for", "signed_for_in_time"),
    *("completed", "done_in_time", "returned"),
)


def percent(part: int, whole: int) -> str:
    """`87.5%`; a dash where there is nothing to be a share of."""
    return f"{100 * part / whole:.1f}%" if whole else "—"
