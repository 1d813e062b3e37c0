"""Manuscripts to stored pages: laid out, written as PDF, kept once in the content store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from documents.layout import LAYOUT_VERSION
from documents.layout.composing import compose
from documents.layout.issue import Issue
from documents.layout.pdf import write_pdf
from documents.manuscript import Manuscript
from documents.pictures import page_count
from documents.typefaces.finding import require_typefaces
from documents.typefaces.typeface import Typefaces
from office.kernel.content import ContentStore


class Typesetter:
    """Lays out with the site's typefaces. What it stores is never rendered again (design D7)."""

    def __init__(self, content: ContentStore, *, site_fonts: Path, installed: Path) -> None:
        self._content = content
        self._site, self._installed = site_fonts, installed
        self._typefaces: Typefaces | None = None

    def keep(self, agency: str, manuscript: Manuscript) -> str:
        """Store a revision; gives its digest. The same text is the same digest."""
        text = json.dumps(manuscript.to_json(), ensure_ascii=False, sort_keys=True)
        return self._content.put(agency, text.encode())

    def manuscript(self, agency: str, revision: str) -> Manuscript:
        """The revision's text."""
        return Manuscript.from_json(json.loads(self._content.get(agency, revision)))

    def lay_out(self, manuscript: Manuscript, *, issue: Issue | None = None) -> bytes:
        """The pages as PDF, stored nowhere: for a look at a draft."""
        return write_pdf(compose(manuscript, issue=issue), typefaces=self._faces())

    def shown(self, agency: str, revision: str, *, issue: Issue | None = None) -> dict[str, Any]:
        """Lay out and store the pages of a revision: as a proof (送审稿), or issued.

        Gives `revision`, `layout` (version), `pages` (digest of the PDF), `length` (bytes) and
        `count` (pages): what a person saw and consented to.
        """
        data = self.lay_out(self.manuscript(agency, revision), issue=issue)
        return {
            "revision": revision,
            "layout": LAYOUT_VERSION,
            "pages": self._content.put(agency, data),
            "length": len(data),
            "count": page_count(data),
        }

    def _faces(self) -> Typefaces:
        if self._typefaces is None:
            self._typefaces = require_typefaces(site=self._site, installed=self._installed)
        return self._typefaces
