"""What a register page found, as a workbook: any page that lists a `Register` can be had so.

The same view answers, with the same permission and the same filters; asked for a file, only its
renderer is another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from documents import serving
from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from office.web.frame import now
from office.web.models import Register
from office.web.spreadsheets import MOST_ROWS, Table, Value, xlsx

XLSX = "xlsx"
RENDERER = "register_file"
_MARKS = "标记"


def is_file_asked(request: Request) -> bool:
    """Whether the address asks for a file."""
    return bool(request.params.get("format") == XLSX)


def becomes_file(request: Request) -> None:
    """The page that the view gives becomes a file. Call it last: an error page stays a page."""
    request.override_renderer = RENDERER


def must_fit(total: int, *, at_least: bool) -> None:
    """Refuse more than one file may hold. `at_least`: there are more than `total`."""
    if at_least or total > MOST_ROWS:
        raise Refused(
            f"共有 {total} 件{'以上' if at_least else ''}，一次最多导出 {MOST_ROWS} 件，没有导出。"
            "请先在登记簿中查找，缩小范围后再导出；要整年的登记簿，请在“登记簿”中按时段导出。"
        )


def register_table(page: Register) -> Table:
    """The lines of the page, in its columns."""
    columns = ("标题", *page.columns, "状态", "时间", _MARKS)
    return Table(page.title, columns, _rows(page))


def _rows(page: Register) -> Iterator[tuple[Value, ...]]:
    for row in page.rows:
        state = row.state.text if row.state else ""
        marks = "、".join(each.text for each in row.badges)
        yield (row.title, *row.cells, state, row.when, marks)


def _renderer(_info: Any) -> Callable[[Mapping[str, Any], Mapping[str, Any]], bytes]:
    def render(value: Mapping[str, Any], system: Mapping[str, Any]) -> bytes:
        request: Request = system["request"]
        page: Register = value["page"]
        name = f"{page.title}　{office_day(now(request)).isoformat()}.xlsx"
        file = serving.xlsx(xlsx(register_table(page)), name=name)
        request.response.content_type = file.content_type
        request.response.headers["Content-Disposition"] = file.headers["Content-Disposition"]
        request.response.cache_control = file.cache_control
        return bytes(file.body)

    return render


def includeme(config: Configurator) -> None:
    """The renderer."""
    config.add_renderer(RENDERER, _renderer)
