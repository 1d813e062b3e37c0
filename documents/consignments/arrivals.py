"""What gateways bring to agencies of this node, sorted by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256

from documents.consignments.capsule import Accepted, Capsule, NotTaken, Report, Request
from documents.consignments.states import Code, Kind
from office.classification import Ceiling, TooSecret

Taker = Callable[[Capsule, Mapping[str, bytes]], Accepted]


class ArrivalHall:
    """The one entrance. Checks what every capsule must stand, then gives it to its kind's room."""

    def __init__(
        self,
        *,
        ceiling: Ceiling,
        hosts: Callable[[str], bool],
        hear: Callable[[Report], None],
        ask: Callable[[Request], None],
    ) -> None:
        self._ceiling = ceiling
        self._hosts = hosts
        self._hear = hear
        self._ask = ask
        self._takers: dict[Kind, Taker] = {}

    def receive(self, kind: Kind, taker: Taker) -> None:
        """Have capsules of this kind taken by `taker` (a room says so at start)."""
        self._takers[kind] = taker

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What is taken here, in the order of the protocol."""
        return tuple(each for each in Kind if each in self._takers)

    def take(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """Take a capsule in, or raise `NotTaken` before anything is stored."""
        self.check(capsule, contents)
        return self.lay_in(capsule, contents)

    def lay_in(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """As `take`, of what was checked."""
        return self._takers[capsule.kind](capsule, contents)

    def check(self, capsule: Capsule, contents: Mapping[str, bytes]) -> None:
        """Raises `NotTaken` for what cannot be taken."""
        self._check_secrecy(capsule)
        self._must_be_here(capsule.addressee, capsule.addressee_name)
        if capsule.kind not in self._takers:
            raise NotTaken(Code.TYPE_UNMAPPED, f"对方不接收“{capsule.kind}”类文件，请联系对方。")
        _check_parts(capsule, contents)

    def hear(self, report: Report) -> None:
        """Note a receipt on its consignment."""
        self._hear(report)

    def ask(self, request: Request) -> None:
        """Lay a request before the addressee's clerks."""
        self._must_be_here(request.addressee, request.addressee)
        self._ask(request)

    def _must_be_here(self, agency: str, name: str) -> None:
        if not self._hosts(agency):
            raise NotTaken(
                Code.ADDRESSEE_UNKNOWN,
                f"本节点没有收文机关“{name}”（{agency}），请核对地址。",
            )

    def _check_secrecy(self, capsule: Capsule) -> None:
        try:
            self._ceiling.check(str(capsule.facts.get("classification", "")))
        except TooSecret as refusal:
            raise NotTaken(Code.SECRECY_EXCEEDS, str(refusal)) from refusal


def _check_parts(capsule: Capsule, contents: Mapping[str, bytes]) -> None:
    for part in capsule.parts:
        data = contents.get(part.digest)
        if data is None:
            raise NotTaken(Code.PART_MISSING, f"缺少“{part.name}”，请重新发送全部材料。")
        if sha256(data).hexdigest() != part.digest or len(data) != part.length:
            raise NotTaken(Code.PART_CORRUPT, f"“{part.name}”在传输中损坏，请重新发送。")
