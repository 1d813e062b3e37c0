"""Numbers: taken and voided inside other rooms' acts, and kept in order by the clerks.

`take` and `void` are called by another command's `decide`, under the journal's lock; the rest
are acts of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import Row, and_, select

from documents.numbering.identifier import ROOT, is_organ, make_identifier, must_be_root
from documents.numbering.kept import KeptSeries
from documents.numbering.registers import numbers
from documents.numbering.registers import series as series_table
from documents.numbering.series import LARGEST, Series, printed_number
from documents.numbering.states import NumberStanding, Occupant
from documents.numbering.words import IDENTIFIERS, must_be_kept_by_clerks
from documents.permissions import Permission
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.entity import Entity
from office.kernel.journal import journal_head
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room

Answer = TypeVar("Answer")
E_ = TypeVar("E_", bound=Entity)

LONGEST_WORD = 20
EARLIEST = 1949


class Numbering(Room):
    """编号. Commands carry the same names as the aggregate's."""

    def __init__(self, node: Node, *, identifier_root: str = ROOT) -> None:
        super().__init__(node)
        self._kept = KeptSeries()
        self._root = must_be_root(identifier_root)

    def load(self, kind: type[E_], id: UUID) -> E_:
        """As every room does; of a series that this process knows, only what came since.

        A year has thousands of numbers, and they are taken under the lock of the whole node.
        Kept is only what is committed: never a series that somebody has acted on.
        """
        if kind is not Series:
            return super().load(kind, id)
        series = self._kept.get(id)
        if series is None:
            series = super().load(Series, id)
        else:
            for later in self.events.get(id, gt=series.version):
                series = cast("Any", later).mutate(series)
        if not self._has_appended():
            self._kept.keep(series)
        return cast("E_", series)

    def take(
        self,
        act: Act,
        *,
        word: str,
        subject: UUID,
        day: date | None = None,
        number: str = "",
    ) -> tuple[str, UUID]:
        """取号: the number as printed and the series' id. Call inside `perform`'s decide.

        `day` is 成文日期: it decides the year, so what was signed in December and is numbered in
        January is last year's, while that series is open. Asked again for the same paper, the
        same number. `number` chooses one that is reserved or may be used again (see `offers`).
        """
        held = self._held(act, word=word, subject=subject)
        if held is not None:
            _must_agree(held, day=day, number=number)
            return held.number, held.subject
        series = self._series_of(act, word=word, day=day)
        serial = _serial(series, number) if number else None
        given = series.take(by=act.person, subject=subject, at=self.clock.now(), serial=serial)
        self.save(series)
        return given, series.id

    def occupied(
        self, act: Act, *, word: str, year: int, papers: Iterable[Occupant], source: str
    ) -> Series:
        """占用: the series with these papers of an old register in it, to be saved with them.

        A year that has no series yet is opened. Call inside `perform`'s decide.
        """
        must_be_kept_by_clerks(word)
        now = self.clock.now()
        id = Series.id_of(agency=act.agency, word=word, year=year)
        if self.exists(id):
            it = self.load(Series, id)
        else:
            it = Series.open(agency=act.agency, word=word, year=year, at=now)
        it.occupy(papers, by=act.person, source=source, at=now)
        return it

    def void(self, act: Act, *, series: UUID, subject: UUID, reason: str, left: bool) -> str:
        """作废: the number that the paper holds in this series. Call inside `perform`'s decide.

        `left`: something with the number has left the house, so it is never given again. Gives
        the number as printed.
        """
        it = self.load(Series, series)
        number = it.void(
            by=act.person, subject=subject, reason=reason, left=left, at=self.clock.now()
        )
        self.save(it)
        return number

    def identify(self, act: Act, *, subject: UUID, type: str, day: date) -> str:
        """公文标识 of a document of this 成文日期; asked again, the same, unless the year changed.

        Empty for an agency whose code in the directory is no code of an organisation: a wrong
        identifier is worse than none. Call inside `perform`'s decide.
        """
        if not is_organ(act.agency):
            return ""
        held = self._held(act, word=IDENTIFIERS, subject=subject)
        if held is not None and held.year != day.year:  # signed off anew; nothing has left
            reason = "成文日期改在另一年"
            self.void(act, series=held.subject, subject=subject, reason=reason, left=False)
        id = Series.id_of(agency=act.agency, word=IDENTIFIERS, year=day.year)
        if not self.exists(id):  # of whatever year: no clerk can begin it
            now = self.clock.now()
            self.save(Series.open(agency=act.agency, word=IDENTIFIERS, year=day.year, at=now))
        self.take(act, word=IDENTIFIERS, subject=subject, day=day)
        serial = self.load(Series, id).serial_of(str(subject))
        assert serial is not None, "it was just taken"
        return make_identifier(
            organ=act.agency, type=type, year=day.year, serial=serial, root=self._root
        )

    def offers(self, agency: str, *, word: str, day: date) -> list[Row[Any]]:
        """Rows of numbers that `take` may be asked for: reserved, or void and reusable."""
        query = (
            select(numbers)
            .join(series_table, series_table.c.subject == numbers.c.subject)
            .where(
                series_table.c.agency == agency,
                series_table.c.word == word,
                series_table.c.year == day.year,
                ~series_table.c.closed,
                numbers.c.standing.in_([NumberStanding.RESERVED, NumberStanding.VOID]),
                ~numbers.c.spent,
            )
            .order_by(numbers.c.serial)
        )
        with self.node.store.reading() as connection:
            return list(connection.execute(query))

    def next(self, agency: str, *, word: str, day: date, subject: UUID) -> str:
        """The number that `take` would give this paper now, when none is chosen; another may be
        quicker. Empty where the series gives none: closed, or full."""
        of = and_(
            series_table.c.agency == agency,
            series_table.c.word == word,
            series_table.c.year == day.year,
        )
        had = (
            select(numbers.c.number)
            .join(series_table, series_table.c.subject == numbers.c.subject)
            .where(
                of,
                numbers.c.formerly_for == str(subject),
                numbers.c.standing == NumberStanding.VOID,
                ~numbers.c.spent,
            )
        )
        with self.node.store.reading() as connection:
            known = connection.execute(select(series_table).where(of)).first()
            before: str | None = connection.execute(had).scalar()
        if known is not None and known.closed:
            return ""
        last = known.last if known is not None else 0
        return before or (printed_number(word, day.year, last + 1) if last < LARGEST else "")

    def begin(self, act: Act, *, word: str, year: int, last: int = 0) -> UUID:
        """开设序列: of a year up to this one; after `last`, where an older system gave numbers."""

        def decide() -> str:
            self.node.guard(act, Permission.Series.BEGIN, act)
            must_be_kept_by_clerks(word)
            now = self.clock.now()
            if not EARLIEST <= year <= office_day(now).year:
                raise Refused("只能开设当年或以往年度的序列，请改正年份。")
            if not word or len(word) > LONGEST_WORD or not word.isalpha():
                raise Refused(f"机关代字只写汉字，不超过 {LONGEST_WORD} 字，请改正。")
            id = Series.id_of(agency=act.agency, word=word, year=year)
            if self.exists(id):
                raise Refused(f"“{word}”{year}年的编号序列已经开设，请在清单中打开。")
            it = Series.open(agency=act.agency, word=word, year=year, at=now)
            if last:
                it.continue_after(last, by=act.person, at=now)
            self.save(it)
            return str(id)

        given = {"word": word, "year": year, "last": last}
        return UUID(self.perform(act, name=Permission.Series.BEGIN, given=given, decide=decide))

    def reserve(
        self, act: Act, series: UUID, *, count: int, purpose: str, person: str = ""
    ) -> list[str]:
        """预留: the next numbers; gives them as printed."""
        return self._act(
            act,
            series,
            Permission.Series.RESERVE,
            lambda it: it.reserve(
                by=act.person, count=count, purpose=purpose, person=person, at=self.clock.now()
            ),
            given={"count": count, "purpose": purpose, "person": person},
        )

    def release(self, act: Act, series: UUID, *, serials: Sequence[int], reason: str = "") -> None:
        """释放: reserved numbers are free again; all of them or none."""

        def change(it: Series) -> None:
            for serial in _some(serials):
                it.release(serial, by=act.person, reason=reason, at=self.clock.now())

        given = {"serials": list(serials), "reason": reason}
        self._act(act, series, Permission.Series.RELEASE, change, given=given)

    def use_on_paper(self, act: Act, series: UUID, *, serial: int, purpose: str) -> None:
        """使用: a reserved number goes to a paper outside this system."""
        self._act(
            act,
            series,
            Permission.Series.USE,
            lambda it: it.use_on_paper(
                serial, by=act.person, purpose=purpose, at=self.clock.now()
            ),
            given={"serial": serial, "purpose": purpose},
        )

    def void_on_paper(
        self, act: Act, series: UUID, *, serial: int, reason: str, left: bool
    ) -> None:
        """作废: the number of a paper outside this system."""
        self._act(
            act,
            series,
            Permission.Series.VOID,
            lambda it: it.void_on_paper(
                serial, by=act.person, reason=reason, left=left, at=self.clock.now()
            ),
            given={"serial": serial, "reason": reason, "left": left},
        )

    def close_year(self, act: Act, series: UUID) -> None:
        """关闭: a year that is over gives no more numbers."""
        self._act(
            act,
            series,
            Permission.Series.CLOSE,
            lambda it: it.close_year(by=act.person, at=self.clock.now()),
            given={},
        )

    def reopen_year(self, act: Act, series: UUID, *, reason: str) -> None:
        """重新开放: for a paper of that year that came to light."""
        self._act(
            act,
            series,
            Permission.Series.REOPEN,
            lambda it: it.reopen_year(by=act.person, reason=reason, at=self.clock.now()),
            given={"reason": reason},
        )

    def _act(
        self,
        act: Act,
        series: UUID,
        permission: Permission.Series,
        change: Callable[[Series], Answer],
        *,
        given: dict[str, Any],
    ) -> Answer:
        # No version is asked for: others take numbers all the time, and every act here names
        # the number that it is about.
        def decide() -> Answer:
            it = self.open(Series, series, act=act, permission=permission)
            must_be_kept_by_clerks(it.word)
            answer = change(it)
            self.save(it)
            return answer

        given = {"series": series, **given}
        return self.perform(act, name=permission, given=given, decide=decide)

    def _has_appended(self) -> bool:
        """Whether the act under way has events already, which may never be committed."""
        transaction = self.node.store.transaction
        if transaction is None:
            return False
        with self.node.store.reading() as connection:
            head = connection.execute(select(journal_head.c.id)).scalar_one()
        return bool(transaction.id != head)

    def _held(self, act: Act, *, word: str, subject: UUID) -> Any:
        """The number of this word that the paper has, in whatever year."""
        query = (
            select(numbers.c.number, numbers.c.subject, series_table.c.year)
            .join(series_table, series_table.c.subject == numbers.c.subject)
            .where(
                numbers.c.taken_for == str(subject),
                series_table.c.agency == act.agency,
                series_table.c.word == word,
            )
        )
        with self.node.store.reading() as connection:
            return connection.execute(query).first()

    def _series_of(self, act: Act, *, word: str, day: date | None) -> Series:
        """The series of the day's year; this year's and last year's are opened when missing."""
        now = self.clock.now()
        this_year = office_day(now).year
        year = (day or office_day(now)).year
        id = Series.id_of(agency=act.agency, word=word, year=year)
        if self.exists(id):
            return self.load(Series, id)
        if year > this_year:
            raise Refused(
                f"成文日期在{year}年，而现在是{this_year}年，不能取以后年度的号。请核对成文日期。"
            )
        if year < this_year - 1:
            raise Refused(
                f"没有“{word}”{year}年的编号序列。补编往年的文号，"
                "请文书先在“编号”中开设该年的序列，写明已经用到的末号，再来取号。"
            )
        return Series.open(agency=act.agency, word=word, year=year, at=now)


def _must_agree(held: Any, *, day: date | None, number: str) -> None:
    """What a paper has and what is asked for now are one number of one year."""
    if day is not None and day.year != held.year:
        raise Refused(
            f"此件已有{held.year}年的文号{held.number}，而成文日期在{day.year}年，年份不一致"
            "（文号的年份按成文日期）。请先作废原号，再按新的成文日期取号。"
        )
    if number and number != held.number:
        raise Refused(
            f"此件已经有文号{held.number}，一件公文只有一个文号。要改用{number}，请先作废原号。"
        )


def _serial(series: Series, number: str) -> int:
    """The serial of a number that the series has; any other is refused."""
    for serial in series.slots:
        if series.number(serial) == number:
            return serial
    raise Refused(
        f"“{number}”不在{series.year}年“{series.word}”的编号序列中，"
        "或者还没有编到。请从可选的号中选择，或不选而取下一个号。"
    )


def _some(serials: Sequence[int]) -> Sequence[int]:
    if not serials:
        raise Refused("没有选择号。请先在清单中选择。")
    return serials
