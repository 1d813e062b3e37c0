"""编号序列: numbers of one kind in one year, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from copy import copy
from datetime import datetime
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from documents.numbering.states import IN_USE, STANDING_WORDS, NumberStanding, Occupant, Slot
from office.kernel.clock import office_day
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused

MOST_AT_ONCE = 50
"""Numbers that one act may reserve."""

MOST_OCCUPIED = 1_000
"""Numbers in one event, so that no row of the journal grows without bound."""

LARGEST = 99_999
"""A number printed on a page has at most five digits."""


def printed_number(word: str, year: int, serial: int) -> str:
    """澜政办发〔2026〕37号: six-cornered brackets, no 第 (GB/T 9704-2012 7.2.5)."""
    return f"{word}〔{year}〕{serial}号"


class Series(Entity):
    """A series of an agency for one year. A number is never held twice (design D5).

    `word` is 机关代字 (澜政办发) or the name of a register (收文); `printed_number` tells how a
    number reads.
    """

    TOPIC: ClassVar[str] = "documents.Series"

    class Opened(Created):
        TOPIC: ClassVar[str] = "documents.Series.Opened"
        word: str
        year: int

    def __init__(self, agency: str, word: str, year: int) -> None:
        self.agency = agency
        self.word = word
        self.year = year
        self.last = 0
        self.closed = False
        self._slots: dict[int, Slot] = {}
        self._serials: dict[str, int] = {}
        self._formerly: dict[str, int] = {}

    @staticmethod
    def id_of(*, agency: str, word: str, year: int) -> UUID:
        """What may exist once has an id made of its natural key."""
        return uuid5(NAMESPACE_URL, f"wenshu:series:{agency}:{word}:{year}")

    @classmethod
    def open(cls, *, agency: str, word: str, year: int, at: datetime) -> Series:
        """Begin the year's series; the first number will be 1."""
        return cls.begin(
            cls.Opened,
            id=cls.id_of(agency=agency, word=word, year=year),
            agency=agency,
            timestamp=at,
            word=word,
            year=year,
        )

    @property
    def slots(self) -> Mapping[int, Slot]:
        """Every number that was ever taken or reserved, by its serial."""
        return self._slots

    def number(self, serial: int) -> str:
        """The number as printed."""
        return printed_number(self.word, self.year, serial)

    def copied(self) -> Series:
        """The same series over again: what is done to the one leaves the other as it was."""
        twin = copy(self)
        own = {"_slots": dict(self._slots), "_serials": dict(self._serials)}
        vars(twin).update(own, _formerly=dict(self._formerly), _pending_events=[])
        return twin

    def serial_of(self, subject: str) -> int | None:
        """The serial that this paper holds now."""
        return self._serials.get(subject)

    def continue_after(self, last: int, *, by: str, at: datetime) -> None:
        """接续: the numbers up to `last` were given before this system; the next is `last` + 1."""
        self._must_be_open()
        if self._slots:
            raise Refused(
                f"{self._name}已经编到{self.last}号，不能再接续旧系统的末号。"
                "旧系统用过的号，请预留后注明由纸质公文使用。"
            )
        if not 0 < last < LARGEST:
            raise Refused(f"旧系统的末号应当是 1 到 {LARGEST - 1} 的整数，请核对后重填。")
        self._continued(timestamp=at, by=by, last=last)

    @event("Continued", topic="documents.Series.Continued")
    def _continued(self, timestamp: datetime, by: str, last: int) -> None:
        self.last = last

    def occupy(self, papers: Iterable[Occupant], *, by: str, source: str, at: datetime) -> None:
        """占用: numbers that papers of an old register have had since long before this system.

        They are recorded, not given, so a year that is closed takes them too; the next number to
        be given lies behind them. `source` names the register. All of them, or none.
        """
        known = sorted(papers, key=lambda each: each.serial)
        held = Counter(each.serial for each in known)
        for each in known:
            if held[each.serial] > 1:
                raise Refused(
                    f"{self.number(each.serial)}在登记簿中出现了不止一次，一个号只能有一件。"
                    "请核对后只留一行。"
                )
            if not 0 < each.serial <= LARGEST:
                raise Refused(f"流水号应当是 1 到 {LARGEST} 的整数，请核对登记簿中的号。")
            if each.serial in self._slots:
                raise Refused(
                    f"{self.number(each.serial)}在本系统中已经编用或者预留，不能再由旧登记簿占用。"
                    "请核对：已经导入过的，从表中删去；确属另一件的，先改正号。"
                )
        for start in range(0, len(known), MOST_OCCUPIED):
            some = known[start : start + MOST_OCCUPIED]
            self._occupied(
                timestamp=at,
                by=by,
                source=source,
                serials=[each.serial for each in some],
                numbers=[self.number(each.serial) for each in some],
                subjects=[str(each.subject) for each in some],
                days=[each.day.isoformat() for each in some],
                last=max(self.last, some[-1].serial),
            )

    @event("Occupied", topic="documents.Series.Occupied")
    def _occupied(
        self,
        timestamp: datetime,
        by: str,
        source: str,
        serials: list[int],
        numbers: list[str],
        subjects: list[str],
        days: list[str],
        last: int,
    ) -> None:
        self.last = last
        for serial, subject in zip(serials, subjects, strict=True):
            self._hold(serial, Slot(NumberStanding.TAKEN, subject=subject))

    def take(self, *, by: str, subject: UUID, at: datetime, serial: int | None = None) -> str:
        """取号: a number for `subject`, as printed; asked twice, the same one.

        It is the one chosen by `serial` (reserved, or void and never left the house), else the
        one this paper had before it was voided in the house, else the next.
        """
        paper = str(subject)
        held = self.serial_of(paper)
        if held is not None:
            self._must_be_the_same(held, serial)
            return self.number(held)
        self._must_be_open()
        chosen = serial if serial is not None else self._formerly.get(paper)
        if chosen is None:
            serial = self._next()
            number = self.number(serial)
            self._taken(timestamp=at, by=by, subject=paper, serial=serial, number=number)
            return number
        slot = self._slots.get(chosen)
        if slot is not None and slot.standing is NumberStanding.RESERVED:
            self._used(timestamp=at, by=by, subject=paper, purpose="", serial=chosen)
        elif slot is not None and slot.reusable:
            self._reused(timestamp=at, by=by, subject=paper, serial=chosen)
        else:
            raise Refused(self._why_not(chosen, slot))
        return self.number(chosen)

    @event("Taken", topic="documents.Series.Taken")
    def _taken(self, timestamp: datetime, by: str, subject: str, serial: int, number: str) -> None:
        self.last = serial
        self._hold(serial, Slot(NumberStanding.TAKEN, subject=subject))

    @event("Used", topic="documents.Series.Used")
    def _used(self, timestamp: datetime, by: str, subject: str, purpose: str, serial: int) -> None:
        self._hold(serial, Slot(NumberStanding.TAKEN, subject=subject, purpose=purpose))

    @event("Reused", topic="documents.Series.Reused")
    def _reused(self, timestamp: datetime, by: str, subject: str, serial: int) -> None:
        self._hold(serial, Slot(NumberStanding.REUSED, subject=subject))

    def reserve(
        self, *, by: str, count: int, purpose: str, person: str = "", at: datetime
    ) -> list[str]:
        """预留: the next `count` numbers, for a stated purpose and perhaps somebody (in words)."""
        self._must_be_open()
        if not 0 < count <= MOST_AT_ONCE:
            raise Refused(f"一次可以预留 1 到 {MOST_AT_ONCE} 个号，请改正个数。")
        if not purpose.strip():
            raise Refused("请写明预留的用途，例如“年度表彰通报”。没有用途的号不能预留。")
        first = self._next()
        serials = list(range(first, first + count))
        numbers = [self.number(serial) for serial in serials]
        self._reserved(
            timestamp=at,
            by=by,
            serials=serials,
            numbers=numbers,
            purpose=purpose.strip(),
            person=person.strip(),
        )
        return numbers

    @event("Reserved", topic="documents.Series.Reserved")
    def _reserved(
        self,
        timestamp: datetime,
        by: str,
        serials: list[int],
        numbers: list[str],
        purpose: str,
        person: str,
    ) -> None:
        self.last = serials[-1]
        for serial in serials:
            self._hold(serial, Slot(NumberStanding.RESERVED, purpose=purpose))

    def use_on_paper(self, serial: int, *, by: str, purpose: str, at: datetime) -> None:
        """使用: a reserved number goes to a paper outside this system, named by `purpose`."""
        self._must_be_open()
        self._must_be_reserved(serial)
        if not purpose.strip():
            raise Refused("请写明使用这个号的纸质公文（标题或登记号），以便日后查对。")
        self._used(timestamp=at, by=by, subject="", purpose=purpose.strip(), serial=serial)

    def release(self, serial: int, *, by: str, reason: str = "", at: datetime) -> None:
        """释放: a reserved number is free; nothing ever left under it, so it may be given."""
        self._must_be_reserved(serial)
        self._released(timestamp=at, by=by, serial=serial, reason=reason.strip())

    @event("Released", topic="documents.Series.Released")
    def _released(self, timestamp: datetime, by: str, serial: int, reason: str) -> None:
        self._hold(serial, Slot(NumberStanding.VOID))

    def void(self, *, by: str, subject: UUID, reason: str, left: bool, at: datetime) -> str:
        """作废: the number that this paper holds. Gives it as printed.

        `left`: something (an issue, a proof, a word of the number) has left the house.
        """
        serial = self.serial_of(str(subject))
        if serial is None:
            raise Refused(f"此件没有{self._name}的文号，没有可以作废的号。请核对后再办。")
        self._void(serial, by=by, reason=reason, left=left, at=at)
        return self.number(serial)

    def void_on_paper(
        self, serial: int, *, by: str, reason: str, left: bool, at: datetime
    ) -> None:
        """作废: a number used by a paper outside this system."""
        slot = self._slots.get(serial)
        if slot is not None and slot.standing in IN_USE and slot.subject:
            raise Refused(
                f"{self.number(serial)}由本系统的公文使用，不能在这里作废。"
                "请打开该公文，在公文页面上作废或退回。"
            )
        if slot is None or slot.standing not in IN_USE:
            raise Refused(self._why_not(serial, slot))
        self._void(serial, by=by, reason=reason, left=left, at=at)

    def _void(self, serial: int, *, by: str, reason: str, left: bool, at: datetime) -> None:
        if not reason.strip():
            raise Refused("请写明作废的原因。文号作废要留下原因，以备查考。")
        subject = self._slots[serial].subject
        self._voided(
            timestamp=at, by=by, subject=subject, serial=serial, reason=reason.strip(), left=left
        )

    @event("Voided", topic="documents.Series.Voided")
    def _voided(
        self, timestamp: datetime, by: str, subject: str, serial: int, reason: str, *, left: bool
    ) -> None:
        self._hold(serial, Slot(NumberStanding.VOID, subject=subject, spent=left))

    def close_year(self, *, by: str, at: datetime) -> None:
        """关闭: no more numbers of that year. Only when the year is over, nothing reserved."""
        self._must_be_open()
        if office_day(at).year <= self.year:
            raise Refused(
                f"{self.year}年还没有结束，{self._name}不能关闭。请在下一年年初，"
                "确认成文日期在当年的公文都已取号后再关闭。"
            )
        reserved = [
            str(serial)
            for serial, slot in self._slots.items()
            if slot.standing is NumberStanding.RESERVED
        ]
        if reserved:
            raise Refused(
                f"{self._name}还有预留的 {'、'.join(reserved)} 号，不能关闭。"
                "请先逐个使用或释放，再关闭。"
            )
        self._closed(timestamp=at, by=by)

    @event("Closed", topic="documents.Series.Closed")
    def _closed(self, timestamp: datetime, by: str) -> None:
        self.closed = True

    def reopen_year(self, *, by: str, reason: str, at: datetime) -> None:
        """重新开放: a paper signed in that year came to light after the closing."""
        if not self.closed:
            raise Refused(f"{self._name}没有关闭，可以直接取号。")
        if not reason.strip():
            raise Refused("请写明重新开放的原因，例如“12月31日签发的公文尚未取号”。")
        self._reopened(timestamp=at, by=by, reason=reason.strip())

    @event("Reopened", topic="documents.Series.Reopened")
    def _reopened(self, timestamp: datetime, by: str, reason: str) -> None:
        self.closed = False

    @property
    def _name(self) -> str:
        return f"“{self.word}”{self.year}年的编号序列"

    def _hold(self, serial: int, slot: Slot) -> None:
        before = self._slots.get(serial)
        if before is not None:
            for papers in (self._serials, self._formerly):
                if papers.get(before.subject) == serial:
                    del papers[before.subject]
        self._slots[serial] = slot
        if slot.subject and slot.standing in IN_USE:
            self._serials[slot.subject] = serial
        elif slot.subject and slot.reusable:
            self._formerly[slot.subject] = serial

    def _next(self) -> int:
        if self.last >= LARGEST:
            raise Refused(f"{self._name}已经编满，请为此类公文另设机关代字。")
        return self.last + 1

    def _must_be_open(self) -> None:
        if self.closed:
            raise Refused(
                f"{self._name}已经关闭，成文日期在{self.year}年的公文不能再取号。"
                "请核对成文日期；确属该年的，请文书在“编号”中重新开放这个序列，再来取号。"
            )

    def _must_be_the_same(self, held: int, chosen: int | None) -> None:
        if chosen is not None and chosen != held:
            raise Refused(
                f"此件已经有文号{self.number(held)}，一件公文只有一个文号。"
                f"要改用{self.number(chosen)}，请先作废原号。"
            )

    def _must_be_reserved(self, serial: int) -> None:
        slot = self._slots.get(serial)
        if slot is None or slot.standing is not NumberStanding.RESERVED:
            raise Refused(self._why_not(serial, slot))

    def _why_not(self, serial: int, slot: Slot | None) -> str:
        if slot is None:
            return f"{self.number(serial)}还没有编到或预留，不能这样办理。请从清单中选择号。"
        if slot.spent:
            return (
                f"{self.number(serial)}作废时已有公文或印件发出，"
                "这个号永远不能再用。请另选一个号。"
            )
        word = STANDING_WORDS[slot.standing]
        return f"{self.number(serial)}现在的情况是“{word}”，不能这样办理。请刷新页面，另选一个号。"
