"""The outgoing room: every act on a document, from draft to dispatch.

Pages are laid out and stored before an act begins; inside it only decisions are made, under the
journal's lock. An act whose text changed meanwhile finds another revision than was shown, and is
refused by the aggregate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from documents.consignments.application import Consignments
from documents.manuscript import Manuscript, figures_of, texts_of
from documents.numbering.application import Numbering
from documents.outgoing.document import Document
from documents.outgoing.issuing import (
    capsules_of,
    facts_of,
    issue_of,
    must_be_complete,
    series_word,
)
from documents.outgoing.ports import DirectoryOfRecord, next_people
from documents.outgoing.stages import Stage
from documents.permissions import Permission
from documents.typesetting import Typesetter
from office.classification import Ceiling
from office.directory.entries import IssuingIdentityEntry
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room


class Documents(Room):
    """发文. Commands carry the same names as the aggregate's."""

    def __init__(  # what a room stands on, named once
        self,
        node: Node,
        *,
        ceiling: Ceiling,
        typesetter: Typesetter,
        directory: DirectoryOfRecord,
        numbering: Numbering,
        consignments: Consignments,
    ) -> None:
        super().__init__(node)
        self.ceiling = ceiling
        self.typesetter = typesetter
        self.directory = directory
        self.numbering = numbering
        self.consignments = consignments

    def draft(
        self,
        act: Act,
        *,
        identity: str,
        manuscript: Manuscript,
        images: Mapping[str, bytes] | None = None,
    ) -> UUID:
        """拟稿: a new document in the name of an issuing identity; gives its id.

        `images`: the files of its figures by digest, every one of them.
        """
        self.node.guard(act, Permission.Document.DRAFT, act)
        revision = self._kept(act, manuscript, images=images or {})
        id = uuid5(NAMESPACE_URL, f"wenshu:document:{act.agency}:{act.person}:{act.command}")

        def decide() -> str:
            self._identity(act, identity, type=manuscript.type)
            document = Document.draft(
                id=id,
                agency=act.agency,
                by=act.person,
                identity=identity,
                revision=revision,
                facts=facts_of(manuscript),
                at=self.clock.now(),
            )
            self.node.guard(act, Permission.Document.DRAFT, document)
            self.save(document)
            return str(document.id)

        given = {"identity": identity, "revision": revision}
        return UUID(self.perform(act, name="draft", given=given, decide=decide))

    def revise(
        self,
        act: Act,
        document: UUID,
        *,
        manuscript: Manuscript,
        seen: int,
        images: Mapping[str, bytes] | None = None,
    ) -> None:
        """修改: a new revision; of `images` those that an earlier one had need not be given."""
        self.node.guard(act, Permission.Document.REVISE, self.load(Document, document))
        revision = self._kept(act, manuscript, images=images or {}, document=document)
        self._act(
            act,
            document,
            Permission.Document.REVISE,
            lambda it: it.revise(
                by=act.person,
                revision=revision,
                facts=facts_of(manuscript),
                at=self.clock.now(),
            ),
            seen=seen,
            given={"revision": revision},
        )

    def submit(self, act: Act, document: UUID, *, to: str, seen: int) -> None:
        """送核: to a reviewer."""
        shown = self._shown(act, document)

        def change(it: Document) -> None:
            must_be_complete(self.typesetter.manuscript(act.agency, it.revision))
            self._must_be_next(it, to, what="核稿人")
            it.submit(by=act.person, to=to, shown=shown, at=self.clock.now())

        self._act(
            act,
            document,
            Permission.Document.SUBMIT,
            change,
            seen=seen,
            given={"to": to},
        )

    def review(self, act: Act, document: UUID, *, opinion: str, to: str, seen: int) -> None:
        """核稿: on to the signer."""
        shown = self._shown(act, document)

        def change(it: Document) -> None:
            self._must_be_next(it, to, what="签发人")
            it.review(by=act.person, opinion=opinion, to=to, shown=shown, at=self.clock.now())

        self._act(
            act,
            document,
            Permission.Document.REVIEW,
            change,
            seen=seen,
            given={"opinion": opinion, "to": to},
        )

    def sign_off(self, act: Act, document: UUID, *, opinion: str, seen: int) -> None:
        """签发: consent to exactly what was shown."""
        shown = self._shown(act, document)
        self._act(
            act,
            document,
            Permission.Document.SIGN_OFF,
            lambda it: it.sign_off(
                by=act.person, opinion=opinion, shown=shown, at=self.clock.now()
            ),
            seen=seen,
            given={"opinion": opinion},
        )

    def return_to(self, act: Act, document: UUID, *, stage: Stage, reason: str, seen: int) -> None:
        """退回: to an earlier step, with the reason."""
        self._act(
            act,
            document,
            Permission.Document.RETURN,
            lambda it: it.return_to(stage, by=act.person, reason=reason, at=self.clock.now()),
            seen=seen,
            given={"stage": stage, "reason": reason},
        )

    def recheck(self, act: Act, document: UUID, *, opinion: str, seen: int) -> None:
        """复核."""
        self._act(
            act,
            document,
            Permission.Document.RECHECK,
            lambda it: it.recheck(by=act.person, opinion=opinion, at=self.clock.now()),
            seen=seen,
            given={"opinion": opinion},
        )

    def take_number(self, act: Act, document: UUID, *, seen: int) -> None:
        """编号: the next of the identity's series for this type, under the journal's lock."""

        def decide(it: Document) -> None:
            entry = self._identity(act, it.identity, type=it.facts["type"])
            word = series_word(entry, type=it.facts["type"])
            number, series = self.numbering.take(act, word=word, subject=it.id)
            it.take_number(by=act.person, number=number, series=series, at=self.clock.now())

        self._act(act, document, Permission.Document.NUMBER, decide, seen=seen, given={})

    def typeset(self, act: Act, document: UUID, *, seen: int) -> None:
        """排版: lay out the original with red head, number and date, and store it."""
        original = self._original(act, document)
        self._act(
            act,
            document,
            Permission.Document.TYPESET,
            lambda it: it.typeset(by=act.person, original=original, at=self.clock.now()),
            seen=seen,
            given={},
        )

    def release(self, act: Act, document: UUID, *, seen: int) -> None:
        """核发."""
        self._act(
            act,
            document,
            Permission.Document.RELEASE,
            lambda it: it.release(by=act.person, at=self.clock.now()),
            seen=seen,
            given={},
        )

    def dispatch(
        self,
        act: Act,
        document: UUID,
        *,
        addressees: Sequence[str],
        answer_due: bool = False,
        seen: int,
    ) -> None:
        """分发: a consignment to each addressee (codes of agencies), in the order given.

        With `answer_due` the sender is told of registration and completion too.
        """

        def decide(it: Document) -> None:
            today = office_day(self.clock.now())
            sender = self.directory.agency_on(act.agency, today)
            if sender is None:
                raise Refused("通讯录中没有本机关，不能分发。请系统管理员核对通讯录后再分发。")
            if act.agency in addressees:
                raise Refused("分送名单里有本机关。请去掉本机关后再分发。")
            agencies = [self._addressee(code) for code in dict.fromkeys(addressees)]
            capsules = capsules_of(it, sender=sender, addressees=agencies, answer_due=answer_due)
            it.dispatch(
                by=act.person,
                consignments=[
                    {
                        "consignment": each.consignment,
                        "addressee": each.addressee,
                        "name": each.addressee_name,
                    }
                    for each in capsules
                ],
                at=self.clock.now(),
            )
            self.consignments.dispatch(act, document=it.id, capsules=capsules)

        given = {"addressees": list(addressees), "answer_due": answer_due}
        self._act(act, document, Permission.Document.DISPATCH, decide, seen=seen, given=given)

    def _act(  # one line of each act stands here
        self,
        act: Act,
        document: UUID,
        permission: Permission.Document,
        change: Callable[[Document], None],
        *,
        seen: int,
        given: dict[str, Any],
    ) -> None:
        """Open, let `change` decide, save: the one way an act on a document goes."""

        def decide() -> None:
            it = self.open(
                Document,
                document,
                act=act,
                permission=permission,
                seen=seen,
                binds=permission is not Permission.Document.REVISE,
            )
            change(it)
            self.save(it)

        given = {"document": document, "seen": seen, **given}
        self.perform(act, name=permission, given=given, decide=decide)

    def _kept(
        self,
        act: Act,
        manuscript: Manuscript,
        *,
        images: Mapping[str, bytes],
        document: UUID | None = None,
    ) -> str:
        """Store text and images, unless it is above the node's ceiling; gives the revision.

        Of what the agency has stored, a figure may name only images that this document had: a
        digest is no key to another paper's content, nor tells whether it is there.
        """
        self.ceiling.check(manuscript.classification)
        self.ceiling.check_text("\n".join(texts_of(manuscript)))
        used = {each.digest for each in figures_of(manuscript)}
        if not used <= set(images) and not used - set(images) <= self._images_of(act, document):
            raise Refused(
                "文稿中有一处插图没有图片，文稿没有保存。插图只能用这次导入的图片，"
                "或者此件以前文稿中的图片。请删去这一行，或重新导入带图的文件。"
            )
        for digest in used & set(images):
            self.node.content.put(act.agency, images[digest])
        return self.typesetter.keep(act.agency, manuscript)

    def _images_of(self, act: Act, document: UUID | None) -> set[str]:
        """The stored images of every text that the document had; none before there is one."""
        history: Iterable[Any] = self.events.get(document) if document else ()
        content, images = self.node.content, set()
        for revision in {each.revision for each in history if hasattr(each, "revision")}:
            if content.has(act.agency, revision):
                manuscript = self.typesetter.manuscript(act.agency, revision)
                images |= {each.digest for each in figures_of(manuscript)}
        return {digest for digest in images if content.has(act.agency, digest)}

    def _shown(self, act: Act, document: UUID) -> dict[str, Any]:
        """The pages that the person saw: as stored, and never laid out again (design D7)."""
        it = self.load(Document, document)
        self.node.guard(act, Permission.Document.VIEW, it)
        return it.stored_pages or self.typesetter.shown(act.agency, it.revision)

    def _original(self, act: Act, document: UUID) -> dict[str, Any]:
        """The stored pages as issued; what stands already when it is not the time to typeset."""
        it = self.load(Document, document)
        self.node.guard(act, Permission.Document.VIEW, it)
        if it.stage is not Stage.TYPESETTING:
            return it.original
        issue = issue_of(
            it,
            self._identity(act, it.identity, type=it.facts["type"]),
            manuscript=self.typesetter.manuscript(act.agency, it.revision),
            today=office_day(self.clock.now()),
        )
        return self.typesetter.shown(act.agency, it.revision, issue=issue)

    def _must_be_next(self, it: Document, person: str, *, what: str) -> None:
        people = next_people(
            self.directory, stage=it.stage, agency=it.agency, identity=it.identity
        )
        if person not in {str(each.person.id) for each in people}:
            raise Refused(f"请选择{what}。名单里没有人时，请系统管理员在通讯录中设置岗位职责。")

    def _identity(self, act: Act, key: str, *, type: str) -> IssuingIdentityEntry:
        entry = self.directory.identity(key, office_day(self.clock.now()))
        if entry is None or entry.agency != act.agency:
            raise Refused("本机关没有这个发文名义，请重新选择发文名义。")
        if type not in entry.types:
            raise Refused(
                f"“{entry.name}”不能制发“{type}”。"
                f"它可以制发：{'、'.join(entry.types)}。请改用其他发文名义或文种。"
            )
        return entry

    def _addressee(self, code: str) -> Any:
        agency = self.directory.agency_on(code, office_day(self.clock.now()))
        if agency is None:
            raise Refused(f"通讯录中没有机关“{code}”，请从分送名单中去掉后再分发。")
        return agency
