"""What a clerk may do with a series, each act as a form of its own with one primary button."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.numbering.lookup import NumberLookup
from documents.numbering.series import LARGEST, MOST_AT_ONCE
from documents.numbering.states import IN_USE, NumberStanding
from documents.numbering.words import IDENTIFIERS, REGISTERS, RESERVED
from documents.permissions import Permission
from office.kernel.clock import office_day
from office.web.frame import now
from office.web.models import Act, ActForm, Choice, Field, Weight

RESERVED_AT_MOST = 1000
"""Reserved numbers that are offered for releasing; nobody keeps more."""

LONGEST_PURPOSE = 20
"""Characters of a purpose that fit into a line of choices."""

FIRST_COME = "以按下“取号”时为准；别人先取了这个号的，顺次往后编。"

LEFT, KEPT = "left", "kept"


def begin_form(request: Request, *, year: int) -> ActForm | None:
    """开设序列, of a word that has none in this year."""
    words = words_to_begin(request, year=year)
    if not may(request, Permission.Series.BEGIN) or not words:
        return None
    return _form(
        request.route_path("numbers"),
        "开设编号序列",
        Act("begin", "开设", Weight.PRIMARY, key="Ctrl ↵"),
        Field(
            "word",
            "机关代字或登记簿",
            "radios",
            choices=tuple(Choice(each, each, chosen=each == words[0]) for each in words),
        ),
        Field("year", "年份", "number", value=str(year), required=True),
        Field(
            "last",
            "本年在旧系统或纸质登记簿上已经用到的末号",
            "number",
            hint="没有用过的，不填。第一次取号时会自动开设当年的序列，只有接续旧号才需要先开设。",
        ),
    )


def words_to_begin(request: Request, *, year: int) -> list[str]:
    """The agency's words that have no series in this year."""
    identity = request.identity
    identities = request.house.directory.identities(identity.agency)
    words = [
        series.word for each in identities for series in each.series if series.word not in RESERVED
    ]
    there = NumberLookup(request.house.node.store, agency=identity.agency).words_in(year)
    return [each for each in dict.fromkeys([*words, *REGISTERS]) if each not in there]


def series_form(
    request: Request, of: Any, *, lookup: NumberLookup, do: str, serial: int | None
) -> ActForm | None:
    """The form for the act `do` on the series of this row, if it may be done now."""
    if do not in acts_now(request, of):
        return None
    here = request.route_path("numbers.series", id=of.subject)
    row = lookup.number(of.subject, serial) if serial is not None else None
    match do:
        case "reserve":
            return _reserve(here)
        case "release":
            return _release(here, lookup, of, serial)
        case "use" if row is not None and row.standing == NumberStanding.RESERVED:
            return _use(here, row)
        case "void" if row is not None and row.standing in IN_USE and not row.taken_for:
            return _void(here, row)
        case "close":
            return _close(here, of)
        case "reopen":
            return _reopen(here)
    return None


def number_fields(
    request: Request, *, agency: str, word: str, day: date, subject: UUID
) -> list[Field]:
    """取号 for a paper of this day: which number is next, and which others may be used."""
    following = request.numbering.next(agency, word=word, day=day, subject=subject)
    offered = request.numbering.offers(agency, word=word, day=day)
    if not following and not offered:
        why = f"“{word}”{day.year}年的编号序列已经关闭或编满，取不到号。请先到“编号”中处理。"
        return [Field("number", "文号", fixed="没有可取的号", hint=why)]
    if not offered:
        return [Field("number", "文号", fixed=following, hint=FIRST_COME)]
    free = tuple(
        Choice(row.number, f"{row.number}（{_kept_for(row)}）")
        for row in offered
        if row.number != following
    )
    ahead = (Choice("", f"{following}（下一个号）"),) if following else ()
    return [Field("number", "文号", "select", choices=(*ahead, *free), hint=FIRST_COME)]


def _kept_for(row: Any) -> str:
    if row.standing == NumberStanding.RESERVED:
        whom = f"，给 {row.person}" if row.person else ""
        return f"预留：{_short(row.purpose)}{whom}"
    return "作废可再用"


def acts_now(request: Request, of: Any) -> Sequence[str]:
    """The acts that this person may do on the series as it stands."""
    if of.word == IDENTIFIERS:
        return ()
    over = office_day(now(request)).year > of.year
    lookup = NumberLookup(request.house.node.store, agency=of.agency)
    reserved = lookup.count(of.subject, standings=[NumberStanding.RESERVED]) > 0
    offered = {
        "reserve": (Permission.Series.RESERVE, not of.closed and of.last < LARGEST),
        "release": (Permission.Series.RELEASE, not of.closed and reserved),
        "use": (Permission.Series.USE, not of.closed and reserved),
        "void": (Permission.Series.VOID, True),
        "close": (Permission.Series.CLOSE, over and not of.closed and not reserved),
        "reopen": (Permission.Series.REOPEN, of.closed),
    }
    return [
        act for act, (permission, open) in offered.items() if open and may(request, permission)
    ]


def may(request: Request, permission: Permission.Series) -> bool:
    """Whether the person has the right, in their own agency."""
    return bool(request.house.guard.permits(permission, request.identity, request.identity))


def _reserve(here: str) -> ActForm:
    return _form(
        here,
        "预留文号",
        Act("reserve", "预留", Weight.PRIMARY, key="Ctrl ↵"),
        Field(
            "count",
            "个数",
            "number",
            value="1",
            required=True,
            hint=f"从末号往后连续预留，一次最多 {MOST_AT_ONCE} 个。",
        ),
        Field("purpose", "用途", required=True, placeholder="例如：年度表彰通报"),
        Field("reserved_for", "预留给", placeholder="处室或个人，可以不填"),
    )


def _release(here: str, lookup: NumberLookup, of: Any, serial: int | None) -> ActForm | None:
    reserved = lookup.numbers(
        of.subject, standings=[NumberStanding.RESERVED], limit=RESERVED_AT_MOST, offset=0
    )
    if not reserved:
        return None
    return _form(
        here,
        "释放预留的文号",
        Act("release", "释放", Weight.PRIMARY, key="Ctrl ↵"),
        Field(
            "serials",
            "释放哪些号",
            "checks",
            choices=tuple(
                Choice(str(row.serial), row.number, chosen=row.serial == serial)
                for row in reversed(reserved)
            ),
            hint="释放后的号没有发出过，取号时可以选用。",
        ),
        Field("reason", "原因", placeholder="可以不填"),
    )


def _use(here: str, row: Any) -> ActForm:
    return _form(
        here,
        f"使用预留的 {row.number}",
        Act("use", "登记使用", Weight.PRIMARY, key="Ctrl ↵"),
        _which(row),
        Field(
            "purpose",
            "使用这个号的纸质公文",
            required=True,
            placeholder="标题；涉密件只写登记号，不写标题",
            hint="本系统内的公文用预留的号，请在取号时选择，不在这里登记。",
        ),
    )


def _void(here: str, row: Any) -> ActForm:
    return _form(
        here,
        f"作废 {row.number}",
        Act("void", "作废", Weight.PRIMARY, key="Ctrl ↵"),
        _which(row),
        Field("reason", "作废原因", required=True),
        Field(
            "left",
            "带有这个号的公文或印件是否发出过",
            "radios",
            choices=(
                Choice(KEPT, "没有发出，这个号可以再用"),
                Choice(LEFT, "已经发出，这个号永远不再用"),
            ),
        ),
    )


def _close(here: str, of: Any) -> ActForm:
    return _form(
        here,
        f"关闭“{of.word}”{of.year}年的编号序列",
        Act("close", "关闭本年序列", Weight.PRIMARY),
        warning=(
            f"关闭后，成文日期在{of.year}年的公文不能再取号，作废的号也不能再用。"
            "请先确认上年签发的公文都已取号。"
        ),
    )


def _reopen(here: str) -> ActForm:
    return _form(
        here,
        "重新开放",
        Act("reopen", "重新开放", Weight.PRIMARY, key="Ctrl ↵"),
        Field("reason", "原因", required=True, placeholder="例如：12月31日签发的公文尚未取号"),
    )


def _short(purpose: str) -> str:
    return purpose if len(purpose) <= LONGEST_PURPOSE else f"{purpose[:LONGEST_PURPOSE]}…"


def _which(row: Any) -> Field:
    return Field("serial", "号", "hidden", value=str(row.serial))


def _form(action: str, heading: str, act: Act, *fields: Field, warning: str = "") -> ActForm:
    return ActForm(
        action=action,
        heading=heading,
        acts=(act,),
        fields=fields,
        warning=warning,
    )
