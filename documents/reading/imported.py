"""What reading a file gives: the manuscript, its images, and what was not taken over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from documents.manuscript import Manuscript, texts_of
from office.classification import Ceiling


@dataclass(frozen=True, slots=True)
class Imported:
    """A file that was read. Nothing of it is stored yet.

    `files`: the images of its figures (PNG or JPEG) by the SHA-256 of their bytes. `remarks`: a
    sentence for each thing of the file that is not in the manuscript. `unseen`: other texts of
    the file (deletions, comments, page heads); they are taken over nowhere, but may be secret.
    """

    manuscript: Manuscript
    files: Mapping[str, bytes] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()

    def check(self, ceiling: Ceiling) -> None:
        """Refuse the whole file if anything in it is marked above the ceiling (TooSecret)."""
        ceiling.check(self.manuscript.classification)
        ceiling.check_text("\n".join(texts_of(self.manuscript)))
        for text in self.unseen:
            ceiling.check_text(text)

    def whole(self) -> Manuscript:
        """The manuscript with the remarks before its lines that found no place."""
        unrecognised = (*self.remarks, *self.manuscript.unrecognised)
        return replace(self.manuscript, unrecognised=unrecognised)
