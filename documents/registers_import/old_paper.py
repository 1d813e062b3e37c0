"""A paper of an old register, and the act by which a whole register came in.

It is no Incoming and no Document: nobody signed for it, screened it or signed it off here, and
no figure about our own work may count it (decision 0091). It has its number, the true day, where
the original lies, the scans, and what the old register said.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from documents.registers_import.columns import Kind
from office.kernel.entity import Created, Entity


class OldPaper(Entity):
    """One line of an old register."""

    TOPIC: ClassVar[str] = "documents.OldPaper"

    class Imported(Created):
        TOPIC: ClassVar[str] = "documents.OldPaper.Imported"
        by: str
        kind: str
        number: str
        word: str
        registered_on: str
        title: str
        original: str
        facts: dict[str, Any]
        scans: list[dict[str, Any]]
        source: dict[str, Any]

    def __init__(  # the facts of a line are that many
        self,
        agency: str,
        by: str,
        kind: str,
        number: str,
        word: str,
        registered_on: str,
        title: str,
        original: str,
        facts: dict[str, Any],
        scans: list[dict[str, Any]],
        source: dict[str, Any],
    ) -> None:
        self.agency = agency
        self.kind = Kind(kind)
        self.number = number
        self.registered_on = registered_on
        self.title = title
        self.original = original
        self.facts: dict[str, str] = facts
        self.scans: list[dict[str, Any]] = scans
        self.source: dict[str, Any] = source

    @staticmethod
    def id_of(*, agency: str, kind: Kind, number: str) -> UUID:
        """A number of a register is one paper, however often somebody imports it."""
        return uuid5(NAMESPACE_URL, f"wenshu:old-paper:{agency}:{kind}:{number}")

    @classmethod
    def enter(  # as above
        cls,
        *,
        agency: str,
        kind: Kind,
        number: str,
        word: str,
        day: date,
        title: str,
        original: str,
        facts: dict[str, str],
        scans: list[dict[str, Any]],
        source: dict[str, Any],
        by: str,
        at: datetime,
    ) -> OldPaper:
        """导入: `day` is the true one, `at` that of the entry; `scans` are stored already."""
        return cls.begin(
            cls.Imported,
            id=cls.id_of(agency=agency, kind=kind, number=number),
            agency=agency,
            timestamp=at,
            by=by,
            kind=kind.value,
            number=number,
            word=word,
            registered_on=day.isoformat(),
            title=title,
            original=original,
            facts=facts,
            scans=scans,
            source=source,
        )


class RegisterImport(Entity):
    """The import of one workbook: whose act it was, of which file, how many papers it brought."""

    TOPIC: ClassVar[str] = "documents.RegisterImport"

    class CarriedOut(Created):
        TOPIC: ClassVar[str] = "documents.RegisterImport.CarriedOut"
        by: str
        file: str
        digest: str
        counts: dict[str, Any]

    def __init__(self, agency: str, by: str, file: str, digest: str, counts: dict[str, Any]):
        self.agency = agency
        self.file = file
        self.digest = digest
        self.counts: dict[str, int] = counts

    @classmethod
    def carry_out(
        cls, *, agency: str, file: str, digest: str, counts: dict[str, int], by: str, at: datetime
    ) -> RegisterImport:
        """`digest` is the workbook's; the file itself stays with the office."""
        return cls.begin(
            cls.CarriedOut,
            id=uuid5(NAMESPACE_URL, f"wenshu:register-import:{agency}:{digest}"),
            agency=agency,
            timestamp=at,
            by=by,
            file=file,
            digest=digest,
            counts=counts,
        )
