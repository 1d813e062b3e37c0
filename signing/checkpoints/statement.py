"""What a node says of its journal, and signs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from office.kernel.refusals import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """`size`: events from the first on; `root`, `chain`: hex; `at`: ISO with zone; `previous`: the
    SHA-256 of the statement before it, empty for the first."""

    node: str
    size: int
    root: str
    chain: str
    at: str
    previous: str

    @property
    def text(self) -> str:
        """What is signed, letter by letter."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def digest(self) -> str:
        """SHA-256 of the text, hex."""
        return sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedStatement:
    """`signature` over the statement's text (hex), `certificate` and `issuers` in PEM."""

    statement: Statement
    signature: str
    certificate: str
    issuers: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> SignedStatement:
        """As written by `to_json`. Raises Refused for anything else."""
        try:
            return cls(
                statement=Statement(**data["statement"]),
                signature=str(data["signature"]),
                certificate=str(data["certificate"]),
                issuers=tuple(map(str, data.get("issuers", ()))),
            )
        except (KeyError, TypeError, AttributeError) as fault:
            raise Refused("这不是检查点数据，或者内容不全。请向对方重新索取。") from fault

    def to_json(self) -> dict[str, Any]:
        """For an event, a file, another node."""
        return {**asdict(self), "issuers": list(self.issuers)}
