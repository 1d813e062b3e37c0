"""Who calls and who signed: the address book says for whom they may (decision 0120)."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.ports import Book
from integrations.exchange.shapes import Signed
from integrations.exchange.signatures import must_hold
from office.kernel.clock import Clock
from signing.certificates.trusted import Trusted


class Credentials:
    """Asked anew each time: what was suspended or revoked counts at once.

    `unknown` hears of which agency something was signed by whom the book does not list: its node
    may have said more meanwhile.
    """

    def __init__(
        self,
        book: Book,
        trusted: Trusted,
        *,
        clock: Clock,
        unknown: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._book = book
        self._trusted = trusted
        self._clock = clock
        self._unknown = unknown

    def must_speak_for(self, caller: str, agency: str) -> None:
        """The calling node brings what is this agency's. Raises NotTaken."""
        if not self._book.speaks_for(caller, agency, self._clock.now()):
            raise NotTaken(
                Code.INTERMEDIARY_NOT_LISTED,
                f"节点“{caller}”不是机关（{agency}）所在的节点，也没有登记为它的中转节点，不能代它发送。",
                remedy="请核对通讯录；由其他节点转发的，请先在通讯录中登记。",
            )

    def must_be_signed(self, signed: Signed, *, agency: str) -> None:
        """The signature holds, and its certificate signs for the agency today. Raises NotTaken."""
        now = self._clock.now()
        fingerprint = sha256(signed.certificates[0]).hexdigest()
        if not self._book.may_sign(fingerprint, agency, now):
            self._unknown(agency)
            raise NotTaken(
                Code.SENDER_MISMATCH,
                f"签名所用的证书没有在通讯录中登记为机关（{agency}）的交换证书，不能接收。",
                remedy="换发证书以后，请先让对方取得新的通讯录快照。",
            )
        must_hold(signed, trust=self._trusted.trust(), at=now)
