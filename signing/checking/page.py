"""验章 as a page: a file is chosen, and what was found stands above it."""

from __future__ import annotations

from pyramid.request import Request

from office.kernel.clock import CHINA, office_day
from office.web import formats
from office.web.form_acts import new_command
from office.web.models import (
    Act,
    ActForm,
    Badge,
    Field,
    Ledger,
    LedgerPage,
    LedgerRow,
    Tone,
    Weight,
)
from signing.checking.report import Entry, Report, Verdict

TITLE = "验章"
COLUMNS = ("谁签的", "证书", "时间", "保护的内容", "说明")
NOTE = (
    "选择收到的 PDF 或 OFD，核验签名和签章：谁签的、何时、保护哪些内容、有没有改动。"
    "文件只用来核验，不保存，其中的程序不会运行。"
)
BADGES = {
    Verdict.VALID: Badge("有效", Tone.DONE, "tick"),
    Verdict.UNSIGNED: Badge("没有签章", Tone.NEUTRAL),
    Verdict.UNPROVEN: Badge("不能确认", Tone.WARNING),
    Verdict.INVALID: Badge("无效", Tone.RETURNED),
}


def check_page(request: Request, *, found: Report | None = None, refusal: str = "") -> LedgerPage:
    """`found`: of the file that was sent just now."""
    return LedgerPage(
        title=TITLE,
        note=NOTE,
        ledgers=_ledgers(found) if found else (),
        forms=(_form(request, refusal),),
    )


def _ledgers(found: Report) -> tuple[Ledger, ...]:
    whole = LedgerRow(
        found.name,
        (found.words, found.digest),
        note=f"{found.format} · {formats.whole_day(office_day(found.checked_at))}核验",
        state=BADGES[found.verdict],
    )
    told = Ledger("核验结果", ("文件", "结论", "文件指纹（SHA-256）"), (whole,))
    if not found.entries:
        return (told,)
    return told, Ledger("签名、签章和时间戳", COLUMNS, tuple(map(_row, found.entries)))


def _row(entry: Entry) -> LedgerRow:
    pages = "、".join(str(each) for each in entry.pages)
    return LedgerRow(
        entry.seal or entry.signer or "签名人不明",
        (_certificate(entry), _time(entry), _covered(entry), _said(entry)),
        note=f"{entry.kind}{f'，第 {pages} 页' if pages else ''}",
        state=BADGES[entry.verdict],
    )


def _certificate(entry: Entry) -> str:
    if entry.valid is None:
        return "读不出来"
    first, last = (formats.whole_day(office_day(each)) for each in entry.valid)
    return f"{entry.signer}，{entry.issuer}签发，{first}至{last}"


def _time(entry: Entry) -> str:
    if entry.at is None:
        return "不明"
    how = "时间戳证明" if entry.proven else "签名人自报"
    return f"{entry.at.astimezone(CHINA):%Y-%m-%d %H:%M}（{how}）"


def _covered(entry: Entry) -> str:
    if not entry.covers:
        return "不完整，见说明"
    later = f"；之后加进：{'、'.join(entry.added)}" if entry.added else ""
    return f"签的时候的{entry.covers}{later}"


def _said(entry: Entry) -> str:
    told = [*(each.words for each in entry.problems), *entry.notes]
    return "".join(told) or "没有发现问题。"


def _form(request: Request, refusal: str) -> ActForm:
    return ActForm(
        action=request.route_path("check"),
        heading="核验文件",
        acts=(Act("check", "验章", Weight.PRIMARY),),
        command=new_command(),
        seen="",
        refusal=refusal,
        fields=(
            Field(
                "file",
                "文件（.pdf、.ofd）",
                kind="file",
                accept=".pdf,.ofd",
                hint="按“选择文件”，或者把文件拖到这里；不超过 100 MB。",
            ),
        ),
    )
