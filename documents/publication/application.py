"""The publication room: what is to be published and by when, and that it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Row,
    Select,
    and_,
    bindparam,
    false,
    func,
    not_,
    or_,
    select,
)

from documents.effect.force import Change, Force
from documents.effect.lookup import effect_columns, force_of
from documents.effect.registers import effects
from documents.outgoing.document import Document
from documents.outgoing.stages import Stage
from documents.permissions import Permission
from documents.publication.publication import Publication
from documents.publication.registers import published, to_publish
from documents.rules.openness import PUBLIC
from office.calendar import Due, WorkingDays
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room

DAYS = 20
"""Working days in which to publish (《政府信息公开条例》第二十六条)."""


class Tense(StrEnum):
    """Which part of the list: still to be published, published, not to be."""

    DUE = "due"
    DONE = "done"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list. `due` counts from 成文日期; `place` and `on` are empty until then.

    `force` is how the document stands today, `ended_on` from when it has no effect (empty: not
    decided), `changed_at` when the publisher was last told something new.
    """

    document: UUID
    title: str
    type: str
    number: str
    issuer: str
    openness: str
    reason: str
    regulatory: bool
    signed_on: date
    dispatched_at: datetime
    due: Due
    place: str
    on: str
    registration: str
    is_up: bool
    force: Force
    ended_on: str
    changed_at: datetime

    @property
    def is_wanted(self) -> bool:
        """Whether it belongs before the public: what was annulled never did."""
        return self.openness == PUBLIC and self.force is not Force.ANNULLED


class Publications(Room):
    """信息公开. Commands carry the same names as the aggregate's."""

    def __init__(self, node: Node, *, days: WorkingDays) -> None:
        super().__init__(node)
        self.days = days

    def publish(
        self, act: Act, document: UUID, *, place: str, on: date, registration: str = ""
    ) -> None:
        """已公开, or 重新公开 of what was taken down."""

        def decide() -> None:
            it = self._issued(act, document, Permission.Publication.PUBLISH)
            self._must_be_public(it, registration)
            now = self.clock.now()
            told: dict[str, Any] = {"by": act.person, "place": place, "on": on, "at": now}
            told["today"] = office_day(now)
            id = Publication.id_of(document)
            if self.exists(id):
                publication = self.load(Publication, id)
                publication.publish_again(**told)
            else:
                publication = Publication.publish(
                    agency=act.agency, document=document, registration=registration, **told
                )
            self.save(publication)

        given = {"document": document, "place": place, "on": on, "registration": registration}
        self.perform(act, name="publication.publish", given=given, decide=decide)

    def take_down(self, act: Act, document: UUID, *, reason: str) -> None:
        """撤下, with the reason."""

        def decide() -> None:
            self._issued(act, document, Permission.Publication.TAKE_DOWN)
            publication = self.load(Publication, Publication.id_of(document))
            publication.take_down(by=act.person, reason=reason, at=self.clock.now())
            self.save(publication)

        given = {"document": document, "reason": reason}
        self.perform(act, name="publication.take_down", given=given, decide=decide)

    def entries(self, agency: str, tense: Tense) -> list[Entry]:
        """The agency's list, the most pressing first."""
        rows = self._entries(_listed(agency))
        return [each for each in rows if _tense_of(each) is tense]

    def count_due(self, agency: str) -> int:
        """How many `entries` are due, counted by the database: every page shows it."""
        with self.node.store.reading() as connection:
            return connection.execute(_due(), {"agency": agency}).scalar_one()

    def entry(self, agency: str, document: UUID) -> Entry | None:
        """One line; None for what is not on the agency's list."""
        rows = self._entries(_listed(agency).where(to_publish.c.subject == document))
        return next(iter(rows), None)

    def feed(self, agency: str, *, most: int) -> list[Entry]:
        """What is public, the newest first: to be published by others, or published already."""
        query = _listed(agency).where(to_publish.c.openness == PUBLIC)
        newest = query.order_by(None).order_by(to_publish.c.dispatched_at.desc()).limit(most)
        return self._entries(newest)

    def _entries(self, query: Select[Any]) -> list[Entry]:
        with self.node.store.reading() as connection:
            return [self._entry(row) for row in connection.execute(query)]

    def _entry(self, row: Row[Any]) -> Entry:
        signed = date.fromisoformat(row.signed_on)
        return Entry(
            document=row.subject,
            title=row.title,
            type=row.type,
            number=row.number,
            issuer=row.issuer,
            openness=row.openness,
            reason=row.reason,
            regulatory=row.regulatory,
            signed_on=signed,
            dispatched_at=row.dispatched_at,
            due=self.days.after(signed, DAYS),
            place=row.place or "",
            on=row.published_on or "",
            registration=row.registration or "",
            is_up=bool(row.is_up),
            force=force_of(row, office_day(self.clock.now())) or Force.IN_FORCE,
            ended_on=row.effect_ended_day or "",
            changed_at=max(row.dispatched_at, row.effect_changed_at or row.dispatched_at),
        )

    def _issued(self, act: Act, document: UUID, permission: str) -> Document:
        it = self.open(Document, document, act=act, permission=permission)
        if it.stage is not Stage.DISPATCHED:
            raise Refused("此件还没有印发，不能公开。请在分发之后办理公开。")
        return it

    def _must_be_public(self, it: Document, registration: str) -> None:
        entry = self.entry(it.agency, it.id)
        if entry is None or entry.openness != PUBLIC:
            stated = entry.openness if entry else ""
            raise Refused(
                f"此件的公开属性为“{stated or '没有写明'}”，不是主动公开，不能公开"
                "（《政府信息公开条例》）。请核对公文。"
            )
        if entry.force is Force.ANNULLED:
            raise Refused(
                "此件已经撤销，自始无效（《条例》第三十三条），不能公开。"
                "需要说明撤销情况的，请另行发布公告。"
            )
        if entry.regulatory and not (registration or entry.registration).strip():
            raise Refused(
                "规范性文件须统一登记、统一编号后公布（国办发〔2018〕37号）。请填写登记编号。"
            )


def _tense_of(entry: Entry) -> Tense:
    """What is up stays among the published until somebody takes it down, whatever it is worth."""
    if entry.openness == PUBLIC and entry.is_up:
        return Tense.DONE
    return Tense.DUE if entry.is_wanted else Tense.NOT


@cache
def _due() -> Select[tuple[int]]:
    annulled = and_(effects.c.issued != "", effects.c.ended == Change.ANNUL)
    return (
        _listed(bindparam("agency"))
        .where(to_publish.c.openness == PUBLIC)
        .where(func.coalesce(published.c.is_up, false()).is_(False))
        .where(or_(effects.c.subject.is_(None), not_(annulled)))
        .with_only_columns(func.count())
        .order_by(None)
    )


def _listed(agency: str | BindParameter[str]) -> Select[Any]:
    """Every dispatched document of the agency with its publication, by 成文日期."""
    return (
        select(
            to_publish,
            published.c.place,
            published.c.published_on,
            published.c.registration,
            published.c.is_up,
            *effect_columns(),
            effects.c.changed_at.label("effect_changed_at"),
        )
        .outerjoin(effects, effects.c.subject == to_publish.c.subject)
        .outerjoin(published, published.c.document == to_publish.c.subject)
        .where(to_publish.c.agency == agency, to_publish.c.dispatched_at.is_not(None))
        .where(to_publish.c.signed_on != "")
        .order_by(to_publish.c.signed_on, to_publish.c.subject)
    )
