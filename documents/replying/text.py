"""What a 批复 or a 复函 begins with: title, recipient, and the words that cite the paper."""

from __future__ import annotations

import re

from documents.consignments.capsule import Capsule
from documents.manuscript import Manuscript, Paragraph
from office.directory.entries import IssuingIdentityEntry
from office.kernel.refusals import Refused
from office.searching.numbers import read_number

REPLY, LETTER, ASKING = "批复", "函", "请示"


def type_of_reply(asked: str, identity: IssuingIdentityEntry) -> str:
    """批复 to a 请示 where the identity may issue one, else 函 (an office replies by 函 with
    authority: 条例 第八条（十二）、（十四）). Refused where it may issue neither."""
    if asked == ASKING and REPLY in identity.types:
        return REPLY
    if LETTER in identity.types:
        return LETTER
    raise Refused(
        f"发文名义“{identity.name}”没有批复、函的编号序列，不能用来复文。"
        "请换一个发文名义，或者请系统管理员为它开设序列。"
    )


def reply_to(capsule: Capsule, *, identity: IssuingIdentityEntry) -> Manuscript:
    """A draft that cites the paper; what is answered is for the drafter to write."""
    facts = capsule.facts
    type = type_of_reply(str(facts["type"]), identity)
    said = read_number(str(facts["number"]))  # a clerk may have typed （2026）第08号
    number = f"（{said.plain if said else facts['number']}）" if facts["number"] else ""
    cited = f"《{facts['title']}》{number}收悉。"
    onward = "现批复如下：" if type == REPLY else "现函复如下："
    ending = REPLY if type == REPLY else "复函"
    return Manuscript(
        type=type,
        title=f"{identity.signature}{_about(str(facts['title']))}的{ending}",
        recipients=str(facts.get("issuer") or capsule.sender_name),
        body=(Paragraph(0, f"{cited}{onward}"),),
        issuer=identity.signature,
    )


def _about(title: str) -> str:
    """关于…, of a title 清河区人民政府关于…的请示."""
    about = re.search(r"关于.+(?=的[^的]*$)", title)
    return about.group(0) if about else f"关于{title}"
