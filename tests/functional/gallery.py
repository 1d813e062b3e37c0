"""Every page template with invented content, for tests and for looking at.

`python -m tests.functional.gallery 6600` serves it; log in as hewanqing with 口令-hewanqing.
"""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from waitress import serve

from office.web.models import (
    Badge,
    Link,
    Register,
    RegisterRow,
    Tab,
    Tone,
)
from tests.functional.access_app import build_app
from tests.functional.gallery_desk import URGENT, at, desk, empty_desk
from tests.functional.gallery_documents import document, draft, incoming, past_document


def register(title: str, *, of: str) -> Register:
    """发文 or 收文."""
    columns = ("发文字号", "拟稿") if of == "发文" else ("来文单位", "来文字号", "收文号")
    cells = (
        ("澜政办发〔2026〕37号", "秘书科 何婉清")
        if of == "发文"
        else ("云川省人民政府办公厅", "云政办发〔2026〕63号", "〔2026〕1186")
    )
    names = (
        title,
        "第十七次常务会议纪要",
        "关于调整市级议事协调机构的通知",
        "关于印发《澜州市档案移交办法》的通知",
        "关于开展第四季度政务公开评估的通知",
    )
    states = (
        Badge("分发", Tone.NEUTRAL),
        Badge("办结", Tone.DONE, "tick"),
        Badge("核稿", Tone.NEUTRAL),
        Badge("退回", Tone.RETURNED, "return"),
        Badge("拟稿", Tone.NEUTRAL),
    )
    return Register(
        title=of,
        columns=columns,
        rows=tuple(
            RegisterRow(
                "/documents/1",
                name,
                cells,
                badges=(URGENT,) if place == 0 else (),
                state=state,
                when=at(20 - place, 10, 12),
            )
            for place, (name, state) in enumerate(zip(names * 4, states * 4, strict=True))
        ),
        action="/documents",
        query="交换" if "<" not in title else title,
        tabs=(
            Tab("全部", "/documents", 1286, current=True),
            Tab("在办", "/documents?state=open", 64),
            Tab("办结", "/documents?state=done", 1222),
        ),
        total=1286,
        primary=Link("拟稿", "/draft", icon="draft") if of == "发文" else None,
        older="/documents?before=20",
    )


PAGES: dict[str, tuple[str, str, Any]] = {
    # route: path, template, model of a title
    "desk": ("/", "desk", desk),
    "empty": ("/empty", "desk", empty_desk),
    "document": ("/documents/1", "document", document),
    "past": ("/documents/past", "document", past_document),
    "incoming": ("/incomings/1", "incoming", incoming),
    "draft": ("/draft", "draft", draft),
    "documents": ("/documents", "documents", partial(register, of="发文")),
    "incomings": ("/incomings", "incomings", partial(register, of="收文")),
}
TITLE = "关于进一步规范全市公文电子交换工作的通知"


def letter(request: Request) -> Response:
    """A drawn page: a stand-in for the layout's own pictures."""
    song = 'text-anchor="middle" font-family="Noto Serif CJK SC" font-weight="700"'
    lines = "".join(
        f'<rect x="28" y="{163 + 10.4 * line}" width="{156 if line % 4 else 98}" height="3.2"/>'
        for line in range(9)
    )
    head = escape("澜州市人民政府办公室文件") if request.matchdict["number"] == "1" else ""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297">'
        '<rect width="210" height="297" fill="#fff"/>'
        f'<text x="105" y="84" font-size="12" fill="#d7191b" {song}>{head}</text>'
        '<rect x="28" y="112" width="156" height=".5" fill="#d7191b"/>'
        f'<text x="105" y="140" font-size="7.6" {song}>{TITLE}</text>'
        f'<g fill="#999">{lines}</g></svg>'
    )
    return Response(svg, content_type="image/svg+xml", charset="utf-8")


def _view(model: Any, title: str) -> Any:
    return lambda request: {"page": model(title)}


def _count(count: int | None, request: Request) -> int | None:
    return count


def rooms(config: Configurator, *, title: str = TITLE) -> None:
    """The gallery as a room: its pages and a full rail."""
    for route, (path, _, _) in PAGES.items():
        config.add_route(route, path)
    for route, (_, template, model) in PAGES.items():
        config.add_view(
            _view(model, title),
            route_name=route,
            renderer=f"office.web:templates/{template}.jinja2",
        )
    config.add_route("page", "/page/{number}.svg")
    config.add_view(letter, route_name="page")
    config.add_route("search", "/search")
    rail = (
        ("desk", "待办", "desk", 23, ""),
        ("documents", "发文", "document", None, ""),
        ("incomings", "收文", "incoming", 6, ""),
        ("circulations", "传阅", "circulation", 11, ""),
        ("supervisions", "督办", "supervision", 4, ""),
        ("briefings", "简报信息", "briefing", None, ""),
        ("meetings", "会议", "meeting", 2, ""),
        ("exchange", "交换箱", "exchange", 2, "往来"),
        ("archive", "归档", "archive", None, "往来"),
        ("statistics", "统计", "statistics", None, "往来"),
    )
    for order, (name, label, icon, count, group) in enumerate(rail):
        config.add_rail_item(
            name,
            label=label,
            route=name if name in PAGES else "desk",
            icon=icon,
            order=order,
            group=group,
            count=partial(_count, count),
        )


def main(port: int) -> None:
    """Serve the gallery until interrupted."""
    with tempfile.TemporaryDirectory() as folder:
        serve(build_app(Path(folder), extra=rooms), listen=f"127.0.0.1:{port}", threads=4)


if __name__ == "__main__":
    main(int(sys.argv[1]))
