"""What a node says of its journal, or that it has what another said, and signs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from office.kernel.refusals import Refused


def canonical(facts: dict[str, Any]) -> str:
    """What is signed, letter by letter."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


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
        """What is signed."""
        return canonical(asdict(self))

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
            said = Statement(**data["statement"])
            _must_be(said.size, said.node, said.at, hexes=(said.root, said.chain))
            return cls(statement=said, **_hand(data))
        except (KeyError, TypeError, AttributeError, ValueError) as fault:
            raise Refused("这不是检查点数据，或者内容不全。请向对方重新索取。") from fault

    def to_json(self) -> dict[str, Any]:
        """For an event, a file, another node."""
        return {**asdict(self), "issuers": list(self.issuers)}

    @property
    def node(self) -> str:
        """Who says it, by its own word."""
        return self.statement.node

    @property
    def text(self) -> str:
        """What the signature is over."""
        return self.statement.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """`node` had, at `at`, the checkpoint `digest` of the node `of`, over its first `size`."""

    node: str
    of: str
    size: int
    digest: str
    at: str

    @property
    def text(self) -> str:
        """What is signed."""
        return canonical(asdict(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedWitness:
    """As `SignedStatement`, of a witness."""

    witness: Witness
    signature: str
    certificate: str
    issuers: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> SignedWitness:
        """As written by `to_json`. Raises Refused for anything else."""
        try:
            said = Witness(**data["witness"])
            _must_be(said.size, said.node, said.at, hexes=(said.digest,))
            return cls(witness=said, **_hand(data))
        except (KeyError, TypeError, AttributeError, ValueError) as fault:
            raise Refused("这不是见证数据，或者内容不全。请向对方重新索取。") from fault

    def to_json(self) -> dict[str, Any]:
        """For an event, a file, another node."""
        return {**asdict(self), "issuers": list(self.issuers)}

    @property
    def node(self) -> str:
        """Who says it, by its own word."""
        return self.witness.node

    @property
    def text(self) -> str:
        """What the signature is over."""
        return self.witness.text


def _hand(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "signature": str(data["signature"]),
        "certificate": str(data["certificate"]),
        "issuers": tuple(map(str, data.get("issuers", ()))),
    }


_SIZE_BITS = 63
"""What a column of the register holds; no journal comes near it."""


def _must_be(size: object, node: object, at: object, *, hexes: tuple[str, ...]) -> None:
    """Raises ValueError or TypeError for values that no node writes."""
    if type(size) is not int or size < 1 or not isinstance(node, str) or not node:
        raise ValueError
    if size.bit_length() > _SIZE_BITS:
        raise ValueError
    if datetime.fromisoformat(at).tzinfo is None:  # type: ignore[arg-type]  # TypeError is caught
        raise ValueError
    if any(len(bytes.fromhex(each)) != sha256().digest_size for each in hexes):
        raise ValueError
