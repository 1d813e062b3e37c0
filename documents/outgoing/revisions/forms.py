"""合稿: two editors of one text, shown as one text with the places that somebody must decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response

from documents.manuscript import Manuscript
from documents.outgoing.screens.page import DocumentPaper
from documents.revisions.drafts import Revision, revisions_of
from documents.revisions.merging import (
    Choice,
    Conflict,
    Merge,
    StatedConflict,
    Taken,
    merged,
    merged_statements,
)
from documents.revisions.pieces import Piece
from documents.revisions.words import SECTION_WORDS, STATED_WORDS, UNWRITTEN, piece_words
from office.kernel.refusals import Refused
from office.web.models import (
    Act,
    ActForm,
    Field,
    Link,
    MergeConflict,
    MergedLine,
    MergedSection,
    MergeOption,
    MergePage,
    Weight,
)

TEMPLATE = "office.web:templates/merge.jinja2"
BEGAN = "began"
"""The hidden field with the version of the paper that both editors began from."""
CHOICE = "choice-"
"""How the names of the fields begin that decide a conflict, before its id."""

_ONE_TRY = frozenset({"csrf_token", "command", "seen", "act", BEGAN})
_NOTHING = "（没有这一段）"

Read = Callable[[Mapping[str, str], Manuscript], tuple[Manuscript, Mapping[str, Any]]]
"""The text that a filled-in form means and what it states beside it; what has no field stays as
in the text given."""


@dataclass(frozen=True)
class Meeting:
    """One text, changed by two: who began from `began` and sends `values`, and whoever saved.

    `version`: up to where the other's changes are looked at.
    """

    paper: DocumentPaper
    values: Mapping[str, str]
    read: Read
    began: int
    version: int

    @cached_property
    def merge(self) -> Merge:
        """Both in one. Raises Refused for what a form of ours cannot have sent."""
        base, theirs = (self._text(self._at(each)) for each in (self.began, self.version))
        return merged(base, mine=self.read(self.values, base)[0], theirs=theirs)

    @cached_property
    def stated(self) -> tuple[dict[str, Any], tuple[StatedConflict, ...]]:
        """What is stated beside the text: what needs no decision, and what does."""
        base, theirs = (
            self.paper.request.documents.repository.get(self.paper.it.id, version=each)
            for each in (self.began, self.version)
        )
        mine = self.read(self.values, self._text(self._at(self.began)))[1]
        return merged_statements(base.particulars, mine=mine, theirs=theirs.particulars)

    @property
    def conflicts(self) -> tuple[Conflict | StatedConflict, ...]:
        """All that somebody must decide."""
        return (*self.merge.conflicts, *self.stated[1])

    @cached_property
    def others(self) -> tuple[Revision, ...]:
        """The texts that were saved meanwhile."""
        saved = revisions_of(self.paper.history)
        return tuple(each for each in saved if self.began < each.version <= self.version)

    @property
    def choices(self) -> dict[str, Choice]:
        """What is chosen so far; a choice that is not offered is none."""
        found = {}
        for each in self.conflicts:
            chosen = self.values.get(f"{CHOICE}{each.id}", "")
            if chosen in set(_choices_of(each)):
                found[each.id] = Choice(chosen)
        return found

    def outcome(self) -> tuple[Manuscript, dict[str, Any]]:
        """The merged text and statements. Raises Refused while a conflict is not decided."""
        left = len(self.conflicts) - len(self.choices)
        if left:
            raise Refused(
                f"还有 {left} 处两人都改了，没有选定用哪一种，文稿没有保存。请逐处选定。"
            )
        agreed, conflicts = self.stated
        chosen = {
            each.name: each.mine if self.choices[each.id] is Choice.MINE else each.theirs
            for each in conflicts
        }
        stated = {name: value for name, value in chosen.items() if value is not None}
        return self.merge.decided(self.choices), {**agreed, **stated}

    def _at(self, version: int) -> Revision:
        saved = [e for e in revisions_of(self.paper.history) if e.version <= version]
        if not saved:
            raise Refused(
                "这次提交的版本号不对，文稿没有保存。请重新打开拟稿页面，再粘贴您的文稿。"
            )
        return saved[-1]

    def _text(self, revision: Revision) -> Manuscript:
        typesetter = self.paper.request.documents.typesetter
        manuscript: Manuscript = typesetter.manuscript(self.paper.it.agency, revision.digest)
        return manuscript


def meeting(
    request: Request, id: UUID, values: Mapping[str, str], read: Read, *, version: int = 0
) -> Meeting:
    """What `values` were typed into meets what stands at `version`, or now."""
    paper = DocumentPaper(request, id)
    began = values.get(BEGAN) or values.get("seen") or ""
    if not began.isdecimal():
        raise Refused("这次提交没有版本号，无法办理。请刷新页面后重新办理。")
    return Meeting(paper, values, read, int(began), version or paper.it.version)


def merge_answer(met: Meeting, *, refusal: str = "") -> Response:
    """The page on which somebody decides: 409, for the text moved on; 422 when asked again."""
    page = merge_page(met, refusal=refusal)
    response = render_to_response(TEMPLATE, {"page": page}, request=met.paper.request)
    response.status_int = 422 if refusal else 409
    return response


def merge_page(met: Meeting, *, refusal: str = "") -> MergePage:
    """合稿 as a model; everything that was typed travels in its form."""
    paper = met.paper
    last = met.others[-1] if met.others else revisions_of(paper.history)[-1]
    mine = last.by == paper.request.identity.person
    name = "您在别处" if mine else paper.names.person(last.by, last.at)
    hidden = {name: text for name, text in met.values.items() if _travels(name)}
    hidden[BEGAN] = str(met.began)
    form = ActForm(
        action=paper.request.route_path("document.merge", id=paper.it.id),
        heading="合稿",
        acts=(Act("merge", "合稿并存稿", Weight.PRIMARY, key="Ctrl S"),),
        seen=str(met.version),
        fields=tuple(Field(name, "", kind="hidden", value=text) for name, text in hidden.items()),
        refusal=refusal,
    )
    numbers = {each.id: number for number, each in enumerate(met.conflicts, 1)}
    return MergePage(
        title=paper.title,
        back=Link("返回", paper.here, "back"),
        form=form,
        sentence=_sentence(met, name),
        theirs_by=name,
        theirs_at=last.at,
        conflicts=(
            *(_conflict(each, name, met.choices) for each in met.merge.conflicts),
            *(_stated(each, name, met) for each in met.stated[1]),
        ),
        sections=tuple(_sections(met.merge, numbers)),
        kept=tuple((key, text) for key, text in hidden.items() if key in SECTION_WORDS and text),
    )


def _travels(name: str) -> bool:
    return name not in _ONE_TRY and not name.startswith(CHOICE)


def _sentence(met: Meeting, name: str) -> str:
    if not met.others:
        return "您修改期间此件又有新的办理情况，文稿本身没有别的改动。请核对后存稿。"
    count = len(met.conflicts)
    decide = f"有 {count} 处两人都改了，请逐处选定" if count else "没有两人都改的地方，请核对"
    return f"您修改期间，{name}存了新的一稿。两人的改动已经合在一起，{decide}，然后存稿。"


def _conflict(conflict: Conflict, name: str, choices: Mapping[str, Choice]) -> MergeConflict:
    labels = {
        Choice.TOGETHER: "两人的改动合在一起",
        Choice.BOTH: f"两种都留（先{name}的，后我的）",
        Choice.MINE: "用我的",
        Choice.THEIRS: f"用{name}的",
    }
    first = conflict.choices[0]
    usual = first if first in (Choice.TOGETHER, Choice.BOTH) else None
    chosen = choices.get(conflict.id, usual)
    return MergeConflict(
        name=f"{CHOICE}{conflict.id}",
        where=SECTION_WORDS[conflict.section],
        base=_lines(conflict.base),
        options=tuple(
            MergeOption(
                str(each),
                labels[each],
                _lines(conflict.outcome(each)) or (_NOTHING,),
                chosen=each is chosen,
            )
            for each in conflict.choices
        ),
    )


def _choices_of(conflict: Conflict | StatedConflict) -> tuple[Choice, ...]:
    if isinstance(conflict, Conflict):
        return conflict.choices
    return (Choice.MINE, Choice.THEIRS)


def _stated(conflict: StatedConflict, name: str, met: Meeting) -> MergeConflict:
    chosen = met.choices.get(conflict.id)
    both = (
        (Choice.MINE, "用我的", conflict.mine),
        (Choice.THEIRS, f"用{name}的", conflict.theirs),
    )
    return MergeConflict(
        name=f"{CHOICE}{conflict.id}",
        where=f"制发事项　{STATED_WORDS.get(conflict.name, '其他')}",
        base=(),
        options=tuple(
            MergeOption(str(choice), label, (_value(value, met.paper),), chosen=choice is chosen)
            for choice, label, value in both
        ),
    )


def _value(value: Any, paper: DocumentPaper) -> str:
    """Something stated, as people read it; a person by name."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return f"{len(value)} 项"
    try:
        return paper.names.person(str(UUID(value)), paper.history[-1].timestamp)
    except (TypeError, ValueError):
        return value or "（未说明）"


def _lines(pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    return tuple(map(piece_words, pieces))


def _sections(merge: Merge, numbers: Mapping[str, int]) -> Iterator[MergedSection]:
    for section, parts in merge.sections.items():
        lines = [_line(part, numbers) for part in parts]
        is_written = section not in UNWRITTEN or any(each.by != Choice.BOTH for each in lines)
        if is_written and any(each.text or each.conflict for each in lines):
            yield MergedSection(SECTION_WORDS[section], tuple(lines))


def _line(part: Taken | Conflict, numbers: Mapping[str, int]) -> MergedLine:
    if isinstance(part, Conflict):
        return MergedLine("", conflict=numbers[part.id])
    return MergedLine(piece_words(part.piece), by=str(part.by))
