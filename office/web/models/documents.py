"""发文, 收文 and the editor: pages in the middle, slip or findings beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from markupsafe import Markup

from office.web.models.atoms import Badge, Fact, FileItem, Link
from office.web.models.effect import EffectMark
from office.web.models.forms import ActForm, Field
from office.web.models.revisions import UnsavedText
from office.web.models.slip import Slip


class Severity(StrEnum):
    """须改 stops the act; 提醒 may be kept with a reason."""

    MUST = "must"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Fold:
    """White that a screen folds away; mm from the page's upper edge.

    What stands above the white runs from `top` to `above`, what follows it begins at `below`.
    """

    top: float
    above: float
    below: float


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page of the document. `src`: the page by itself, or a picture of it.

    `svg`: the page drawn, as it stands in the answer, `across` where its long edge lies below.
    `text` is read out in place of a picture.
    """

    number: int
    src: str
    text: str = ""
    svg: Markup | None = None
    across: bool = False
    fold: Fold | None = None


@dataclass(frozen=True, slots=True)
class PageSet:
    """The document's pages in order. `fonts`: the style sheet that drawn pages need.

    `rest`: where the pages without `svg` are fetched in one piece; empty when they are pictures.
    `instead`: why there are none to be seen, and what to do; `text`: the words of what has no
    pages, as an e-mail.
    """

    images: tuple[PageImage, ...] = ()
    fonts: str = ""
    rest: str = ""
    instead: str = ""
    text: str = ""


NO_PAGES = PageSet()


@dataclass(frozen=True, slots=True)
class Mark:
    """A tick of the time track. `place` runs from 0 to 100; `name` marks a large, named act.

    `name_from`: the width of the track, in rem, from which there is room for the name.
    """

    place: float
    href: str
    label: str
    name: str = ""
    current: bool = False
    future: bool = False
    name_from: int = 0


@dataclass(frozen=True, slots=True)
class TimeTrack:
    """The document as of a moment. `back` leads to 此刻; None while standing at it."""

    when: datetime
    position: int
    total: int
    marks: tuple[Mark, ...]
    back: str | None = None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where this thing stands in the list it was opened from."""

    position: int
    total: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """发文 (`document.jinja2`): pages in the middle, slip and act on the right."""

    title: str
    back: Link
    pages: PageSet
    slip: Slip
    badges: tuple[Badge, ...] = ()
    number: str = ""
    act: ActForm | None = None
    read_only: str = ""
    switch: Link | None = None
    neighbours: Neighbours | None = None
    tools: tuple[Link, ...] = ()
    track: TimeTrack | None = None
    effect: EffectMark | None = None


@dataclass(frozen=True, slots=True)
class IncomingPage(DocumentPage):
    """收文 (`incoming.jinja2`): as a document, with who sent it and our own 收文号.

    `stamp` are the lines of 收文章, none before it is registered. A paper about another has
    `heads` instead: where that comes from and its numbers, in the words of its kind.
    """

    sender: str = ""
    incoming_number: str = ""
    received: datetime | None = None
    seal: str = ""
    stamp: tuple[str, ...] = ()
    heads: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class SupervisionPage(DocumentPage):
    """督办 (`supervision.jinja2`): the notice, headed by what is required and why."""

    heads: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about the draft. `anchor` is the id of the field it is about.

    `place` says where in words. `fix` and `keep` are the acts that mend it and that keep it as it
    stands ("" where there is none; keeping takes a reason, in the field `reason`). `kept` tells
    who kept it and why. `words` are those in the field that it is about.
    """

    title: str
    severity: Severity
    clause: str
    quotation: str
    anchor: str = ""
    place: str = ""
    fix: str = ""
    keep: str = ""
    reason: str = ""
    kept: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields of the editor under a heading of their own, beside the text. `open`: not folded."""

    title: str
    fields: tuple[Field, ...]
    note: str = ""
    open: bool = True

    @property
    def wrong(self) -> bool:
        """Whether a field of it is marked, so that it is not folded."""
        return any(field.error for field in self.fields)

    @property
    def content(self) -> str:
        """What stands in its fields, as its heading hints at while it is folded."""
        return "，".join(field.summary for field in self.fields if field.content)


@dataclass(frozen=True, slots=True)
class TypeGuide:
    """拟稿指引: of the type chosen, what it is for and what the rules want of it."""

    type: str
    direction: str
    use: str
    wants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """核查: what changes beside the text while it is written (`findings.jinja2`).

    `title` is the heading of the page as the title is typed now; "" leaves it as it is.
    """

    findings: tuple[Finding, ...] = ()
    guide: TypeGuide | None = None
    refusal: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class DraftPage:
    """The editor (`draft.jinja2`): fields on the left, preview and findings beside them.

    `check` is where the form is looked at while it is written; `groups` are the fields that are no
    part of the text.
    """

    title: str
    back: Link
    form: ActForm
    import_action: str
    badges: tuple[Badge, ...] = ()
    saved: datetime | None = None
    pages: PageSet = NO_PAGES
    checked: Findings = Findings()
    unrecognised: tuple[str, ...] = ()
    summary: str = ""
    files: tuple[FileItem, ...] = ()
    groups: tuple[FieldGroup, ...] = ()
    check: str = ""
    unsaved: tuple[UnsavedText, ...] = ()
