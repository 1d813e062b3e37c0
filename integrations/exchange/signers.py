"""With which keys agencies of this node sign what they exchange, without anybody's PIN."""

from __future__ import annotations

from collections.abc import Iterator

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.book.listed import Listings
from integrations.exchange.book.making import OVERLAP
from integrations.exchange.kept.receipts import KeptReceipt
from integrations.exchange.shapes import Receipt, Signed
from integrations.exchange.signatures import sign
from office.kernel.refusals import Refused
from signing.certificates.building import Purpose
from signing.keys.keystore import Keystore
from signing.keys.owners import HeldKey, Owner, OwnerKind
from signing.keys.signer import Signer

KNOWN = OVERLAP / 2
"""After so long everybody who asks has heard of a certificate: nodes ask daily. What the one
before signed last has the other half to arrive."""


class Signers:
    """Over the keystore. `listed`: since when others are told of a certificate."""

    def __init__(self, keys: Keystore, listed: Listings) -> None:
        self._keys = keys
        self._listed = listed

    def signed(self, content: bytes, *, agency: str) -> Signed:
        """In the agency's name, with the newest of its exchange certificates that others know by
        now. Raises NotTaken where it has none, and Refused where none of them may sign."""
        refusal: Refused | None = None
        for held in self._by_preference(agency):
            try:
                signer: Signer = self._keys.signer_of(held.id)
            except Refused as refused:
                refusal = refusal or refused
            else:
                return sign(content, signer)
        if refusal is not None:
            raise refusal
        raise NotTaken(
            Code.INTERNAL,
            f"机关（{agency}）没有交换证书，不能封发。",
            remedy="请系统管理员执行 office ca issue --kind exchange，或导入交换证书。",
        )

    def _by_preference(self, agency: str) -> list[HeldKey]:
        """What everybody knows, the newest first; what some know, the oldest first; what nobody
        knows yet."""
        now = self._listed.node.clock.now()
        known, told, new = [], [], []
        for held in self._signing(agency):
            since = self._listed.since(held)
            if since is None:
                new.append(held)
            elif now - since >= KNOWN:
                known.append(held)
            else:
                told.append(held)
        return [*known, *reversed(told), *new]

    def _signing(self, agency: str) -> Iterator[HeldKey]:
        for each in self._keys.held_by(Owner(OwnerKind.AGENCY, agency)):
            if each.purpose is Purpose.EXCHANGE and (each.in_use or each.signs_on):
                yield each

    def receipted(self, written: bytes, receipt: Receipt) -> KeptReceipt:
        """A receipt of an agency of this node, to be kept."""
        return KeptReceipt(
            id=receipt.id,
            sending=receipt.sending,
            state=receipt.state,
            previous=receipt.previous,
            signed=self.signed(written, agency=receipt.addressee),
        )
