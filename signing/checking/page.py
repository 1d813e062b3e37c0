"""验章 as a page: a file is chosen, and what was found stands above it."""

from __future__ import annotations

from pyramid.request import Request

from office.kernel.clock import office_day
from office.web import formats
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
from signing.checking.report import NO_EFFECT, Entry, Given, Recorded, Report, Verdict
from signing.checking.told import facts, moment

TITLE = "验章"
COLUMNS = ("谁签的", "证书", "时间", "保护的内容", "说明")
NOTE = (
    "选择收到的 PDF、OFD 或者证明（.zip），核验签名和签章："
    "谁签的、何时、保护哪些内容、有没有改动。"
    "文件只用来核验，不保存，其中的程序不会运行。"
)
BADGES = {
    Verdict.VALID: Badge("有效", Tone.DONE, "tick"),
    Verdict.UNSIGNED: Badge("没有签章", Tone.NEUTRAL),
    Verdict.UNPROVEN: Badge("不能确认", Tone.WARNING),
    Verdict.INVALID: Badge("无效", Tone.RETURNED),
}
_GIVEN = {
    Given.TOLD: Badge("已给出", Tone.DONE, "tick"),
    Given.INNER: Badge("只给摘要", Tone.NEUTRAL),
    Given.DESTROYED: Badge("已销毁", Tone.NEUTRAL),
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
        note=f"{found.format}　{formats.whole_day(office_day(found.checked_at))}核验",
        state=_badge(found),
    )
    told = Ledger("核验结果", ("文件", "结论", "文件指纹（SHA-256）"), (whole,))
    if not found.entries:
        return (told,)
    signed = Ledger("签名、签章和时间戳", COLUMNS, tuple(map(_row, found.entries)))
    return told, signed, *_of_proof(found)


def _badge(found: Report | Entry) -> Badge:
    """What holds and has no legal effect does not look like what has."""
    if found.testing and found.verdict is Verdict.VALID:
        return Badge("有效（测试证书）", Tone.WARNING)
    return BADGES[found.verdict]


def _of_proof(found: Report) -> tuple[Ledger, ...]:
    """What it is about, the files that go along, and every event."""
    if found.history is None:
        return ()
    rows = tuple(LedgerRow(label, (words,)) for label, words in facts(found.history))
    files = tuple(
        LedgerRow(each.name, (_of_file(each),), state=_badge(each)) for each in found.files
    )
    return (
        Ledger("证明的内容", ("项目", "说明"), rows),
        Ledger("包内的文件", ("文件", "签章"), files, empty="证明内没有公文的文件。"),
        Ledger("办理记录", ("记录", "时间"), tuple(map(_recorded, found.history.records))),
    )


def _of_file(file: Report) -> str:
    if not file.entries:
        return "文件自身没有签章，内容由证明保护。"
    signers = "、".join(dict.fromkeys(filter(None, (it.seal or it.signer for it in file.entries))))
    problems = "".join(each.words for entry in file.entries for each in entry.problems)
    return f"{signers}　{problems or file.words}".strip()


def _recorded(it: Recorded) -> LedgerRow:
    return LedgerRow(
        f"第{it.number}号　{it.words}",
        (moment(it.at) if it.at else "—",),
        note=f"由第{it.destroyed_by}号记录销毁" if it.destroyed_by else "",
        state=_GIVEN[it.given],
    )


def _row(entry: Entry) -> LedgerRow:
    pages = "、".join(str(each) for each in entry.pages)
    return LedgerRow(
        entry.seal or entry.signer or "签名人不明",
        (_certificate(entry), _time(entry), _covered(entry), _said(entry)),
        note=f"{entry.kind}{f'，第 {pages} 页' if pages else ''}",
        state=_badge(entry),
    )


def _certificate(entry: Entry) -> str:
    if entry.valid is None:
        return "读不出来"
    first, last = (formats.whole_day(office_day(each)) for each in entry.valid)
    made = f"；制章者：{entry.maker or '不明'}" if entry.seal else ""
    return f"{entry.signer}，{entry.issuer}签发，{first}至{last}{made}"


def _time(entry: Entry) -> str:
    if entry.at is None:
        return "不明"
    how = "时间戳证明" if entry.proven else "签名人自报"
    return f"{moment(entry.at)}（{how}）"


def _covered(entry: Entry) -> str:
    if not entry.covers:
        return "不完整，见说明"
    later = f"；之后加进：{'、'.join(entry.added)}" if entry.added else ""
    return f"签的时候的{entry.covers}{later}"


def _said(entry: Entry) -> str:
    testing = [f"{NO_EFFECT}。"] if entry.testing else []
    told = [*(each.words for each in entry.problems), *testing, *entry.notes]
    return "".join(told) or "没有发现问题。"


def _form(request: Request, refusal: str) -> ActForm:
    return ActForm(
        action=request.route_path("check"),
        heading="核验文件",
        acts=(Act("check", "验章", Weight.PRIMARY),),
        refusal=refusal,
        fields=(
            Field(
                "file",
                "文件（.pdf、.ofd、.zip）",
                kind="file",
                accept=".pdf,.ofd,.zip",
                drop=True,
                hint="按“选择文件”，或者把文件拖进虚线框；不超过 100 MB。",
            ),
        ),
    )
