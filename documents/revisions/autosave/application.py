"""Autosave: the fields of an editor as they were typed, until they are saved or given up.

They are state, not events (design D3, D7): in the backup, never derived, gone once saved. What
stands above the node's ceiling is refused before a byte of it is stored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    Uuid,
    and_,
    func,
    select,
)

from office.classification import Ceiling
from office.kernel.clock import Clock
from office.kernel.columns import Moment
from office.kernel.refusals import Missing, Refused
from office.kernel.store import Store, state_tables
from office.kernel.upsert import insert_if_absent

LARGEST = 2_000_000
"""Characters of all fields of one editor together."""
LARGEST_IMAGES = 18_000_000
"""Characters of the images of a draft that was imported, as its form holds them."""
MOST = 30
"""Editors of one person with something unsaved."""
A_MINUTE = 60
"""How often one editor may save in a minute."""
REMEMBERED = timedelta(days=1)
"""How long it is known of an editor that it is finished, for what still arrives from it."""

state_autosave = Table(
    "state_autosave",
    state_tables,
    Column("agency", String(64)),
    Column("person", String(64)),
    Column("editing", String(64)),
    Column("subject", Uuid, nullable=True, index=True),
    Column("title", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("images", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("minute", Integer, nullable=False),
    Column("times", Integer, nullable=False),
    Column("finished", Boolean, nullable=False),
    PrimaryKeyConstraint("agency", "person", "editing"),
)
"""`subject` is the document, none for a new draft; `editing` is the one editor's own id."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose it is: nobody else ever sees it."""

    agency: str
    person: str


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What stands in one editor: its fields by name, and when they were kept."""

    editing: str
    title: str
    at: datetime
    subject: UUID | None = None
    fields: Mapping[str, str] | None = None


class Autosaves:
    """Keeps what is typed, for the one who typed it."""

    def __init__(self, store: Store, *, clock: Clock, ceiling: Ceiling) -> None:
        self.store = store
        self.clock = clock
        self.ceiling = ceiling

    def keep(
        self,
        owner: Owner,
        editing: str,
        *,
        fields: Mapping[str, str],
        subject: UUID | None = None,
        images: str | None = None,
    ) -> datetime:
        """Keep the fields; `images` None leaves those that were sent before.

        Gives the moment. Raises Refused for what is too secret, too much or too often.
        """
        self._check(fields, images or "")
        now = self.clock.now()
        here = _row(owner, editing)
        values = {
            "title": fields.get("title", "").strip(),
            "fields": json.dumps(dict(fields), ensure_ascii=False),
            "at": now,
        }
        if images is not None:
            values["images"] = images
        with self.store.changing_state() as connection:
            before = connection.execute(select(state_autosave).where(here)).first()
            if before is None:
                self._make_room(connection, owner)
                blank: dict[str, Any] = {
                    "agency": owner.agency,
                    "person": owner.person,
                    "editing": editing,
                }
                blank |= {"subject": subject, "images": "", "finished": False}
                first = {"minute": _minute(now), "times": 1}
                insert_if_absent(connection, state_autosave, {**blank, **first, **values})
            elif not before.finished:
                same = before.minute == _minute(now)
                times = {"minute": _minute(now), "times": before.times + 1 if same else 1}
                if times["times"] > A_MINUTE:
                    raise Refused("自动保存过于频繁，这一次没有保存。请稍候，或者直接按“存稿”。")
                connection.execute(state_autosave.update().where(here).values({**times, **values}))
        return now

    def _make_room(self, connection: Connection, owner: Owner) -> None:
        """Forget editors that were finished long ago; refuse one too many."""
        table, mine = state_autosave.c, _of(owner)
        long_ago = table.at < self.clock.now() - REMEMBERED
        connection.execute(state_autosave.delete().where(mine, table.finished, long_ago))
        unsaved = select(func.count()).select_from(state_autosave).where(mine, ~table.finished)
        if connection.execute(unsaved).scalar_one() >= MOST:
            raise Refused(
                f"您没有存稿的内容已有 {MOST} 份，不能再自动保存。请在拟稿页面继续或放弃其中几份。"
            )

    def finish(self, owner: Owner, editing: str) -> None:
        """It is saved or given up: nothing of it stays, and what still arrives is not kept."""
        with self.store.changing_state() as connection:
            connection.execute(
                state_autosave.update()
                .where(_row(owner, editing))
                .values(title="", fields="{}", images="", finished=True, at=self.clock.now())
            )

    def waiting(self, owner: Owner, *, subject: UUID | None) -> tuple[Unsaved, ...]:
        """What somebody has not saved of a document, or of new drafts, the newest first."""
        table = state_autosave.c
        query = (
            select(table.editing, table.title, table.at, table.subject)
            .where(_of(owner), table.subject == subject, ~table.finished)
            .order_by(table.at.desc())
        )
        with self.store.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(Unsaved(each.editing, each.title, each.at, each.subject) for each in rows)

    def fetch(self, owner: Owner, editing: str, *, subject: UUID | None) -> Unsaved:
        """What stood in an editor; `Missing` for what is somebody else's, finished or nothing."""
        table = state_autosave.c
        here = and_(_row(owner, editing), table.subject == subject)
        with self.store.reading() as connection:
            query = select(state_autosave).where(here, ~table.finished)
            row = connection.execute(query).first()
        if row is None:
            raise Missing("没有找到这份没有存稿的内容，它可能已经存稿或放弃。请重新打开拟稿页面。")
        fields = json.loads(row.fields)
        if row.images:
            fields["images"] = row.images
        return Unsaved(row.editing, row.title, row.at, row.subject, fields)

    def _check(self, fields: Mapping[str, str], images: str) -> None:
        if sum(map(len, fields.values())) > LARGEST or len(images) > LARGEST_IMAGES:
            raise Refused("内容过长，没有自动保存。请按“存稿”，或把文稿分开。")
        self.ceiling.check(fields.get("classification", ""))
        self.ceiling.check_text("\n".join(fields.values()))


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // 60


def _of(owner: Owner) -> ColumnElement[bool]:
    table = state_autosave.c
    return and_(table.agency == owner.agency, table.person == owner.person)


def _row(owner: Owner, editing: str) -> ColumnElement[bool]:
    return and_(_of(owner), state_autosave.c.editing == editing)
