"""The unsigned part of a package, byte for byte the same whenever it is made of the same content.

Element names are those of DA/T 48-2009 and DA/T 46-2009. Where a file stands in the package its
编码描述 tells its SHA-256, so that whoever unpacks it needs nothing else to check it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from documents.archive.archival_code import CATEGORY, ArchivalCode
from documents.archive.described import ROLE_WORDS, Agent, Content, Deed, PartRole, RecordPart
from documents.archive.retention import RETENTION_WORDS

NAMESPACE = "http://www.saac.gov.cn/standards/ERM/encapsulation"
VERSION = "2009"
FORMAT = (
    "本封装包根据 DA/T 48-2009 描述，用 XML 表示，内容用 Base64 编码，每个文件附 SHA-256 摘要。"
)
SYSTEM = "文枢 电子公文系统"
ORIGINAL, CHANGED = "原始型", "修改型"
KIND_WORDS = {
    ORIGINAL: "本封装包包含归档时的电子文件数据及其元数据。",
    CHANGED: "本封装包在原封装包之上补充后来形成的材料，原封装包原样保留在内。",
}
FORMATS = {
    "application/pdf": "PDF",
    "application/ofd": "OFD",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
}

Bytes = Callable[[str], bytes]
"""A file's content by its digest."""

_maker = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A package around what it supplements: its id and the bytes of the one before."""

    change: str
    before: bytes


def write_package(
    content: Content,
    *,
    at: datetime,
    maker: str,
    read: Bytes,
    supplements: Wrapped | None = None,
) -> bytes:
    """The package. `at` is when the record was filed (or supplemented), `maker` the agency."""
    kind = CHANGED if supplements else ORIGINAL
    signed = _make(
        "被签名对象",
        _text("封装包类型", kind),
        _text("封装包类型描述", KIND_WORDS[kind]),
        _text("封装包创建时间", at.isoformat(timespec="seconds")),
        _text("封装包创建单位", maker),
        _changed(content, read, supplements) if supplements else _content(content, read),
        {"eep版本": VERSION},
    )
    root = _make("电子文件封装包", _text("封装包格式描述", FORMAT), _text("版本", VERSION), signed)
    whole: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return whole


def _make(name: str, *inside: Any) -> etree._Element:
    made: etree._Element = _maker(name, *inside)
    return made


def _changed(content: Content, read: Bytes, wrapped: Wrapped) -> etree._Element:
    return _make(
        "修改封装内容",
        _text("修改标识符", wrapped.change),
        _make("原封装包", *_encoding(wrapped.before)),
        _make("修订内容", _content(content, read)),
    )


def _content(content: Content, read: Bytes) -> etree._Element:
    return _make(
        "封装内容",
        _make("文件实体块", _file_entity(content, read), *_relations(content)),
        _make("业务实体块", *(_deed(content, *each) for each in enumerate(content.deeds, 1))),
        _make("机构人员实体块", *map(_agent, content.agents)),
    )


def _file_entity(content: Content, read: Bytes) -> etree._Element:
    parts = enumerate(content.parts, 1)
    return _make(
        "文件实体",
        _text("聚合层次", "文件"),
        _provenance(content),
        _text("电子文件号", content.identifier),
        _code(ArchivalCode.read(content.code)),
        _description(content),
        _form(content),
        _make("存储位置", _text("当前位置", content.code)),
        _make("权限管理", _text("控制标识", content.description.classification or "内部")),
        _text("信息系统描述", SYSTEM),
        *(_text("附注", each) for each in content.notes),
        _make("文件数据", *(_document(place, part, read) for place, part in parts)),
    )


def _provenance(content: Content) -> etree._Element:
    said = content.provenance
    return _make(
        "来源",
        _text("档案馆名称", said.archive_name),
        _text("档案馆代码", said.archive_code),
        _text("全宗名称", said.fonds_name),
        _text("立档单位名称", said.agency_name),
    )


def _code(code: ArchivalCode) -> etree._Element:
    return _make(
        "档号",
        _text("全宗号", code.fonds),
        _text("年度", str(code.year)),
        _text("保管期限", RETENTION_WORDS[code.retention]),
        _text("机构或问题", code.unit),
        _text("类别号", CATEGORY),
        _text("室编件号", f"{code.item:04}"),
    )


def _description(content: Content) -> etree._Element:
    said = content.description
    told = {
        "题名": said.title,
        "文件编号": said.number,
        "责任者": said.responsible,
        "日期": said.date,
        "文种": said.type,
        "紧急程度": said.urgency,
        "主送": said.recipients,
        "抄送": said.copies,
        "密级": said.classification,
        "保密期限": said.secrecy_period,
    }
    return _make("内容描述", *(_text(name, value) for name, value in told.items() if value))


def _form(content: Content) -> etree._Element:
    files = len(content.parts)
    return _make(
        "形式特征",
        _text("文件组合类型", "组合文件" if files > 1 else "单件"),
        _text("件数", "1"),
        _text("页数", str(content.description.pages)),
        _text("语种", "汉语"),
        _text("稿本", "来文" if _holds(content, PartRole.RECEIVED) else "正本"),
    )


def _holds(content: Content, role: PartRole) -> bool:
    return any(part.role is role for part in content.parts)


def _document(place: int, part: RecordPart, read: Bytes) -> etree._Element:
    data = read(part.digest)
    return _make(
        "文档",
        _text("文档标识符", f"文档{place}"),
        _text("文档序号", str(place)),
        _text("文档主从声明", "主文档" if place == 1 else "附属文档"),
        _text("题名", f"{ROLE_WORDS[part.role]}：{part.name}"),
        _make(
            "文档数据",
            _make(
                "编码",
                _electronic(part),
                *_encoding(data),
                {"编码ID": f"编码{place}"},
            ),
            {"文档数据ID": f"文档数据{place}"},
        ),
    )


def _electronic(part: RecordPart) -> etree._Element:
    return _make(
        "电子属性",
        _text("格式信息", FORMATS.get(part.media_type, part.media_type)),
        _text("计算机文件名", part.name),
        _text("计算机文件大小", str(part.length)),
        _text("文档创建程序", SYSTEM),
        _text("信息系统描述", SYSTEM),
    )


def _encoding(data: bytes) -> tuple[etree._Element, ...]:
    return (
        _text("编码描述", f"Base64；原文 {len(data)} 字节，SHA-256 {sha256(data).hexdigest()}"),
        _text("反编码关键字", "base64"),
        _text("编码数据", b64encode(data).decode("ascii")),
    )


def _relations(content: Content) -> list[etree._Element]:
    return [
        _make(
            "文件实体关系",
            _text("文件标识符", content.identifier),
            _text("被关联文件标识符", other),
            _text("关系类型", "关联"),
            _text("关系", words),
        )
        for other, words in content.related
    ]


def _deed(content: Content, place: int, deed: Deed) -> etree._Element:
    return _make(
        "业务实体",
        _text("业务标识符", f"业务{place}"),
        _text("机构人员标识符", deed.agent),
        _text("文件标识符", content.identifier),
        _text("业务状态", deed.state),
        _text("业务行为", deed.act),
        _text("行为时间", deed.at),
        _text("行为依据", deed.basis),
        *([_text("行为描述", deed.words)] if deed.words else []),
    )


def _agent(agent: Agent) -> etree._Element:
    return _make(
        "机构人员实体",
        _text("机构人员标识符", agent.id),
        _text("机构人员类型", agent.kind),
        _text("机构人员名称", agent.name),
        *([_text("个人职位", agent.post)] if agent.post else []),
    )


def _text(name: str, value: str) -> etree._Element:
    return _make(name, _printable(value))


def _printable(value: str) -> str:
    """XML 1.0 has no place for most control characters, and somebody will have pasted one."""
    return "".join(each for each in value if each in "\t\n" or each >= " ")
