"""The room of opinions: what each step offers, agency by agency."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from documents.handling.transcription import Scan
from documents.opinions.drafts import OpinionDrafts
from documents.opinions.personal import PersonalPhrases
from documents.opinions.phrase_book import PhraseBook
from documents.opinions.registers import phrases
from documents.opinions.scans import scan_type
from documents.opinions.steps import STANDARD, Arrangement, OpinionStep
from documents.permissions import Permission
from office.kernel.act import Act
from office.kernel.entity import Entity
from office.kernel.node import Node
from office.kernel.refusals import Conflict
from office.kernel.room import Room


class Opinions(Room):
    """Phrases of the agency (events), of the person (state), and kept drafts (state)."""

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self.personal = PersonalPhrases(node.store)
        self.drafts = OpinionDrafts(node.store, clock=node.clock)

    def arrange(self, act: Act, steps: Mapping[OpinionStep, Arrangement], *, seen: int) -> None:
        """Change what these steps offer; `seen` is the book's version, 0 before there is one."""
        id = PhraseBook.id_of(act.agency)

        def decide() -> None:
            if self.exists(id):
                book = self.open(
                    PhraseBook,
                    id,
                    act=act,
                    permission=Permission.Opinions.SET_UP,
                    seen=seen,
                )
            else:
                book = PhraseBook.open(agency=act.agency, at=self.clock.now())
                self.node.guard(act, Permission.Opinions.SET_UP, book)
                if seen:
                    raise Conflict("常用语的版本不对，没有保存。请重新打开这一页再改。")
            book.arrange(steps, by=act.person, at=self.clock.now())
            self.save(book)

        given = {
            "seen": seen,
            "steps": {str(step): [each.phrases, each.default] for step, each in steps.items()},
        }
        self.perform(act, name=Permission.Opinions.SET_UP, given=given, decide=decide)

    def keep_scan(self, act: Act, paper: Entity, *, permission: str, data: bytes) -> Scan:
        """Store what a leader wrote on, for whoever may transcribe it (代录).

        Refused for what is no image or PDF, or too large.
        """
        self.guard_ahead(act, permission, paper)
        media_type = scan_type(data)
        digest = self.node.content.put(act.agency, data)
        return Scan(digest, len(data), media_type)

    def version(self, agency: str) -> int:
        """Of the agency's book, as a form sends it back; 0 before anybody changed anything."""
        id = PhraseBook.id_of(agency)
        return self.load(PhraseBook, id).version if self.exists(id) else 0

    def arranged(self, agency: str) -> dict[OpinionStep, Arrangement]:
        """Every step of the agency: as its clerks arranged it, else the standard."""
        query = select(phrases).where(phrases.c.agency == agency)
        with self.node.store.reading() as connection:
            changed = {
                OpinionStep(row.step): Arrangement(tuple(row.lines.splitlines()), row.default)
                for row in connection.execute(query)
            }
        return {**STANDARD, **changed}

    def default(self, agency: str, step: OpinionStep) -> str:
        """What an opinion left empty at this step stands for; empty for an act without words."""
        return self.arranged(agency)[step].default

    def offered(self, *, agency: str, person: str, step: OpinionStep) -> tuple[str, ...]:
        """The phrases of this step, the person's own before the agency's, none twice."""
        own = self.personal.of(person).get(step, ())
        return tuple(dict.fromkeys((*own, *self.arranged(agency)[step].phrases)))
