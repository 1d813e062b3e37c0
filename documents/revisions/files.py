"""附件 as files over HTTP: attached to a paper's text, taken off again, downloaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from documents import serving
from documents.manuscript import AttachedFile, Attachment, Manuscript, files_of
from documents.revisions.ceiling import check_ceiling
from documents.revisions.drafts import revisions_of
from documents.revisions.lines import file_item
from documents.revisions.sniffing import LARGEST, attached_file
from documents.screens.paper import Paper
from office.kernel.refusals import Missing, Refused
from office.web.form_acts import UNKNOWN_ACT, try_act, written
from office.web.models import (
    Act,
    ActForm,
    AttachedItem,
    AttachmentsPage,
    Choice,
    Field,
    FileItem,
    Link,
    Weight,
)

NEW = "new"


@dataclass(frozen=True, slots=True)
class Attaching:
    """One kind of paper whose text has attachments: how it is opened and how its text changes.

    `route` names its page, and with `.attachments` and `.attached` the list and a file. `open`
    gives the paper to whoever may see it; `may_revise` says whether files come and go now;
    `revise` saves another text, with the files that are new by digest.
    """

    route: str
    open: Callable[[Request], Paper[Any]]
    may_revise: Callable[[Paper[Any]], bool]
    revise: Callable[[Paper[Any], Manuscript, Mapping[str, bytes]], None]

    def show(self, request: Request) -> dict[str, Any]:
        """What is attached, and the form for another file."""
        return {"page": self._page(self.open(request))}

    def act(self, request: Request) -> Any:
        """附上 a file, or 去掉 one: a new revision of the text."""
        paper = self.open(request)
        doing = written(request, "act")
        if doing not in ("attach", "remove"):
            raise Refused(UNKNOWN_ACT)

        def change() -> None:
            manuscript = _text(paper)
            if doing == "remove":
                changed = _with_file(manuscript, written(request, "where"), None)
                self.revise(paper, changed, {})
                return
            data = _posted(request)
            changed = _attached(request, manuscript, data)
            self.revise(paper, changed, {sha256(data).hexdigest(): data})

        def again(sentence: str) -> dict[str, Any]:
            title = written(request, "title")
            return {"page": self._page(paper, refusal=sentence, title=title)}

        def onward(_: None) -> str:
            request.say("已附上文件" if doing == "attach" else "已去掉文件")
            return str(request.route_path(f"{self.route}.attachments", id=paper.it.id))

        return try_act(request, change, again=again, onward=onward)

    def download(self, request: Request) -> Response:
        """A file that any text of the paper had."""
        paper = self.open(request)
        wanted = request.matchdict["digest"]
        for revision in reversed(revisions_of(paper.history)):
            for file in files_of(_text(paper, revision.digest)):
                if file.digest == wanted:
                    data = request.house.node.content.get(paper.it.agency, wanted)
                    return serving.attached(data, name=file.name)
        raise Missing("没有找到这份附件。请从公文页面打开。")

    def _page(self, paper: Paper[Any], *, refusal: str = "", title: str = "") -> AttachmentsPage:
        attachments = _text(paper).attachments
        form = self._form(paper, attachments, refusal=refusal, title=title)
        return AttachmentsPage(
            title=paper.title,
            back=Link("返回", paper.here, "back"),
            items=tuple(
                AttachedItem(
                    serial=serial,
                    title=each.title,
                    has_text=bool(each.body),
                    file=self._file(paper, each.file),
                )
                for serial, each in enumerate(attachments, 1)
            ),
            form=form if self.may_revise(paper) else None,
        )

    def _file(self, paper: Paper[Any], file: AttachedFile | None) -> FileItem | None:
        return file_item(paper.request, paper.it, file, route=self.route) if file else None

    def _form(
        self,
        paper: Paper[Any],
        attachments: tuple[Attachment, ...],
        *,
        refusal: str,
        title: str,
    ) -> ActForm:
        return ActForm(
            action=paper.request.route_path(f"{self.route}.attachments", id=paper.it.id),
            heading="附上文件",
            acts=(Act("attach", "附上", Weight.PRIMARY),),
            seen=str(paper.it.version),
            fields=_fields(attachments, title=title),
            refusal=refusal,
        )


def add_attaching(config: Configurator, attaching: Attaching, *, path: str) -> None:
    """The list of a kind of paper's attachments, its form, and each file, below its page."""
    listed, one = f"{attaching.route}.attachments", f"{attaching.route}.attached"
    attachments = f"{path}/attachments"
    config.add_page(listed, attachments, "attachments", show=attaching.show, act=attaching.act)
    config.add_file(one, attachments + "/{digest:[0-9a-f]{64}}", attaching.download)


def _text(paper: Paper[Any], revision: str = "") -> Manuscript:
    typesetter = paper.request.documents.typesetter
    manuscript: Manuscript = typesetter.manuscript(paper.it.agency, revision or paper.it.revision)
    return manuscript


def _posted(request: Request) -> bytes:
    upload = request.POST.get("file")
    if not hasattr(upload, "file"):
        raise Refused("没有选文件。请选择要附的文件后，再按“附上”。")
    with upload.file:
        data: bytes = upload.file.read(LARGEST + 1)
    return data


def _attached(request: Request, manuscript: Manuscript, data: bytes) -> Manuscript:
    name = str(request.POST["file"].filename)
    file = attached_file(data, name=name, digest=sha256(data).hexdigest())
    check_ceiling(request.house.ceiling, data, name=file.name)
    where = written(request, "where") or NEW
    if where == NEW:
        title = written(request, "title").strip() or PurePosixPath(file.name).stem
        added = Attachment(title, bound=False, file=file)
        return replace(manuscript, attachments=(*manuscript.attachments, added))
    return _with_file(manuscript, where, file)


def _with_file(manuscript: Manuscript, where: str, file: AttachedFile | None) -> Manuscript:
    """Another file, or none, at one of the attachments (counted from 1)."""
    places = {str(number): number - 1 for number in range(1, len(manuscript.attachments) + 1)}
    if where not in places:
        raise Refused("没有这个附件，什么也没有改变。请刷新页面后重新选择。")
    attachments = list(manuscript.attachments)
    attachments[places[where]] = replace(attachments[places[where]], file=file)
    return replace(manuscript, attachments=tuple(attachments))


def _fields(attachments: tuple[Attachment, ...], *, title: str) -> tuple[Field, ...]:
    bare = [
        Choice(str(serial), f"附件{serial}：{each.title}")
        for serial, each in enumerate(attachments, 1)
        if each.file is None
    ]
    where = Field(
        "where", "附在", kind="select", choices=(Choice(NEW, "新的附件", chosen=True), *bare)
    )
    return (
        Field(
            "file",
            "文件",
            kind="file",
            hint=f"不超过 {LARGEST // 1_000_000} MB；程序和网页不能附。",
        ),
        Field("title", "附件名称", value=title, hint="留空则用文件名。附件名称写入附件说明。"),
        *((where,) if bare else ()),
    )
