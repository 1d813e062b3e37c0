"""With which keys agencies of this node sign what they exchange, without anybody's PIN."""

from __future__ import annotations

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.kept.receipts import KeptReceipt
from integrations.exchange.shapes import Receipt, Signed
from integrations.exchange.signatures import sign
from signing.certificates.building import Purpose
from signing.keys.keystore import Keystore
from signing.keys.owners import Owner, OwnerKind


class Signers:
    """Over the keystore."""

    def __init__(self, keys: Keystore) -> None:
        self._keys = keys

    def signed(self, content: bytes, *, agency: str) -> Signed:
        """In the agency's name, with the newest of its exchange certificates. Raises NotTaken
        where it has none, and Refused where it has ended."""
        held = [
            each
            for each in self._keys.in_use(Owner(OwnerKind.AGENCY, agency))
            if each.purpose is Purpose.EXCHANGE
        ]
        if not held:
            raise NotTaken(
                Code.INTERNAL,
                f"机关（{agency}）没有交换证书，不能封发。",
                remedy="请系统管理员执行 office ca issue --kind exchange，或导入交换证书。",
            )
        return sign(content, self._keys.signer_of(held[0].id))

    def receipted(self, written: bytes, receipt: Receipt) -> KeptReceipt:
        """A receipt of an agency of this node, to be kept."""
        return KeptReceipt(
            id=receipt.id,
            sending=receipt.sending,
            state=receipt.state,
            previous=receipt.previous,
            signed=self.signed(written, agency=receipt.addressee),
        )
