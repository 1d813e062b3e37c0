"""送审稿: what is read and consented to before sign-off has no red head and no number."""

from __future__ import annotations

from documents.layout.formats.ordinary import Ordinary
from documents.layout.header import Header, proof_notice
from documents.layout.imprint import Imprint
from documents.layout.pages import Run
from documents.layout.paragraphs import Groups


class Proof(Ordinary):
    """The text as it will be printed, marked on each page as not yet signed off."""

    imprint_on_even_page = False

    def __init__(self, form: Ordinary) -> None:
        super().__init__(form.manuscript, form.issue)
        self._form = form

    def main(self, recipients: str) -> Groups:
        """The text as the manuscript's own format has it."""
        return self._form.main(recipients)

    def header(self) -> Header:
        """密级 and 紧急程度 only, and what the format adds."""
        return self._form.proof_header()

    def imprint(self, recipients: str) -> Imprint:
        """抄送 only: the rest is known when it is printed."""
        return Imprint(recipients=recipients, copies=self.manuscript.copies)

    def on_every_page(self) -> tuple[Run, ...]:
        """送审稿."""
        return (proof_notice(),)
