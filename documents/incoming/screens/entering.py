"""补登: the form for what came on paper, by e-mail, or as a 涉密件."""

from __future__ import annotations

from collections.abc import Callable

from pyramid.request import Request

from documents.incoming.arriving.mail import Mail
from documents.incoming.routes import ROUTE_WORDS, Route
from documents.permissions import Permission
from office.classification import LEVELS
from office.directory.kinds import DOCUMENT_TYPES
from office.kernel.clock import office_day
from office.web.frame import now
from office.web.models import Act, ActForm, Choice, Field, Link, Weight
from office.web.models.paper_list import PaperList

WAYS = (Route.PAPER, Route.MAIL, Route.SECRET)
TITLES = {
    Route.PAPER: "补登纸质来文",
    Route.MAIL: "补登电子邮件来文",
    Route.SECRET: "登记涉密件",
}
OTHER_TYPES = ("会议通知", "简报", "电报", "其他")
TYPES = (*DOCUMENT_TYPES, *OTHER_TYPES)
URGENCIES = ("", "加急", "特急", "特提")
KEY = "Ctrl ↵"
NUMBER_HINT = "没有的不填。括号、空格、“第”字怎样写都可以，登记成“澜政发〔2026〕8号”的样子。"
WARNINGS = {
    Route.SECRET: (
        "涉密件只登记来文机关、份数和收到日期，在纸上办理。"
        "标题、文号、内容都不得录入，不得扫描、拍照、上传（《保守国家秘密法》第三十一条）。"
    ),
}
SAID = {Route.SECRET: "登记以后，收文登记簿中只显示“涉密件（纸质办理）”。"}


def entering_link(request: Request) -> Link | None:
    """From the register to the form, for the clerks."""
    guard = request.house.guard
    may = guard.permits(Permission.Incoming.ENTER, request.identity, request.identity)
    return Link("补登来文", request.route_path("incoming.enter"), "draft") if may else None


def entering_page(request: Request, way: Route, *, form: ActForm) -> PaperList:
    """The form, and the ways to the others."""
    here = request.route_path("incoming.enter")
    others = tuple(
        Link(TITLES[each], f"{here}?way={each}", "incoming") for each in WAYS if each is not way
    )
    return PaperList(
        title=TITLES[way],
        back=Link("返回收文", request.route_path("incomings"), "back"),
        lead="",
        columns=(),
        warnings=(WARNINGS[way],) if way in WARNINGS else (),
        nothing=SAID.get(way, "不经公文交换来的，不发回执；补登以后的办理与其他来文相同。"),
        tools=others,
        act=form,
    )


def entering_form(
    request: Request, way: Route, *, mail: Mail | None = None, packed: str = ""
) -> ActForm:
    """For the way; for an e-mail first the file, then what is in it."""
    if way is Route.MAIL and mail is None:
        return _form(request, way, act=("open_mail", "打开邮件"), fields=(_mail_file(),))
    fields = _FIELDS[way](request, mail)
    if mail is not None:
        fields = (*fields, _parts(mail), Field("mail", "", kind="hidden", value=packed))
    label = "登记涉密件" if way is Route.SECRET else "补登"
    notes = mail.notes if mail else ()
    return _form(request, way, act=("enter", label), fields=fields, notes=notes)


def _form(
    request: Request,
    way: Route,
    *,
    act: tuple[str, str],
    fields: tuple[Field, ...],
    notes: tuple[str, ...] = (),
) -> ActForm:
    name, label = act
    return ActForm(
        action=request.route_path("incoming.enter"),
        heading=TITLES[way],
        acts=(Act(name, label, Weight.PRIMARY, key=KEY),),
        seen="0",
        fields=(Field("way", "", kind="hidden", value=way), *fields),
        warning="".join(notes),
        in_order=True,
    )


def _mail_file() -> Field:
    return Field(
        "mail_file",
        "邮件文件",
        kind="file",
        accept=".eml",
        hint="在邮箱中把邮件另存为 .eml 文件，不超过 20 MB。",
    )


def _parts(mail: Mail) -> Field:
    """Which of its files are taken; all are offered, and chosen unless the clerk says no."""
    return Field(
        "parts",
        "收下的材料",
        kind="checks",
        choices=tuple(
            Choice(str(place), f"{each.name}（{max(1, len(each.data) // 1000)} KB）", chosen=True)
            for place, each in enumerate(mail.files)
        ),
    )


def _sender(request: Request, mail: Mail | None) -> tuple[Field, ...]:
    agencies = request.house.directory.agencies_on()
    choices = (
        Choice("", "名录外的机关"),
        *(
            Choice(each.code, each.name)
            for each in agencies
            if each.code != request.identity.agency
        ),
    )
    written = mail.sender if mail else ""
    return (
        Field("sender", "来文机关", kind="select", choices=choices),
        Field("sender_name", "名录外的来文机关", value=written, hint="名录中有的不用填。"),
    )


def _arrived_on(request: Request, mail: Mail | None) -> Field:
    today = office_day(now(request))
    day = mail.day if mail and mail.day and mail.day <= today else today
    return Field("arrived_on", "实际收到日期", kind="date", value=day.isoformat(), required=True)


def _copies() -> Field:
    return Field("copies", "份数", kind="number", value="1", required=True)


def _secret_fields(request: Request, _: Mail | None) -> tuple[Field, ...]:
    return (*_sender(request, None), _copies(), _arrived_on(request, None))


def _paper_fields(request: Request, mail: Mail | None) -> tuple[Field, ...]:
    title = mail.subject if mail else ""
    type = next((each for each in DOCUMENT_TYPES if title.endswith(each)), "通知")
    scans = Field(
        "file",
        "扫描件",
        kind="file",
        accept=".pdf,.ofd,.jpg,.jpeg,.png",
        many=True,
        hint="可选多个，第一个 PDF 作正件；图片合成一份 PDF 供阅看。",
    )
    return (
        *_sender(request, mail),
        Field("title", "标题", value=title, required=True),
        Field("number", "来文字号", hint=NUMBER_HINT),
        Field(
            "type",
            "文种",
            kind="select",
            choices=tuple(Choice(each, each, chosen=each == type) for each in TYPES),
        ),
        Field(
            "urgency",
            "缓急",
            kind="select",
            choices=tuple(Choice(each, each or "平件") for each in URGENCIES),
        ),
        _arrived_on(request, mail),
        Field("dated", "成文日期", kind="date"),
        _copies(),
        Field("copy_number", "份号", hint="印有份号的才填。"),
        Field(
            "classification",
            "密级",
            hint=_up_to(request.house.ceiling.level),
        ),
        Field("transfer_note", "转办意见", kind="area", rows=2, folded=True),
        *(() if mail else (scans,)),
    )


_FIELDS: dict[Route, Callable[[Request, Mail | None], tuple[Field, ...]]] = {
    Route.PAPER: _paper_fields,
    Route.MAIL: _paper_fields,
    Route.SECRET: _secret_fields,
}
assert set(_FIELDS) == set(WAYS) == set(ROUTE_WORDS) - {Route.EXCHANGE}


def _up_to(level: str) -> str:
    """What 密级 may be entered here."""
    if level == LEVELS[0]:
        return "本系统不处理涉密信息，标有密级的请登记涉密件。"
    return f"本系统最高处理到“{level}”，超过的请登记涉密件。"
