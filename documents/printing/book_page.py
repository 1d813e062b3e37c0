"""The page of a book: which lines are asked for, and the sheets that they fill."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pyramid.request import Request

from documents.printing.books import RegisterBook
from documents.printing.lookup import Wanted
from documents.screen_pages import ScreenPages
from documents.screens.pages import drawn_pages
from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from office.web.frame import now
from office.web.models import NO_PAGES, Choice, Field, Link
from office.web.models.books import Book

_BETWEEN = "_"


def wanted_of(request: Request) -> Wanted:
    """What `?year=&word=&since=&until=` ask for; this year without them. Refused if unreadable."""
    return _wanted(request.params, this_year=office_day(now(request)).year)


def _wanted(asked: Mapping[str, Any], *, this_year: int) -> Wanted:
    year = str(asked.get("year") or this_year)
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise Refused("年份应当是四位数字，例如 2026。请改正后再查看。")
    since, until = _day(asked.get("since", "")), _day(asked.get("until", ""))
    if since and until and until < since:
        raise Refused("截止日期在起始日期之前，没有这样的时段。请改正后再查看。")
    return Wanted(int(year), word=str(asked.get("word", "")), since=since, until=until)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused("日期请按“年-月-日”填写，例如 2026-11-30。") from error


def book_page(request: Request, book: RegisterBook, wanted: Wanted) -> Book:
    """The whole page."""
    values = book.values(request, wanted)
    total = len(values[book.field])
    query = _query(wanted)
    return Book(
        title=book.title,
        back=Link("返回", request.route_path(book.beside), "back"),
        action=request.route_path(book.route),
        fields=_fields(request, book, wanted),
        pages=_pages(request, book, wanted, values) if total else NO_PAGES,
        total=total,
        tools=(
            Link("打印", request.route_path(f"{book.route}_paper", _query=query), "print"),
            Link("导出", request.route_path(f"{book.route}_xlsx", _query=query), "download"),
            Link("导出 CSV", request.route_path(f"{book.route}_csv", _query=query), "download"),
        ),
    )


def _pages(request: Request, book: RegisterBook, wanted: Wanted, values: Any) -> Any:
    screen = request.printer.screen(book.form, values)
    return drawn_pages(screen, address=book_address(request, book, wanted, screen))


def book_name(wanted: Wanted, screen: ScreenPages) -> str:
    """The screen in an address: which lines, and what they looked like."""
    days = (each.isoformat() if each else "" for each in (wanted.since, wanted.until))
    return _BETWEEN.join((str(wanted.year), wanted.word, *days, screen.digest[:16]))


def wanted_of_name(name: str) -> Wanted:
    """The other way. ValueError or Refused for what is no such name."""
    year, word, since, until, _ = name.split(_BETWEEN)
    return _wanted({"year": year, "word": word, "since": since, "until": until}, this_year=0)


def book_address(
    request: Request, book: RegisterBook, wanted: Wanted, screen: ScreenPages
) -> Callable[[str], str]:
    """The addresses of files of the book's pages for the screen."""
    name = book_name(wanted, screen)
    return lambda file: str(request.route_path(f"{book.route}_screen", name=name, file=file))


def _fields(request: Request, book: RegisterBook, wanted: Wanted) -> tuple[Field, ...]:
    years = sorted({*book.years(request), wanted.year}, reverse=True)
    words = book.words(request)
    return (
        Field(
            "year",
            "年度",
            kind="select",
            choices=tuple(Choice(str(each), f"{each}年", each == wanted.year) for each in years),
        ),
        Field(
            "word",
            "编号序列",
            kind="select",
            choices=(
                Choice("", "全部", not wanted.word),
                *(Choice(each, each, each == wanted.word) for each in words),
            ),
        ),
        Field("since", "登记日期从", kind="date", value=_iso(wanted.since)),
        Field("until", "到", kind="date", value=_iso(wanted.until)),
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _query(wanted: Wanted) -> dict[str, str]:
    asked = {
        "year": str(wanted.year),
        "word": wanted.word,
        "since": _iso(wanted.since),
        "until": _iso(wanted.until),
    }
    return {name: value for name, value in asked.items() if value}
