"""The table of contents: headings that lead to their place (GB/T 33190-2016 7.5)."""

from __future__ import annotations

from collections.abc import Sequence

from documents.layout.ofd.markup import Node, child, number
from documents.layout.pages import Bookmark
from documents.layout.xml_text import sayable


def add_outlines(document: Node, bookmarks: Sequence[Bookmark], *, pages: Sequence[str]) -> None:
    """Outlines with Goto actions; a level may be at most one deeper than the one before."""
    if not bookmarks:
        return
    path = [child(document, "Outlines")]
    for bookmark in bookmarks:
        del path[max(bookmark.level, 1) :]
        entry = child(path[-1], "OutlineElem", Title=sayable(bookmark.text))
        path.append(entry)
        action = child(child(entry, "Actions"), "Action", Event="CLICK")
        where = {"Left": "0", "Top": number(bookmark.y), "Zoom": "0"}
        child(child(action, "Goto"), "Dest", Type="XYZ", PageID=pages[bookmark.page], **where)
