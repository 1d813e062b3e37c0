"""The page of search as a model."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from pyramid.request import Request

from documents.incoming.stages import TRACK_WORDS
from documents.memoranda.registers import KIND
from documents.searching.conditions import LITERAL, Conditions
from documents.searching.personal import Saved
from office.desk.urgency import urgency_badges
from office.directory.kinds import DOCUMENT_TYPES
from office.kernel.refusals import Refused
from office.searching.dates import FIRST, LAST, Span
from office.searching.indexed import Papers
from office.searching.keeping import PLAIN
from office.searching.numbers import read_number
from office.searching.searching import Hit, Page
from office.searching.snippets import marked
from office.searching.text import Word, cleaned
from office.web.formats import day as said_day
from office.web.formats import whole_day
from office.web.models import Badge, Choice, EmptyState, Field, Link
from office.web.models.searching import (
    FoundPaper,
    FoundPiece,
    SavedSearch,
    SearchPage,
    Understood,
)

URGENCIES = ("特提", "特急", "加急", "平急", PLAIN)
OTHER_TYPES = ("会议通知", "简报", "电报", "督办通知单")
"""What comes in besides documents in the sense of the 条例."""
BEGINNING = EmptyState(
    "从标题、正文、意见和附件里找",
    note="可以写词语、文号（任何写法）、人名或机关名的拼音、日期（上个月、今年二季度）；"
    "几个词用空格隔开，结果里都要有。",
)
ONE_CHARACTER = "单个字只在标题、文号、机关名和人名里找。请写两个字以上的词语，正文也会找到。"


def search_page(
    request: Request,
    conditions: Conditions,
    *,
    kinds: tuple[Papers, ...],
    page: Page | None,
    saved: list[Saved],
    waiting: int = 0,
    is_further: bool = False,
    refusal: Refused | None = None,
    name: str = "",
) -> SearchPage:
    """`page` is None before anything was asked, and where what was asked makes no sense."""
    words, labels = conditions.asked().words, {each.room: each.label for each in kinds}
    hits = page.hits if page else ()
    found = tuple(_paper(request, each, words=words, labels=labels) for each in hits)
    query = urlencode(conditions.given) if page is not None else ""
    here = request.route_path("search")
    return SearchPage(
        action=here,
        text=conditions.of("q"),
        fields=fields_of(conditions, kinds),
        more=bool(conditions.without("q").keys() - {LITERAL}),
        understood=tuple(_understood(request, conditions)),
        found=found,
        told=_told(page, is_further=is_further) if page else "",
        refusal=str(refusal) if refusal else "",
        note=_note(conditions, waiting),
        query=query,
        name=name,
        keep=request.route_path("search.saved"),
        saved=tuple(SavedSearch(each.name, f"{here}?{each.query}") for each in saved),
        exports=_exports(request, conditions) if found else (),
        newest=f"{here}?{query}" if is_further else "",
        older=f"{here}?{query}&after={page.after}" if page and page.after else "",
        empty=_empty(conditions, page),
    )


def fields_of(conditions: Conditions, kinds: tuple[Papers, ...]) -> tuple[Field, ...]:
    """Every condition besides the words."""
    rooms = {each.room: each.label for each in kinds}
    stages = dict.fromkeys(stage for each in kinds for stage in each.stages)
    types = (*DOCUMENT_TYPES, *OTHER_TYPES, KIND)
    return (
        _typed(conditions, "title", "标题"),
        _typed(conditions, "number", "文号、编号", "云政发〔2026〕12号，或 12"),
        _typed(conditions, "agency", "机关", "财政厅，或 caizhengting、czt"),
        _typed(conditions, "person", "经办过的人", "周怀远，或 zhouhuaiyuan、zhy"),
        _typed(conditions, "handler", "现在由谁办理", "姓名，或文书"),
        _typed(conditions, "when", "日期", "上个月、今年二季度、2026年3月以来"),
        _typed(conditions, "dated", "成文日期", "去年、2026-03-01至2026-03-31"),
        _chosen(conditions, "room", "类别", rooms),
        _chosen(conditions, "kind", "文种", dict.fromkeys(types)),
        _chosen(conditions, "stage", "环节", stages),
        _chosen(conditions, "urgency", "紧急程度", dict.fromkeys(URGENCIES)),
        _chosen(conditions, "track", "办件、阅件", dict.fromkeys(TRACK_WORDS.values())),
    )


def said_span(span: Span, *, today: date) -> str:
    """10月1日至10月31日, 2026年3月1日以来, 3月1日以前."""
    first, last = said_day(span.first, today=today), said_day(span.last, today=today)
    if span.last == LAST:
        return f"{first}以来"
    if span.first == FIRST:
        return f"{last}及以前"
    return first if span.first == span.last else f"{first}至{last}"


def _typed(conditions: Conditions, name: str, label: str, placeholder: str = "") -> Field:
    return Field(
        name=name,
        label=label,
        value=conditions.of(name),
        placeholder=placeholder,
        error=conditions.errors.get(name, ""),
    )


def _chosen(
    conditions: Conditions, name: str, label: str, choices: dict[str, str] | dict[str, None]
) -> Field:
    chosen = conditions.of(name)
    offered = (
        Choice(value, words or value, chosen=value == chosen) for value, words in choices.items()
    )
    return Field(
        name=name, label=label, kind="select", choices=(Choice("", "不限", not chosen), *offered)
    )


def _understood(request: Request, conditions: Conditions) -> list[Understood]:
    """Only what the words of the first field were taken for, and not the plain words."""
    if conditions.literal:
        return []
    literally = urlencode({**conditions.given, LITERAL: "1"})
    way = Link("只按文字查", f"{request.route_path('search')}?{literally}")
    days = [
        f"“{word}”：{said_span(span, today=conditions.today)}"
        for word, span in conditions.days_in_words()
    ]
    whole = read_number(conditions.text())
    words = [conditions.text()] if whole else conditions.text().split()
    numbers = [f"“{word}”：文号 {said.plain}" for word in words if (said := read_number(word))]
    return [Understood(each, way) for each in (*days, *numbers)]


def _paper(
    request: Request, hit: Hit, *, words: tuple[Word, ...], labels: Mapping[str, str]
) -> FoundPaper:
    facts = hit.facts
    handlers = "、".join(facts["handlers"])
    shown = (*facts["numbers"], facts["origin"], f"由{handlers}办理" if handlers else "")
    return FoundPaper(
        href=request.route_path(hit.room, id=hit.subject),
        title=_marked(facts["title"], words),
        label=labels.get(hit.room, ""),
        facts=tuple(_marked(each, words) for each in shown if each),
        badges=_badges(facts),
        day=whole_day(date.fromisoformat(facts["day"])),
        pieces=tuple(FoundPiece(each.heading, each.parts) for each in hit.snippets),
    )


def _badges(facts: dict[str, str]) -> tuple[Badge, ...]:
    own = (facts["kind"], facts["track"], facts["stage"])
    return (*urgency_badges(facts["urgency"]), *(Badge(each) for each in own if each))


def _marked(text: str, words: tuple[Word, ...]) -> tuple[str, ...]:
    return marked(cleaned(text), words)


def _told(page: Page, *, is_further: bool) -> str:
    if not page.hits:
        return ""
    if not is_further and not page.after:
        return f"共 {len(page.hits)} 件"
    more = "还有较早的" if page.after else "到此为止"
    return f"{'接着的' if is_further else '最新的'} {len(page.hits)} 件，{more}"


def _note(conditions: Conditions, waiting: int) -> str:
    notes = []
    if any(len(word) == 1 and not word.isascii() for word in conditions.text().split()):
        notes.append(ONE_CHARACTER)
    if waiting:
        notes.append(f"还有 {waiting} 件正在编入索引，结果可能不全，稍后再查。")
    return "".join(notes)


def _exports(request: Request, conditions: Conditions) -> tuple[Link, ...]:
    def way(format: str) -> str:
        return str(
            request.route_path("search.export", format=format, _query=dict(conditions.given))
        )

    return (Link("导出 xlsx", way("xlsx"), "download"), Link("导出 csv", way("csv"), "download"))


def _empty(conditions: Conditions, page: Page | None) -> EmptyState | None:
    if page is None:
        return None if conditions.errors else BEGINNING
    if page.hits:
        return None
    if page.gave_up:
        return EmptyState(
            "较新的公文里没有找到",
            note="这些字在许多公文里分开出现。请接着查较早的，或者加一个条件（日期、机关、文种）。",
        )
    return EmptyState(
        "没有找到",
        note="请少写一个条件、换个说法，或者核对日期和文号。"
        "别的机关的公文、您无权查看的签报和限定范围的意见，不会出现在结果里。",
    )
