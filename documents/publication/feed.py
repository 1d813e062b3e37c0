"""The publishing feed: an Atom document with the elements of an official document beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree
from lxml.builder import ElementMaker

from documents.effect.force import FORCE_WORDS
from documents.publication.application import Entry

ATOM = "http://www.w3.org/2005/Atom"
OFFICE = "urn:wenshu:publication:1"
"""The namespace of what Atom has no element for: `docs/guide/publication.md` lists it."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry with its text and the address of its original."""

    entry: Entry
    text: str
    original: str


def write_feed(items: Sequence[Item], *, agency: str, here: str, updated: datetime) -> bytes:
    """RFC 4287. `here` is the feed's own address, `updated` an aware moment."""
    make = ElementMaker(namespace=ATOM, nsmap={None: ATOM, "gw": OFFICE})
    feed = make.feed(
        make.id(f"urn:wenshu:publication:{agency}"),
        make.title("主动公开公文"),
        make.updated(_moment(updated)),
        make.link(rel="self", href=here),
        make.author(make.name(agency)),
        *(_entry(make, each) for each in items),
    )
    whole: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return whole


def _entry(make: ElementMaker, item: Item) -> etree._Element:
    entry = item.entry
    own = ElementMaker(namespace=OFFICE, nsmap={"gw": OFFICE})
    entry_element: etree._Element = make.entry(
        make.id(f"urn:uuid:{entry.document}"),
        make.title(entry.title),
        make.updated(_moment(entry.changed_at)),
        make.author(make.name(entry.issuer)),
        make.category(term=entry.type),
        make.link(rel="alternate", type="application/pdf", href=item.original),
        own.number(entry.number),
        own.issued(entry.signed_on.isoformat()),
        own.openness(entry.openness),
        own.due(entry.due.day.isoformat()),
        own.state(_state(entry)),
        own.force(FORCE_WORDS[entry.force]),
        *([own.ended(entry.ended_on)] if entry.ended_on else []),
        *([own.place(entry.place)] if entry.is_up else []),
        *([own.registration(entry.registration)] if entry.registration else []),
        make.content(item.text, type="text"),
    )
    return entry_element


def _state(entry: Entry) -> str:
    if entry.is_up:
        return "已公开" if entry.is_wanted else "应撤下"
    return "待公开" if entry.is_wanted else "不公开"


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
