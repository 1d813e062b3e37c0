"""The site's time-stamp service, which remembers how it answered last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import entry_points
from typing import Any

import sqlalchemy as sa

from office.kernel.clock import Clock
from office.kernel.columns import Moment
from office.kernel.refusals import Refused
from office.kernel.store import Store, state_tables
from signing.timestamps.asking import TimeAuthority

answers = sa.Table(
    "state_time_service",
    state_tables,
    sa.Column("address", sa.String(500), primary_key=True),
    sa.Column("answered_at", Moment),
    sa.Column("failed_at", Moment),
    sa.Column("why", sa.Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Last:
    """When it answered last; when it last did not and `why`, unless it answered since."""

    answered_at: datetime | None = None
    failed_at: datetime | None = None
    why: str = ""

    @property
    def fails(self) -> bool:
        """Whether it did not answer when it was last asked."""
        return self.failed_at is not None


class TimeService:
    """A TimeAuthority at an address, which integrations speak to (`office.time_services`)."""

    def __init__(
        self, authority: TimeAuthority, *, address: str, store: Store, clock: Clock
    ) -> None:
        self._authority = authority
        self.address = address
        self._store = store
        self._clock = clock

    def answer(self, request: bytes) -> bytes:
        """As the port says."""
        try:
            answered = self._authority.answer(request)
        except Refused as fault:
            self._note(failed_at=self._clock.now(), why=str(fault))
            raise
        self._note(answered_at=self._clock.now(), failed_at=None, why="")
        return answered

    @property
    def last(self) -> Last:
        """How it answered."""
        query = sa.select(answers).where(answers.c.address == self.address)
        with self._store.reading() as connection:
            row = connection.execute(query).first()
        return Last(row.answered_at, row.failed_at, row.why) if row else Last()

    def _note(self, **values: Any) -> None:
        with self._store.changing_state() as connection:
            mine = answers.c.address == self.address
            if not connection.execute(answers.update().where(mine).values(values)).rowcount:
                new = {"address": self.address, "why": "", **values}
                connection.execute(answers.insert().values(new))


def time_service(address: str, *, store: Store, clock: Clock) -> TimeService | None:
    """Of the setting `wenshu.time_service`; None where it is empty. Raises Refused."""
    if not address:
        return None
    found = entry_points(group="office.time_services", name="http")
    if not found:
        raise Refused(
            "设置了 wenshu.time_service，但没有安装相应的部件。"
            "请重新执行 make setup，或删去该设置。"
        )
    speaks: Callable[[str], TimeAuthority] = next(iter(found)).load()
    return TimeService(speaks(address), address=address, store=store, clock=clock)
