"""文件格式, the ordinary one; every other format is told by what it does otherwise."""

from __future__ import annotations

from documents.layout import sheet
from documents.layout.header import Header, issued_header, proof_header
from documents.layout.imprint import Imprint, PlacedImprint, placed_imprint
from documents.layout.issue import Issue
from documents.layout.pages import Element, Run
from documents.layout.paragraphs import (
    Groups,
    attachment_note_groups,
    recipients_rows,
    text_groups,
    title_rows,
)
from documents.layout.rows import EMPTY
from documents.layout.signature import closed_by, names_of, note_rows, signature_rows
from documents.manuscript import Manuscript


class Ordinary:
    """GB/T 9704-2012 clause 7. `manuscript` and `issue` are what is laid out."""

    first_bottom = sheet.BOTTOM
    """How far down the text of page 1 may reach, mm."""
    first_page_numbered = True
    imprint_on_even_page = True
    """Whether the last page must be a back page, so that the document has whole leaves."""

    def __init__(self, manuscript: Manuscript, issue: Issue) -> None:
        self.manuscript = manuscript
        self.issue = issue

    def header(self) -> Header:
        """What stands above the title on page 1, and where the title begins."""
        return issued_header(self.manuscript, issue=self.issue)

    def main(self, recipients: str) -> Groups:
        """The paragraphs from title to note; `recipients` is empty where they moved (7.4.2)."""
        manuscript = self.manuscript
        return [
            *self.above_text(recipients),
            *text_groups(manuscript.body),
            *attachment_note_groups(manuscript.attachments),
            *closed_by(self.signature(), note_rows(manuscript.note)),
        ]

    def above_text(self, recipients: str) -> Groups:
        """标题 and, after a blank line, 主送机关."""
        title = title_rows(self.manuscript.title, element=Element.TITLE)
        return [title, [EMPTY, *recipients_rows(recipients)]]

    def signature(self) -> Groups:
        """署名 and 成文日期."""
        names = self.issue.signatures or names_of(self.manuscript.signature)
        date = self.issue.date or self.manuscript.date
        return signature_rows(names, date=date, issue=self.issue)

    def imprint(self, recipients: str) -> Imprint:
        """版记; `recipients` are the 主送 that moved there."""
        return Imprint(
            recipients=recipients,
            copies=self.issue.copies or self.manuscript.copies,
            printing_office=self.issue.printing_office,
            print_date=self.issue.print_date,
        )

    def placed_imprint(self, recipients: str, *, paragraph: int) -> PlacedImprint | None:
        """The imprint's pieces at the bottom of the type area, if it has any words."""
        placed = placed_imprint(self.imprint(recipients), paragraph=paragraph)
        return placed if placed.runs else None

    def proof_header(self) -> Header:
        """What stands above the title of its 送审稿."""
        return proof_header(self.manuscript)

    def on_every_page(self) -> tuple[Run, ...]:
        """What stands outside the type area of each page, the page number aside."""
        return ()
