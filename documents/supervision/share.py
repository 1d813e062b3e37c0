"""A party's share in a supervised matter: a unit or person of ours, or another agency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from documents.supervision.stages import ShareStage

AGENCY = "agency"


def agency_party(code: str) -> str:
    """Another agency as forms and events carry it: `agency:990102001`."""
    return f"{AGENCY}:{code}"


def agency_of(party: str) -> str:
    """The agency's code; empty for a unit or a person of ours."""
    kind, _, code = party.partition(":")
    return code if kind == AGENCY else ""


@dataclass(frozen=True, slots=True)
class Share:
    """`link` is the id of our unit's assignment or of the consignment to the agency; `deadline` a
    day (ISO). `asked`: up to which day the agency asks to extend, and `why`."""

    party: str
    name: str
    host: bool
    deadline: str
    link: str
    stage: ShareStage = ShareStage.AT_WORK
    asked: str = ""
    why: str = ""
    result: str = ""
    answer_class: str = ""
    answer_number: str = ""
    urged: int = 0
    sent_back: int = 0

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Share:
        """Read what `to_json` wrote."""
        return cls(**{**value, "stage": ShareStage(value.get("stage", ShareStage.AT_WORK))})

    def to_json(self) -> dict[str, Any]:
        """As an event carries it, when it is given."""
        return asdict(self)

    @property
    def agency(self) -> str:
        """The other agency's code; empty for one of ours."""
        return agency_of(self.party)

    @property
    def counts(self) -> bool:
        """Whether it is still theirs."""
        return self.stage is not ShareStage.ENDED

    @property
    def at_work(self) -> bool:
        """Whether something is still expected of it."""
        return self.stage is ShareStage.AT_WORK


def hosts_reported(shares: Iterable[Share]) -> bool:
    """Whether every host has said what came of it: then the office looks at it."""
    hosts = [each for each in shares if each.host and each.counts]
    return bool(hosts) and not any(each.at_work for each in hosts)
