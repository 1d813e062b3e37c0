"""What was asked about a document, and what of it is still open."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from documents.consulting.adopted import adopted_in_vain, must_be_followed
from documents.consulting.consultation import Consultation
from documents.consulting.open_matters import (
    JointSigner,
    joint_signers,
    last_words,
    open_matters,
)
from documents.consulting.registers import consultations, consulted
from documents.consulting.verdicts import ASKING_WORDS, Asking
from office.desk.handing.application import Minded
from office.kernel.refusals import Refused
from office.kernel.room import Room


class Rounds(Room):
    """Every round of every document, for those who ask."""

    def of_document(self, document: UUID) -> list[Consultation]:
        """Every round of a document, the first one first."""
        query = select(consultations.c.subject).where(consultations.c.document == document)
        with self.node.store.reading() as connection:
            found = connection.execute(query.order_by(consultations.c.round)).scalars().all()
        return [self.load(Consultation, each) for each in found]

    def open_matters(self, document: UUID, *, revision: str) -> list[str]:
        """What keeps this revision from being signed off, a clause an agency."""
        return open_matters(self.of_document(document), revision=revision)

    def adopted_in_vain(self, document: UUID, *, revision: str) -> list[str]:
        """Which comments were adopted though the text was not changed, a clause each."""
        return adopted_in_vain(self.of_document(document), revision=revision)

    def must_be_followed(self, document: UUID, *, revision: str, doing: str) -> None:
        """Refuse to hand on a text that does not show what was adopted."""
        must_be_followed(self.of_document(document), revision=revision, doing=doing)

    def must_be_settled(self, document: UUID, *, revision: str, doing: str = "签发") -> None:
        """Refuse the sign-off of a revision that somebody was asked about and has not settled."""
        if matters := self.open_matters(document, revision=revision):
            raise Refused(
                f"此件还不能{doing}：{'；'.join(matters)}。部门之间未协商一致的，不得行文"
                "（《条例》第十六条（四））。请先办完会签和征求意见。"
            )

    def joint_issuers(self, document: UUID) -> set[str]:
        """Codes of the other issuers that were asked to sign it off and not let go again."""
        return {
            place.code
            for it, place in last_words(self.of_document(document))
            if it.asking is Asking.JOINT
        }

    def joint_signers(self, document: UUID, *, revision: str) -> list[JointSigner]:
        """The other issuers that signed off this revision, in issuer order."""
        return joint_signers(self.of_document(document), revision=revision)

    def minded_by(self, agency: str, person: str) -> list[Minded]:
        """What this person asked of others who have yet to answer."""
        query = (
            select(consultations.c.subject, consultations.c.title, consultations.c.asking)
            .join(consulted, consulted.c.subject == consultations.c.subject)
            .where(
                consultations.c.agency == agency,
                consultations.c.asker == person,
                consulted.c.expected,
            )
            .distinct()
        )
        with self.node.store.reading() as connection:
            return [
                Minded(row.subject, row.title, f"等候{ASKING_WORDS[Asking(row.asking)]}答复")
                for row in connection.execute(query)
            ]
