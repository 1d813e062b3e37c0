"""A seal of the agency (印章): in whose keeping it is, and whether it may be used.

What is sealed with it are streams of their own (`Sealing`): thousands of them in a year.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import uuid4

from eventsourcing.domain import event

from office.kernel.clock import day_in_words
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused
from signing.seals.kinds import STATE_WORDS, Made, SealKind, SealState


class Seal(Entity):
    """`identity`: the issuing identity (发文名义) whose name it bears. `keeper`: 监印人 (a
    person's id). `taker`: to whom it is being handed over."""

    TOPIC: ClassVar[str] = "signing.Seal"

    class Registered(Created):
        TOPIC: ClassVar[str] = "signing.Seal.Registered"
        by: str
        name: str
        kind: str
        identity: str
        keeper: str
        record: str
        made: dict[str, Any]

    def __init__(
        self,
        agency: str,
        by: str,
        name: str,
        kind: str,
        identity: str,
        keeper: str,
        record: str,
        made: dict[str, Any],
    ) -> None:
        self.agency = agency
        self.name = name
        self.kind = SealKind(kind)
        self.identity = identity
        self.keeper = keeper
        self.taker = ""
        self.record = record
        self.made = Made(**made)
        self.state = SealState.IN_USE

    @classmethod
    def register(
        cls,
        *,
        agency: str,
        by: str,
        name: str,
        kind: SealKind,
        identity: str,
        keeper: str,
        record: str,
        made: Made,
        at: datetime,
    ) -> Seal:
        """备案: the seal that its maker gave, into its keeper's hands. `record`: 备案号."""
        if not name.strip():
            raise Refused("请填写印章名称，应与印面文字一致。", field="name")
        if not record.strip():
            raise Refused(
                "请填写印章备案编号（《电子印章管理办法》：电子印章应当备案）。", field="record"
            )
        if not keeper:
            raise Refused("请指定监印人：印章须有专人保管。", field="keeper")
        return cls.begin(
            cls.Registered,
            id=uuid4(),
            agency=agency,
            timestamp=at,
            by=by,
            name=name.strip(),
            kind=str(kind),
            identity=identity,
            keeper=keeper,
            record=record.strip(),
            made=made.to_json(),
        )

    def must_be_usable(self, *, by: str, at: datetime) -> None:
        """Whether this person may seal with it now."""
        if self.state is not SealState.IN_USE:
            raise Refused(
                f"印章“{self.name}”{STATE_WORDS[self.state]}，不能用印。请改用在用的印章。"
            )
        if by != self.keeper:
            raise Refused(f"印章“{self.name}”由监印人保管，只有监印人可以用印。请交监印人办理。")
        if not self.made.is_valid(at):
            raise Refused(
                f"印章“{self.name}”不在有效期内（{day_in_words(self.made.begins[:10])}至"
                f"{day_in_words(self.made.ends[:10])}），不能用印。请先换领。"
            )

    def offer(self, *, by: str, to: str, reason: str, at: datetime) -> None:
        """移交: the keeper, or a leader in the keeper's stead, names the next one."""
        self._must_stand(doing="移交")
        if not to or to == self.keeper:
            raise Refused("请选择接收印章的人，不能是现在的监印人。", field="to")
        if to == by:
            raise Refused("印章不能移交给自己。请由监印人或另一位领导办理移交。", field="to")
        _must_say_why(reason, doing="移交")
        self._offered(timestamp=at, by=by, to=to, reason=reason)

    @event("Offered", topic="signing.Seal.Offered")
    def _offered(self, timestamp: datetime, by: str, to: str, reason: str) -> None:
        self.taker = to

    def take_over(self, *, by: str, at: datetime) -> None:
        """接收: from now on it is in their keeping. Until then the old keeper answers for it."""
        if not self.taker:
            raise Refused("这枚印章没有待接收的移交。请刷新页面查看。")
        if by != self.taker:
            raise Refused("移交的印章由接收人本人接收。")
        self._taken_over(timestamp=at, by=by)

    @event("TakenOver", topic="signing.Seal.TakenOver")
    def _taken_over(self, timestamp: datetime, by: str) -> None:
        self.keeper, self.taker = by, ""

    def suspend(self, *, by: str, reason: str, at: datetime) -> None:
        """停用: lost, misused, its organ being reorganised."""
        if self.state is not SealState.IN_USE:
            raise Refused(f"印章“{self.name}”{STATE_WORDS[self.state]}，不能再停用。")
        _must_say_why(reason, doing="停用")
        self._suspended(timestamp=at, by=by, reason=reason)

    @event("Suspended", topic="signing.Seal.Suspended")
    def _suspended(self, timestamp: datetime, by: str, reason: str) -> None:
        self.state = SealState.SUSPENDED

    def resume(self, *, by: str, reason: str, at: datetime) -> None:
        """恢复使用."""
        if self.state is not SealState.SUSPENDED:
            raise Refused(f"印章“{self.name}”{STATE_WORDS[self.state]}，没有停用。")
        _must_say_why(reason, doing="恢复使用")
        self._resumed(timestamp=at, by=by, reason=reason)

    @event("Resumed", topic="signing.Seal.Resumed")
    def _resumed(self, timestamp: datetime, by: str, reason: str) -> None:
        self.state = SealState.IN_USE

    def renew(self, *, by: str, made: Made, at: datetime) -> None:
        """换领: a new picture or a new term from the maker; what was sealed stays as it is."""
        self._must_stand(doing="换领")
        self._renewed(timestamp=at, by=by, made=made.to_json())

    @event("Renewed", topic="signing.Seal.Renewed")
    def _renewed(self, timestamp: datetime, by: str, made: dict[str, Any]) -> None:
        self.made = Made(**made)

    def deregister(self, *, by: str, reason: str, at: datetime) -> None:
        """注销: for ever."""
        self._must_stand(doing="注销")
        _must_say_why(reason, doing="注销")
        self._deregistered(timestamp=at, by=by, reason=reason)

    @event("Deregistered", topic="signing.Seal.Deregistered")
    def _deregistered(self, timestamp: datetime, by: str, reason: str) -> None:
        self.state, self.taker = SealState.DEREGISTERED, ""

    def _must_stand(self, *, doing: str) -> None:
        if self.state is SealState.DEREGISTERED:
            raise Refused(f"印章“{self.name}”已注销，不能{doing}。")


def _must_say_why(reason: str, *, doing: str) -> None:
    if not reason.strip():
        raise Refused(f"印章{doing}必须写明理由，请补充。", field="reason")
