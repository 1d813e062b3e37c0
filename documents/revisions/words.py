"""What sections and changes are called on a page."""

from __future__ import annotations

from typing import Any

from documents.manuscript import FORMAT_WORDS, Format
from documents.revisions.pieces import CELL_ENDS, Kind, Piece

SECTION_WORDS = {
    "urgency": "缓急",
    "classification": "密级",
    "number": "文号",
    "title": "标题",
    "recipients": "主送机关",
    "body": "正文",
    "attachments": "附件",
    "enclosure": "印发件",
    "enclosure_attachments": "印发件的附件",
    "signature": "署名",
    "date": "成文日期",
    "copies": "抄送",
    "note": "附注",
    "attendance": "出席、请假、列席",
    "unrecognised": "未排入的原文",
    "type": "文种",
    "issuer": "发文机关",
    "format": "格式",
}

STATED_WORDS = {
    "openness": "公开属性",
    "openness_reason": "不主动公开的理由",
    "secrecy_reviewer": "保密审查人",
    "necessity": "行文理由",
    "regulatory": "行政规范性文件",
    "effective_from": "施行日期",
    "valid_until": "有效期至",
    "legality_reviewer": "合法性审查人",
    "special_reason": "越级理由",
    "partners": "联合发文机关",
    "overrides": "保留的提醒",
}
"""What is stated beside the text, as it is called where two people said different things."""

UNWRITTEN = frozenset({"type", "issuer", "format", "signature", "date", "number"})
"""What nobody writes into the text itself: shown only where it changed."""

_LEVELS = ("正文", "一级标题", "二级标题", "三级标题", "四级标题")
_BAR = "｜"


def read_aloud(text: str) -> str:
    """A piece's text as people read it: bars between the cells of a row."""
    return text.replace(CELL_ENDS, _BAR)


def piece_words(piece: Piece) -> str:
    """A piece on one line; what has no text of its own is named."""
    text = read_aloud(piece.text)
    match piece.kind:
        case Kind.TABLE:
            return f"【表】{text}"
        case Kind.FIGURE:
            return f"【图】{text}"
        case Kind.ATTACHMENT:
            return f"附件：{text}"
        case Kind.FORMAT:
            return FORMAT_WORDS[Format(piece.details)]
        case Kind.ATTENDANCE:
            return f"{piece.details}：{text}"
    return text


def detail_words(old: Piece, new: Piece) -> str:
    """What changed of a piece beside its text; empty where nothing did."""
    if (old.kind, old.detail) == (new.kind, new.detail):
        return ""
    before, after = old.details, new.details
    match new.kind:
        case Kind.PARAGRAPH:
            return f"层次由{_LEVELS[before or 0]}改为{_LEVELS[after or 0]}"
        case Kind.FORMAT:
            return f"由{piece_words(old)}改为{piece_words(new)}"
        case Kind.ATTENDANCE:
            return f"“{before}”改为“{after}”"
        case Kind.FIGURE:
            return _figure(before, after)
        case Kind.ATTACHMENT:
            return _attachment(before, after)
    return "表头、列宽或方向有改动"


def _figure(before: Any, after: Any) -> str:
    if before["digest"] != after["digest"]:
        return "换了图片"
    if (size := _size(before)) != _size(after):
        return f"大小由{size}改为{_size(after)}毫米"
    return "图片的说明有改动"


def _size(figure: Any) -> str:
    return f"{figure['width']:g}×{figure['height']:g}"


def _attachment(before: Any, after: Any) -> str:
    if before["bound"] != after["bound"] and before["file"] == after["file"]:
        return "改为与正文装订" if after["bound"] else "改为不与正文装订（另附）"
    if before["file"] == after["file"]:
        return "与正文的装订有改动"
    if after["file"] is None:
        return f"去掉文件“{before['file']['name']}”"
    return f"附上文件“{after['file']['name']}”"
