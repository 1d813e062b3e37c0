"""Manuscripts to stored pages: laid out, written for paper and screen, kept once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from documents.layout import LAYOUT_VERSION
from documents.layout.composing import compose
from documents.layout.glyphs import missing_characters
from documents.layout.issue import Issue
from documents.layout.ofd import write_ofd
from documents.layout.pages import Element, Pages
from documents.layout.pdf import write_pdf
from documents.layout.svg import svg_files
from documents.manuscript import Manuscript, figures_of, files_of
from documents.screen_pages import ScreenPages
from documents.typefaces.finding import require_typefaces
from documents.typefaces.typeface import Typefaces
from office.kernel.content import ContentStore


@dataclass(frozen=True, slots=True)
class Proof:
    """The pages of a draft for the screen, and the characters that no typeface has.

    `made_of`: the digests of text and images; without each of them it may not be shown.
    """

    screen: ScreenPages
    made_of: frozenset[str]
    missing: str = ""


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

    def images(self, agency: str, manuscript: Manuscript) -> dict[str, bytes]:
        """The image files of its figures by digest."""
        used = sorted({each.digest for each in figures_of(manuscript)})
        return {digest: self._content.get(agency, digest) for digest in used}

    def proof(self, agency: str, revision: str) -> Proof:
        """A draft as it would be laid out (送审稿), stored nowhere."""
        pages = compose(self.manuscript(agency, revision), issue=None)
        missing = "".join(missing_characters(pages, typefaces=self._faces()).values())
        pictures = self._pictures(agency, pages)
        return Proof(
            self._screen(pages, pictures=pictures),
            made_of=frozenset({revision, *pictures}),
            missing="".join(dict.fromkeys(missing)),
        )

    def stands(self, agency: str, proof: Proof) -> bool:
        """Whether everything that the proof was made of is still stored."""
        return all(self._content.has(agency, digest) for digest in proof.made_of)

    def shown(self, agency: str, revision: str, *, issue: Issue | None = None) -> dict[str, Any]:
        """Lay out and store the pages of a revision: as a proof (送审稿), or issued.

        Gives `revision`, `layout` (version), `pages` (digest of the PDF), `length` (bytes),
        `count` (pages), `screen` (digest of the same pages for the screen) and `screen_length`:
        what a person saw and consented to; issued also `ofd`, `ofd_length` and `places`, where
        seals belong (mm). `files`: what is attached as files, if anything is.
        """
        manuscript = self.manuscript(agency, revision)
        pages = compose(manuscript, issue=issue)
        pictures = self._pictures(agency, pages)
        stored = self._stored(agency, pages, revision=revision, pictures=pictures)
        if attached := [asdict(each) for each in files_of(manuscript)]:
            stored["files"] = attached
        if issue is not None:
            ofd = write_ofd(pages, typefaces=self._faces(), pictures=pictures)
            stored |= {"ofd": self._content.put(agency, ofd), "ofd_length": len(ofd)}
            stored["places"] = [
                {
                    name: getattr(each, name)
                    for name in ("name", "page", "x", "y", "width", "height")
                }
                for each in pages.places
                if each.element is Element.SEAL
            ]
        return stored

    def shown_form(self, agency: str, form: Pages, *, revision: str) -> dict[str, Any]:
        """Store the pages of a filled-in inner form, as `shown` stores those of a text."""
        return self._stored(agency, form, revision=revision, pictures={})

    def form_on_paper(self, form: Pages) -> bytes:
        """A filled-in inner form as a PDF, stored nowhere."""
        return write_pdf(form, typefaces=self._faces())

    def form_on_screen(self, form: Pages) -> ScreenPages:
        """The same for the screen."""
        return self._screen(form, pictures={})

    def _stored(
        self, agency: str, pages: Pages, *, revision: str, pictures: Mapping[str, bytes]
    ) -> dict[str, Any]:
        paper = write_pdf(pages, typefaces=self._faces(), pictures=pictures)
        screen = self._screen(pages, pictures=pictures)
        return {
            "revision": revision,
            "layout": LAYOUT_VERSION,
            "pages": self._content.put(agency, paper),
            "length": len(paper),
            "count": len(pages.pages),
            "screen": self._content.put(agency, screen.data),
            "screen_length": len(screen.data),
        }

    def _screen(self, pages: Pages, *, pictures: Mapping[str, bytes]) -> ScreenPages:
        return ScreenPages.pack(svg_files(pages, typefaces=self._faces(), pictures=pictures))

    def _pictures(self, agency: str, pages: Pages) -> dict[str, bytes]:
        used = {each.digest for page in pages.pages for each in page.pictures}
        return {digest: self._content.get(agency, digest) for digest in sorted(used)}

    @property
    def typefaces(self) -> Typefaces:
        """What it lays out with."""
        return self._faces()

    def _faces(self) -> Typefaces:
        if self._typefaces is None:
            self._typefaces = require_typefaces(site=self._site, installed=self._installed)
        return self._typefaces
