"""What the archive shows: records of last year, something missing, a loan overdue, a list that
waits for its second approval."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from documents.archive.application import Records
from documents.archive.outcomes import Outcome
from documents.archive.record import Record
from documents.demonstration.cast import CITY, CLERK, DRAFTER
from documents.demonstration.player import Player
from documents.printer import Printer
from documents.registers_import.application import OldPapers, Workbook
from documents.registers_import.columns import Kind
from documents.registers_import.old_paper import OldPaper
from documents.registers_import.registers import ROOM as OLD_PAPER
from office.web.spreadsheets import Table, xlsx

KEEPER = "hanji"
"""安全保密管理员 of the city office."""

LONG_AGO, LAST_YEAR = 12, 1
"""Years before that of the play."""

HEADS = ("收文号", "收文日期", "来文单位", "标题", "原件存放处")
PAPERS: tuple[tuple[int, str, str, str], ...] = (
    (LONG_AGO, "05-19", "云川省人民政府办公厅", "关于端午节值班安排的通知"),
    (LONG_AGO, "09-22", "云川省人民政府办公厅", "关于国庆节放假的通知"),
    (LAST_YEAR, "02-17", "云川省财政厅", "关于编报部门预算的通知"),
    (LAST_YEAR, "04-08", "清河区人民政府", "关于老旧小区改造资金的请示"),
    (LAST_YEAR, "06-30", "云川省应急管理厅", "关于做好汛期安全防范工作的通知"),
    (LAST_YEAR, "10-11", "望江县人民政府", "关于秋粮收购情况的报告"),
)
"""Years ago, the day, who sent it, the title."""
UNSCANNED = "关于秋粮收购情况的报告"
LENT = "关于做好汛期安全防范工作的通知"


def records_of_last_year(player: Player) -> None:
    """Old papers are brought in with their scans and filed, one is lent; two weeks ago."""
    _bring_in(player)
    rooms = player.house.find(Records)
    for place, paper in enumerate(_ids(player)):
        title = PAPERS[place][3]
        if title == UNSCANNED:
            continue
        act = player.by(CLERK, f"file:{title}")
        record = UUID(rooms.file(act, room=OLD_PAPER, paper=paper))
        if title == LENT:
            rooms.lend(
                player.by(CLERK, f"lend:{title}"),
                record,
                to=player.person(DRAFTER),
                purpose="起草防汛工作总结，查阅上级要求",
                until=player.today + timedelta(days=5),
                seen=rooms.load(Record, record).version,
            )


def a_list_waits_for_its_second_approval(player: Player) -> None:
    """What is over its term was appraised, put on a list and checked; a leader is asked."""
    rooms = player.house.find(Records)
    old = [
        Record.id_of(paper)
        for paper, (years, *_) in zip(_ids(player), PAPERS, strict=True)
        if years == LONG_AGO
    ]
    for record in old:
        rooms.appraise(
            player.by(CLERK, f"appraise:{record}"),
            record,
            outcome=Outcome.DESTROY,
            opinion="事务性通知，保管期限届满，没有继续保存的价值。",
        )
    drawn = UUID(rooms.draw_up(player.by(CLERK, "draw up"), old))
    rooms.check(
        player.by(KEEPER, f"check:{drawn}"), drawn, opinion="已逐件核对，不涉密，同意销毁。"
    )


def _bring_in(player: Player) -> None:
    printer, rooms = player.house.find(Printer), player.house.find(OldPapers)
    rows = []
    with TemporaryDirectory() as folder:
        for serial, (years, day, sender, title) in enumerate(PAPERS, 1):
            year = player.today.year - years
            number = f"{year}-{serial:04}"
            shelf = f"档案室 {serial} 柜"
            rows.append((number, f"{year}-{day}", sender, title, shelf))
            if title != UNSCANNED:
                values = {"agency": "澜州市人民政府办公室", "number": _number(year, serial)}
                sheet = printer.paper(
                    "handling_sheet", {**values, "sender": sender, "title": title}
                )
                Path(folder, f"{number}.pdf").write_bytes(sheet)
        book = Workbook("旧收文登记簿.xlsx", xlsx(Table("收文", HEADS, rows)))
        checked = rooms.check(CITY, book, scans=Path(folder))
        rooms.import_registers(player.by(CLERK, "old registers"), book, checked)


def _ids(player: Player) -> list[UUID]:
    return [
        OldPaper.id_of(
            agency=CITY,
            kind=Kind.INCOMING,
            number=_number(player.today.year - years, serial),
        )
        for serial, (years, *_) in enumerate(PAPERS, 1)
    ]


def _number(year: int, serial: int) -> str:
    return f"收文〔{year}〕{serial}号"
