"""Words of series that number something else than 文号: our registers, the serials of 公文标识.

No 发文名义 may have one of them as its 机关代字: two kinds of papers would share numbers.
"""

from __future__ import annotations

from office.kernel.refusals import Refused

INCOMING, MEMORANDA, INQUIRIES, SUPERVISIONS = "收文", "签报", "征询", "督"
REGISTERS = (INCOMING, MEMORANDA, INQUIRIES, SUPERVISIONS)
"""Registers that rooms number; a clerk may begin one behind the last number of an older system."""

IDENTIFIERS = "公文标识"
"""The word of the series of serials. They count an agency's documents of a year, whatever
机关代字 they bear: the serial of the 文号 begins anew for every word, so that two documents would
have one identifier."""

RESERVED = (*REGISTERS, IDENTIFIERS)


LONGEST = 20
"""Characters of a word."""


def is_register_of_arrivals(word: str) -> bool:
    """Whether the word may name a register of what arrives (收文, 上收, 收电): 收 stands at its
    begin or end, as in no 机关代字."""
    plain = word.isalpha() and len(word) <= LONGEST
    return plain and (word.startswith("收") or word.endswith("收"))


def must_be_kept_by_clerks(word: str) -> None:
    """Refuse what the system alone numbers."""
    if word == IDENTIFIERS:
        raise Refused(
            f"“{word}”的流水号由系统在核发时自动编排，不能开设，也不能预留、作废或关闭。"
            "请选择发文的机关代字，或者收文、签报、征询、督办登记簿。"
        )


def must_be_for_issuing(word: str) -> None:
    """Refuse a 机关代字 that is the name of another register."""
    if word in RESERVED or is_register_of_arrivals(word):
        raise Refused(
            f"“{word}”是系统登记簿的名称，不能作发文的机关代字，否则两类文件会共用一套号。"
            "请系统管理员在发文名义中改用别的代字。"
        )
