"""Documents as no clerk would write them: every type, 1 to 200 pages, rare characters, tables."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from documents.layout import Issue
from documents.layout.issue import Stamp
from documents.manuscript import (
    Attachment,
    Attendance,
    Block,
    Enclosure,
    Format,
    Manuscript,
    Paragraph,
    Table,
)

COUNT = 300
LONGEST = 200
"""Pages, about."""
PARAGRAPHS_PER_PAGE = 3.4
"""Of the length below on a page of 22 lines of 28 characters."""

TYPES = (
    *("决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知"),
    *("通报", "报告", "请示", "批复", "议案", "函", "纪要"),
)
FORMATS = {
    "命令": (Format.ORDER,),
    "纪要": (Format.MINUTES,),
    "函": (Format.LETTER, Format.NOTE, Format.DOCUMENT),
    "通知": (Format.DOCUMENT, Format.DOCUMENT, Format.LETTER, Format.TELEGRAM),
}
UPWARD = ("报告", "请示")
COMMON = (
    "市县区人民政府办公室关于印发电子公文交换管理办法的通知各部门要认真贯彻执行明确责任加强督查"
)
RARE = "镕喆堃祎玥昉翀垚龑邠鄠〇㎡℃‰①②③αβΩ±×÷→№"
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Generated:
    """One of them; `seed` makes it again."""

    seed: int
    manuscript: Manuscript
    issue: Issue | None


def generated(seed: int) -> Generated:
    """The document of this seed, the same every time."""
    random = Random(seed)
    kind = TYPES[seed % len(TYPES)]
    length = math.exp(random.uniform(0.0, math.log(LONGEST)))
    manuscript = _manuscript(
        random, kind=kind, paragraphs=max(1, int(length * PARAGRAPHS_PER_PAGE))
    )
    return Generated(seed, manuscript, None if seed % 10 == 9 else _issue(random, manuscript))


def _manuscript(random: Random, *, kind: str, paragraphs: int) -> Manuscript:
    enclosed = kind == "通知" and random.random() < 0.5
    return Manuscript(
        type=kind,
        title=f"关于{_words(random, random.randint(2, 45))}的{kind}",
        recipients="，".join(_organ(random) for _ in range(random.choice((1, 1, 3, 12, 60)))),
        body=_body(random, 2 if enclosed else paragraphs),
        attachments=tuple(
            Attachment(_words(random, random.randint(2, 40)), _body(random, random.randint(0, 3)))
            for _ in range(random.choice((0, 0, 1, 3, 11)))
        ),
        enclosure=Enclosure(_words(random, 14), _body(random, paragraphs)) if enclosed else None,
        issuer=_organ(random),
        signature="\u3000".join(_organ(random) for _ in range(random.choice((1, 1, 1, 2, 4)))),
        date="2026年11月22日",
        copies="，".join(_organ(random) for _ in range(random.choice((0, 2, 8, 40)))),
        note=random.choice(("", "此件公开发布", "联系人：张　三，电话：0999—6010011")),
        urgency=random.choice(("", "加急", "特急")),
        format=random.choice(FORMATS.get(kind, (Format.DOCUMENT,))),
        attendance=(
            Attendance("出席", "、".join(_name(random) for _ in range(random.randint(1, 60)))),
            Attendance("列席", _name(random)),
        )
        if kind == "纪要"
        else (),
    )


def _issue(random: Random, manuscript: Manuscript) -> Issue:
    joint = tuple(manuscript.signature.split("\u3000"))
    return Issue(
        mark="文件" if len(joint) > 1 else f"{manuscript.issuer}文件",
        joint_marks=joint if len(joint) > 1 else (),
        signatures=joint,
        number=f"澜政发〔2026〕{random.randint(1, 1999)}号",
        date="2026年11月2日",
        copy_number=random.choice(("", "000018")),
        signers=tuple(_name(random) for _ in range(random.randint(1, 5)))
        if manuscript.type in UPWARD
        else (),
        printing_office=_organ(random),
        print_date="2026年11月23日",
        sealed=random.random() < 0.7,
        stamps=(Stamp(title="市长", name=_name(random)),) if manuscript.type == "命令" else (),
        approved_by=_name(random),
    )


def _body(random: Random, count: int) -> tuple[Block, ...]:
    return tuple(_block(random, place) for place in range(count))


def _block(random: Random, place: int) -> Block:
    chance = random.random()
    if chance < 0.02:
        return _table(random)
    if chance < 0.2:
        numeral = NUMERALS[place % 10]
        lead = (f"{numeral}、", f"（{numeral}）", f"{place + 1}.", f"（{place + 1}）")
        level = random.randint(1, 4)
        return Paragraph(level, f"{lead[level - 1]}{_words(random, 8)}。{_sentence(random)}")
    return Paragraph(0, "".join(_sentence(random) for _ in range(random.randint(1, 6))))


def _table(random: Random) -> Table:
    columns, rows = random.randint(2, 7), random.randint(1, 60)
    cells = tuple(
        tuple(_words(random, random.randint(0, 12)) for _ in range(columns)) for _ in range(rows)
    )
    return Table(
        rows=cells,
        title=_words(random, random.randint(0, 12)),
        heads=min(1, rows),
        landscape=random.random() < 0.3,
    )


def _sentence(random: Random) -> str:
    middle = random.choice(
        ("，", "；", "、", "”，“", "（2026年版）", "：《", "》〔2026〕12号，", "99.5%，")
    )
    return (
        f"{_words(random, random.randint(4, 25))}{middle}{_words(random, random.randint(3, 20))}。"
    )


def _words(random: Random, count: int) -> str:
    return "".join(_character(random) for _ in range(count))


def _character(random: Random) -> str:
    chance = random.random()
    if chance < 0.02:
        return random.choice(RARE)
    if chance < 0.05:
        return chr(random.randint(0x4E00, 0x9FA5))
    if chance < 0.08:
        return random.choice("0123456789abcXYZ")
    return random.choice(COMMON)


def _organ(random: Random) -> str:
    return f"{_words(random, random.choice((2, 4, 12)))}人民政府办公室"


def _name(random: Random) -> str:
    return f"{random.choice('沈陶何孟韩邱邵梁龚卢')}{random.choice('喆堃祎玥昉翀垚镕')}"
