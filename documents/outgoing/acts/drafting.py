"""拟稿: drafting a document, revising it and giving it up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from documents.manuscript import Manuscript, stored_with
from documents.outgoing.acts.foundation import Foundation
from documents.outgoing.acts.issuing import facts_of
from documents.outgoing.document import Document
from documents.permissions import Permission
from office.kernel.act import Act


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
        taken_over: Sequence[Manuscript] = (),
    ) -> UUID:
        """拟稿: a new document in the name of an issuing identity; gives its id.

        `images`: the files of its figures and attachments by digest, every one of them but those
        of the texts that it is made from (`taken_over`), which are stored already.
        `particulars`: what is stated beside the text, as JSON.
        """
        self.guard_ahead(act, Permission.Document.DRAFT, act)
        revision = self.texts.keep(
            act.agency, manuscript, given=images or {}, taken_over=taken_over
        )
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
        history: Iterable[Any] = self.events.get(document)
        revision = self.texts.keep(act.agency, manuscript, given=images or {}, history=history)

        def change(it: Document) -> None:
            it.revise(
                by=act.person,
                revision=revision,
                facts=facts_of(manuscript),
                particulars=particulars,
                files=sorted(stored_with(manuscript)),
                at=self.clock.now(),
            )
            if it.secrecy_asked:  # it is on the way: who is named now has it on the desk at once
                self._must_be_reviewer(it, it.secrecy_asked)

        given = {"revision": revision, "particulars": particulars}
        self._act(act, document, Permission.Document.REVISE, change, seen=seen, given=given)

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
