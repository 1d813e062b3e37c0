"""Desk, registers and search: how long an answer takes as the office's papers grow.

Papers are written straight into the register tables and the index, as their handlers and the
indexer would; everything else is the real office: its web application answers real requests of a
clerk, one after the other, in this process. What waits on the desk does not grow with what is
done.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import click
from sqlalchemy import Column, Connection, Integer, Table, func, select, text

from documents.incoming.registers import incomings
from documents.outgoing.registers import documents
from office.desk.registers import TO_DO, done, items, subjects
from office.kernel.clock import CHINA
from office.kernel.columns import Moment
from office.kernel.store import Store
from office.reading import DatabaseAddress
from office.searching.index import SearchIndex, search_index
from office.searching.indexed import EVERYBODY, Indexed, Piece
from office.searching.keeping import enter_all
from office.searching.tables import INDEX, papers, pieces, terms
from office.searching.text import words_of
from tests.functional.office_app import CITY, CLERK, NOW, OfficeApp, Visitor, issue
from tests.servers.postgresql import running

TODAY = date(2026, 11, 20)
DAYS = 3_650
"""The papers are spread over ten years."""
WAITING = 150
"""Papers on the clerk's desk, however many are done."""
BATCH = 2_000
RUNS = 60
QUERIES = 240
WARM = 10
SAMPLE = 60
"""Words by which the recall is measured."""
MIDDLE = "the middle"

CHARACTERS = (
    "政府工作通知关于加强做好进一步管理安全生产预算执行教育卫生环境保护农业水利交通建设项目资金监督"
    "检查考核责任落实实施方案意见报告请示批复会议纪要人事财务审计统计信息公开服务群众社会保障就业"
    "住房医疗养老扶贫乡村振兴产业发展科技创新企业市场投资招商税收金融风险防范应急救援消防森林防火"
    "防汛抗旱地震气象食品药品质量标准文化旅游体育宣传民族宗教司法公安信访维稳法治规范行政审批改革"
)
"""Words are made of these: some thousands of words, a few of which are everywhere."""
AGENCIES = (
    "澜州市财政局",
    "澜州市教育局",
    "云川省人民政府办公厅",
    "清河区人民政府",
    "澜州市水务局",
)
PEOPLE = ("周怀远", "沈立言", "许明", "程予安", "曾国庆", "仇万里", "单晓峰", "解文")


class Writer:
    """Texts with the words of an office, common and rare as in a language (Zipf's law)."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - the same papers each time
        made = {self._word() for _ in range(6_000)}
        self.words = sorted(made)
        self.random.shuffle(self.words)
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.words))))

    def some(self, count: int) -> list[str]:
        """So many words, one after the other."""
        return self.random.choices(self.words, cum_weights=self._weights, k=count)

    def title(self) -> str:
        """关于……的通知."""
        return f"关于{''.join(self.some(4))}的通知"

    def body(self) -> str:
        """Some 300 characters in paragraphs."""
        lines = ("，".join("".join(self.some(4)) for _ in range(4)) for _ in range(7))
        return "。｜".join(lines)

    def _word(self) -> str:
        return "".join(self.random.choices(CHARACTERS, k=self.random.choice((2, 2, 2, 3, 4))))


def paper(writer: Writer, number: int, size: int) -> Indexed:
    """The `number`th of `size` papers, the last of which is of today."""
    day = TODAY - timedelta(days=int(DAYS * (1 - number / size)))
    incoming = number % 2
    waits = size - number <= WAITING
    return Indexed(
        room="incoming" if incoming else "document",
        agency=CITY,
        title=writer.title(),
        day=day,
        audience=frozenset({EVERYBODY}),
        kind="通知",
        numbers=(f"澜政办发〔{day.year}〕{number % 900 + 1}号",),
        dated=day,
        origin=AGENCIES[number % len(AGENCIES)],
        stage="待登记" if waits else "已办结",
        people=(PEOPLE[number % len(PEOPLE)], PEOPLE[number // 7 % len(PEOPLE)]),
        pieces=(Piece("正文", writer.body()), Piece("批示　周怀远", "".join(writer.some(6)))),
    )


class Office:
    """The office under measurement: the application, and papers up to a size."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        # Its own, not the test suite's prepared town, which would be laid over what is here.
        own = {"database": DatabaseAddress(f"sqlite:///{folder}/wenshu.db")}
        self.app = OfficeApp(folder, **{**own, **settings})
        self.store: Store = self.app.house.node.store
        self.index: SearchIndex = search_index(self.store)
        self.clerk: Visitor = self.app.log_in(CLERK)
        self.person = self.app.person(CLERK)
        self.size = self._written()
        if not self.size:
            # The desk opens what waits first, and that is a real paper.
            issue(self.app, "关于真实一件的通知", to=[])

    def fill(self, size: int) -> None:
        """As many papers, further than an earlier run came; on PostgreSQL the index is made at
        the end, as a restore does."""
        if not self.store.sqlite:
            with self.store.changing_state() as connection:
                connection.execute(text(f"drop index {INDEX}"))
        writer = Writer(seed=1)
        writer.random.seed(self.size)
        for start in range(self.size, size, BATCH):
            with self.store.changing_state() as connection:
                self._put(connection, writer, range(start, min(start + BATCH, size)), size)
            if start % 10_000 == 0 and sys.stderr.isatty():
                click.echo(f"\r{start}", nl=False, err=True)
        with self.store.changing_state() as connection:
            if self.store.sqlite:
                connection.execute(text("analyze"))
            else:
                connection.execute(
                    text(
                        f"create index {INDEX} on {terms.name} using gin (terms)"
                        " with (fastupdate = on, gin_pending_list_limit = 256)"
                    )
                )
        if not self.store.sqlite:
            with self.store.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(
                    text("vacuum analyze")
                )
        self.size = size

    def _written(self) -> int:
        """How many papers an earlier run left here."""
        with self.store.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(papers)).scalar_one())

    def _put(
        self, connection: Connection, writer: Writer, numbers: Sequence[int], size: int
    ) -> None:
        rows: dict[Table, list[dict[str, Any]]] = {}
        entered = []
        for number in numbers:
            made, subject = paper(writer, number, size), UUID(int=(size << 64) + number + 1)
            entered.append((subject, made, number + 1))
            for table, row in self._rows(made, subject, number, size):
                rows.setdefault(table, []).append(_whole(table, row))
        enter_all(connection, self.index, entered)
        for table, lines in rows.items():
            connection.execute(table.insert(), lines)

    def _rows(
        self, made: Indexed, subject: UUID, number: int, size: int
    ) -> Iterator[tuple[Table, dict[str, Any]]]:
        at = datetime.combine(made.day, datetime.min.time(), tzinfo=CHINA) + timedelta(
            seconds=number % 36_000
        )
        waits = size - number <= WAITING
        of_room = {
            "subject": subject,
            "agency": CITY,
            "title": made.title,
            "type": made.kind,
            "urgency": "",
            "changed_at": at,
        }
        if made.room == "document":
            yield documents, {**of_room, "stage": "dispatched", "number": made.numbers[0]}
        else:
            stage = "signed-for" if waits else "completed"
            more = {"sender_name": made.origin, "document_number": made.numbers[0]}
            yield (
                incomings,
                {**of_room, "stage": stage, "number": f"收文〔{made.day.year}〕1号", **more},
            )
        described = {"subject": subject, "agency": CITY, "room": made.room, "title": made.title}
        yield subjects, {**described, "kind": "通知", "origin": made.origin}
        yield (
            done,
            {"subject": subject, "person": self.person, "agency": CITY, "act": "登记", "at": at},
        )
        if waits and made.room == "incoming":
            waiting = {"subject": subject, "slot": "act", "agency": CITY, "role": "clerk"}
            asked = {"list": TO_DO, "step": "register", "asked": "登记"}
            yield items, {**waiting, **asked, "since": NOW + timedelta(days=1)}

    def answer(self, address: str) -> float:
        """Milliseconds of one answer. On SQLite those that it computed, database and all, so that
        what else the machine does meanwhile makes no difference."""
        clock = time.thread_time if self.store.sqlite else time.perf_counter
        begun = clock()
        self.clerk.get(address)
        return 1e3 * (clock() - begun)

    def middle(self) -> str:
        """The address of the register where a quarter of the papers is newer."""
        table = documents
        query = select(table.c.changed_at, table.c.subject).order_by(table.c.changed_at.desc())
        with self.store.reading() as connection:
            row = connection.execute(query.limit(1).offset(self.size // 4)).one()
        where = {"before": f"{row.changed_at.astimezone(UTC).isoformat()}_{row.subject}"}
        return f"/documents?{urlencode(where)}"


def _blank(column: Column[Any]) -> Any:
    if isinstance(column.type, Moment):
        return NOW
    return 0 if isinstance(column.type, Integer) else ""


def _whole(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """With something in every column that the row says nothing of."""
    blank = {column.name: _blank(column) for column in table.columns if not column.nullable}
    return {**blank, **row}


def searches(writer: Writer, count: int) -> list[str]:
    """As people ask: mostly a word or two, sometimes a number, a name, a day, a field."""
    random = Random(2)  # noqa: S311 - the same questions each time
    kinds: list[Callable[[], dict[str, str]]] = [
        lambda: {"q": writer.some(1)[0]},
        lambda: {"q": random.choice(writer.words)},
        lambda: {"q": " ".join(writer.some(2))},
        lambda: {"q": "".join(writer.some(2))},
        lambda: {"q": f"{writer.some(1)[0]} {random.choice(('去年', '上个月', '2023年'))}"},
        lambda: {"q": f"澜政办发[{random.randrange(2018, 2027)}]{random.randrange(1, 900)}号"},
        lambda: {"q": writer.some(1)[0], "agency": random.choice(("czj", "水务局", "jiaoyuju"))},
        lambda: {"person": random.choice(PEOPLE), "title": writer.some(1)[0]},
        lambda: {"handler": "文书", "q": writer.some(1)[0], "room": "incoming"},
        lambda: {"stage": "待登记", "when": "近半年"},
    ]
    return [f"/search?{urlencode(kinds[place % len(kinds)]())}" for place in range(count)]


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of one kind of answer."""

    median: float
    p95: float


def measure(offices: Sequence[Office]) -> dict[str, list[Measured]]:
    """Every kind of answer, of each office. They take turns, so that what else the machine does
    meanwhile falls on all of them."""
    writer = Writer(seed=1)
    asked: dict[str, list[str]] = {
        "desk": ["/"] * RUNS,
        "done": ["/done"] * RUNS,
        "register of issue": ["/documents"] * RUNS,
        "register of arrival": ["/incoming"] * RUNS,
        "register, the middle": [MIDDLE] * RUNS,
        "search": searches(writer, QUERIES),
    }
    found: dict[str, list[Measured]] = {}
    middles = [office.middle() for office in offices]
    for name, addresses in asked.items():
        seconds: list[list[float]] = [[] for _ in offices]
        for address in [*addresses[:WARM], *addresses]:
            for office, middle, own in zip(offices, middles, seconds, strict=True):
                own.append(office.answer(middle if address == MIDDLE else address))
        found[name] = [_measured(own[WARM:]) for own in seconds]
    return found


def _measured(seconds: list[float]) -> Measured:
    ordered = sorted(seconds)
    return Measured(statistics.median(ordered), ordered[int(len(ordered) * 0.95)])


def recall(office: Office) -> tuple[int, int, int]:
    """Of a sample of words, half of them of two characters: how many papers hold them, how many
    of these the index finds, and how many it finds that do not."""
    writer, random = Writer(seed=1), Random(3)  # noqa: S311 - the same words each time
    short = [word for word in writer.words if len(word) == 2]
    sample = [*random.sample(short, SAMPLE // 2)]
    sample += ["".join(writer.some(2)) for _ in range(SAMPLE // 2)]
    wanted = {each: words_of(each)[0] for each in sample}
    truth: dict[str, set[UUID]] = {each: set() for each in sample}
    with office.store.reading() as connection:
        rows = connection.execution_options(yield_per=1_000).execute(
            select(pieces.c.subject, pieces.c.text)
        )
        for subject, content in rows:
            for each, word in wanted.items():
                if word.is_in(content):
                    truth[each].add(subject)
    found = {each: _all_found(office, each) for each in sample}
    held = sum(map(len, truth.values()))
    right = sum(len(truth[each] & found[each]) for each in sample)
    wrong = sum(len(found[each] - truth[each]) for each in sample)
    return held, right, wrong


def _all_found(office: Office, word: str) -> set[UUID]:
    from documents.screens.reader import reader_of  # noqa: PLC0415 - beside what it is for
    from office.searching.asking import Asked, by_text  # noqa: PLC0415 - as above
    from office.searching.searching import Searching  # noqa: PLC0415 - as above

    house = office.app.house
    reader = reader_of(house.people.identities(person=office.person)[0])
    searching, asked = house.find(Searching), Asked(tuple(by_text(word)))
    found: set[UUID] = set()
    after = 0
    while True:
        page = searching.find(asked, reader=reader, rows=1_000, after=after, quoted=False)
        found |= {hit.subject for hit in page.hits}
        after = page.after
        if not after:
            return found


@click.command()
@click.argument("sizes", nargs=-1, type=click.IntRange(1_000, 1_000_000))
@click.option("--postgresql", is_flag=True, help="用 PostgreSQL，不用 SQLite。")
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    help="写好的数据存放在这里，下次接着用（仅 SQLite）。",
)
def main(sizes: tuple[int, ...], *, postgresql: bool, keep: Path | None) -> None:
    """Measure at each of SIZES (1000 100000), and print the ratios to the first."""
    with ExitStack() as stack:
        server = stack.enter_context(running()) if postgresql else None
        offices = []
        for size in sizes or (1_000, 100_000):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            if keep:
                folder = keep / str(size)
                folder.mkdir(parents=True, exist_ok=True)
            settings = {"database": server.create_database()} if server else {}
            office = Office(folder, **settings)
            stack.callback(office.app.close)
            begun = time.perf_counter()
            if office.size < size:
                office.fill(size)
                click.echo(f"{size} papers, written in {time.perf_counter() - begun:.0f} s")
            offices.append(office)
        for kind, found in measure(offices).items():
            for office, each in zip(offices, found, strict=True):
                median, p95 = each.median / found[0].median, each.p95 / found[0].p95
                click.echo(
                    f"{kind:22} {office.size:9} median {each.median:6.1f} ms ({median:4.2f})"
                    f"  p95 {each.p95:6.1f} ms ({p95:4.2f})"
                )
        for office in offices:
            held, right, wrong = recall(office)
            click.echo(
                f"recall at {office.size}: {right} of {held} ({right / held:.4f}),"
                f" {wrong} found wrongly"
            )


if __name__ == "__main__":
    main()
