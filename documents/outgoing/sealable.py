"""用印: the host's seal, then those of the other issuers of a joint document, one after the other.

It goes on to the next step only with every seal on it (条例 第九条（十）).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any, ClassVar

from documents.handling.holding import CLERK
from documents.outgoing.co_seals import CoSeal, OtherIssuer, next_of, with_state
from documents.outgoing.route import Move
from documents.outgoing.stages import Stage
from documents.outgoing.standing import DocumentStanding
from office.kernel.entity import Event
from office.kernel.refusals import Refused

OFD = ("ofd", "ofd_length")
TOLD = ("sealing", "unstamped")
"""What is said of a sealing beside its files."""


class SealedByKeeper(Event):
    """The base of the event in which it is sealed. `sealed`, `partners`: as `seal` has them;
    events from before there were any have none."""

    by: str
    proof: str
    move: dict[str, Any]
    sealed: dict[str, Any] | None = field(default=None, kw_only=True)
    partners: list[dict[str, Any]] | None = field(default=None, kw_only=True)

    def apply(self, aggregate: Any) -> None:
        """The sealed files stand for the original."""
        aggregate.note_sealed(self)


class SealedByPartner(Event):
    """The base of the event in which another issuer's seal is on it: `code`, `name` of the issuer,
    `seal` as it is called; `asked`: the next (`code`, `consignment`), empty after the last;
    `person`: who there pressed it, by name, as its answer says; older answers do not."""

    by: str
    code: str
    name: str
    seal: str
    sealed: dict[str, Any]
    asked: dict[str, Any]
    move: dict[str, Any]
    person: str = field(default="", kw_only=True)

    def apply(self, aggregate: Any) -> None:
        """Its files take the place of those before."""
        aggregate.note_sealed_by_partner(self)


class DeclinedByPartner(Event):
    """The base of the event in which another issuer does not seal it, and says why; `person`: as
    above."""

    by: str
    code: str
    name: str
    reason: str
    move: dict[str, Any]
    person: str = field(default="", kw_only=True)

    def apply(self, aggregate: Any) -> None:
        """It waits for the host's clerks."""
        aggregate.note_declined_by_partner(self)


class AskedAgainOfPartner(Event):
    """The base of the event in which the same issuer is asked anew (`asked`: as above)."""

    by: str
    name: str
    asked: dict[str, Any]
    move: dict[str, Any]

    def apply(self, aggregate: Any) -> None:
        """By another consignment."""
        aggregate.note_asked_again(self)


class Sealable(DocumentStanding):
    """The part of a document that is sealed."""

    PartnerSealed: ClassVar[type[SealedByPartner]]
    PartnerDeclined: ClassVar[type[DeclinedByPartner]]
    PartnerAskedAgain: ClassVar[type[AskedAgainOfPartner]]
    Sealed: ClassVar[type[SealedByKeeper]]

    def _begin_unsealed(self) -> None:
        self.original, self.unsealed, self.sealing = {}, {}, ""
        self.unstamped, self.co_sealers = (), {}

    def must_be_sealable(self, *, proof: str) -> None:
        """Whether these pages (their digest) may be sealed now: those found in order."""
        self._must_be_at(Stage.SEALING, doing="用印")
        self._must_be_without_seal()
        self._must_be_ratified(doing="用印")
        if proof != (self.clean_proof or self.original["pages"]):
            raise Refused("要用印的版面与校对签字的清样不一致，不能用印。请退回重新校对。")

    def seal(
        self,
        *,
        by: str,
        proof: str,
        sealed: Mapping[str, Any] | None = None,
        partners: Sequence[Mapping[str, str]] = (),
        at: datetime,
    ) -> None:
        """用印: on the very pages that were found in order (`proof`: their digest).

        `sealed`: what came of it, which stands for the original from now on: `sealing` (its id),
        `pages`, `length`, `screen`, `screen_length`, and where it was sealed `ofd` and
        `ofd_length`, and `unstamped` (pdf, ofd): what the time-stamp service gave no time stamp
        for; empty where the paper was sealed by hand. `partners`: the other issuers in their order
        (`code`, `name`), the first with the `consignment` by which its seal is asked for; the
        paper stays at this step until theirs are on it, too.
        """
        self.must_be_sealable(proof=proof)
        move = self._waiting_for(partners[0]["name"]) if partners else self._further()
        self.trigger_event(
            self.Sealed,
            timestamp=at,
            by=by,
            proof=proof,
            move=move.to_json(),
            sealed=dict(sealed or {}),
            partners=[dict(each) for each in partners],
        )

    def _bears(self, sealed: Mapping[str, Any]) -> None:
        """Apply that it is sealed: its sealed files go out, no unsealed OFD beside."""
        if sealed:
            kept = {name: it for name, it in self.original.items() if name not in OFD}
            files = {name: it for name, it in sealed.items() if name not in TOLD}
            self.unsealed, self.original = self.original, {**kept, **files}
            self.sealing = sealed["sealing"]
            self.unstamped = tuple(sealed.get("unstamped", ()))

    def _bears_no_more(self) -> None:
        """Apply that it came back to be sealed anew, if it did."""
        if self.sealing and self.stage.order <= Stage.SEALING.order:
            self.original, self.unsealed, self.sealing = self.unsealed, {}, ""
            self.unstamped = ()
            self.co_sealers = {}

    @property
    def awaits_seal_of(self) -> OtherIssuer | None:
        """The issuer whose seal it waits for, or who would not seal it; None where it does not."""
        return next_of(self.co_sealers) if self.stage is Stage.SEALING else None

    def must_await_seal(self, code: str, *, consignment: str) -> None:
        """Whether this very answer is awaited."""
        it = self.awaits_seal_of
        awaited = it is not None and it.state is CoSeal.ASKED
        if it is None or not awaited or (it.code, it.consignment) != (code, consignment):
            raise Refused("此件现在不等这一机关用印，或者已经另行送出，送回的文件没有采用。")

    def take_seal(
        self,
        code: str,
        *,
        by: str,
        person: str = "",
        seal: str,
        sealed: Mapping[str, Any],
        asked: Mapping[str, str] | None = None,
        at: datetime,
    ) -> None:
        """Another issuer's seal is on it. `person`: who there pressed it, by name; `seal`: its
        name; `sealed`: the files, as `seal` has them; `asked`: the next issuer (`code`,
        `consignment`), None after the last."""
        it = self.co_sealers[code]
        move = self._waiting_for(self.co_sealers[asked["code"]].name) if asked else self._further()
        self.trigger_event(
            self.PartnerSealed,
            timestamp=at,
            by=by,
            code=code,
            name=it.name,
            person=person,
            seal=seal,
            sealed=dict(sealed),
            asked=dict(asked or {}),
            move=move.to_json(),
        )

    def take_no_seal(
        self, code: str, *, by: str, person: str = "", reason: str, at: datetime
    ) -> None:
        """不予用印: it waits for the host's clerks, who mend what is wrong. `person`: as above."""
        name = self.co_sealers[code].name
        self.trigger_event(
            self.PartnerDeclined,
            timestamp=at,
            by=by,
            code=code,
            name=name,
            person=person,
            reason=reason,
            move=self._at_sealing(f"{name}不予用印").to_json(),
        )

    def ask_again(self, *, by: str, asked: Mapping[str, str], at: datetime) -> None:
        """再送用印, to who would not seal it, or of whom nothing came that could be taken."""
        it = self.awaits_seal_of
        if it is None or it.code != asked["code"]:
            raise Refused("此件现在不等这一机关用印，不用再送。请刷新页面查看办理进度。")
        self.trigger_event(
            self.PartnerAskedAgain,
            timestamp=at,
            by=by,
            asked=dict(asked),
            name=it.name,
            move=self._waiting_for(it.name).to_json(),
        )

    def _must_be_without_seal(self) -> None:
        if it := self.awaits_seal_of:
            raise Refused(
                f"此件已加盖本机关印章，正等候{it.name}用印，不能再盖。"
                "盖错的，请退回上一环节，已盖的印章随之作废。"
            )

    def _waiting_for(self, name: str) -> Move:
        return self._at_sealing(f"等候{name}用印")

    def _at_sealing(self, name: str) -> Move:
        return Move(
            stage=Stage.SEALING,
            name=name,
            position=len(self.route),
            ends=self.holder.people,
            role=CLERK.role,
        )

    def _asks_for_seals(self, partners: Sequence[Mapping[str, str]]) -> None:
        self.co_sealers = {
            each["code"]: OtherIssuer(each["code"], each["name"]) for each in partners
        }
        if partners:
            self._asked(partners[0])

    def _asked(self, asked: Mapping[str, str]) -> None:
        code, consignment = asked["code"], asked["consignment"]
        self.co_sealers = with_state(self.co_sealers, code, CoSeal.ASKED, consignment=consignment)

    def note_sealed(self, event: SealedByKeeper) -> None:
        """Apply that it is sealed: only the event does so."""
        self._bears(event.sealed or {})
        self._asks_for_seals(event.partners or [])
        self._moved(event.move)

    def note_sealed_by_partner(self, event: SealedByPartner) -> None:
        """Apply that it bears one more seal: only the event does so."""
        unsealed, unstamped = self.unsealed, self.unstamped
        self._bears({**event.sealed, "sealing": self.sealing})
        self.unsealed = unsealed
        self.unstamped = tuple(dict.fromkeys((*unstamped, *self.unstamped)))
        self.co_sealers = with_state(self.co_sealers, event.code, CoSeal.SEALED)
        if event.asked:
            self._asked(event.asked)
        self._moved(event.move)

    def note_declined_by_partner(self, event: DeclinedByPartner) -> None:
        """Apply that it does not get this seal for now: only the event does so."""
        self.co_sealers = with_state(self.co_sealers, event.code, CoSeal.DECLINED)
        self._moved(event.move)

    def note_asked_again(self, event: AskedAgainOfPartner) -> None:
        """Apply that it is asked for anew: only the event does so."""
        self._asked(event.asked)
        self._moved(event.move)
