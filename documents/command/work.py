"""A manuscript laid out once and written in every format that was asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from documents.command.sources import images_beside
from documents.layout import Issue, compose
from documents.layout.attached import Attached
from documents.layout.composing import compose_attachment
from documents.layout.copies import marked
from documents.layout.glyphs import missing_characters, told
from documents.layout.ofd import write_ofd
from documents.layout.pages import Pages, Picture
from documents.layout.pdf import write_pdf
from documents.layout.svg import svg_files
from documents.manuscript import Manuscript
from documents.typefaces.typeface import ROLE_NAMES, Typefaces
from documents.writing import write_docx
from office.kernel.refusals import Refused


@dataclass(slots=True)
class Typesetting:
    """One manuscript on its way to files. `folders` are those that the files need.

    `watermark` stands on every page; `attached` go inside PDF and OFD; `archive`: OFD-A.
    """

    manuscript: Manuscript
    issue: Issue | None
    images: Mapping[str, bytes]
    watermark: str = ""
    attached: Sequence[Attached] = ()
    archive: bool = False
    folders: list[Path] = field(default_factory=list)
    _documents: dict[str, Pages] = field(default_factory=dict)
    _typefaces: Typefaces | None = None

    def lay_out(self, typefaces: Typefaces) -> None:
        """The pages, and those of attachments that stand by themselves (7.3.7).

        Raises Refused for figures without an image.
        """
        self._typefaces = typefaces
        self._documents[""] = compose(self.manuscript, issue=self.issue)
        for place, each in enumerate(self.manuscript.attachments, start=1):
            if each.body and not each.bound:
                pages = compose_attachment(self.manuscript, place, issue=self.issue)
                self._documents[f"附件{place}"] = pages
        self._refuse_absent_images()
        self._tell_what_is_missing(typefaces)
        if self.watermark:
            self._documents = {
                name: marked(pages, self.watermark, typefaces=typefaces)
                for name, pages in self._documents.items()
            }

    def pages_as(
        self, *, pdf: Path | None, ofd: Path | None, svg: Path | None
    ) -> dict[Path, bytes]:
        """The files of the pages by their paths; an attachment's name has its serial behind."""
        assert self._typefaces is not None
        typefaces, images = self._typefaces, self.images
        files: dict[Path, bytes] = {}
        for name, pages in self._documents.items():
            attached = () if name else self.attached
            if pdf:
                files[_named(pdf, name)] = write_pdf(
                    pages, typefaces=typefaces, pictures=images, attachments=attached
                )
            if ofd:
                files[_named(ofd, name)] = write_ofd(
                    pages,
                    typefaces=typefaces,
                    pictures=images,
                    attachments=attached,
                    archive=self.archive,
                )
            if svg:
                folder = svg / name if name else svg
                self.folders.append(folder)
                drawn = svg_files(pages, typefaces=typefaces, pictures=images)
                files |= {folder / each: data for each, data in drawn.items()}
        return files

    def docx(self) -> bytes:
        """With the styles of the elements, to go on in a word processor."""
        return write_docx(self.manuscript, issue=self.issue, files=self.images)

    def structure(self, path: Path) -> dict[Path, bytes]:
        """The JSON, and the images of its figures in a folder beside it."""
        text = json.dumps(self.manuscript.to_json(), ensure_ascii=False, indent=2)
        folder = images_beside(path)
        if self.images:
            self.folders.append(folder)
        return {
            path: f"{text}\n".encode(),
            **{folder / digest: data for digest, data in self.images.items()},
        }

    def _tell_what_is_missing(self, typefaces: Typefaces) -> None:
        for pages in self._documents.values():
            missing = missing_characters(pages, typefaces=typefaces)
            for role, characters in missing.items():
                click.echo(
                    f"{ROLE_NAMES[role]}字体中没有这些字：{told(characters)}，"
                    "版面上以空框代替。请换用收字更全的字体后重排。",
                    err=True,
                )
        if self.issue and not (self.issue.mark or self.issue.joint_marks):
            click.echo("没有识别出发文机关，版面上没有发文机关标志。", err=True)

    def _refuse_absent_images(self) -> None:
        used = {each.digest for pages in self._documents.values() for each in _pictures(pages)}
        if absent := used - set(self.images):
            raise Refused(
                f"文稿中有 {len(absent)} 幅插图没有图片文件，或图片已损坏。请从 .docx 导入，"
                "或把图片放在 JSON 旁同名的 .files 目录里，再排版。"
            )


def _pictures(pages: Pages) -> Iterator[Picture]:
    return (each for page in pages.pages for each in page.pictures)


def _named(path: Path, name: str) -> Path:
    return path.with_name(f"{path.stem}-{name}{path.suffix}") if name else path
