"""送审稿: what is read and consented to before sign-off has no red head and no number."""

from __future__ import annotations

from dataclasses import replace

from documents.layout.formats.ordinary import Ordinary
from documents.layout.header import Header, proof_notice
from documents.layout.imprint import Imprint
from documents.layout.pages import Run
from documents.layout.paragraphs import Groups


class Proof(Ordinary):
    """The text where it will be printed, marked on each page as not yet signed off.

    The red head is left white, and 署名 and 成文日期 have their lines, so that what is read and
    consented to turns its pages where the issued document will.
    """

    imprint_on_even_page = False

    def __init__(self, form: Ordinary) -> None:
        super().__init__(form.manuscript, form.issue)
        self._form = form
        self.first_bottom = form.first_bottom
        self.first_page_numbered = form.first_page_numbered

    def main(self, recipients: str) -> Groups:
        """The text as the manuscript's own format has it."""
        return self._form.main(recipients)

    def header(self) -> Header:
        """密级 and 紧急程度 only, and what the format adds; the title stands where it will."""
        shown = self._form.proof_header()
        if not self.issue.mark:
            return shown
        return replace(shown, title_top=max(shown.title_top, self._form.header().title_top))

    def imprint(self, recipients: str) -> Imprint:
        """抄送 only: the rest is known when it is printed."""
        return Imprint(recipients=recipients, copies=self.manuscript.copies)

    def on_every_page(self) -> tuple[Run, ...]:
        """送审稿."""
        return (proof_notice(),)
