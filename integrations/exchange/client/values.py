"""Between our values and zeep's objects."""

from __future__ import annotations

from typing import Any

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.shapes import Signed

_OF_CLASS = {
    "retryable": Code.INTERNAL,
    "final": Code.ENVELOPE_INVALID,
    "human": Code.CONFLICT,
}
"""How a code is taken that a newer version of the protocol may have."""


def signed_fields(signed: Signed) -> dict[str, Any]:
    """As a request has it."""
    return {
        "content": signed.content,
        "algorithm": signed.algorithm,
        "value": signed.value,
        "certificate": list(signed.certificates),
    }


def signed_of(found: Any) -> Signed:
    """From an answer."""
    return Signed(found.content, found.algorithm, found.value, tuple(found.certificate))


def not_taken(refusal: Any) -> NotTaken:
    """The refusal in an answer, with all that it says."""
    code, sentence = refusal.code, refusal.sentence
    if code not in set(Code):
        code, sentence = _OF_CLASS[refusal["class"]], f"{sentence}（{code}）"
    return NotTaken(
        Code(code),
        sentence,
        remedy=refusal.remedy or "",
        retry_after=refusal.retryAfter,
        moved_to=refusal.movedTo or "",
        limit=refusal.limit,
    )
