"""拟稿: drafting a document, revising it and giving it up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from documents.manuscript import Manuscript, stored_with, texts_of
from documents.outgoing.acts.foundation import Foundation
from documents.outgoing.acts.issuing import facts_of
from documents.outgoing.document import Document
from documents.permissions import Permission
from documents.revisions.sniffing import must_be_as_attached
from office.kernel.act import Act
from office.kernel.refusals import Refused


class Drafting(Foundation):
    """The acts on a draft's text. Commands carry the same names as the aggregate's."""

    def draft(
        self,
        act: Act,
        *,
        identity: str,
        manuscript: Manuscript,
        images: Mapping[str, bytes] | None = None,
        particulars: Mapping[str, Any] | None = None,
    ) -> UUID:
        """拟稿: a new document in the name of an issuing identity; gives its id.

        `images`: the files of its figures and attachments by digest, every one of them.
        `particulars`: what is stated beside the text, as JSON.
        """
        self.guard_ahead(act, Permission.Document.DRAFT, act)
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
                particulars=particulars,
                files=sorted(stored_with(manuscript)),
                at=self.clock.now(),
            )
            self.node.guard(act, Permission.Document.DRAFT, document)
            self.save(document)
            return str(document.id)

        given = {"identity": identity, "revision": revision, "particulars": particulars}
        return UUID(self.perform(act, name="draft", given=given, decide=decide))

    def revise(
        self,
        act: Act,
        document: UUID,
        *,
        manuscript: Manuscript,
        seen: int,
        images: Mapping[str, bytes] | None = None,
        particulars: Mapping[str, Any] | None = None,
    ) -> None:
        """修改: a new revision; of `images` those that an earlier one had need not be given.

        Without `particulars` they stay as they are.
        """
        self.guard_ahead(act, Permission.Document.REVISE, self.load(Document, document))
        revision = self._kept(act, manuscript, images=images or {}, document=document)
        self._act(
            act,
            document,
            Permission.Document.REVISE,
            lambda it: it.revise(
                by=act.person,
                revision=revision,
                facts=facts_of(manuscript),
                particulars=particulars,
                files=sorted(stored_with(manuscript)),
                at=self.clock.now(),
            ),
            seen=seen,
            given={"revision": revision, "particulars": particulars},
        )

    def abandon(self, act: Act, document: UUID, *, reason: str, seen: int) -> None:
        """撤稿: for ever."""
        self._act(
            act,
            document,
            Permission.Document.ABANDON,
            lambda it: it.abandon(by=act.person, reason=reason, at=self.clock.now()),
            seen=seen,
            given={"reason": reason},
        )

    def _kept(
        self,
        act: Act,
        manuscript: Manuscript,
        *,
        images: Mapping[str, bytes],
        document: UUID | None = None,
    ) -> str:
        """Store text and images, unless it is above the node's ceiling; gives the revision.

        Of what the agency has stored, a figure or an attachment may name only what this document
        had: a digest is no key to another paper's content, nor tells whether it is there.
        """
        self.ceiling.check(manuscript.classification)
        self.ceiling.check_text("\n".join(texts_of(manuscript)))
        used = stored_with(manuscript)
        before = self._texts_of(act, document) if used else []
        had = {digest for text in before for digest in stored_with(text)}
        stored = {digest for digest in had if self.node.content.has(act.agency, digest)}
        if not used <= stored | set(images):
            raise Refused(
                "文稿中有一处插图没有图片，或者附件没有文件，文稿没有保存。"
                "插图只能用这次导入的图片，或者此件以前文稿中的图片，附件的文件也一样。"
                "请删去这一行，或重新导入、重新附上。"
            )
        must_be_as_attached(manuscript, given=images, before=before)
        for digest in used & set(images):
            self.node.content.put(act.agency, images[digest])
        return self.typesetter.keep(act.agency, manuscript)

    def _texts_of(self, act: Act, document: UUID | None) -> list[Manuscript]:
        """Every text that the document had and that is still stored; none before there is one."""
        history: Iterable[Any] = self.events.get(document) if document else ()
        revisions = {each.revision for each in history if hasattr(each, "revision")}
        return [
            self.typesetter.manuscript(act.agency, each)
            for each in sorted(revisions)
            if self.node.content.has(act.agency, each)
        ]
