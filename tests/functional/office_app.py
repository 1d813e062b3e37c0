"""The real web application over a real house: the invented province, its people, one database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import lxml.html
from sqlalchemy import func, select
from webtest import Form, TestApp, TestResponse

from documents.assignments.application import Assignments
from documents.circulation.application import Circulations
from documents.demonstration import stated_of
from documents.demonstration.player import Player
from documents.incoming.application import Incomings
from documents.incoming.registers import incomings
from documents.incoming.screening import CHECKS
from documents.incoming.stages import Track
from documents.manuscript import Manuscript, Paragraph
from documents.outgoing.application import Documents
from documents.outgoing.registers import documents
from office.access.log import AccessLog
from office.assembly import web_application
from office.directory.application import directory_act
from office.directory.demonstration import PASSWORD
from office.house import House
from office.kernel.act import Act
from office.kernel.clock import SetClock
from office.kernel.journal import journal
from office.reading import DatabaseAddress
from office.settings import Settings
from tests.functional.lent_fonts import lend_fonts, skip_without_fonts
from tests.functional.prepared import cheap_passwords, lend_town
from tests.quick import is_quick

LDIF = Path(str(files("office.directory") / "data" / "demonstration.ldif"))
NOW = datetime(2026, 11, 20, 1, 42, tzinfo=UTC)  # 09:42 in the office

CITY, QINGHE, WANGJIANG = "990100001", "990102001", "990103001"
DRAFTER, REVIEWER, LEADER, CLERK = "chengyuan", "xuming", "zhouhuaiyuan", "duanwen"
"""Of the city office: 拟稿, 核稿, 签发, 文书."""
ADMINISTRATORS = ("mengchuan", "hanji", "qiushi")
QINGHE_CLERK, QINGHE_LEADER, QINGHE_DEPUTY = "fengxiaoman", "shaoyunfan", "liangjingyi"
WANGJIANG_CLERK = "wangqing"
OFFICE = "990100001-M2"
"""The issuing identity 澜州市人民政府办公室."""

PARSER = "lxml"
"""Of pages and forms, for Beautiful Soup: the one written in C."""
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
_sent_again: set[str] = set()
"""The acts that were once sent twice in this process."""

Typed = Mapping[str, str | Sequence[str]]


class OfficeApp:
    """The house with its web application. Everybody logs in once; the cookies are kept."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        lend_fonts(folder)
        followed = not settings.keys() & {"ldif", "database"} and lend_town(
            folder, ldif=LDIF, now=NOW
        )
        self.clock = SetClock(NOW)
        self.house = House(
            Settings(
                here=folder,
                **{
                    "database": DatabaseAddress(f"sqlite:///{folder}/wenshu.db"),
                    "content": folder / "content",
                    "key_secret": folder / "key-secret",
                    "ca": folder / "ca",
                    "ldif": cheap_passwords(folder, ldif=LDIF),
                    "fonts": folder / "none",
                    "secure_cookies": False,
                    "session_idle_minutes": 10**6,
                    "session_hours": 10**6,
                    "followers": False,
                    **settings,
                },
            ),
            clock=self.clock,
        )
        if not followed:
            self.house.follow_source(directory_act("operator:test", "directory"))
        self.app = web_application(self.house)
        self.player = Player(self.house)
        self._visitors: dict[str, Visitor] = {}

    def log_in(self, login: str) -> Visitor:
        """Somebody's browser, logged in through the form, always the same one."""
        if login not in self._visitors:
            self._visitors[login] = Visitor(self)
            self._visitors[login].log_in(login)
        return self._visitors[login]

    def person(self, login: str) -> str:
        """The id by which forms name somebody."""
        known = self.house.directory.person_by_login(login)
        assert known is not None
        return str(known.id)

    def by(self, login: str, *, agency: str = "") -> Act:
        """A new act of somebody, for commands that no page gives."""
        person = UUID(self.person(login))
        held = self.house.directory.posts_of(person)
        return Act(agency=agency or held[0].agency, person=str(person), command=str(uuid4()))

    def deliver(self) -> None:
        """Let the courier carry until nothing is due."""
        self.player.deliver()

    def events(self) -> int:
        """How many events the journal holds."""
        with self.house.node.store.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(journal)).scalar_one())

    def stored(self) -> set[str]:
        """The names of everything in the content store."""
        return {path.name for path in self.house.settings.content.rglob("*") if path.is_file()}

    def outgoing(self, title: str) -> UUID:
        """The document with this title."""
        return self._found(select(documents.c.subject).where(documents.c.title == title))

    def arrived(self, title: str, *, at: str) -> UUID:
        """What arrived at the agency under this title."""
        query = select(incomings.c.subject)
        return self._found(query.where(incomings.c.title == title, incomings.c.agency == at))

    def share(self, paper: str) -> str:
        """The address of the one share that is at work on the paper with this address."""
        shares = self.house.find(Assignments).at_work_on(UUID(paper.rpartition("/")[2]))
        (share,) = [row.subject for row in shares]
        return f"/assignments/{share}"

    def reading(self, paper: str) -> str:
        """The address of the newest circulation of the paper with this address."""
        rows = self.house.find(Circulations).on_paper(UUID(paper.rpartition("/")[2]))
        return f"/circulations/{rows[-1].subject}"

    def close(self) -> None:
        """Put everything away."""
        self.app.registry[AccessLog].write()
        self.house.close()

    def _found(self, query: Any) -> UUID:
        with self.house.node.store.reading() as connection:
            subject: UUID = connection.execute(query).scalar_one()
        return subject


class Visitor(TestApp):
    """A browser without script: keeps cookies, presses the buttons of the page it looks at."""

    def __init__(self, office: OfficeApp) -> None:
        # Else WebOb copies large bodies to temporary files that only the collector closes.
        seekable: dict[str, Any] = {"webob.is_body_seekable": True}
        super().__init__(
            office.app,
            extra_environ={"HTTP_HOST": "localhost", **seekable},
            parser_features=PARSER,
            lint=False,
        )
        self.office = office
        self.page: TestResponse | None = None

    def log_in(self, login: str) -> TestResponse:
        """Through the form; who has several posts keeps the main one."""
        form = self.get("/login").forms[0]
        form["login"], form["password"] = login, PASSWORD
        return form.submit(status=303)

    def open(self, address: str, *, status: int = 200) -> TestResponse:
        """Look at a page."""
        self.page = self.get(address, status=status)
        return self.page

    def press(
        self, act: str, *, status: int | str = 303, **typed: str | Sequence[str]
    ) -> TestResponse:
        """Fill in the page's form with this button and press it; follow where it leads."""
        assert self.page is not None
        form = form_with(self.page, act)
        if "checks" in form.fields:  # 初审: whoever registers has checked
            typed = {"checks": list(CHECKS), **typed}
        if "keeping" in form.fields:  # nothing is filled in for whoever keeps a warning
            typed = {"keeping": "经核。", **typed}
        unknown = set(typed) - set(form.fields)
        assert not unknown, f"the form has no {unknown}, only {list(form.fields)}"
        return self.send(form.action, filled(form, act=act, typed=typed), status=status)

    def send(
        self, action: str, fields: Sequence[tuple[str, str]], *, status: int | str = 303
    ) -> TestResponse:
        """Post these fields as they are; the page is what came of it.

        Every command that succeeds is sent once more, as if its answer had been lost: that changes
        nothing, and is answered as the first time (design D5). The quick suite does so once for
        each act of each room, else a walk would cost half as much again.
        """
        answer = self.post(action, list(fields), status=status)
        if (
            answer.status_int == 303
            and "command" in dict(fields)
            and self._is_worth_repeating(action, dict(fields))
        ):
            self._send_again(action, list(fields), answer)
        self.page = answer.follow() if answer.status_int == 303 else answer
        return answer

    def _is_worth_repeating(self, action: str, fields: dict[str, str]) -> bool:
        room = urlsplit(action).path.split("/")[1]
        act = f"{room} {fields.get('act', '')}"
        new = act not in _sent_again
        _sent_again.add(act)
        return new or not is_quick()

    def _send_again(self, action: str, fields: list[tuple[str, str]], first: TestResponse) -> None:
        events = self.office.events()
        again = self.post(action, fields, status="*")
        sent = dict(fields).get("act", action)
        assert (again.status_int, again.location) == (303, first.location), (sent, again.text)
        assert self.office.events() == events, f"{sent} was carried out twice"

    def upload(
        self, data: bytes, *, name: str = "公文.txt", text: str = "", status: int = 200
    ) -> TestResponse:
        """Hand a file to the import form of the editor."""
        form = form_with(self.open("/documents/draft"), "import")
        fields = filled(form, act="import", typed={"text": text})
        self.page = self.post(
            form.action,
            [each for each in fields if each[0] != "file"],
            upload_files=[("file", name, data)],
            status=status,
        )
        return self.page

    def token(self) -> str:
        """The token that this session's forms carry."""
        return str(self.get("/").html.select_one("input[name=csrf_token]")["value"])


def form_with(page: TestResponse, act: str) -> Form:
    """The form of the page that has this button."""
    # webtest would parse the page and each form of it anew: the likely one is parsed first, and
    # the others only for a button that stands outside of its form.
    for text in sorted(FORM.findall(page.text), key=lambda text: f'value="{act}"' not in text):
        form = Form(page, text, PARSER)
        if "act" in form.fields and ("act", act) in form.submit_fields("act", submit_value=act):
            return form
    buttons = [button.get("value") for button in page.html.select("button[name=act]")]
    raise AssertionError(f"no button {act} on the page, only {buttons}")


def offered(page: TestResponse) -> list[str]:
    """The acts that the page offers."""
    return [str(button["value"]) for button in page.html.select("form.act button[name=act]")]


def filled(form: Form, *, act: str, typed: Typed) -> list[tuple[str, str]]:
    """What a browser sends: the form as it stands, with what is typed in its place."""
    fields = [
        (name, value)
        for name, value in form.submit_fields("act", submit_value=act)
        if name not in typed
    ]
    for name, values in typed.items():
        fields += [(name, each) for each in ([values] if isinstance(values, str) else values)]
    return fields


def value_of(page: TestResponse, name: str) -> str:
    """What stands in a field of the page's editor or act form."""
    for form in page.forms.values():
        if name in form.fields and "act" in form.fields:
            return str(form[name].value).replace("\r\n", "\n")
    raise AssertionError(f"no field {name} on the page")


def sentence(page: TestResponse) -> str:
    """The sentence of a refusal."""
    # Thousands of refusals are asked for theirs: webtest's own parser takes as long as the page.
    alerts = lxml.html.document_fromstring(page.text).xpath("//*[@role='alert']")
    assert alerts, page.text[:2000]
    return str(alerts[0].text_content())


def page_text(page: TestResponse) -> str:
    """What the pages say, drawn or pictured, without blanks."""
    drawn = (each.get_text() for each in page.html.select(".drawn text"))
    pictured = (each.get("alt", "") for each in page.html.select("img.page"))
    return "".join("".join((*drawn, *pictured)).split())


def table_lines(page: TestResponse) -> list[str]:
    """What each line of the page's table says."""
    lines = page.html.select("tbody tr")
    return [" ".join(each.get_text(" ", strip=True).split()) for each in lines]


def draft(office: OfficeApp, title: str, *, body: str = "特此通知。", **more: str) -> UUID:
    """A new draft in the name of the city's office, by the drafter, who then looks at it."""
    drafter = office.log_in(DRAFTER)
    drafter.open("/documents/draft")
    fields = {"title": title, "recipients": "各区人民政府", "body": body, "identity": OFFICE}
    answer = drafter.press("save", **{**fields, **stated_on_form(office), **more})
    return UUID(answer.location.rpartition("/")[2])


def stated_on_form(office: OfficeApp) -> dict[str, str]:
    """What a drafter states beside any text before it is handed on."""
    return {
        "openness": "主动公开",
        "secrecy_reviewer": office.person(REVIEWER),
        "necessity": "例行部署",
    }


def rechecked(
    office: OfficeApp,
    title: str,
    *,
    particulars: Mapping[str, Any] | None = None,
    body: Sequence[str] = ("特此通知。",),
) -> UUID:
    """A document that waits for its registration (登记), brought there by commands."""
    rooms = office.house.find(Documents)
    manuscript = Manuscript(
        type="通知",
        title=title,
        recipients="各区人民政府",
        body=tuple(Paragraph(0, each) for each in body),
        issuer="澜州市人民政府办公室",
    )
    stated = stated_of(manuscript, reviewer=office.person(REVIEWER))
    id = rooms.draft(
        office.by(DRAFTER),
        identity=OFFICE,
        manuscript=manuscript,
        particulars={**stated, **(particulars or {})},
    )
    rooms.submit(office.by(DRAFTER), id, to=[office.person(REVIEWER)], seen=1)
    rooms.review(
        office.by(REVIEWER), id, opinion="", keeping="经核。", to=[office.person(LEADER)], seen=2
    )
    rooms.sign_off(office.by(LEADER), id, opinion="", seen=3)
    rooms.recheck(office.by(CLERK), id, opinion="", seen=4)
    return id


def issue(
    office: OfficeApp,
    title: str,
    *,
    to: Sequence[str],
    particulars: Mapping[str, Any] | None = None,
) -> UUID:
    """A document issued and delivered by commands; the pages of issuing have their own tests.

    Without addressees it is released and waits to be dispatched.
    """
    rooms = office.house.find(Documents)
    id = rechecked(office, title, particulars=particulars)
    rooms.take_number(office.by(CLERK), id, seen=5)
    rooms.typeset(office.by(CLERK), id, seen=6)
    rooms.release(office.by(CLERK), id, seen=7)
    if to:
        rooms.dispatch(office.by(CLERK), id, addressees=to, seen=8)
        office.deliver()
    return id


def registered(
    office: OfficeApp, title: str, *, at: str, clerk: str, track: Track = Track.HANDLING
) -> UUID:
    """What was issued, arrived, was signed for, registered and screened by commands: version 4."""
    issue(office, title, to=[at])
    id, rooms = office.arrived(title, at=at), office.house.find(Incomings)
    rooms.sign_for(office.by(clerk), id, seen=1)
    rooms.register(office.by(clerk), id, track=track, checks=tuple(CHECKS), seen=2)
    return id


@contextmanager
def office_app(folder: Path, **settings: Any) -> Iterator[OfficeApp]:
    """The application over a new house in `folder`; `settings` override the defaults."""
    skip_without_fonts()
    office = OfficeApp(folder, **settings)
    try:
        yield office
    finally:
        office.close()
