"""What a clerk enters of a paper that did not come through the exchange, as a capsule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from documents.consignments.capsule import Capsule, Part
from documents.consignments.states import Kind
from documents.incoming.routes import Route
from office.kernel.clock import day_in_words
from office.kernel.refusals import Refused
from office.searching.numbers import standard_number

SECRET_TITLE = "涉密件（纸质办理）"  # noqa: S105 (what stands in place of a title)
LONGEST = 200
"""Characters of a name, number or title."""
LONGEST_NOTE = 500
MOST_COPIES = 9_999


@dataclass(frozen=True, slots=True)
class Entered:
    """The facts as typed. `sender` is a code of the directory, or empty with a name only.

    `arrived_on` is the true day, `dated` 成文日期 (ISO or empty), `transfer_note` what another
    office wrote on this copy when it passed it on.
    """

    route: Route
    sender: str
    sender_name: str
    arrived_on: date
    title: str = ""
    type: str = ""
    number: str = ""
    urgency: str = ""
    classification: str = ""
    dated: str = ""
    copies: int = 1
    copy_number: str = ""
    transfer_note: str = ""

    def check(self, *, today: date) -> None:
        """Refuse what cannot be entered so."""
        if not self.sender_name.strip():
            raise Refused(
                "请选择来文机关，或者在“名录外的来文机关”中写明名称。", field="sender_name"
            )
        if self.arrived_on > today:
            raise Refused("实际收到的日期还没有到，请按收到当天填写。", field="arrived_on")
        if self.dated > self.arrived_on.isoformat():
            raise Refused(
                f"成文日期 {day_in_words(self.dated)} 晚于实际收到的日期 "
                f"{day_in_words(self.arrived_on.isoformat())}。"
                "请核对来文后改正。",
                field="dated",
            )
        if not 1 <= self.copies <= MOST_COPIES:
            raise Refused(f"份数是 1 到 {MOST_COPIES} 的整数，请改正。", field="copies")
        if self.route is not Route.SECRET and not self.title.strip():
            raise Refused("请填写标题。没有标题的，请按内容拟一个。", field="title")
        short = (self.sender_name, self.title, self.number, self.copy_number, self.type)
        if max(map(len, short)) > LONGEST or len(self.transfer_note) > LONGEST_NOTE:
            raise Refused(
                f"有一项太长：名称、标题、文号不超过 {LONGEST} 字，"
                f"转办意见不超过 {LONGEST_NOTE} 字。请删减后再登记。"
            )

    def capsule(
        self, *, agency: str, agency_name: str, key: str, parts: Sequence[Part]
    ) -> Capsule:
        """As if it had come so. A 涉密件 leaves nothing but sender, copies and the day behind."""
        facts: dict[str, str | int] = {
            "title": SECRET_TITLE,
            "type": "涉密件",
            "number": "",
            "urgency": "",
            "classification": "",
            "date": "",
            "copies": self.copies,
        }
        if self.route is not Route.SECRET:
            facts |= {
                "title": " ".join(self.title.split()),
                "type": self.type,
                "number": standard_number(self.number),
                "urgency": self.urgency,
                "classification": self.classification.strip(),
                "date": self.dated,
                "copy_number": self.copy_number.strip(),
                "transfer_note": self.transfer_note.strip(),
            }
        return Capsule(
            consignment=str(uuid5(NAMESPACE_URL, f"wenshu:entered:{agency}:{key}")),
            kind=Kind.DOCUMENT,
            sender=self.sender,
            sender_name=self.sender_name.strip(),
            addressee=agency,
            addressee_name=agency_name,
            facts=facts,
            parts=tuple(parts) if self.route is not Route.SECRET else (),
        )
