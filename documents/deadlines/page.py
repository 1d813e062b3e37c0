"""时限 of a paper as a page: each step with its limit, and what may be done about the clock."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.deadlines.application import Deadlines
from documents.deadlines.aside import put_aside_now
from documents.deadlines.lookup import STATED
from documents.deadlines.names import holder_words
from documents.deadlines.paper_clock import PaperClock
from documents.deadlines.step_names import step_words
from documents.deadlines.title_marks import badges_of
from documents.permissions import Permission
from office.kernel.clock import office_day
from office.web import formats
from office.web.form_acts import kept
from office.web.frame import now
from office.web.models import (
    Act,
    ActForm,
    Badge,
    Field,
    Ledger,
    LedgerPage,
    LedgerRow,
    Link,
    Tone,
    Weight,
)

COLUMNS = ("环节", "谁办", "开始", "办理时限", "来文时限")


def deadlines_page(
    request: Request, *, room: str, paper: UUID, title: str, refusals: dict[str, str]
) -> LedgerPage:
    """Everything timed about a paper, the latest step first."""
    deadlines: Deadlines = request.house.find(Deadlines)
    clock = deadlines.clock_of(paper)
    rows = deadlines.of_paper(paper)
    return LedgerPage(
        title=f"时限：《{title}》",
        note=_note(clock, today=office_day(now(request))),
        ledgers=(
            Ledger(
                "各环节",
                COLUMNS,
                tuple(_line(request, row) for row in rows),
                empty="此件还没有定时限的环节。",
            ),
        ),
        back=Link("回到公文", request.route_path(room, id=paper), "back"),
        forms=_forms(request, room=room, paper=paper, clock=clock, refusals=refusals),
    )


def _note(clock: PaperClock | None, *, today: date) -> str:
    said = []
    if clock is not None and clock.is_stopped:
        said.append(f"已停止计时：{'；'.join(clock.causes.values())}。来文机关的时限照常计算。")
    if clock is not None and clock.senders:
        said.append(f"来文要求{formats.noted_day(clock.senders, today=today)}前办结。")
    return "".join(said)


def _line(request: Request, row: Any) -> LedgerRow:
    today = office_day(now(request))
    due = formats.moment(row.due, today=today) if row.due else "不限"
    why = "另定" if row.basis == STATED else row.allowance
    cells = (
        holder_words(request, row),
        formats.moment(row.since, today=today),
        f"{due}（{why}）" if why else due,
        formats.noted_day(row.senders, today=today) or "—",
    )
    return LedgerRow(
        step_words(row.room, row.step),
        cells,
        note=f"提醒、催办 {row.reminded} 次" if row.reminded else "",
        state=_state(row),
    )


def _state(row: Any) -> Badge | None:
    if row.ended_at is None:
        return next(iter(badges_of(row)), Badge("办理中", Tone.NEUTRAL))
    if row.late:
        return Badge("超时限办理", Tone.RETURNED)
    return Badge("按时", Tone.DONE, "tick") if row.due else None


def _forms(
    request: Request,
    *,
    room: str,
    paper: UUID,
    clock: PaperClock | None,
    refusals: dict[str, str],
) -> tuple[ActForm, ...]:
    subject = clock or request.identity  # both say to which agency they belong
    allowed = request.house.guard.permits
    if not allowed(Permission.Deadline.STOP, request.identity, subject):
        return ()
    stopped_by_hand = clock is not None and "" in clock.causes
    first = _start if stopped_by_hand else _stop
    action = request.route_path("deadlines", room=room, id=paper)
    forms = (first(action), _state_senders(action, clock))
    return tuple(_refused(request, form, refusals) for form in forms)


def _refused(request: Request, form: ActForm, refusals: dict[str, str]) -> ActForm:
    """With what was typed still in it, where it is the form that was refused."""
    refusal = next((refusals[it.name] for it in form.acts if it.name in refusals), "")
    return kept(form, request, refusal) if refusal else form


def _stop(action: str) -> ActForm:
    return ActForm(
        action=action,
        heading="停止计时",
        acts=(Act("stop", "停止计时", Weight.PRIMARY),),
        fields=(
            Field(
                "reason",
                "等候什么",
                required=True,
                placeholder="如：等来文机关补送附件",
                hint="等候期间不计入办理时限，不催办；来文机关要求的时限不停。",
            ),
        ),
    )


def _start(action: str) -> ActForm:
    return ActForm(
        action=action,
        heading="恢复计时",
        acts=(Act("start", "恢复计时", Weight.PRIMARY),),
    )


def _state_senders(action: str, clock: PaperClock | None) -> ActForm:
    return ActForm(
        action=action,
        heading="来文时限",
        acts=(Act("state", "登记来文时限"),),
        fields=(
            Field(
                "day",
                "来文要求办结的日期",
                kind="limit",
                value=clock.senders if clock else "",
                hint="与本机关的办理时限分别计算；不填即没有要求。",
            ),
        ),
    )


def aside_ledger(request: Request) -> Ledger:
    """For the system administrator: steps whose limits could not be set. No paper is named, since
    papers are none of theirs."""
    rows = put_aside_now(request.house.node.store)
    return Ledger(
        "没有登记上的办理时限",
        ("事件", "机关", "环节", "试过", "下次再试"),
        tuple(_aside_line(request, row) for row in rows),
        empty="没有。登记不上的列在这里，自动重试；多次不成的，请把原因告知系统维护人员。",
    )


def _aside_line(request: Request, row: Any) -> LedgerRow:
    agency = request.house.directory.agency_on(row.agency) if row.agency else None
    again = formats.moment(row.not_before, today=office_day(now(request)))
    cells = (
        agency.name if agency else "—",
        step_words(row.room, row.step) if row.room and row.step else "—",
        f"{row.tries} 次",
        again,
    )
    return LedgerRow(
        f"第 {row.id} 个事件",
        cells,
        note=row.problem,
        state=Badge("未登记时限", Tone.RETURNED),
    )


def reminder_page(request: Request, row: Any, title: str) -> LedgerPage:
    """What somebody reads who stands in for whoever has it: whose it is, and how to act."""
    today = office_day(now(request))
    due = formats.moment(row.due, today=today) if row.due else "—"
    senders = formats.noted_day(row.senders, today=today)
    line = LedgerRow(
        step_words(row.room, row.step),
        (holder_words(request, row), formats.moment(row.since, today=today), due, senders),
        state=next(iter(badges_of(row)), None),
    )
    return LedgerPage(
        title=title,
        note="您可以代理此人办理。请换到代理的岗位，在待办中打开此件。",
        ledgers=(Ledger("等候办理", COLUMNS, (line,)),),
        links=(Link("换岗", request.route_path("posts"), "person"),),
        back=Link("回到待阅", request.route_path("desk.reading"), "back"),
    )
