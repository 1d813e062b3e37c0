"""What the page templates are given: plain values, already decided, nothing left to look up.

A room builds one of the page models (`Desk`, `DocumentPage`, `IncomingPage`, `DraftPage`,
`Register`) and returns it as `{"page": model}` to the renderer of the same name. Moments are
aware datetimes; the templates say 今天 09:26. Addresses are local paths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Tone(StrEnum):
    """How a badge looks (look.md 3): shape first, colour second."""

    KIND = "kind"
    URGENT = "urgent"
    FAST = "fast"
    DONE = "ok"
    WARNING = "warn"
    RETURNED = "bad"
    NEUTRAL = "quiet"


class Lamp(StrEnum):
    """Time left: green ring, amber half (due today), red disc (under two hours or overdue)."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def label(self) -> str:
        """The lamp's name for a screen reader."""
        return {"green": "时限尚早", "amber": "今天到期", "red": "两小时内到期或已超期"}[
            self.value
        ]


class StepState(StrEnum):
    """Where a step of the process stands."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


class StationState(StrEnum):
    """Where a consignment stands at one of its five stations."""

    PASSED = "on"
    FINISHED = "fin"
    AHEAD = "ahead"
    RETRYING = "wait"
    RETURNED = "bad"


class Weight(StrEnum):
    """One primary act a screen; all others are normal or plain."""

    PRIMARY = "primary"
    NORMAL = "normal"
    PLAIN = "plain"


class Severity(StrEnum):
    """须改 stops the act; 提醒 may be kept with a reason."""

    MUST = "must"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Badge:
    """A word about the thing beside it. `icon` names a drawing of icons.jinja2."""

    text: str
    tone: Tone = Tone.KIND
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A way on. `keys` are shown as key caps, `icon` as a drawing."""

    label: str
    href: str
    icon: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """One entry of the foot bar: key caps and what they do."""

    keys: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class RailItem:
    """One room in the rail. `count` None shows no number."""

    name: str
    label: str
    href: str
    icon: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class RailGroup:
    """Rail items under one small heading (the first group has none)."""

    title: str
    items: tuple[RailItem, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """Who is logged in, as the rail shows it."""

    name: str
    post: str
    agency: str
    has_posts: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How the person wants the screen: `theme` is auto, light or dark."""

    theme: str = "auto"
    large: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """A filter above a list."""

    label: str
    href: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One waiting item: what is asked, from whom, by when."""

    href: str
    title: str
    act: str = ""
    facts: tuple[str, ...] = ()
    badges: tuple[Badge, ...] = ()
    lamp: Lamp | None = None
    due: datetime | None = None
    remaining: str = ""
    overdue: bool = False
    unread: bool = True
    selected: bool = False
    preview: str = ""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under one heading: 特急与超期, 今天到期, 本周与其后. `total` may exceed the rows."""

    title: str
    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Next:
    """One line of what comes next, on an empty desk."""

    when: datetime
    text: str
    kind: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class EmptyState:
    """Nothing is here: one sentence, what comes next, two ways on."""

    sentence: str
    note: str = ""
    coming: tuple[Next, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page of the document as a picture. `text` is read out in its place."""

    number: int
    src: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled value of the slip's head."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the 办理单. `lines` are at most two short lines below: who, when."""

    name: str
    state: StepState
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a person wrote at a step. `transcribed_by` names who entered it (代录)."""

    person: str
    post: str
    text: str
    when: datetime
    verdict: Badge | None = None
    note: str = ""
    ink: str = ""
    transcribed_by: str = ""


@dataclass(frozen=True, slots=True)
class OpinionGroup:
    """The opinions of one step; the newest step comes first."""

    step: str
    opinions: tuple[Opinion, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One act of the history, as one sentence: who did what."""

    when: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """经过: the newest acts first. `intact` None means the chain was not checked just now."""

    happenings: tuple[Happening, ...]
    total: int
    intact: bool | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A tick of the time track. `place` runs from 0 to 100; `name` marks a large, named act."""

    place: float
    href: str
    label: str
    name: str = ""
    current: bool = False
    future: bool = False


@dataclass(frozen=True, slots=True)
class TimeTrack:
    """The document as of a moment. `back` leads to 此刻; None while standing at it."""

    when: datetime
    position: int
    total: int
    marks: tuple[Mark, ...]
    back: str | None = None


@dataclass(frozen=True, slots=True)
class Station:
    """One of 发出 送达 签收 登记 办结."""

    name: str
    state: StationState
    when: datetime | None = None


@dataclass(frozen=True, slots=True)
class ConsignmentLine:
    """The way of one consignment to one recipient."""

    recipient: str
    code: str
    stations: tuple[Station, ...]
    badge: Badge
    remark: str = ""


@dataclass(frozen=True, slots=True)
class FileItem:
    """A file that can be fetched. `size` is in bytes; `pages` None if it has none."""

    name: str
    href: str
    size: int
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a select or a set of radio buttons."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One input. `error` is a sentence, `clause` the rule behind it; `value` is kept on refusal.

    `kind` is text, area, select, radios, checks, date, file, number, password or hidden.
    """

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    hint: str = ""
    error: str = ""
    clause: str = ""
    required: bool = False
    rows: int = 3
    choices: tuple[Choice, ...] = ()
    fixed: str = ""
    placeholder: str = ""
    opinion: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """One button. The form posts `act=name`. `key` is the shortcut; `why_not` disables it."""

    name: str
    label: str
    weight: Weight = Weight.NORMAL
    key: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class ActForm:
    """What the person may do here and now.

    Posts `command` (the act's id), `seen` (the version looked at), `act` and the fields.
    `refusal` is the sentence of a refused try; the fields then hold what was typed.
    """

    action: str
    heading: str
    acts: tuple[Act, ...]
    command: str
    seen: str
    fields: tuple[Field, ...] = ()
    phrases: tuple[str, ...] = ()
    then: str = ""
    refusal: str = ""
    autosave: str = ""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where this thing stands in the list it was opened from."""

    position: int
    total: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The chosen row of the desk, on the right."""

    href: str
    title: str
    badges: tuple[Badge, ...] = ()
    facts: tuple[str, ...] = ()
    valid_seal: str = ""
    pages: tuple[PageImage, ...] = ()
    act: ActForm | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """待办, 已办 or 待阅 (`desk.jinja2`)."""

    title: str
    groups: tuple[RowGroup, ...]
    tabs: tuple[Tab, ...] = ()
    preview: Preview | None = None
    empty: EmptyState | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """办理单: the right-hand side of a document, from steps to attachments."""

    heading: str
    facts: tuple[Fact, ...] = ()
    steps: tuple[Step, ...] = ()
    opinions: tuple[OpinionGroup, ...] = ()
    timeline: Timeline | None = None
    consignments: tuple[ConsignmentLine, ...] = ()
    receipts: tuple[Happening, ...] = ()
    files: tuple[FileItem, ...] = ()
    details: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """发文 (`document.jinja2`): pages in the middle, slip and act on the right."""

    title: str
    back: Link
    pages: tuple[PageImage, ...]
    slip: Slip
    badges: tuple[Badge, ...] = ()
    number: str = ""
    act: ActForm | None = None
    read_only: str = ""
    neighbours: Neighbours | None = None
    tools: tuple[Link, ...] = ()
    track: TimeTrack | None = None


@dataclass(frozen=True, slots=True)
class IncomingPage(DocumentPage):
    """收文 (`incoming.jinja2`): as a document, with who sent it and our own 收文号."""

    sender: str = ""
    incoming_number: str = ""
    received: datetime | None = None
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about the draft. `anchor` is the id of the field it is about."""

    title: str
    severity: Severity
    clause: str
    quotation: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class DraftPage:
    """The editor (`draft.jinja2`): fields on the left, preview and findings beside them."""

    title: str
    back: Link
    form: ActForm
    import_action: str
    badges: tuple[Badge, ...] = ()
    saved: datetime | None = None
    pages: tuple[PageImage, ...] = ()
    findings: tuple[Finding, ...] = ()
    unrecognised: tuple[str, ...] = ()
    summary: str = ""
    files: tuple[FileItem, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of 发文 or 收文: `cells` match the register's columns after the title."""

    href: str
    title: str
    cells: tuple[str, ...]
    badges: tuple[Badge, ...] = ()
    state: Badge | None = None
    when: datetime | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """发文 or 收文 as a searchable list (`documents.jinja2`, `incomings.jinja2`)."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[RegisterRow, ...]
    action: str
    query: str = ""
    tabs: tuple[Tab, ...] = ()
    total: int = 0
    primary: Link | None = None
    older: str = ""
    newer: str = ""
    empty: EmptyState | None = None


@dataclass(frozen=True, slots=True)
class Login:
    """The login leaf (`login.jinja2`). `wait` is in seconds."""

    agency: str
    login: str = ""
    next: str = ""
    refusal: str = ""
    wait: int = 0
    address: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class PostChoice:
    """One post to work as (`posts.jinja2`)."""

    id: str
    title: str
    unit: str
    agency: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Posts:
    """Choose the post to work as, when a person has several."""

    posts: tuple[PostChoice, ...]
    next: str = ""


@dataclass(frozen=True, slots=True)
class KeptField:
    """Something that was typed and must not be lost."""

    name: str
    label: str
    value: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class KeptForm:
    """What was typed into a form that could not be accepted; `resend` offers to send it again."""

    action: str
    fields: tuple[KeptField, ...]
    resend: str = ""


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What is wrong, which rule says so, what to do (`error.jinja2`)."""

    status: int
    heading: str
    sentence: str
    remedy: str
    reference: str = ""
    kept: KeptForm | None = None
    links: tuple[Link, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
