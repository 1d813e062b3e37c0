"""CustomTags: which objects show which element of the official document (GB/T 33190-2016 16).

The tree has the parts of GB/T 9704-2012 7 (版头, 主体, 版记) and in them the elements of 条例
第九条 by their Chinese names: whoever opens the file finds 发文字号 without reading the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from documents.layout.ofd.drawing import Drawn
from documents.layout.ofd.markup import Node, child, root
from documents.layout.pages import Element, Run

TYPE = "公文"
"""The kind of tags; what real files call TypeID."""

_HEADER = {
    Element.COPY_NUMBER: "份号",
    Element.CLASSIFICATION: "密级和保密期限",
    Element.URGENCY: "紧急程度",
    Element.MARK: "发文机关标志",
    Element.NUMBER: "发文字号",
    Element.SIGNER: "签发人",
}
_MAIN = {
    Element.TITLE: "标题",
    Element.RECIPIENTS: "主送机关",
    Element.BODY: "正文",
    Element.TABLE: "正文",
    Element.FIGURE: "正文",
    Element.ATTACHMENT_NOTE: "附件说明",
    Element.SIGNATURE: "发文机关署名",
    Element.SIGNER_TITLE: "签发人职务",
    Element.DATE: "成文日期",
    Element.SEAL: "印章",
    Element.ATTENDANCE: "出席人员",
    Element.NOTE: "附注",
    Element.FORM: "表单",
}
_FOLLOWING = {
    Element.ENCLOSURE_TITLE: "印发件",
    Element.ATTACHMENT_LABEL: "附件",
    Element.ATTACHMENT_TITLE: "附件",
}
_LISTS = {"主送": "主送机关", "抄送": "抄送机关", "分送": "分送机关", "报": "报送机关"}
_PARTS = ("版头", "主体", "版记")


def tags(drawn: Iterable[Drawn]) -> Node:
    """The tag file: under each element's name references to the objects that show it."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for part, name, each in _named(drawn):
        references = found.setdefault((part, name), [])
        references += [(each.page, number) for number in each.objects]
    document = root(TYPE)
    for part in _PARTS:
        elements = [(name, refs) for (of, name), refs in found.items() if of == part and refs]
        node = child(document, part) if elements else None
        for name, references in elements:
            leaf = child(node, name)
            for page, number in references:
                child(leaf, "ObjectRef", number, PageRef=page)
    return document


def tag_list(location: str) -> Node:
    """CustomTags.xml, which names the tag file."""
    part = root("CustomTags")
    child(child(part, "CustomTag", TypeID=TYPE), "FileLoc", location)
    return part


def _named(drawn: Iterable[Drawn]) -> Iterator[tuple[str, str, Drawn]]:
    """Part and name for what is drawn; text behind an attachment's label belongs to it."""
    following = ""
    imprint = _Imprint()
    for each in drawn:
        element = each.piece.element
        following = _FOLLOWING.get(element, following)
        if element in _HEADER:
            yield "版头", _HEADER[element], each
        elif element in _FOLLOWING:
            yield "主体", following, each
        elif element in _MAIN:
            name = _MAIN[element]
            yield "主体", (following or name) if name == "正文" else name, each
        elif element is Element.IMPRINT and isinstance(each.piece, Run):
            yield "版记", imprint.name(each.piece), each


class _Imprint:
    """Tells the lines of the imprint apart: lists begin with their label, the last line is
    printing office and print date (GB/T 9704-2012 7.4)."""

    def __init__(self) -> None:
        self._list = ""
        self._paragraph = -1

    def name(self, run: Run) -> str:
        for label, name in _LISTS.items():
            if run.text.startswith((f"{label}：", f"{label}:")):
                self._list, self._paragraph = name, run.paragraph
                return name
        if self._list and run.paragraph == self._paragraph:
            return self._list
        return "印发日期" if run.text.endswith("印发") else "印发机关"
