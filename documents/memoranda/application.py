"""The room of memoranda: every act on a 签报, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import select

from documents.handling.giving import Giving
from documents.manuscript import Manuscript, stored_with
from documents.memoranda.acts.circulating import TYPE, Circulating
from documents.memoranda.decision import Said
from documents.memoranda.memorandum import Memorandum
from documents.memoranda.minding import minded
from documents.memoranda.ports import Colleagues
from documents.memoranda.registers import memoranda
from documents.memoranda.route import Turn, people_on
from documents.memoranda.stages import Stage, Step
from documents.memoranda.telephones import Telephones
from documents.numbering.application import Numbering
from documents.numbering.words import MEMORANDA
from documents.outgoing.application import Documents
from documents.permissions import Permission
from documents.revisions.keeping import Texts
from documents.typesetting import Typesetter
from office.classification import Ceiling
from office.desk.handing.application import HOLDING, SHARED, Minded
from office.directory.kinds import ADMINISTRATORS, DOCUMENT_TYPES, Role
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.refusals import Refused

_ENDING = re.compile(f"(的)?({'|'.join((*DOCUMENT_TYPES, TYPE, '呈批件'))})$")

Change = Callable[[Memorandum], None]


@dataclass(frozen=True, slots=True)
class Words:
    """What a person wrote, the stored pages they saw, and for whom alone the words are."""

    opinion: str
    shown: Mapping[str, Any]
    readers: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Turn:
    """One of the acts at a turn."""

    permission: Permission.Memorandum
    name: str
    change: Callable[[Memorandum, Said], None]


class Memoranda(Circulating):
    """签报. Commands carry the same names as the aggregate's.

    `shown` is what the person looked at, stored: the filled-in form and its revision.
    """

    def __init__(  # what a room stands on, named once
        self,
        node: Node,
        *,
        ceiling: Ceiling,
        typesetter: Typesetter,
        colleagues: Colleagues,
        numbering: Numbering,
        documents: Documents,
    ) -> None:
        super().__init__(node)
        self.typesetter = typesetter
        self.texts = Texts(node.content, typesetter=typesetter, ceiling=ceiling)
        self.colleagues = colleagues
        self.numbering = numbering
        self.documents = documents
        self.telephones = Telephones(node.store, colleagues)

    def draft(self, act: Act, *, manuscript: Manuscript, unit: str, telephone: str = "") -> UUID:
        """拟稿: a new memorandum of a unit (its name); gives its id.

        `telephone`: left empty, the drafter's in the address list is shown.
        """
        self.guard_ahead(act, Permission.Memorandum.DRAFT, act)
        revision = self.texts.keep(act.agency, manuscript, given={})
        facts = facts_of(manuscript, unit=unit)
        id = uuid5(NAMESPACE_URL, f"wenshu:memorandum:{act.agency}:{act.person}:{act.command}")

        def decide() -> str:
            it = Memorandum.draft(
                id=id,
                agency=act.agency,
                by=act.person,
                whose=act.principal,
                revision=revision,
                facts=facts,
                at=self.clock.now(),
            )
            self.save(it)
            self.telephones.keep(it, telephone)
            return str(id)

        given = {"revision": revision, "facts": facts, "telephone": telephone}
        name = Permission.Memorandum.DRAFT
        return UUID(self.perform(act, name=name, given=given, decide=decide))

    def revise(
        self,
        act: Act,
        memorandum: UUID,
        *,
        manuscript: Manuscript,
        unit: str,
        telephone: str | None = None,
        files: Mapping[str, bytes] | None = None,
        seen: int,
    ) -> None:
        """修改: while it is with its drafter. `files`: those that are new, by digest.

        `telephone`: none leaves it as it is.
        """
        standing = self.load(Memorandum, memorandum)
        self.guard_ahead(act, Permission.Memorandum.REVISE, standing)
        history: Iterable[Any] = self.events.get(memorandum)
        revision = self.texts.keep(act.agency, manuscript, given=files or {}, history=history)
        facts = facts_of(manuscript, unit=unit)

        def change(it: Memorandum) -> None:
            it.revise(
                by=act.person,
                revision=revision,
                facts=facts,
                files=sorted(stored_with(manuscript)),
                at=self.clock.now(),
            )
            if telephone is not None:
                self.telephones.keep(it, telephone)

        given = {"revision": revision, "facts": facts, "telephone": telephone}
        self._act(act, memorandum, Permission.Memorandum.REVISE, change, seen=seen, given=given)

    def submit(
        self,
        act: Act,
        memorandum: UUID,
        *,
        route: Sequence[Turn],
        shown: Mapping[str, Any],
        seen: int,
    ) -> None:
        """呈报: along the route, under the next number of the year's series."""

        def change(it: Memorandum) -> None:
            self._must_be_colleagues(it, route)
            number, series = self.numbering.take(act, word=MEMORANDA, subject=it.id)
            it.submit(
                by=act.person,
                whose=act.principal,
                route=route,
                number=number,
                series=str(series),
                shown=dict(shown),
                at=self.clock.now(),
            )

        given = {"route": [each.to_json() for each in route]}
        self._act(act, memorandum, Permission.Memorandum.SUBMIT, change, seen=seen, given=given)

    def review(self, act: Act, memorandum: UUID, words: Words, *, seen: int) -> None:
        """部门审核 or 办公室审核, whichever is asked of the person."""
        how = _Turn(Permission.Memorandum.REVIEW, "review", Memorandum.review)
        self._at_turn(act, memorandum, words, how, seen=seen)

    def countersign(self, act: Act, memorandum: UUID, words: Words, *, seen: int) -> None:
        """会签."""
        how = _Turn(Permission.Memorandum.COUNTERSIGN, "countersign", Memorandum.countersign)
        self._at_turn(act, memorandum, words, how, seen=seen)

    def differ(self, act: Act, memorandum: UUID, words: Words, *, seen: int) -> None:
        """会签有不同意见."""
        how = _Turn(Permission.Memorandum.COUNTERSIGN, "differ", Memorandum.differ)
        self._at_turn(act, memorandum, words, how, seen=seen)

    def approve(self, act: Act, memorandum: UUID, words: Words, *, seen: int) -> None:
        """审批; without words it is 圈阅, which is consent."""
        how = _Turn(Permission.Memorandum.APPROVE, "approve", Memorandum.approve)
        self._at_turn(act, memorandum, words, how, seen=seen)

    def disapprove(self, act: Act, memorandum: UUID, words: Words, *, seen: int) -> None:
        """不批准, with the reason."""
        how = _Turn(Permission.Memorandum.APPROVE, "disapprove", Memorandum.disapprove)
        self._at_turn(act, memorandum, words, how, seen=seen)

    def return_to_drafter(
        self, act: Act, memorandum: UUID, words: Words, *, straight: bool, seen: int
    ) -> None:
        """退回 with the reason; then `straight` back here, or along the route again."""

        def change(it: Memorandum, said: Said) -> None:
            it.return_to_drafter(said, straight=straight)

        how = _Turn(Permission.Memorandum.RETURN, f"return straight={straight}", change)
        self._at_turn(act, memorandum, words, how, seen=seen)

    def take_back(self, act: Act, memorandum: UUID, *, seen: int) -> None:
        """取回: one's own latest act, before any of those it went to has opened it."""
        self._act(
            act,
            memorandum,
            Permission.Memorandum.TAKE_BACK,
            lambda it: it.take_back(
                by=act.person,
                whose=act.principal,
                opened=self.opened_by(it),
                at=self.clock.now(),
            ),
            seen=seen,
            given={},
        )

    def open_up(self, act: Act, memorandum: UUID) -> None:
        """打开: note that who may act in a turn has seen it, so that it is not taken back.

        Who only keeps a leader's desk in order (秘书) may not, and it is not noted.
        """
        it = self.load(Memorandum, memorandum)
        turn = it.since.get(act.principal)
        if it.stage is not Stage.ROUND or turn is None:
            return  # a draft came from nobody who could take it back
        if not self.was_opened(it.id, by=act.principal, turn=turn):
            self.node.guard(act, Permission.Memorandum.RETURN, it)
            self._note_opened(act, it.id, agency=it.agency, turn=turn)

    def opened_by(self, it: Memorandum) -> set[str]:
        """Who of those whose turn it is has opened it since it came to them."""
        return {
            each for each, turn in it.since.items() if self.was_opened(it.id, by=each, turn=turn)
        }

    def acknowledge(self, act: Act, memorandum: UUID, *, seen: int) -> None:
        """阅知: the drafter has seen the result."""
        self._act(
            act,
            memorandum,
            Permission.Memorandum.ACKNOWLEDGE,
            lambda it: it.acknowledge(by=act.person, whose=act.principal, at=self.clock.now()),
            seen=seen,
            given={},
        )

    def hand_over(
        self,
        act: Act,
        memorandum: UUID,
        /,
        *,
        giver: str,
        taker: str,
        steps: Collection[str] | None = None,
        undoing: bool = False,
    ) -> str:
        """移交, as part of handing over a whole desk (`office.desk.handing`)."""

        def decide() -> str:
            permission = Permission.Memorandum.HAND_OVER
            it = self.load(Memorandum, memorandum)
            self.node.guard(act, permission, Giving(it, giver))
            shared = it.hand_over(
                by=act.person, giver=giver, taker=taker, undoing=undoing, at=self.clock.now()
            )
            named = [each for each in it.route if taker in each.people]
            self._must_be_colleagues(it, [Turn(each.step, (taker,)) for each in named])
            self.save(it)
            return SHARED if shared else HOLDING

        given = {"memorandum": memorandum, "giver": giver, "taker": taker, "undoing": undoing}
        return self.perform(act, name=Permission.Memorandum.HAND_OVER, given=given, decide=decide)

    def minded_by(self, agency: str, person: str) -> list[Minded]:
        """What will come to this person, or would come back, though others have it now."""
        return minded(self.node.store, agency, person, load=partial(self.load, Memorandum))

    def become(self, act: Act, memorandum: UUID, *, identity: str, type: str, seen: int) -> UUID:
        """转为公文: a draft with its title, text and attachments, files too; gives its id."""
        self.guard_ahead(act, Permission.Memorandum.BECOME, self.load(Memorandum, memorandum))

        def decide() -> str:
            it = self.open(
                Memorandum,
                memorandum,
                act=act,
                permission=Permission.Memorandum.BECOME,
                seen=seen,
            )
            entry = self.colleagues.identity(identity)
            if entry is None or entry.agency != act.agency:
                raise Refused("本机关没有这个发文名义，请重新选择发文名义。")
            text = self.typesetter.manuscript(act.agency, it.revision)
            manuscript = replace(
                text, type=type, title=retitled(text.title, type=type), issuer=entry.signature
            )
            document = self.documents.draft(
                act, identity=identity, manuscript=manuscript, taken_over=[text]
            )
            it.become(by=act.person, document=document, at=self.clock.now())
            self.save(it)
            return str(document)

        given = {"memorandum": memorandum, "identity": identity, "type": type, "seen": seen}
        name = Permission.Memorandum.BECOME
        return UUID(self.perform(act, name=name, given=given, decide=decide))

    def of_document(self, agency: str, document: UUID) -> UUID | None:
        """The memorandum that a document was made from; None for most documents."""
        query = select(memoranda.c.subject).where(
            memoranda.c.agency == agency, memoranda.c.document == str(document)
        )
        with self.node.store.reading() as connection:
            return connection.execute(query).scalar()

    def _at_turn(self, act: Act, memorandum: UUID, words: Words, how: _Turn, *, seen: int) -> None:
        def change(it: Memorandum) -> None:
            how.change(
                it,
                Said(
                    by=act.person,
                    whose=act.principal,
                    opinion=words.opinion,
                    shown=dict(words.shown),
                    at=self.clock.now(),
                    readers=words.readers,
                ),
            )

        given = {"act": how.name, "opinion": words.opinion, "readers": list(words.readers)}
        self._act(act, memorandum, how.permission, change, seen=seen, given=given)

    def _act(  # one line of each act stands here
        self,
        act: Act,
        memorandum: UUID,
        permission: Permission.Memorandum,
        change: Change,
        *,
        seen: int,
        given: dict[str, Any],
    ) -> None:
        """Open, let `change` decide, save."""

        def decide() -> None:
            it = self.open(
                Memorandum,
                memorandum,
                act=act,
                permission=permission,
                seen=seen,
                binds=permission is not Permission.Memorandum.REVISE,
            )
            change(it)
            self.save(it)

        given = {"memorandum": memorandum, "seen": seen, **given}
        self.perform(act, name=permission, given=given, decide=decide)

    def _must_be_colleagues(self, it: Memorandum, route: Sequence[Turn]) -> None:
        """Everybody on the route handles papers in this agency, and leaders are leaders."""
        posts = self.colleagues.posts_on(it.agency)
        ours = {str(each.person.id) for each in posts if set(each.roles) - ADMINISTRATORS}
        leaders = {str(each.person.id) for each in posts if Role.LEADER in each.roles}
        if not set(people_on(route)) <= ours:
            raise Refused("请在本机关办理公文的人员中选择办理人，再呈报。")
        approving = people_on([turn for turn in route if turn.step is Step.APPROVE])
        if not set(approving) <= leaders:
            raise Refused("签报由本机关领导审批，所选的人没有领导职责。请改选审批领导，再呈报。")


def facts_of(manuscript: Manuscript, *, unit: str) -> dict[str, Any]:
    """The few things that lists and the form show beside the text."""
    return {
        "title": manuscript.title,
        "urgency": manuscript.urgency,
        "classification": manuscript.classification,
        "unit": unit,
    }


def retitled(title: str, *, type: str) -> str:
    """The title of a document of this type: 关于……的请示 becomes 关于……的通知."""
    return f"{_ENDING.sub('', title)}的{type}"
