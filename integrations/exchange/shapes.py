"""What travels between nodes, as values; `docs/exchange.md` says what each means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from documents.consignments.states import Kind, State


@dataclass(frozen=True, slots=True)
class PartOf:
    """A part as the envelope names it. `digest`: SHA-256, hex; `length`: bytes."""

    digest: str
    length: int


@dataclass(frozen=True, slots=True)
class Party:
    """An agency by its code, and its name on that day."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """The content key for one certificate (SHA-256 of its DER, hex). `algorithm`: sm2 or
    rsa-oaep-sha256."""

    certificate: str
    algorithm: str
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Encryption:
    """How all parts are encrypted. `algorithm`: sm4-gcm or aes-256-gcm."""

    algorithm: str
    keys: tuple[WrappedKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """`version`: of the schema, 1 or 2. `parts`: without the manifest. Moments are aware."""

    version: int
    id: str
    consignment: str
    sending: int
    kind: Kind
    sender: Party
    addressee: Party
    urgency: str
    classification: str
    made: datetime
    manifest: PartOf
    parts: tuple[PartOf, ...] = ()
    expires: datetime | None = None
    encryption: Encryption | None = None

    @property
    def everything(self) -> tuple[PartOf, ...]:
        """All that travels: the manifest first."""
        return (self.manifest, *self.parts)

    @property
    def length(self) -> int:
        """Bytes of all that travels."""
        return sum(each.length for each in self.everything)


@dataclass(frozen=True, slots=True)
class Signed:
    """A document and the signature over its bytes. `algorithm` as in the WSDL; `certificates` DER,
    the signer's first."""

    content: bytes
    algorithm: str
    value: bytes
    certificates: tuple[bytes, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the document's bytes, hex."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Missing:
    """A part that is not there yet; `offset` bytes of it are."""

    digest: str
    offset: int


TOLD = frozenset(
    {
        *(State.ACCEPTED, State.DELIVERED, State.SIGNED_FOR, State.REGISTERED),
        *(State.ASSIGNED, State.IN_PROGRESS, State.COMPLETED),
        *(State.REFUSED, State.RETURNED_MISADDRESSED),
        *(State.RECALLED, State.RECALL_REFUSED, State.AMENDED, State.AMEND_REFUSED),
    }
)
"""What an addressee says of a consignment; the other states are the sender's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an addressee says of a consignment. `state`: one of TOLD; `sender`, `addressee`: of the
    consignment, codes; `manifest`, `parts`, `previous`: digests, the parts' sorted, `previous` of
    the receipt before it as it was signed, empty for the first. `at` is aware."""

    id: str
    consignment: str
    sending: int
    sender: str
    addressee: str
    state: State
    at: datetime
    manifest: str
    parts: tuple[str, ...] = ()
    previous: str = ""
    person: str = ""
    number: str = ""
    code: str = ""
    text: str = ""
