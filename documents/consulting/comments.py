"""Comments as they are typed: one a line, the clause before the colon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from documents.consulting.verdicts import Comment
from documents.manuscript import Manuscript, Paragraph

WHOLE = "全文"
_NUMBER = r"[一二三四五六七八九十百〇零\d]{1,6}"
_CLAUSE = re.compile(
    rf"(?:(?:第{_NUMBER}(?:条|款|项|章|节|部分|段|页|行)|{_NUMBER}、?|[（(]{_NUMBER}[）)]"
    rf"|{_NUMBER}[.．]|标题|题目|正文|全文|主送|抄送|落款|附注|附件{_NUMBER}?)[的第，、]?)+"
)
_HEADING = re.compile(rf"({_NUMBER}(?=、)|[（(]{_NUMBER}[）)]|第{_NUMBER}条)")
_MOST_NAMED = 12


def comments_of(text: str) -> tuple[Comment, ...]:
    """The comments in a text: a line each, `二（一）：建议……`; without a clause it is 全文.

    Only what looks like a clause counts as one: a colon inside a sentence divides nothing.
    """
    return tuple(_comment(line.strip()) for line in text.splitlines() if line.strip())


def comments_text(comments: Iterable[Comment]) -> str:
    """The text that `comments_of` reads as these."""
    return "\n".join(f"{each.clause}：{each.text}" for each in comments)


def clauses_of(manuscript: Manuscript) -> Sequence[str]:
    """The clauses that the text numbers, at most a dozen: to be put in by one touch."""
    found: list[str] = []
    above = ""
    for block in manuscript.body:
        if not isinstance(block, Paragraph) or block.level not in (1, 2):
            continue
        if numeral := _HEADING.match(block.text.strip()):
            name = numeral[0] if block.level == 1 else f"{above}{numeral[0]}"
            above = name if block.level == 1 else above
            found.append(name)
    return list(dict.fromkeys(found))[:_MOST_NAMED]


def _comment(line: str) -> Comment:
    head, *rest = re.split("[:：]", line, maxsplit=1)
    if rest and rest[0].strip() and _CLAUSE.fullmatch(head.strip()):
        return Comment(head.strip(), rest[0].strip())
    return Comment(WHOLE, line)
