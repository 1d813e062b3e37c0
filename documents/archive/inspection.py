"""四性检测 (DA/T 70-2018): the items that a program can check, of one record and of many."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from documents.archive.archival_code import ArchivalCode
from documents.archive.described import ROLE_WORDS, PartRole, RecordPart
from documents.archive.eep.reading import NotAPackage, Package, read_package
from documents.archive.formats import fault_of
from documents.archive.retention import RETENTION_WORDS


class InspectionStage(StrEnum):
    """归档, 移交与接收, 长期保存. The value is in events and never changes."""

    FILING = "filing"
    HAND_OVER = "hand-over"
    KEEPING = "keeping"


STAGE_WORDS = {
    InspectionStage.FILING: "归档",
    InspectionStage.HAND_OVER: "移交与接收",
    InspectionStage.KEEPING: "长期保存",
}

ITEMS: Mapping[str, str] = {
    "1-1": "固化信息有效：封装包和每个文件的摘要与登记一致",
    "1-2": "元数据项长度",
    "1-4": "元数据项格式：日期八位、档号成式",
    "1-5": "元数据项值域：保管期限、密级",
    "1-8": "档号、文件编号不重复",
    "1-10": "电子属性与内容文件一致：文件名、字节数、格式",
    "1-11": "元数据与内容关联：每个文档各有编码，标识不重复",
    "1-14": "封装包与登记信息一致：题名、编号、档号",
    "2-1": "件数与登记一致",
    "2-3": "元数据项齐全，符合封装包结构",
    "2-5": "过程信息完整：签发、办结、销号等行为有记录",
    "2-6": "件号连续",
    "2-7": "内容数据都在",
    "2-9": "应有的文件齐全：办理单、正本或来文",
    "2-11": "封装包内文件数与登记一致",
    "3-1": "封装包元数据可读",
    "3-3": "内容数据格式符合归档要求",
    "3-4": "内容数据能够打开",
    "3-8": "没有加密、压缩和不公开的格式",
}
"""What is checked, by its number. Viruses (4-1, 4-2) are for the site's own scanner."""

LONGEST_TITLE = 500
CLASSIFIED = ("", "内部", "秘密", "机密", "绝密")
NEEDED_DEEDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "document": (("签发",), ("分发",)),
    "incoming": (("签收",), ("登记",), ("办结",)),
    "supervision": (("立项",), ("销号", "撤项")),
    "memorandum": (("呈报",), ("批准",)),
    "old_paper": (("导入",),),
}
"""By room, what every record of it tells: of each, one of these words."""

NEEDED_PARTS: Mapping[str, tuple[PartRole, ...]] = {
    "document": (PartRole.SHEET, PartRole.ORIGINAL, PartRole.FINAL),
    "incoming": (PartRole.SHEET, PartRole.RECEIVED),
    "supervision": (PartRole.SHEET,),
    "memorandum": (PartRole.SHEET,),
}
"""By room, what no record of it goes without; an old paper has its scans, one or the other."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What failed: the item, the object (a 档号 and perhaps a file), what was seen there."""

    item: str
    object: str
    evidence: str

    def to_json(self) -> dict[str, Any]:
        """A plain JSON value."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Inspected:
    """What came of it: the items passed, and the faults."""

    passed: tuple[str, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Registered:
    """What the office has registered of a record, to hold its package against."""

    room: str
    code: str
    title: str
    number: str
    parts: tuple[RecordPart, ...]
    package: str
    """Digest."""


Faults = Iterator[tuple[str, str, str]]

ONE_BY_ONE = tuple(each for each in ITEMS if each not in ("1-8", "2-1", "2-6"))


def inspect_record(registered: Registered, package: bytes | None) -> Inspected:
    """Hold a stored package (None where there is none) against what was registered of it."""
    found = [Fault(item, told, evidence) for item, told, evidence in _faults(registered, package)]
    failed = {each.item for each in found}
    passed = [item for item in ONE_BY_ONE if item not in failed]
    unread = failed & {"2-7", "3-1"} and not package
    return Inspected(passed=() if unread else tuple(passed), faults=tuple(found))


def inspect_shelves(codes: Iterable[tuple[str, str, int]], *, registered: int) -> Inspected:
    """Hold many records against each other: 档号, 文件编号 and how many of each number there are
    (`codes`), and how many the register has.

    The third of each is how often its file number may occur, 0 where that is no fault.
    """
    held = list(codes)
    faults = [*_doubles(held), *_gaps(each[0] for each in held)]
    if len(held) != registered:
        faults.append(Fault("2-1", "目录", f"登记{registered}件，实有{len(held)}件"))
    failed = {each.item for each in faults}
    items = tuple(each for each in ("1-8", "2-1", "2-6") if each not in failed)
    return Inspected(passed=items, faults=tuple(faults))


def _doubles(held: Sequence[tuple[str, str, int]]) -> Iterator[Fault]:
    for code, times in Counter(each[0] for each in held).items():
        if times > 1:
            yield Fault("1-8", code, f"档号重复，共{times}件")
    by_number: dict[str, list[str]] = defaultdict(list)
    for code, number, most in held:
        if number and most:
            by_number[number].append(code)
    for number, codes in by_number.items():
        if len(codes) > 1:
            yield Fault("1-8", "、".join(codes), f"文件编号“{number}”重复")


def _gaps(codes: Iterable[str]) -> Iterator[Fault]:
    shelves: dict[str, set[int]] = defaultdict(set)
    for text in codes:
        code = ArchivalCode.read(text)
        shelves[code.shelf].add(code.item)
    for shelf, items in sorted(shelves.items()):
        for item in sorted(set(range(1, max(items) + 1)) - items):
            yield Fault("2-6", f"{shelf}-{item:04}", "件号不连续，缺这一件")


def _faults(registered: Registered, data: bytes | None) -> Faults:
    code = registered.code
    if data is None:
        yield "2-7", code, "封装包不在，或者已经损坏"
        return
    if sha256(data).hexdigest() != registered.package:
        yield "1-1", code, "封装包的摘要与登记的不一致"
    try:
        package = read_package(data)
    except NotAPackage as fault:
        yield "3-1", code, str(fault)
        return
    for each in package.faults[:3]:
        yield "2-3", code, f"不符合封装包结构，{each}"
    yield from _metadata(registered, package)
    yield from _files(registered, package)
    yield from _process(registered, package)


def _metadata(registered: Registered, package: Package) -> Faults:
    code = registered.code
    title = package.told("文件实体块/文件实体/内容描述/题名")
    number = package.told("文件实体块/文件实体/内容描述/文件编号")
    if not 0 < len(title) <= LONGEST_TITLE:
        yield "1-2", code, f"题名{len(title)}字，应为1至{LONGEST_TITLE}字"
    told = package.told("文件实体块/文件实体/内容描述/日期")
    if not _is_day(told):
        yield "1-4", code, f"日期“{told}”不是八位日期"
    if package.told("文件实体块/文件实体/档号/保管期限") not in RETENTION_WORDS.values():
        yield "1-5", code, "保管期限不在永久、30年、10年之中"
    grade = package.told("文件实体块/文件实体/内容描述/密级")
    if grade.partition("★")[0] not in CLASSIFIED:
        yield "1-5", code, f"密级“{grade}”不在值域内"
    for name, ours, theirs in (
        ("题名", registered.title, title),
        ("文件编号", registered.number, number),
        ("档号", code, _code_in(package)),
    ):
        if ours != theirs:
            yield "1-14", code, f"{name}：登记为“{ours}”，封装包内为“{theirs}”"


def _code_in(package: Package) -> str:
    names = ("全宗号", "年度", "保管期限", "机构或问题", "室编件号")
    told = {name: package.told(f"文件实体块/文件实体/档号/{name}") for name in names}
    terms = {words: str(term) for term, words in RETENTION_WORDS.items()}
    term = terms.get(told["保管期限"], "")
    return f"{told['全宗号']}-WS·{told['年度']}-{term}-{told['机构或问题']}-{told['室编件号']}"


def _files(registered: Registered, package: Package) -> Faults:
    code = registered.code
    if len(package.files) != len(registered.parts):
        yield "2-11", code, f"登记{len(registered.parts)}个文件，包内{len(package.files)}个"
    ids = [each.get("编码ID") for each in package.everywhere("编码")]
    if len(set(ids)) != len(package.files):
        yield "1-11", code, "文档的编码缺少或者重复"
    for packed, part in zip(package.files, registered.parts, strict=False):
        where = f"{code} {part.name}"
        if packed.data is None:
            yield "2-7", where, "内容数据缺失或者不能反编码"
            continue
        if not packed.is_whole or packed.told_digest != part.digest:
            yield "1-1", where, "文件的摘要与登记的不一致"
        if (packed.name, packed.length) != (part.name, str(len(packed.data))):
            yield "1-10", where, f"电子属性为“{packed.name}”{packed.length}字节，与文件不符"
        if (fault := fault_of(packed.data, part.media_type)) is not None:
            yield fault.item, where, fault.words
    roles = {part.role for part in registered.parts}
    for role in NEEDED_PARTS.get(registered.room, ()):
        if role not in roles:
            yield "2-9", code, f"缺少{ROLE_WORDS[role]}"


def _process(registered: Registered, package: Package) -> Faults:
    acts = {each.text for each in package.all("业务实体块/业务实体/业务行为")}
    for needed in NEEDED_DEEDS.get(registered.room, ()):
        if not any(word in (act or "") for word in needed for act in acts):
            yield "2-5", registered.code, f"没有“{'、'.join(needed)}”的记录"


def _is_day(text: str) -> bool:
    try:
        return len(text) == 8 and bool(date.fromisoformat(text))
    except ValueError:
        return False
