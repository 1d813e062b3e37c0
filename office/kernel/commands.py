"""Every command is one act, however often it arrives (design D5).

The table is written in the act's own commit. It is not derived from events (the input's digest
and the answer are not in them), so a rebuild leaves it alone: docs/decisions/0006.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, TypeVar

import eventsourcing.persistence as library
from sqlalchemy import (
    Column,
    LargeBinary,
    PrimaryKeyConstraint,
    Row,
    String,
    Table,
    Text,
    bindparam,
    exc,
    select,
)

from office.kernel.act import Act
from office.kernel.clock import Clock
from office.kernel.columns import Moment
from office.kernel.journal import journal_stream
from office.kernel.refusals import Conflict, Refused
from office.kernel.store import Store, register_tables, state_tables
from office.kernel.violations import refusal_of

log = logging.getLogger(__name__)

LONGEST = 64
"""Characters of a command id."""

commands = Table(
    "state_commands",
    state_tables,
    Column("agency", String(64)),
    Column("person", String(64)),
    Column("command", String(LONGEST)),
    Column("act", Text, nullable=False),
    Column("input", LargeBinary, nullable=False),
    Column("result", Text, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("agency", "person", "command", name="state_commands_once"),
)

ATTEMPTS = 4

Answer = TypeVar("Answer")


class Commands:
    """Runs commands so that the same command id is carried out at most once."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self.store = store
        self.clock = clock

    def run(
        self, act: Act, *, name: str, given: Mapping[str, Any], decide: Callable[[], Answer]
    ) -> Answer:
        """Carry out `decide` inside a write transaction, or give the answer it gave before.

        `given` is what the person sent (a form is compared as a whole instead, see `Act.sent`);
        the same command id with other input is refused. The answer must be a JSON value. When
        another act took the stream's next version meanwhile, everything is loaded again and
        decided anew, at most `ATTEMPTS` times; then `Conflict`.
        """
        if len(act.command) > LONGEST:  # SQLite would take it, PostgreSQL would not
            raise TypeError(f"a command of {len(act.command)} characters: {act.command}")
        if self.store.transaction is not None:
            return decide()  # part of a larger act, which answers for it
        digest = _digest(name, act.sent or given)
        for _ in range(ATTEMPTS):
            try:
                return self._once(act, name=name, digest=digest, decide=decide)
            except (exc.DBAPIError, library.PersistenceError) as error:
                # The commit may have arrived though its answer was lost.
                done = self._answered(act, digest=digest)
                if done is not None:
                    return done[0]  # type: ignore[no-any-return]  # JSON gives back what was put
                if not _stream_moved(error):
                    _refuse_if_taken(error)
                    raise
                log.info("the stream moved on during %s, deciding again", name)
        raise Conflict(
            "这件事刚刚被别人办理过，您的操作没有生效。请查看最新情况后再办；您填写的内容已保留。"
        )

    def answered(self, act: Act) -> bool:
        """Whether the command was carried out before, whatever its input was."""
        with self.store.reading() as connection:
            return connection.execute(_ROW, _key_of(act)).first() is not None

    def answer_to(self, act: Act) -> tuple[Any] | None:
        """The answer to this very form, where it was carried out before; None where it was not.

        Raises Refused if another form was carried out under this command id, and TypeError for an
        act that came by no form: only `run` knows what such an act was given.
        """
        if not act.sent:
            raise TypeError("answer_to compares forms, and this act was not sent by one")
        with self.store.reading() as connection:
            row = connection.execute(_ROW, _key_of(act)).first()
        return None if row is None else _answer(row, digest=_digest(row.act, act.sent))

    def _once(self, act: Act, *, name: str, digest: bytes, decide: Callable[[], Answer]) -> Answer:
        done = self._answered(act, digest=digest)
        if done is not None:
            return done[0]  # type: ignore[no-any-return]  # JSON gives back what was put
        with self.store.writing(act) as connection:
            done = self._answered(act, digest=digest)  # again, now that nobody else can act
            if done is not None:
                return done[0]  # type: ignore[no-any-return]
            answer = decide()
            self._must_have_taken_ink(act)
            connection.execute(
                commands.insert(),
                {
                    **_key_of(act),
                    "act": name,
                    "input": digest,
                    "result": json.dumps(answer, ensure_ascii=False),
                    "at": self.clock.now(),
                },
            )
            return answer

    def _must_have_taken_ink(self, act: Act) -> None:
        """What somebody wrote by hand is kept with their act, or the act is not done."""
        transaction = self.store.transaction
        if act.ink and transaction and not transaction.ink_taken:
            raise Refused(
                "这项办理没有地方保存手写意见，没有办理。请清除手写内容，用键盘输入后再办。",
                field="ink",
            )

    def _answered(self, act: Act, *, digest: bytes) -> tuple[Any] | None:
        with self.store.reading() as connection:
            row = connection.execute(_ROW, _key_of(act)).first()
        return None if row is None else _answer(row, digest=digest)


def _answer(row: Row[Any], *, digest: bytes) -> tuple[Any]:
    if row.input != digest:
        raise Refused("同一个操作编号已经用于内容不同的另一次提交。请刷新页面，核对后重新提交。")
    return (json.loads(row.result),)


# Asked before and in every act: put together once.
_ROW = select(commands.c.act, commands.c.input, commands.c.result).where(
    commands.c.agency == bindparam("agency"),
    commands.c.person == bindparam("person"),
    commands.c.command == bindparam("command"),
)


def _key_of(act: Act) -> dict[str, str]:
    return {"agency": act.agency, "person": act.person, "command": act.command}


def _digest(name: str, given: Mapping[str, Any] | str) -> bytes:
    text = json.dumps([name, given], ensure_ascii=False, sort_keys=True, default=str)
    return sha256(text.encode()).digest()


def _refuse_if_taken(error: Exception) -> None:
    """A broken unique constraint that has a sentence for people is a refusal."""
    if isinstance(error, exc.IntegrityError):
        sentence = refusal_of(error, (register_tables, state_tables))
        if sentence is not None:
            raise Refused(sentence) from error


def _stream_moved(error: Exception) -> bool:
    return isinstance(error, library.IntegrityError) and str(error) == journal_stream.name
