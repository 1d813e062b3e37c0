"""The copy for one line of a distribution list: what goes to whom, under which id."""

from __future__ import annotations

from dataclasses import replace
from uuid import NAMESPACE_URL, UUID, uuid5

from documents.consignments.capsule import Capsule
from documents.consignments.consignment import Consignment
from documents.distribution.line import Line, LineKind, printed_numbers


def copy_for(
    line: Line, pattern: Capsule, *, document: UUID, numbers: tuple[int, int] | None
) -> Capsule:
    """The document's capsule to this line, with 份数 and 份号.

    A copy on paper carries no files, but what stands on its envelope.
    """
    facts = {**pattern.facts, "copies": line.copies}
    if numbers:
        facts["copy_numbers"] = printed_numbers(numbers)
    copy = replace(
        pattern,
        consignment=str(consignment_of(document, line)),
        addressee=line.code if line.kind is LineKind.AGENCY else line.key,
        addressee_name=line.name,
        facts=facts,
    )
    if line.on_paper:
        return replace(copy, facts={**facts, "address": line.address}, parts=())
    return copy


def consignment_of(document: UUID, line: Line) -> UUID:
    """Under which id what this line names is sent; a re-send is the same consignment."""
    if line.on_paper:
        return uuid5(NAMESPACE_URL, f"wenshu:consignment:{document}:{line.key}")
    return Consignment.id_of(document=document, addressee=line.code)
