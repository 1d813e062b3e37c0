"""公文标识 as pages show it, at the sender's and at the receiver's alike."""

from __future__ import annotations

from documents.numbering.identifier import is_identifier
from office.web.models import Fact


def identifier_facts(identifier: str) -> tuple[Fact, ...]:
    """The identifier, with a word if its check character is wrong; nothing where there is none."""
    if not identifier:
        return ()
    wrong = "" if is_identifier(identifier) else "（校验字符不符，请与来文单位核对）"
    return (Fact("公文标识", f"{identifier}{wrong}"),)
