from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyramid.router import Router

from office.access.sessions import Sessions
from office.kernel.clock import Clock
from tests.functional.access_app import CLERK, LEADER, Visitor, office


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Router]:
    with office(tmp_path) as app:
        yield app


@pytest.fixture
def visitor(app: Router) -> Visitor:
    visitor = Visitor(app)
    visitor.log_in()
    return visitor


def test_a_refusal_keeps_all_that_was_typed_and_can_be_sent_again(visitor: Visitor) -> None:
    visitor.extra_environ["HTTP_ORIGIN"] = "http://localhost"
    page = visitor.act("拒：第一行\n第二行 <b>", remark="另有说明")
    assert page.status_int == 422
    assert "标题中的文种与所选文种不一致（条例第九条）" in page.text
    form = page.forms["kept"]
    assert form["opinion"].value == "拒：第一行\n第二行 <b>"
    assert form["remark"].value == "另有说明"
    assert form["command"].value == "c-1"
    form["opinion"] = "同意"
    assert form.submit().json == {"done": "同意"}


def test_a_conflict_shows_what_happened_and_keeps_what_was_typed(visitor: Visitor) -> None:
    page = visitor.act("冲突的意见")
    assert page.status_int == 409
    assert "许明 已于 09:40 退回这一稿" in page.text
    assert page.forms["kept"]["opinion"].value == "冲突的意见"


def test_a_conflict_leads_back_to_the_page_that_the_form_stood_on(visitor: Visitor) -> None:
    visitor.extra_environ["HTTP_REFERER"] = "http://localhost/documents/1?page=2"
    way = visitor.act("冲突").html.select_one(".ways a")
    assert (way.text, way["href"]) == ("打开看现在的情况", "/documents/1?page=2")


def test_a_first_line_break_is_not_eaten(visitor: Visitor) -> None:
    assert visitor.act("拒", remark="\n  缩进").forms["kept"]["remark"].value.startswith("\n")


def test_who_may_not_act_is_told_why_and_who_can(visitor: Visitor, app: Router) -> None:
    page = visitor.act("签发")
    assert page.status_int == 403
    assert "您不能签发：您的岗位没有签发人职责。" in page.text
    leader = Visitor(app)
    leader.log_in(LEADER.login)
    assert leader.act("签发").status_int == 200


def test_a_thing_of_another_agency_looks_like_nothing(app: Router) -> None:
    leader = Visitor(app)
    leader.log_in(LEADER.login)
    assert leader.act("外机关的件").status_int == 404


def test_our_own_fault_gives_a_reference_that_the_log_knows(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        page = visitor.act("错")
    reference = page.html.select_one(".reference b").text
    assert page.status_int == 500
    assert reference in caplog.text
    assert "a mistake" not in page.text
    assert page.forms["kept"]["opinion"].value == "错"


def test_when_even_the_error_page_fails_there_is_still_an_answer(
    app: Router,
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def gone(_: object, __: str) -> None:
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(Sessions, "find", gone)
    page = visitor.get("/", status=500)
    assert "查询号" in page.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "the database is gone" in caplog.text


def test_what_was_typed_outlives_the_session(visitor: Visitor, app: Router) -> None:
    visitor.extra_environ["HTTP_ORIGIN"] = "http://localhost"
    token = visitor.token("/")
    app.registry[Clock].advance(hours=2)
    form = {"opinion": "写了很久的意见", "csrf_token": token}
    page = visitor.post("/act", form, status=403)
    assert "登录已经过期" in page.text
    assert page.forms["kept"]["opinion"].value == "写了很久的意见"
    # In another window:
    visitor.log_in()
    # The form's token is of no session any more: it is shown once more, with a good one.
    again = page.forms["kept"].submit(status=400)
    assert again.forms["kept"].submit().json == {"done": "写了很久的意见"}


def test_a_form_that_does_not_say_where_it_comes_from_cannot_be_sent_again_by_one_click(
    visitor: Visitor,
) -> None:
    page = visitor.post("/act", {"opinion": "也许是别人写的"}, status=400)
    assert page.html.select_one(".kept textarea").has_attr("readonly")
    assert page.html.select_one(".kept button") is None


def test_a_file_that_cannot_be_kept_is_named(visitor: Visitor) -> None:
    form = {"opinion": "拒", "csrf_token": visitor.token("/")}
    page = visitor.post("/act", form, upload_files=[("file", "名录 <1>.txt", b"x")], status=422)
    assert "所选文件要重新选择：名录 <1>.txt" in page.html.select_one(".kept").text


def test_a_password_is_never_shown_again(app: Router) -> None:
    form = {"login": CLERK.login, "password": "我的口令", "opinion": "x"}
    page = Visitor(app).post("/login", form, status=400)
    assert "我的口令" not in page.text


def test_a_stranger_learns_nothing_about_addresses(app: Router) -> None:
    visitor = Visitor(app)
    for path in ("/", "/nowhere", "/documents/1"):
        assert "/login?next=" in visitor.get(path, status=303).location


@pytest.mark.parametrize("path", ["/", "/login", "/nowhere", "/posts"])
def test_every_page_says_that_nothing_classified_belongs_here(
    visitor: Visitor, app: Router, path: str
) -> None:
    for each in (visitor, Visitor(app)):
        page = each.get(path, status="*").maybe_follow()
        assert "本系统严禁处理涉密信息" in page.text


def test_a_node_with_an_approved_grade_says_that_grade(tmp_path: Path) -> None:
    with office(tmp_path, classification="秘密") as app:
        assert "本系统最高处理秘密级信息，严禁超出" in Visitor(app).get("/login").text


@pytest.mark.parametrize("path", ["/", "/login", "/nowhere", "/static/tokens.css", "/look"])
def test_every_answer_carries_the_headers(visitor: Visitor, path: str) -> None:
    headers = visitor.get(path, status="*").headers
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_pages_are_not_stored_and_static_files_are(visitor: Visitor) -> None:
    page = visitor.get("/")
    assert page.headers["Cache-Control"] == "no-store"
    sheet = page.html.select_one("link[rel=stylesheet]")["href"]
    assert "?v=" in sheet
    assert "max-age=31536000" in visitor.get(sheet).headers["Cache-Control"]


def test_the_look_is_chosen_without_script_and_kept(visitor: Visitor) -> None:
    form = {"theme": "dark", "next": "/?page=2", "csrf_token": visitor.token("/")}
    assert visitor.post("/look", form).location == "http://localhost/?page=2"
    visitor.post("/look", {"type": "large", "csrf_token": form["csrf_token"]})
    page = visitor.get("/").html
    assert page.html["data-theme"] == "dark"
    assert page.html["data-type"] == "large"
    assert page.select_one("#dark")["media"] == "all"


def test_an_unknown_look_is_the_standard_look(visitor: Visitor) -> None:
    visitor.set_cookie("wenshu_look", "<script>.huge")
    page = visitor.get("/")
    assert "data-theme" not in page.html.html.attrs
    assert page.html.select_one("#dark")["media"] == "(prefers-color-scheme: dark)"


def test_an_act_leaves_one_line_for_the_next_page(visitor: Visitor) -> None:
    visitor.act("同意")
    assert visitor.get("/").html.select_one(".toast").text.strip() == "已办"
    assert visitor.get("/").html.select_one(".toast") is None
