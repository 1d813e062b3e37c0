"""Papers of old registers, as they are found: by what the register said, and by their scans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from documents.opinions.scans import PDF
from documents.registers_import.application import OldPapers
from documents.registers_import.columns import labels
from documents.registers_import.old_paper import OldPaper
from documents.registers_import.registers import ROOM
from documents.searching.described.foundation import dated
from office.searching.indexed import EVERYBODY, Indexed, Papers, Piece

STAGE = "旧登记簿"
_NUMBERS = ("sender_number", "written_number")
_PEOPLE = ("registrar", "drafter", "signer")


def old_register_papers(rooms: OldPapers) -> Papers:
    """旧登记簿, by the true day."""
    return Papers(
        room=ROOM,
        label=STAGE,
        events="documents.OldPaper.",
        describe=_describe(rooms),
        stages=(STAGE,),
    )


def _describe(rooms: OldPapers) -> Callable[[UUID], Indexed]:
    def describe(id: UUID) -> Indexed:
        it = rooms.load(OldPaper, id)
        facts = it.facts
        said = (
            f"{name}：{facts[field]}" for field, name in labels(it.kind).items() if field in facts
        )
        scans = (
            Piece(f"扫描件　{each['name']}", digest=each["digest"])
            for each in it.scans
            if each["media_type"] == PDF
        )
        return Indexed(
            room=ROOM,
            agency=it.agency,
            title=it.title,
            day=date.fromisoformat(it.registered_on),
            audience=frozenset({EVERYBODY}),
            kind=facts.get("type", ""),
            numbers=(it.number, *(facts[name] for name in _NUMBERS if name in facts)),
            dated=dated(facts.get("written_on", it.registered_on)),
            origin=facts.get("party", ""),
            urgency=facts.get("urgency", ""),
            track=facts.get("track", ""),
            stage=STAGE,
            people=tuple(facts[name] for name in _PEOPLE if name in facts),
            pieces=(Piece("旧登记簿", "\n".join((*said, f"原件：{it.original}"))), *scans),
        )

    return describe
