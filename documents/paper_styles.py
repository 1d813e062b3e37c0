"""The paragraph styles of a .docx of ours: by their names a draft is read back as it was."""

from __future__ import annotations

from enum import StrEnum


class PaperStyle(StrEnum):
    """Elements of GB/T 9704-2012 as styles of a word processor (GB/T 33476.2-2016)."""

    COPY_NUMBER = "份号"
    CLASSIFICATION = "密级和保密期限"
    URGENCY = "紧急程度"
    MARK = "发文机关标志"
    NUMBER = "发文字号"
    ISSUER_AND_DATE = "发文机关和成文日期"
    BOX_LABEL = "电报栏目"
    BOX_TEXT = "电报栏目内容"
    TITLE = "公文标题"
    RECIPIENTS = "主送机关"
    TEXT = "公文正文"
    LEVEL_1 = "一级标题"
    LEVEL_2 = "二级标题"
    LEVEL_3 = "三级标题"
    LEVEL_4 = "四级标题"
    ATTACHMENT_NOTE = "附件说明"
    SIGNATURE = "发文机关署名"
    DATE = "成文日期"
    NOTE = "附注"
    ATTENDANCE = "出席人员"
    ENCLOSURE_TITLE = "印发件标题"
    ATTACHMENT_LABEL = "附件标记"
    ATTACHMENT_TITLE = "附件标题"
    TABLE_TITLE = "表题"
    TABLE_TEXT = "表格文字"
    FIGURE = "插图"
    FIGURE_TITLE = "图题"
    IMPRINT_RECIPIENTS = "主送机关（版记）"
    COPIES = "抄送机关"
    PRINTING = "印发机关和印发日期"
    EMPTY_LINE = "公文空行"
    PAGE_NUMBER = "公文页码"


LEVEL_STYLES = (
    PaperStyle.TEXT,
    PaperStyle.LEVEL_1,
    PaperStyle.LEVEL_2,
    PaperStyle.LEVEL_3,
    PaperStyle.LEVEL_4,
)
"""By the level of the paragraph."""

TABLE_STYLE = "公文表格"
IMPRINT_STYLE = "版记"

# Custom properties of the file, for what no paragraph shows.
TYPE_PROPERTY = "文种"
FORMAT_PROPERTY = "公文格式"
ISSUER_PROPERTY = "发文机关"
SIGNATURE_PROPERTY = "发文机关署名"
"""Given where a name that is not the signature stands in its place."""
TITLE_PROPERTY = "公文标题"
"""Given where the mark says all that the title says, which is then not shown."""

PROOF_NOTICE = "送审稿"
"""Above every page of what is not signed off."""
