"""One line of a distribution list, and the arithmetic of copies and copy numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from documents.consignments.channels import CHANNEL_WORDS, PAPER, Channel
from office.kernel.refusals import Refused


class LineKind(StrEnum):
    """Who stands on a line. The value is in events and never changes."""

    AGENCY = "agency"
    LEADER = "leader"
    UNIT = "unit"
    FILE = "file"
    OTHER = "other"


class LineStanding(StrEnum):
    """As what the line stands on the list: printed on the document, or added to it."""

    MAIN = "main"
    COPIED = "copied"
    ADDED = "added"


KIND_WORDS = {
    LineKind.AGENCY: "机关",
    LineKind.LEADER: "领导",
    LineKind.UNIT: "内设机构",
    LineKind.FILE: "存本",
    LineKind.OTHER: "名录外",
}
STANDING_WORDS = {
    LineStanding.MAIN: "主送",
    LineStanding.COPIED: "抄送",
    LineStanding.ADDED: "加送",
}

CHANNELS: Mapping[LineKind, tuple[Channel, ...]] = {
    LineKind.AGENCY: (Channel.EXCHANGE, *PAPER),
    LineKind.LEADER: (Channel.PICK_UP, Channel.CONFIDENTIAL),
    LineKind.UNIT: (Channel.PICK_UP, Channel.CONFIDENTIAL),
    LineKind.FILE: (Channel.KEPT,),
    LineKind.OTHER: PAPER,
}
"""Which ways lead to whom; the first is proposed. Only agencies of the directory are reached
over the network."""

IN_THE_HOUSE = (LineKind.LEADER, LineKind.UNIT, LineKind.FILE)
"""Whom the printed recipients never name: the agency's own people and shelves."""

MOST_COPIES = 9_999


@dataclass(frozen=True, slots=True)
class Line:
    """A recipient. `code` is the agency's code, the person's id or the unit's key; `address` is
    for the envelope of what is posted. `key` names the line for ever."""

    key: str
    kind: LineKind
    name: str
    copies: int = 1
    channel: Channel = Channel.EXCHANGE
    standing: LineStanding = LineStanding.ADDED
    code: str = ""
    address: str = ""

    def to_json(self) -> dict[str, Any]:
        """A plain JSON value."""
        return {name: str(value) if name != "copies" else value for name, value in _pairs(self)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Line:
        """Read what `to_json` wrote."""
        return cls(
            **{
                **value,
                "kind": LineKind(value["kind"]),
                "channel": Channel(value["channel"]),
                "standing": LineStanding(value["standing"]),
            }
        )

    @property
    def on_paper(self) -> bool:
        """Whether a person hands it over."""
        return self.channel in PAPER


def _pairs(line: Line) -> Iterable[tuple[str, Any]]:
    return asdict(line).items()


def key_of(kind: LineKind, code: str) -> str:
    """The name of a line that stands once on a list."""
    return f"{kind}:{code}"


def check_line(line: Line, *, own: str, classified: bool) -> None:
    """Refuse a line that cannot be served. `own`: the issuing agency's code."""
    if not line.name.strip():
        raise Refused("分送名单中有一行没有写收件单位或收件人，请填写或删去这一行。")
    if not 1 <= line.copies <= MOST_COPIES:
        raise Refused(f"“{line.name}”的份数应在 1 至 {MOST_COPIES} 之间，请改正。")
    if line.kind is LineKind.AGENCY and line.code == own:
        raise Refused("分送名单里有本机关。本机关留存的，请改为存本；送本机关领导的，另列一行。")
    if line.channel not in CHANNELS[line.kind]:
        words = "、".join(CHANNEL_WORDS[each] for each in CHANNELS[line.kind])
        raise Refused(
            f"“{line.name}”（{KIND_WORDS[line.kind]}）不能走{CHANNEL_WORDS[line.channel]}，"
            f"只能选：{words}。请改选渠道。"
        )
    if classified and line.channel is Channel.POST:
        raise Refused(
            f"涉密公文不能邮寄给“{line.name}”，应当通过机要渠道传递（《条例》第二十六条）。"
            "请把渠道改为机要。"
        )


def as_corrected(
    lines: Iterable[Line], *, known: Mapping[str, Line], kept: bool
) -> tuple[Line, ...]:
    """Lines of what is printed anew, and those that are `known` and stay in the house.

    Where it is `kept`, a line that is known already stands with the copies and the channel that
    the clerks gave it; as what it stands is as printed now.
    """
    wanted = {line.key: line for line in lines}
    if kept:
        wanted |= {
            key: replace(known[key], standing=line.standing)
            for key, line in wanted.items()
            if key in known
        }
    house = (line for line in known.values() if line.kind in IN_THE_HOUSE)
    return (*wanted.values(), *(line for line in house if line.key not in wanted))


def counted(lines: Iterable[Line], *, copies: int, kept: int) -> list[Line]:
    """So many copies for each agency, and so many that stay in the house (存本)."""
    many = {LineKind.AGENCY: copies, LineKind.FILE: kept}
    return [replace(line, copies=many.get(line.kind, line.copies)) for line in lines]


def total_copies(lines: Iterable[Line]) -> int:
    """份数 of all lines together: what is printed."""
    return sum(line.copies for line in lines)


def copy_numbers(lines: Iterable[Line], *, first: int = 1) -> dict[str, tuple[int, int]]:
    """份号 of each line by its key, first and last: one after the other, none left out."""
    numbers: dict[str, tuple[int, int]] = {}
    for line in lines:
        numbers[line.key] = (first, first + line.copies - 1)
        first += line.copies
    return numbers


def printed_numbers(span: tuple[int, int]) -> str:
    """`000013–000020`: six digits, as on the document (GB/T 9704-2012 7.2.1)."""
    first, last = span
    return f"{first:06}" if first == last else f"{first:06}–{last:06}"


def once(lines: Iterable[Line]) -> list[Line]:
    """The lines as they stand; refused where one names who is named already."""
    found: dict[str, Line] = {}
    for line in lines:
        if line.key in found:
            raise Refused(f"“{line.name}”在分送名单中列了两次，请合并成一行。")
        found[line.key] = line
    return list(found.values())


def recipients(lines: Iterable[Line]) -> int:
    """How many lines leave the office: all but the file copies."""
    return sum(line.kind is not LineKind.FILE for line in lines)
