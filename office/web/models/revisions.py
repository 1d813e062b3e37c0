"""花脸稿 and merging: texts in place with who changed what, and what is to be decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from office.web.models.atoms import FileItem, Link
from office.web.models.forms import ActForm, Choice


@dataclass(frozen=True, slots=True)
class Hand:
    """One person's changes: `style` (1 to 6) is how they are drawn, `mark` stands beside each."""

    style: int
    mark: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stayed, went or came. `state` is kept, gone or come; `change` its number.

    `ends`: the last stretch of its change, behind which the hand's mark stands.
    """

    text: str
    state: str = "kept"
    hand: Hand | None = None
    change: int = 0
    first: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A paragraph, row or head in place. `kind` says how it is set, `note` what is not text."""

    stretches: tuple[Stretch, ...]
    kind: str = "paragraph"
    level: int = 0
    label: str = ""
    note: str = ""
    note_change: int = 0
    note_hand: Hand | None = None


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """One field or text of the manuscript."""

    name: str
    label: str
    lines: tuple[ComparedLine, ...]


@dataclass(frozen=True, slots=True)
class ChangeCard:
    """One change beside the text: `act` is 改, 删, 增 or 移; `id` is what a decision names."""

    id: str
    number: int
    act: str
    where: str
    hand: Hand
    old: str = ""
    new: str = ""
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class ComparePage:
    """花脸稿 (`compare.jinja2`). `form` is there for whoever may decide about the changes."""

    title: str
    back: Link
    action: str
    first: tuple[Choice, ...]
    second: tuple[Choice, ...]
    summary: str
    hands: tuple[Hand, ...] = ()
    sections: tuple[ComparedSection, ...] = ()
    changes: tuple[ChangeCard, ...] = ()
    form: ActForm | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class MergeOption:
    """One way to decide a conflict: its words line by line."""

    value: str
    label: str
    lines: tuple[str, ...]
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class MergeConflict:
    """A place that both changed. `base` are the words that both began from."""

    name: str
    where: str
    base: tuple[str, ...]
    options: tuple[MergeOption, ...]


@dataclass(frozen=True, slots=True)
class MergedLine:
    """A line of the merged text: `by` is mine, theirs or both; a `conflict` has its number."""

    text: str
    by: str = "both"
    conflict: int = 0
    changed: bool = False


@dataclass(frozen=True, slots=True)
class MergedSection:
    """One field or text of the merged manuscript."""

    label: str
    lines: tuple[MergedLine, ...]


@dataclass(frozen=True, slots=True)
class MergePage:
    """Two editors at once (`merge.jinja2`): what both did, and the form that saves the outcome."""

    title: str
    back: Link
    form: ActForm
    sentence: str
    theirs_by: str
    theirs_at: datetime
    conflicts: tuple[MergeConflict, ...]
    sections: tuple[MergedSection, ...]
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class UnsavedText:
    """What was typed and not saved: the way on with it, and the address that gives it up."""

    title: str
    at: datetime
    href: str
    discard: str
    editing: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class AttachedItem:
    """One attachment of the text: its place from 1, and its file, if it is one."""

    serial: int
    title: str
    has_text: bool
    file: FileItem | None = None


@dataclass(frozen=True, slots=True)
class AttachmentsPage:
    """附件 (`attachments.jinja2`). `form` is there for whoever may attach another file."""

    title: str
    back: Link
    items: tuple[AttachedItem, ...]
    form: ActForm | None = None
