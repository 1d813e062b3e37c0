"""The columns of the two sheets: what they are called, what must be there, what to write."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Which register. The value is in events and never changes."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"


KIND_WORDS = {Kind.INCOMING: "收文", Kind.OUTGOING: "发文"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `heads`: its name in the template, then others under which it is known."""

    field: str
    heads: tuple[str, ...]
    required: bool = False
    example: str = ""
    note: str = ""
    longest: int = 200

    @property
    def head(self) -> str:
        """As the template and the messages call it."""
        return self.heads[0]


_ORIGINAL = Column(
    "original",
    ("原件存放处", "原件位置", "存放位置", "原件存放地点"),
    required=True,
    example="档案室 3 柜 2 格",
    note="纸质原件现在放在哪里；原件已经不在的，写明去向。",
)
_REGISTRAR = Column("registrar", ("登记人", "经手人"), example="田禾", note="当年登记的人。")
_CLASSIFICATION = Column("classification", ("密级",), note="没有密级的不填。")
_URGENCY = Column("urgency", ("缓急", "紧急程度"), note="特急、加急，没有的不填。")
_COPIES = Column("copies", ("份数",), example="1")
_FILED = Column("filed", ("档号", "归档号"), note="已经归档的写档号。")
_SCANS = Column(
    "scans",
    ("扫描件", "扫描件文件名"),
    note="扫描件的文件名，几个文件之间用分号隔开；不填的，按号在扫描件目录里查找。",
    longest=2_000,
)
_REMARKS = Column("remarks", ("备注", "附注"), longest=2_000)
_SERIES = Column(
    "series",
    ("编号序列", "登记簿名称"),
    note="几套收文号并用时，写明是哪一套；只有一套的不填，按“收文”登记。",
    longest=20,
)

COLUMNS: dict[Kind, tuple[Column, ...]] = {
    Kind.INCOMING: (
        Column(
            "number",
            ("收文号", "收文编号", "登记号"),
            required=True,
            example="收文〔2024〕15号",
            note="写成 收文〔2024〕15号、2024-15，或者只写流水号 15（年份按收文日期）。",
        ),
        Column(
            "day",
            ("收文日期", "收到日期", "登记日期"),
            required=True,
            example="2024-03-05",
            note="当年真实的收文日期。",
        ),
        Column(
            "party",
            ("来文单位", "来文机关", "发文单位"),
            required=True,
            example="云川省财政厅",
        ),
        Column("sender_number", ("来文字号", "来文号", "来文文号"), example="云财函〔2024〕21号"),
        Column(
            "title",
            ("标题", "文件标题", "来文标题", "事由"),
            required=True,
            example="关于做好预算编制工作的通知",
            longest=500,
        ),
        Column("type", ("文种",), example="通知"),
        Column("written_on", ("成文日期", "来文日期"), example="2024-02-28"),
        _CLASSIFICATION,
        _URGENCY,
        _COPIES,
        Column("track", ("类别", "办件或阅件"), note="办件或者阅件。"),
        Column("proposal", ("拟办意见", "拟办"), longest=4_000),
        Column("instructions", ("批示", "领导批示", "批示意见"), longest=4_000),
        Column("handler", ("承办单位", "承办", "承办部门")),
        Column("result", ("办理结果", "办结情况", "处理结果"), longest=4_000),
        Column("completed_on", ("办结日期",), example="2024-03-20"),
        _REGISTRAR,
        _FILED,
        _ORIGINAL,
        _SCANS,
        _SERIES,
        _REMARKS,
    ),
    Kind.OUTGOING: (
        Column(
            "number",
            ("发文字号", "文号", "发文号"),
            required=True,
            example="澜政办发〔2024〕3号",
            note="机关代字、年份、序号都要写全。",
        ),
        Column(
            "day",
            ("成文日期", "发文日期", "签发日期"),
            required=True,
            example="2024-01-12",
            note="当年真实的成文日期。",
        ),
        Column(
            "title",
            ("标题", "文件标题"),
            required=True,
            example="关于印发工作要点的通知",
            longest=500,
        ),
        Column("type", ("文种",), example="通知"),
        Column("party", ("主送", "主送机关"), example="各区、县人民政府", longest=2_000),
        Column("copied_to", ("抄送", "抄送机关"), longest=2_000),
        _CLASSIFICATION,
        _URGENCY,
        _COPIES,
        Column("drafter", ("拟稿", "拟稿人", "拟稿单位"), example="田禾"),
        Column("signer", ("签发", "签发人"), example="周怀远"),
        _REGISTRAR,
        _FILED,
        _ORIGINAL,
        _SCANS,
        _REMARKS,
    ),
}

DAYS = frozenset({"day", "written_on", "completed_on"})
"""Fields that hold a day."""
TOLD_APART = frozenset({"number", "day", "title", "scans", "series", "original"})
"""Fields that are facts of their own; the others are kept as words beside them."""


def labels(kind: Kind) -> dict[str, str]:
    """What each field is called on the page."""
    return {column.field: column.head for column in COLUMNS[kind]}
