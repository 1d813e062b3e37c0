"""复核的文字更正: what may be mended without asking the signer again (条例 第二十五条（一）)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from documents.manuscript import Manuscript, Paragraph, texts_of
from office.kernel.refusals import Refused

LONGEST = 8
"""Characters in one place: a slip of the pen is no longer."""

_OF_SUBSTANCE = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千万亿％%]")
_BINDING = re.compile(r"[不未无非免禁勿应须必可宜]")
"""Words that forbid, oblige or allow: one of them more or less is another order."""
_FIELDS = (
    *("type", "title", "recipients", "copies", "issuer", "signature", "date"),
    *("urgency", "classification", "note", "attachments", "attendance"),
)


def mended(manuscript: Manuscript, slips: Sequence[tuple[str, str]]) -> Manuscript:
    """The manuscript with each slip (what stands there, what should) mended in its one place.

    Raises Refused where a slip is not found, or more than once.
    """
    paragraphs = list(manuscript.body)
    for wrong, right in slips:
        places = [
            place
            for place, each in enumerate(paragraphs)
            if isinstance(each, Paragraph) and wrong in each.text
        ]
        found = sum(getattr(paragraphs[place], "text", "").count(wrong) for place in places)
        if found != 1:
            raise Refused(
                f"“{wrong}”在正文中出现 {found} 次，没有更正。请多写几个字，使它只出现一次。"
            )
        (place,) = places
        each = paragraphs[place]
        assert isinstance(each, Paragraph)
        paragraphs[place] = replace(each, text=each.text.replace(wrong, right))
    return replace(manuscript, body=tuple(paragraphs))


def difference(
    before: Manuscript, after: Manuscript, *, names: Collection[str] = ()
) -> list[dict[str, str]]:
    """Every place where the text was mended: what stood there, and what stands there now.

    `names` are those of people and agencies. Raises Refused for whatever is of substance: other
    elements than the text, names, numbers, whole paragraphs, and changes of more than a few
    characters. That goes back to the signer.
    """
    for name in _FIELDS:
        if getattr(before, name, None) != getattr(after, name, None):
            raise _goes_back("标题、主送、抄送、附件等要素不能在复核时更改")
    old, new = tuple(texts_of(before)), tuple(texts_of(after))
    if len(old) != len(new):
        raise _goes_back("增删段落不是文字更正")
    _must_keep_names("\n".join(old), "\n".join(new), names)
    return [change for pair in zip(old, new, strict=True) for change in _changes(*pair)]


def _must_keep_names(old: str, new: str, names: Collection[str]) -> None:
    for name in names:
        if old.count(name) != new.count(name):
            raise _goes_back(f"“{name}”是人名或机关名")


def _changes(old: str, new: str) -> list[dict[str, str]]:
    if old == new:
        return []
    found = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        was, now = old[i:j], new[k:m]
        if len(was) > LONGEST or len(now) > LONGEST:
            raise _goes_back(f"“{was or now}”一处改动过多")
        if _OF_SUBSTANCE.search(was + now):
            raise _goes_back(f"“{was or now}”涉及数字")
        if _BINDING.search(was + now):
            raise _goes_back(f"“{was or now}”改变了准许、要求或者禁止的意思")
        found.append({"before": was, "after": now, "near": new[max(0, k - 8) : m + 8]})
    return found


def _goes_back(why: str) -> Refused:
    return Refused(
        f"{why}，属于实质性修改，须退回签发人重新审批（《条例》第二十五条（一）），此件没有更正。"
    )
