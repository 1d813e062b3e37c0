"""The room of 代拟稿: taking a draft over from an incoming paper, and telling its sender how far
it is. The sender hears the step by the trade's word, never an opinion (design section 5) and never
what the office calls the step on its route, for that may name people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Row, select

from documents.commissioning.registers import commissions
from documents.consignments.application import Consignments
from documents.consignments.capsule import Part, Report
from documents.consignments.states import COURIER, State
from documents.incoming.incoming import Incoming
from documents.manuscript import Manuscript
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.outgoing.particulars import Particulars
from documents.outgoing.ports import OrganDirectory
from documents.outgoing.stages import STAGE_WORDS
from documents.permissions import Permission
from documents.reading.imported import Imported
from documents.reading.importing import import_file
from office.classification import Ceiling
from office.directory.entries import IssuingIdentityEntry
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room

_EDITABLE = (".docx", ".txt", ".ofd", ".pdf")
"""What a text can be read from, the best first."""


class Commissions(Room):
    """代拟稿. The document stands in the outgoing room; here is how it came."""

    def __init__(
        self,
        node: Node,
        *,
        ceiling: Ceiling,
        directory: OrganDirectory,
        documents: Documents,
        consignments: Consignments,
    ) -> None:
        super().__init__(node)
        self.ceiling = ceiling
        self.directory = directory
        self.documents = documents
        self.consignments = consignments
        self._told: set[str] = set()

    def take_over(self, act: Act, incoming: UUID, *, identity: str, part: str) -> UUID:
        """转为公文: a draft in our name of the text in one of the paper's files; gives its id.

        `part`: that file's digest. Both name each other then; a paper becomes one document.
        """
        it = self.load(Incoming, incoming)
        self.guard_ahead(act, Permission.Incoming.TAKE_OVER, it)
        entry = self._identity(act, identity)
        imported = self._read(it, part)
        manuscript = _ours(imported.whole(), entry)
        stated = Particulars(
            necessity=f"{it.capsule.sender_name}代拟，{it.capsule.facts['title']}",
            commissioned_by=str(incoming),
        )

        def decide() -> str:
            it = self.open(Incoming, incoming, act=act, permission=Permission.Incoming.TAKE_OVER)
            if not it.number:
                raise Refused("来文还没有登记，不能转为公文。请登记后再转。")
            document = self.documents.draft(
                act,
                identity=identity,
                manuscript=manuscript,
                images=imported.files,
                particulars=stated.to_json(),
            )
            return str(document)

        given = {"incoming": incoming, "identity": identity, "part": part}
        return UUID(self.perform(act, name="take over", given=given, decide=decide))

    def document_of(self, incoming: UUID) -> UUID | None:
        """The document that a paper became."""
        row = self._row(commissions.c.incoming == incoming)
        return row.subject if row else None

    def incoming_of(self, document: UUID) -> UUID | None:
        """The paper by which a document came."""
        row = self._row(commissions.c.subject == document)
        return row.incoming if row else None

    def untold(self) -> list[Row[Any]]:
        """Documents that moved since their senders were told."""
        with self.node.store.reading() as connection:
            rows = connection.execute(select(commissions)).all()
        return [each for each in rows if _report_id(each) not in self._told]

    def tell(self, row: Row[Any]) -> bool:
        """Queue a receipt with the step that the document is at; False where that was done."""
        id = _report_id(row)
        known = self.exists(UUID(id))
        if not known:
            act = Act(agency=row.agency, person=COURIER, command=f"commission:{id}")
            report = self._report(row, id)
            self.perform(
                act,
                name="tell of a commission",
                given={"report": id},
                decide=lambda: self.consignments.tell(report),
            )
        self._told.add(id)
        return not known

    def _report(self, row: Row[Any], id: str) -> Report:
        capsule = self.load(Incoming, row.incoming).capsule
        return Report(
            id=id,
            consignment=capsule.consignment,
            digest=capsule.digest,
            sender=capsule.sender,
            addressee=capsule.addressee,
            state=State.IN_PROGRESS,
            at=self.clock.now(),
            person="",
            number="",
            text=f"代拟稿：{STAGE_WORDS[self.load(Document, row.subject).stage]}",
            sending=capsule.sending,
        )

    def _identity(self, act: Act, key: str) -> IssuingIdentityEntry:
        day = office_day(self.clock.now())
        known = self.directory.identities(act.agency, day)
        entry = next((each for each in known if each.key == key), None)
        if entry is None:
            raise Refused("本机关没有这个发文名义，请重新选择发文名义。")
        return entry

    def _read(self, it: Incoming, digest: str) -> Imported:
        if digest not in {each.digest for each in readable(it.capsule.parts)}:
            raise Refused("来文中没有这份材料，请从列表中选择代拟稿所在的文件。")
        imported = import_file(self.node.content.get(it.agency, digest))
        imported.check(self.ceiling)
        return imported

    def _row(self, condition: Any) -> Row[Any] | None:
        with self.node.store.reading() as connection:
            return connection.execute(select(commissions).where(condition)).first()


def readable(parts: Sequence[Part]) -> list[Part]:
    """The files that a draft can be read from, the likeliest first: named so, then editable."""

    def likely(part: Part) -> tuple[bool, bool, int]:
        suffix = f".{part.name.rpartition('.')[2].lower()}"
        order = _EDITABLE.index(suffix) if suffix in _EDITABLE else len(_EDITABLE)
        return "代拟" not in part.name, part.role == "original", order

    known = [each for each in parts if each.name.lower().endswith(_EDITABLE)]
    return sorted(known, key=likely)


def _ours(manuscript: Manuscript, identity: IssuingIdentityEntry) -> Manuscript:
    """The text in our name; what issuing fills in anew is left out."""
    permitted = identity.types
    type = manuscript.type if manuscript.type in permitted else next(iter(permitted), "通知")
    return replace(
        manuscript,
        type=type,
        title=manuscript.title or "（代拟稿，请填写标题）",
        issuer=identity.signature,
        number="",
        date="",
        signature="",
    )


def _report_id(row: Row[Any]) -> str:
    return str(uuid5(row.subject, f"commission:{row.moved}"))
