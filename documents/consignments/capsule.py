"""What travels: a document to one addressee, and a receipt back. Plain JSON values."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from documents.consignments.states import Asks, Code, Kind, State


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a capsule. `role` is original (正本), text (the manuscript) or attachment."""

    role: str
    name: str
    media_type: str
    digest: str
    length: int


@dataclass(frozen=True, slots=True)
class Capsule:
    """A document on its way to one addressee.

    Codes of agencies, and their names as they were on that day. `facts` are what the receiver's
    register shows: type, title, number, urgency, classification, date, issuer. `sending` counts
    how often a person had it sent: it stands on the envelope and is no part of the content.
    """

    consignment: str
    kind: Kind
    sender: str
    sender_name: str
    addressee: str
    addressee_name: str
    facts: dict[str, Any]
    parts: tuple[Part, ...]
    sending: int = 1

    def to_json(self) -> dict[str, Any]:
        """A plain JSON value."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Capsule:
        """Read what `to_json` wrote."""
        return cls(
            **{
                **value,
                "kind": Kind(value["kind"]),
                "parts": tuple(Part(**part) for part in value["parts"]),
            }
        )

    @property
    def digest(self) -> str:
        """Of all its content: the same consignment id with another digest is a conflict."""
        content = self.to_json()
        del content["sending"]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True)
        return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Report:
    """What an addressee tells the sender about a consignment (回执).

    `digest` is the capsule's as received: a receipt for other content proves nothing. `number`
    is the addressee's register number, `person` the name of who acted, `text` a reason or result,
    `sending` the capsule's: a receipt of an earlier sending says nothing of a later one.
    """

    id: str
    consignment: str
    digest: str
    sender: str
    addressee: str
    state: State
    at: datetime
    person: str = ""
    number: str = ""
    code: str = ""
    text: str = ""
    sending: int = 1

    def to_json(self) -> dict[str, Any]:
        """A plain JSON value; the moment as ISO 8601."""
        return {**asdict(self), "at": self.at.isoformat()}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Report:
        """Read what `to_json` wrote."""
        return cls(
            **{
                **value,
                "state": State(value["state"]),
                "at": datetime.fromisoformat(value["at"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Request:
    """What a sender asks of an addressee that has the document (追回、更正).

    `replaced_by`: the consignment that takes the place of an amended one; empty where there is
    none.
    """

    id: str
    consignment: str
    asks: Asks
    sender: str
    addressee: str
    at: datetime
    reason: str
    replaced_by: str = ""

    def to_json(self) -> dict[str, Any]:
        """A plain JSON value; the moment as ISO 8601."""
        return {**asdict(self), "at": self.at.isoformat()}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Request:
        """Read what `to_json` wrote."""
        at = datetime.fromisoformat(value["at"])
        return cls(**{**value, "asks": Asks(value["asks"]), "at": at})


class NotTaken(Exception):
    """The other side did not take the capsule or report: a code of the protocol and a sentence.

    `remedy`: what the sender does about it, where the code does not say it all; `retry_after`:
    seconds, with Busy; `moved_to`: the new address of who moved; `limit`: the most bytes.
    """

    def __init__(
        self,
        code: Code,
        sentence: str,
        *,
        remedy: str = "",
        retry_after: int | None = None,
        moved_to: str = "",
        limit: int | None = None,
    ) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.remedy = remedy
        self.retry_after = retry_after
        self.moved_to = moved_to
        self.limit = limit


class NotSent(Exception):
    """This side could not do its part: nothing that the other side said, and none of its fault.

    `may_be_there`: the other side may have it all the same; it is asked again either way.
    """

    def __init__(self, sentence: str, *, may_be_there: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.may_be_there = may_be_there


@dataclass(frozen=True, slots=True)
class Accepted:
    """The transport receipt: the other side has every part, and since when."""

    receipt: str
    at: datetime
    duplicate: bool = field(default=False)
