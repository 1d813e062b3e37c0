"""Keeping a paper's text: under the node's ceiling, with its own files and no others'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from documents.manuscript import Manuscript, stored_with, texts_of
from documents.revisions.sniffing import must_be_as_attached
from documents.typesetting import Typesetter
from office.classification import Ceiling
from office.kernel.content import ContentStore
from office.kernel.refusals import Refused


class Texts:
    """The texts of papers, each stored with the images and attached files that it names."""

    def __init__(self, content: ContentStore, *, typesetter: Typesetter, ceiling: Ceiling) -> None:
        self._content = content
        self._typesetter = typesetter
        self._ceiling = ceiling

    def keep(
        self,
        agency: str,
        manuscript: Manuscript,
        *,
        given: Mapping[str, bytes],
        history: Iterable[Any] = (),
        taken_over: Sequence[Manuscript] = (),
    ) -> str:
        """Store text and files, unless it is above the node's ceiling; gives the revision.

        `given`: files that came with it, by digest; `history`: the events of the paper. Of what
        the agency has stored, a figure or an attachment may name only what this paper had, or
        the texts that it is made from (`taken_over`): a digest is no key to another paper's
        content, nor tells whether it is there.
        """
        self._ceiling.check(manuscript.classification)
        self._ceiling.check_text("\n".join(texts_of(manuscript)))
        used = stored_with(manuscript)
        before = [*self._texts_of(agency, history), *taken_over] if used else []
        had = {digest for text in before for digest in stored_with(text)}
        stored = {digest for digest in had if self._content.has(agency, digest)}
        if not used <= stored | set(given):
            raise Refused(
                "文稿中有一处插图没有图片，或者附件没有文件，文稿没有保存。"
                "插图只能用这次导入的图片，或者此件以前文稿中的图片，附件的文件也一样。"
                "请删去这一行，或重新导入、重新附上。"
            )
        must_be_as_attached(manuscript, given=given, before=before)
        for digest in used & set(given):
            self._content.put(agency, given[digest])
        return self._typesetter.keep(agency, manuscript)

    def _texts_of(self, agency: str, history: Iterable[Any]) -> list[Manuscript]:
        """Every text that the paper had and that is still stored."""
        revisions = {each.revision for each in history if hasattr(each, "revision")}
        return [
            self._typesetter.manuscript(agency, each)
            for each in sorted(revisions)
            if self._content.has(agency, each)
        ]
