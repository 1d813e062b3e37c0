from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from pyramid.router import Router
from webtest import TestResponse

from office.access.identity import Authenticator
from office.access.log import AccessLog, state_access_log
from office.access.sessions import Sessions
from office.kernel.clock import Clock, SetClock
from office.kernel.refusals import Refused
from office.kernel.store import Store
from tests.functional.access_app import CLERK, LEADER, KnownPeople, Visitor, office


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Router]:
    with office(tmp_path) as app:
        yield app


@pytest.fixture
def clock(app: Router) -> SetClock:
    clock: SetClock = app.registry[Clock]
    return clock


def _in(visitor: Visitor) -> bool:
    return bool(visitor.get("/", status="*").status_int == 200)


def test_the_right_password_opens_the_desk(app: Router) -> None:
    visitor = Visitor(app)
    answer = visitor.log_in()
    assert answer.status_int == 303
    assert answer.location == "http://localhost/"
    assert CLERK.name in answer.follow().text


@pytest.mark.parametrize("login", [CLERK.login, "nobody"])
def test_a_wrong_login_and_a_wrong_password_read_alike(app: Router, login: str) -> None:
    answer = Visitor(app).log_in(login, "wrong")
    assert answer.status_int == 422
    assert answer.html.select_one("[role=alert]").text == (
        "用户名或口令不对。请核对后重新输入；忘记口令请找本单位系统管理员重设。"
    )
    assert answer.html.select_one("#login")["value"] == login
    assert "wrong" not in answer.text


def test_an_empty_password_is_refused_before_anybody_is_asked(tmp_path: Path) -> None:
    class Careless(KnownPeople):
        def authenticate(self, *, login: str, password: str) -> None:
            raise AssertionError("a directory might take this for an anonymous bind")

    with office(tmp_path, people=Careless()) as app:
        visitor = Visitor(app)
        form = {"login": "a", "password": "", "csrf_token": visitor.token()}
        assert visitor.post("/login", form, status="*").status_int == 422


def test_a_directory_that_is_down_says_so(tmp_path: Path) -> None:
    class Down(KnownPeople):
        def authenticate(self, *, login: str, password: str) -> None:
            raise Refused("统一目录现在连不上。请稍后再试。")

    with office(tmp_path, people=Down()) as app:
        answer = Visitor(app).log_in()
        assert answer.status_int == 422
        assert "统一目录现在连不上" in answer.text


def test_the_session_cookie_is_shut_off_from_scripts_and_other_sites(app: Router) -> None:
    cookie = _session_cookie(Visitor(app).log_in())
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "secure" not in cookie.lower()


def test_with_secure_cookies_the_cookie_is_bound_to_https_and_this_host(tmp_path: Path) -> None:
    with office(tmp_path, secure_cookies=True) as app:
        visitor = Visitor(app, scheme="https")
        cookie = _session_cookie(visitor.log_in())
    assert cookie.startswith("__Host-wenshu=")
    assert "; secure" in cookie.lower()
    assert "domain" not in cookie.lower()


def test_plain_http_says_why_nobody_stays_logged_in(tmp_path: Path) -> None:
    with office(tmp_path, secure_cookies=True) as app:
        visitor = Visitor(app)
        assert "只在 https 下保持登录" not in visitor.get("/login").text
        visitor.extra_environ["HTTP_HOST"] = "oa.example"
        assert "只在 https 下保持登录" in visitor.get("/login").text


def _session_cookie(answer: TestResponse) -> str:
    cookies = answer.headers.getall("Set-Cookie")
    return next(each for each in cookies if each.startswith(("wenshu=", "__Host-wenshu=")))


def test_a_session_id_planted_before_login_is_worth_nothing_after_it(app: Router) -> None:
    visitor = Visitor(app)
    visitor.set_cookie("wenshu", "planted")
    visitor.log_in()
    assert visitor.cookies["wenshu"] != "planted"
    attacker = Visitor(app)
    attacker.set_cookie("wenshu", "planted")
    assert not _in(attacker)


def test_the_session_id_changes_at_every_login_and_the_old_one_dies(app: Router) -> None:
    visitor = Visitor(app)
    visitor.log_in()
    before = visitor.cookies["wenshu"]
    token = visitor.token("/")
    visitor.post("/login", {"login": LEADER.login, "password": f"口令-{LEADER.login}",
                            "csrf_token": token}, status=303)  # fmt: skip
    assert visitor.cookies["wenshu"] != before
    old = Visitor(app)
    old.set_cookie("wenshu", before)
    assert not _in(old)
    assert _in(visitor)


def test_logout_ends_the_session_on_the_server(app: Router) -> None:
    visitor = Visitor(app)
    visitor.log_in()
    stolen = visitor.cookies["wenshu"]
    visitor.post("/logout", {"csrf_token": visitor.token("/")}, status=303)
    thief = Visitor(app)
    thief.set_cookie("wenshu", stolen)
    assert not _in(thief)


def test_logout_needs_a_post(app: Router) -> None:
    visitor = Visitor(app)
    visitor.log_in()
    visitor.get("/logout", status=404)
    assert _in(visitor)


def test_an_idle_session_ends_and_the_absolute_limit_holds(app: Router, clock: SetClock) -> None:
    visitor = Visitor(app)
    visitor.log_in()
    clock.advance(minutes=31)
    assert not _in(visitor)
    visitor.log_in()
    for _ in range(28):
        clock.advance(minutes=25)
        assert _in(visitor)
    clock.advance(minutes=25)
    assert not _in(visitor)


def test_a_fourth_login_ends_the_oldest_session(app: Router, clock: SetClock) -> None:
    visitors = [Visitor(app) for _ in range(4)]
    for visitor in visitors:
        clock.advance(minutes=1)
        visitor.log_in()
    assert [_in(visitor) for visitor in visitors] == [False, True, True, True]


def test_an_administrator_ends_the_sessions_of_a_person(app: Router) -> None:
    visitor = Visitor(app)
    visitor.log_in()
    app.registry[Sessions].end_all(person=CLERK.person)
    assert not _in(visitor)


def test_who_is_relieved_of_the_post_is_out_at_once(app: Router) -> None:
    visitor = Visitor(app)
    visitor.log_in()
    app.registry[Authenticator].people.remove(CLERK)
    assert not _in(visitor)


def test_the_last_login_is_shown_after_login_and_once(app: Router, clock: SetClock) -> None:
    Visitor(app).log_in()
    clock.advance(days=1)
    visitor = Visitor(app)
    page = visitor.log_in().follow()
    assert "上次登录 11月20日 09:42" in page.html.select_one(".toast").text
    assert visitor.get("/").html.select_one(".toast") is None


def test_guessing_meets_a_wait_in_words(app: Router) -> None:
    visitor = Visitor(app)
    for _ in range(5):
        visitor.log_in(password="wrong")
    answer = visitor.log_in()
    assert answer.status_int == 422
    assert "请过 2 秒再试" in answer.text


@pytest.mark.parametrize(
    "elsewhere",
    ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"],
)
def test_login_never_leads_to_another_host(app: Router, elsewhere: str) -> None:
    visitor = Visitor(app)
    assert visitor.log_in(next=elsewhere).location == "http://localhost/"
    assert visitor.get("/login", {"next": elsewhere}).location == "http://localhost/"


def test_login_leads_to_where_the_person_wanted_to_go(app: Router) -> None:
    visitor = Visitor(app)
    asked = visitor.get("/nowhere?page=2", status=303)
    form = asked.follow().forms[0]
    form["login"], form["password"] = CLERK.login, f"口令-{CLERK.login}"
    assert form.submit().location == "http://localhost/nowhere?page=2"


def test_who_has_two_posts_chooses_one_and_gets_its_rights_with_a_new_session(app: Router) -> None:
    visitor = Visitor(app)
    choice = visitor.log_in("luoyining").follow()
    assert len(choice.html.select("input[name=post]")) == 2
    before = visitor.cookies["wenshu"]
    form = choice.forms["posts"]
    form["post"] = "luoyining-2"
    page = form.submit().follow()
    assert visitor.cookies["wenshu"] != before
    assert "清河县人民政府办公室" in page.text


def test_a_post_that_is_not_held_cannot_be_chosen(app: Router) -> None:
    visitor = Visitor(app)
    visitor.log_in("luoyining")
    form = {"post": LEADER.post_key, "csrf_token": visitor.token("/posts")}
    assert visitor.post("/posts", form, status=422).html.select_one(".sentence").text == (
        "您没有担任所选的岗位，或者代理已经到期、被收回。请从列出的岗位中选择一个。"
    )


def test_reads_and_refusals_are_logged_without_what_was_typed(app: Router) -> None:
    visitor = Visitor(app)
    visitor.log_in(password="secret-guess")
    visitor.log_in()
    visitor.get("/?q=secret-search")
    visitor.get("/nowhere", status=404)
    app.registry[AccessLog].write()
    with app.registry[Store].reading() as connection:
        rows = connection.execute(sa.select(state_access_log)).all()
    assert [(row.person, row.act, row.result) for row in rows] == [
        ("", "POST /login", 422),
        (CLERK.person, "GET /", 200),
        (CLERK.person, "GET /nowhere", 404),
    ]
    assert "secret" not in str(rows)
    assert app.registry[AccessLog].first_bad_batch() is None
