"""联合行文的用印: every other issuer is asked for its seal, one after the other; what comes back
takes the place of what went, if it is that with one more seal (docs/decisions/0110)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid5

from documents.consignments.capsule import Accepted, Capsule, NotTaken, Part
from documents.consignments.consignment import Consignment
from documents.consignments.states import COURIER, Code
from documents.consignments.taking import take_once
from documents.cosealing.travelling import (
    FORMS,
    LAYOUT,
    MEDIA,
    ORIGINAL,
    PICTURE,
    CoSealer,
    asked,
    called_off,
)
from documents.outgoing.acts.issuing import printed_date
from documents.outgoing.acts.sealing import Sealing, box_of
from documents.outgoing.co_seals import CoSeal, OtherIssuer
from documents.outgoing.document import Document
from documents.permissions import Permission
from documents.screen_pages import ScreenPages
from office.directory.entries import AgencyEntry
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from signing.checking.further import SealsOnFiles
from signing.seals.making import LARGEST, must_be_a_picture
from signing.seals.pressing import OFD, PDF


class JointSealing(Sealing):
    """The part that asks for others' seals and takes them, as `on_files` (handed in at assembly)
    finds them."""

    on_files: SealsOnFiles

    def ask_for_seal_again(self, act: Act, document: UUID, *, seen: int) -> None:
        """再送用印, to who would not seal it and sees it otherwise now; or in place of what was
        asked before, which is called off."""

        def change(it: Document) -> None:
            waiting = it.awaits_seal_of
            if waiting is None:
                raise Refused("此件现在不等其他机关用印。请刷新页面查看办理进度。")
            self._call_off(act, it, {waiting.code: waiting}, reason="主办机关另行送请用印")
            it.ask_again(by=act.person, asked=self._next(it, waiting.code), at=self.clock.now())
            self._ask_next(act, it)

        self._act(act, document, Permission.Document.SEAL, change, seen=seen, given={})

    def take_seal(self, capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
        """What another issuer answers: the files with its seal, or why it does not seal them.

        Looked at before the act, as it takes seconds. Raises NotTaken; nothing is overwritten by
        what is not the same file with exactly its seals.
        """
        it = self._asked_about(capsule)
        declined = str(capsule.facts.get("reason", "")).strip()
        ended = declined or _is_taken(it, capsule)
        sealed = {} if ended else self._looked_at(it, capsule, contents)

        def decide(act: Act) -> None:
            now = self.load(Document, it.id)
            if _is_taken(now, capsule):
                return
            if now.version != it.version:
                raise NotTaken(Code.BUSY, "主办机关正在办理此件，将自动重试。")
            if declined:
                now.take_no_seal(
                    capsule.sender,
                    by=COURIER,
                    person=_person(capsule),
                    reason=declined,
                    at=self.clock.now(),
                )
            else:
                self._take(act, now, capsule, sealed)
            self.save(now)

        key = uuid5(it.id, capsule.consignment)
        return take_once(
            self, capsule, decide, key=key, what="用印结果", contents=contents.values()
        )

    def co_sealers(self, it: Document) -> list[CoSealer]:
        """The other issuers with their places, in their order; none where it is not joint."""
        signers = self.consultations.joint_signers(it.id, revision=it.shown["revision"])
        places = it.original.get("places", [])
        return [
            CoSealer(
                code=each.code,
                name=each.name,
                agency=each.agency,
                question=each.question,
                boxes=tuple(box_of(place) for place in places if place["name"] == each.name),
            )
            for each in signers
        ]

    def _partners(self, it: Document) -> list[dict[str, str]]:
        """Who is to seal it too, as the document records it. Refused before anything is pressed
        where one cannot be asked."""
        partners = self.co_sealers(it)
        consignments = self.consultations.consignments
        for each in partners:
            if not each.boxes:
                raise Refused(f"版面上没有“{each.name}”的用印位置，不能用印。请退回重新排版。")
            if not consignments.reaches(each.code):
                raise Refused(
                    f"没有通往“{each.agency}”的交换通道，不能请其用印。请改在纸质件上盖章。"
                )
        found = [{"code": each.code, "name": each.name} for each in partners]
        if found:
            found[0] = {**found[0], **self._next(it, found[0]["code"])}
        return found

    def _next(self, it: Document, code: str) -> dict[str, str]:
        """Each asking is a consignment of its own: the same again would be the one that came."""
        return {"code": code, "consignment": str(uuid5(it.id, f"seal:{code}:{it.version}"))}

    def _ask_next(self, act: Act, it: Document) -> None:
        """The files as they stand go to whose turn it is, in the same commit."""
        waiting = it.awaits_seal_of
        if waiting is None or waiting.state is not CoSeal.ASKED:
            return
        partners = {each.code: each for each in self.co_sealers(it)}
        assert it.signed_off_at is not None
        facts = {
            **it.facts,
            "number": it.number,
            "date": printed_date(office_day(it.signed_off_at)),
            "copies": self._copies(it),
        }
        capsule = asked(
            waiting.consignment,
            sender=self._host(it),
            of=partners[waiting.code],
            document=it.id,
            facts=facts,
            issuers=[self._signature(it), *(each.name for each in partners.values())],
            proof=it.unsealed["pages"],
            parts=_parts(it),
        )
        self.consultations.consignments.dispatch(act, document=it.id, capsules=[capsule])

    def _call_off(
        self, act: Act, it: Document, others: Mapping[str, OtherIssuer], *, reason: str
    ) -> None:
        """Who was asked is told, or, where the courier still has it, never gets it."""
        room = self.consultations.consignments
        partners = {each.code: each for each in self.co_sealers(it)}
        for each in others.values():
            if each.state not in (CoSeal.ASKED, CoSeal.SEALED):
                continue
            sent = room.load(Consignment, UUID(each.consignment))
            if not sent.may_be_there:
                room.cancel(act, sent.id, reason=reason)
                continue
            capsule = called_off(
                str(uuid5(sent.id, "called off")),
                about=each.consignment,
                sender=self._host(it),
                of=partners[each.code],
                facts=it.facts,
                reason=reason,
            )
            room.dispatch(act, document=it.id, capsules=[capsule])

    def _asked_about(self, capsule: Capsule) -> Document:
        """The document; only whom we asked may answer, and only us."""
        try:
            id = UUID(str(capsule.facts["sealed"]))
        except ValueError as fault:
            raise _not_awaited() from fault
        it = self.load(Document, id) if self.exists(id) else None
        if it is None or it.agency != capsule.addressee or capsule.sender not in it.co_sealers:
            raise _not_awaited()
        if not _is_taken(it, capsule):
            try:
                it.must_await_seal(capsule.sender, consignment=str(capsule.facts["answers"]))
            except Refused as refusal:
                raise NotTaken(Code.ANSWER_NOT_AWAITED, str(refusal)) from refusal
        return it

    def _looked_at(
        self, it: Document, capsule: Capsule, contents: Mapping[str, bytes]
    ) -> dict[str, Any]:
        """The files that stand for the original from now on. Raises NotTaken."""
        (partner,) = (each for each in self.co_sealers(it) if each.code == capsule.sender)
        parts = {part.role: part for part in capsule.parts}
        stood = {ORIGINAL: it.original["pages"], LAYOUT: it.original.get("ofd", "")}
        if ORIGINAL not in parts:
            raise NotTaken(Code.PART_MISSING, "送回的用印结果没有 PDF 正本，请重新发送。")
        try:
            for role, form in FORMS.items():
                if role in parts and stood[role]:
                    self.on_files.must_be_sealed_further(
                        self.node.content.get(it.agency, stood[role]),
                        contents[parts[role].digest],
                        form=form,
                        boxes=len(partner.boxes),
                    )
            screen = self._with_partners_seal(it, partner, capsule, contents)
        except Refused as refusal:
            raise NotTaken(Code.SEAL_INVALID, str(refusal)) from refusal
        sealed: dict[str, Any] = {
            "pages": parts[ORIGINAL].digest,
            "length": parts[ORIGINAL].length,
            "screen": self.node.content.put(it.agency, screen.data),
            "screen_length": len(screen.data),
        }
        if LAYOUT in parts and stood[LAYOUT]:
            sealed |= {"ofd": parts[LAYOUT].digest, "ofd_length": parts[LAYOUT].length}
        unstamped = [form for form in (PDF, OFD) if form in capsule.facts.get("unstamped", ())]
        return {**sealed, **({"unstamped": unstamped} if unstamped else {})}

    def _with_partners_seal(
        self,
        it: Document,
        partner: CoSealer,
        capsule: Capsule,
        contents: Mapping[str, bytes],
    ) -> ScreenPages:
        """The pages for the screen as they look now: our own drawing, their picture."""
        part = next((each for each in capsule.parts if each.role == PICTURE), None)
        try:
            width, height = (float(each) for each in capsule.facts["size"])
        except (KeyError, TypeError, ValueError) as fault:
            raise Refused("送回的用印结果没有写明印面尺寸，不能采用。请重新发送。") from fault
        picture = contents[part.digest] if part else b""
        if len(picture) > LARGEST:
            raise Refused("送回的印面图像过大，不能采用。请重新发送。")
        must_be_a_picture(picture)
        screen = ScreenPages(self.node.content.get(it.agency, it.original["screen"]))
        for each in partner.boxes:
            box = each.around(width=width, height=height)
            sides = (box.x, box.y, box.width, box.height)
            screen = screen.with_seal(picture, page=box.page, box=sides)
        return screen

    def _take(self, act: Act, it: Document, capsule: Capsule, sealed: Mapping[str, Any]) -> None:
        behind = [each for each in it.co_sealers.values() if each.state is CoSeal.TO_COME]
        it.take_seal(
            capsule.sender,
            by=COURIER,
            person=_person(capsule),
            seal=str(capsule.facts.get("seal", "")),
            sealed=sealed,
            asked=self._next(it, behind[0].code) if behind else None,
            at=self.clock.now(),
        )
        self._ask_next(act, it)

    def _host(self, it: Document) -> AgencyEntry:
        sender = self.directory.agency_on(it.agency, office_day(self.clock.now()))
        if sender is None:
            raise Refused("通讯录中没有本机关，不能请其他机关用印。请系统管理员核对通讯录后再办。")
        return sender


def _parts(it: Document) -> Iterator[Part]:
    original = it.original
    name = f"{it.number}.pdf"
    yield Part(ORIGINAL, name, MEDIA[PDF], original["pages"], original["length"])
    if "ofd" in original:
        name = f"{it.number}.ofd"
        yield Part(LAYOUT, name, MEDIA[OFD], original["ofd"], original["ofd_length"])


def _person(capsule: Capsule) -> str:
    """Who there decided; an answer of an older node does not say."""
    return str(capsule.facts.get("person", "")).strip()


def _is_taken(it: Document, capsule: Capsule) -> bool:
    """Whether this very answer is in effect already."""
    known = it.co_sealers.get(capsule.sender)
    answered = known is not None and known.state in (CoSeal.SEALED, CoSeal.DECLINED)
    return answered and known is not None and known.consignment == capsule.facts.get("answers")


def _not_awaited() -> NotTaken:
    return NotTaken(
        Code.ANSWER_NOT_AWAITED, "主办机关没有请贵机关在此件上用印，不能接收用印结果。"
    )
