"""Every template, with good and with hostile content."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from pyramid.config import Configurator

from office.web.static_files import FOLDER
from tests.functional.access_app import Visitor, office
from tests.functional.gallery import PAGES, TITLE, rooms

HOSTILE = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"
    "<b hx-get=//evil.example hx-trigger=load data-row>"
)
TEMPLATES = FOLDER.parent / "templates"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, BeautifulSoup]]:
    with office(tmp_path_factory.mktemp("good"), extra=rooms) as app:
        yield _all(Visitor(app))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, BeautifulSoup]]:
    def hostile_rooms(config: Configurator) -> None:
        rooms(config, title=HOSTILE)

    with office(tmp_path_factory.mktemp("bad"), extra=hostile_rooms) as app:
        yield _all(Visitor(app))


def _all(visitor: Visitor) -> dict[str, BeautifulSoup]:
    login = visitor.get("/login").html
    visitor.log_in()
    return {"login": login} | {
        name: visitor.get(path).html for name, (path, _, _) in PAGES.items()
    }


@pytest.mark.parametrize("name", [name for name in PAGES if name != "empty"])
def test_hostile_text_stays_text(hostile: dict[str, BeautifulSoup], name: str) -> None:
    page = hostile[name]
    assert HOSTILE in page.main.text or any(
        HOSTILE in str(value) for tag in page.find_all(True) for value in tag.attrs.values()
    )
    assert not page.find_all("script", src=False)
    assert not page.select("[src=x], [onerror], b[data-row]")
    assert "49" not in page.title.text
    assert not page.select('[hx-get^="//"]')


@pytest.mark.parametrize("name", ["login", *PAGES])
def test_no_page_needs_what_the_policy_forbids(pages: dict[str, BeautifulSoup], name: str) -> None:
    for tag in pages[name].find_all(True):
        assert "style" not in tag.attrs, tag
        assert not [each for each in tag.attrs if each.startswith("on")], tag
        assert not str(tag.get("href", "")).startswith(("javascript:", "http")), tag
    assert not pages[name].find_all("style")


@pytest.mark.parametrize("name", ["login", *PAGES])
def test_every_form_that_acts_carries_the_token(
    pages: dict[str, BeautifulSoup], name: str
) -> None:
    for form in pages[name].select("form[method=post]"):
        assert form.select_one("input[name=csrf_token]")["value"], form


@pytest.mark.parametrize("name", ["document", "incoming", "draft", "desk"])
def test_every_act_carries_its_command_and_the_version_seen(
    pages: dict[str, BeautifulSoup], name: str
) -> None:
    form = pages[name].select_one("form.act, form.draft")
    assert form.select_one("input[name=command]")["value"]
    assert form.select_one("input[name=seen]")["value"]
    assert form.select("button[name=act]")


@pytest.mark.parametrize("name", ["login", *PAGES])
def test_a_screen_has_one_red_act_at_most(pages: dict[str, BeautifulSoup], name: str) -> None:
    assert len(pages[name].select(".btn.primary")) <= 1


@pytest.mark.parametrize("name", ["login", *PAGES])
def test_everything_has_a_name_for_those_who_listen(
    pages: dict[str, BeautifulSoup], name: str
) -> None:
    page = pages[name]
    assert page.html["lang"] == "zh-CN"
    assert len(page.select("h1")) == 1
    assert len(page.select("main")) == 1
    for image in page.select("img"):
        assert "alt" in image.attrs, image
    for control in page.select("input:not([type=hidden]), select, textarea"):
        named = control.get("aria-label") or control.find_parent("label")
        assert named or page.select_one(f'label[for="{control.get("id")}"]'), control
    for control in page.select("a, button"):
        assert control.text.strip() or control.get("aria-label"), control
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for tag in page.select("[aria-describedby], [aria-labelledby]"):
        for target in (tag.get("aria-describedby") or tag.get("aria-labelledby")).split():
            assert target in ids, tag


def test_a_refused_field_names_the_rule(pages: dict[str, BeautifulSoup]) -> None:
    title = pages["draft"].select_one("textarea[name=title]")
    assert title["aria-invalid"] == "true"
    error = pages["draft"].select_one(f"#{title['aria-describedby'].split()[0]}")
    assert "条例第九条第五项" in error.text


def test_an_act_that_is_not_offered_says_why(pages: dict[str, BeautifulSoup]) -> None:
    button = pages["draft"].select_one("button[disabled]")
    assert pages["draft"].select_one(f"#{button['aria-describedby']}").text == (
        "送核稿：须改 1 处没有改好"
    )


def test_in_the_past_no_act_is_offered(pages: dict[str, BeautifulSoup]) -> None:
    assert not pages["past"].select("form.act")
    assert "只读" in pages["past"].select_one(".read-only").text


def test_text_in_a_field_comes_back_as_it_was(pages: dict[str, BeautifulSoup]) -> None:
    assert pages["draft"].select_one("textarea[name=title]").text.removeprefix("\n") == TITLE


def test_every_template_says_what_it_is_for() -> None:
    for template in TEMPLATES.rglob("*.jinja2"):
        assert template.read_text("utf-8").startswith("{#"), template
        macros = re.findall(r"\{% macro ([a-z]\w+)", template.read_text("utf-8"))
        documented = re.findall(r"#\}\n\{% macro ([a-z]\w+)", template.read_text("utf-8"))
        assert macros == documented, template


def test_every_class_of_the_templates_is_known_to_a_style_sheet() -> None:
    styles = "".join(sheet.read_text("utf-8") for sheet in FOLDER.glob("*.css"))
    for template in TEMPLATES.rglob("*.jinja2"):
        for value in re.findall(r'class="([^"{}]+)"', template.read_text("utf-8")):
            for name in value.split():
                assert re.search(rf"\.{name}(?![\w-])", styles), (template.name, name)
