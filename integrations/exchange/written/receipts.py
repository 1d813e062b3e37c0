"""回执 and what a sender asks (追回、更正): `receipt-1.xsd`."""

from __future__ import annotations

from documents.consignments.capsule import Request
from documents.consignments.states import Asks, State
from integrations.exchange.shapes import TOLD, Receipt
from integrations.exchange.written import parsing, writing
from integrations.exchange.written.forms import RECEIPT
from integrations.exchange.written.writing import Draft
from office.outside.xml import NOT_XML

_LONGEST = 2_000
"""Characters of `Words` in the schema."""
_SAID = ("previous", "person", "number", "code", "text")


def written_receipt(receipt: Receipt) -> bytes:
    """To be signed by the addressee. Raises NotTaken for what cannot travel."""
    if receipt.state not in TOLD:
        raise ValueError(f"no receipt says {receipt.state}")
    if list(receipt.parts) != sorted(receipt.parts):
        raise ValueError("the parts of a receipt are sorted")
    draft = Draft(RECEIPT, "receipt")
    draft.add("id", receipt.id)
    draft.add("consignment", receipt.consignment)
    draft.add("sending", str(receipt.sending))
    draft.add("sender", receipt.sender)
    draft.add("addressee", receipt.addressee)
    draft.add("state", receipt.state.value)
    draft.add("at", writing.moment(receipt.at))
    draft.add("manifest", receipt.manifest)
    for each in receipt.parts:
        draft.add("part", each)
    for name in _SAID:
        draft.add_said(name, _fitted(getattr(receipt, name)))
    return draft.written()


def _fitted(words: str) -> str:
    """Without what XML cannot carry, and cut to its place, with a mark: what people did is done,
    and a receipt that cannot be written would never be told."""
    said = NOT_XML.sub("", words)
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def read_receipt(data: bytes) -> Receipt:
    """Raises NotTaken, also for a state that no addressee tells and parts that are not sorted."""
    root = parsing.parsed(data, name="receipt", forms=[RECEIPT])
    parts = [each.said for each in root.all("part")]
    if parts != sorted(parts):
        raise parsing.invalid(RECEIPT, "各部分的摘要没有按顺序排列")
    return Receipt(
        id=root.text("id"),
        consignment=root.text("consignment"),
        sending=root.number("sending"),
        sender=root.text("sender"),
        addressee=root.text("addressee"),
        state=_state(root.text("state")),
        at=root.moment("at"),
        manifest=root.text("manifest"),
        parts=tuple(parts),
        **{name: root.text(name) for name in _SAID},
    )


def _state(said: str) -> State:
    found = next((each for each in TOLD if each.value == said), None)
    if found is None:
        raise parsing.invalid(RECEIPT, f"回执中没有“{said[:40]}”这种状态")
    return found


def written_request(request: Request) -> bytes:
    """To be signed by the sender. Raises NotTaken for what cannot travel."""
    draft = Draft(RECEIPT, "request")
    draft.add("id", request.id)
    draft.add("consignment", request.consignment)
    draft.add("asks", request.asks.value)
    draft.add("sender", request.sender)
    draft.add("addressee", request.addressee)
    draft.add("at", writing.moment(request.at))
    draft.add("reason", request.reason)
    draft.add_said("replacedBy", request.replaced_by)
    return draft.written()


def read_request(data: bytes) -> Request:
    """Raises NotTaken."""
    root = parsing.parsed(data, name="request", forms=[RECEIPT])
    return Request(
        id=root.text("id"),
        consignment=root.text("consignment"),
        asks=Asks(root.text("asks")),
        sender=root.text("sender"),
        addressee=root.text("addressee"),
        at=root.moment("at"),
        reason=root.text("reason"),
        replaced_by=root.text("replacedBy"),
    )
