from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyramid.router import Router

from office.kernel.clock import Clock
from tests.functional.access_app import CLERK, Visitor, office


@pytest.fixture(scope="module", params=["http", "https"])
def app(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Router]:
    with office(tmp_path_factory.mktemp("office")) as app:
        app.scheme = request.param
        yield app


@pytest.fixture
def visitor(app: Router) -> Visitor:
    app.registry[Clock].advance(minutes=1)  # who has too many sessions loses the oldest
    visitor = _visitor(app)
    visitor.log_in()
    return visitor


def _visitor(app: Router) -> Visitor:
    return Visitor(app, scheme=app.scheme)


def test_a_form_of_ours_is_accepted(app: Router, visitor: Visitor) -> None:
    assert visitor.act("同意").json == {"done": "同意"}
    visitor.extra_environ["HTTP_ORIGIN"] = f"{app.scheme}://localhost"
    visitor.extra_environ["HTTP_SEC_FETCH_SITE"] = "same-origin"
    assert visitor.act("同意").json == {"done": "同意"}


def test_without_the_token_nothing_is_done(visitor: Visitor) -> None:
    answer = visitor.post("/act", {"opinion": "同意"}, status=400)
    assert "防伪标记" in answer.text


def test_a_token_of_another_session_is_worth_nothing(app: Router, visitor: Visitor) -> None:
    other = _visitor(app)
    other.log_in()
    visitor.post("/act", {"opinion": "同意", "csrf_token": other.token("/")}, status=400)


def test_a_token_from_before_the_login_is_worth_nothing_after_it(app: Router) -> None:
    visitor = _visitor(app)
    early = visitor.token()
    visitor.log_in()
    visitor.post("/act", {"opinion": "同意", "csrf_token": early}, status=400)


def test_the_token_may_come_in_a_header(visitor: Visitor) -> None:
    headers = {"X-CSRF-Token": visitor.token("/")}
    assert visitor.post("/act", {"opinion": "同意"}, headers=headers).json


def test_a_token_that_is_not_ascii_is_refused_and_not_an_error(visitor: Visitor) -> None:
    visitor.post("/act", {"opinion": "同意", "csrf_token": "令牌"}, status=400)


@pytest.mark.parametrize(
    "header",
    [
        ("HTTP_ORIGIN", "http://evil.example"),
        ("HTTP_ORIGIN", "null"),
        ("HTTP_ORIGIN", "http://localhost.evil.example"),
        ("HTTP_ORIGIN", "ftp://localhost"),
        ("HTTP_SEC_FETCH_SITE", "cross-site"),
        ("HTTP_SEC_FETCH_SITE", "same-site"),
        ("HTTP_REFERER", "http://evil.example/page"),
    ],
)
def test_another_site_s_page_is_refused_even_with_the_right_token(
    visitor: Visitor, header: tuple[str, str]
) -> None:
    token = visitor.token("/")
    visitor.extra_environ[header[0]] = header[1]
    answer = visitor.post("/act", {"opinion": "同意", "csrf_token": token}, status=403)
    assert "来自别处的请求" in answer.text
    assert "同意" not in answer.text


def test_the_configured_origin_counts_behind_a_proxy(tmp_path: Path) -> None:
    with office(tmp_path, origin="https://oa.lanzhou-city.example") as app:
        visitor = Visitor(app)
        visitor.log_in()
        visitor.extra_environ["HTTP_ORIGIN"] = "https://oa.lanzhou-city.example"
        assert visitor.act("同意").status_int == 200
        visitor.extra_environ["HTTP_ORIGIN"] = "http://localhost"
        token = visitor.token("/")
        visitor.post("/act", {"opinion": "同意", "csrf_token": token}, status=403)


def test_the_login_form_needs_its_token_too(app: Router) -> None:
    form = {"login": CLERK.login, "password": f"口令-{CLERK.login}"}
    visitor = _visitor(app)
    assert visitor.post("/login", form, status=400)
    assert visitor.get("/", status=303)


def test_every_route_that_can_be_posted_to_checks_the_token(app: Router) -> None:
    introspector = app.registry.introspector
    views = [each["introspectable"] for each in introspector.get_category("views")]
    unsafe = [
        each
        for each in views
        if each["route_name"] and not {"GET", "HEAD"} >= set(each["request_methods"] or ())
    ]
    paths = {
        introspector.get("routes", each["route_name"])["pattern"]
        for each in unsafe
        if "POST" in (each["request_methods"] or ())
    }
    assert paths >= {"/login", "/logout", "/posts", "/look", "/act"}
    visitor = _visitor(app)
    visitor.log_in()
    for path in sorted(paths):
        assert visitor.post(path, {}, status="*").status_int == 400, path


def test_reading_is_not_hindered_by_where_the_link_stood(visitor: Visitor) -> None:
    visitor.extra_environ["HTTP_SEC_FETCH_SITE"] = "cross-site"
    visitor.get("/", status=200)
