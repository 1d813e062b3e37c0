"""The ini file: every setting once, unknown ones refused, paths from the ini's folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.settings import Settings, SettingsRefused, listens_at, load_settings, setting_defaults

ROOT = Path(__file__).parents[2]
_LINE = re.compile(
    r"^(?P<comment># )?(?P<name>(?:wenshu|ldap|exchange)\.\w+) = ?(?P<text>.*)$", re.MULTILINE
)


def _lines(ini: str) -> list[re.Match[str]]:
    return list(_LINE.finditer((ROOT / ini).read_text("utf-8")))


def _written(default: object) -> str:
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, tuple):
        return " ".join(default)
    return "" if default is None else str(default)


def test_development_ini_holds_every_setting_exactly_once() -> None:
    assert sorted(line["name"] for line in _lines("development.ini")) == sorted(setting_defaults())


def test_development_ini_explains_every_setting_in_the_line_above() -> None:
    text = (ROOT / "development.ini").read_text("utf-8").splitlines()
    for number, line in enumerate(text):
        if _LINE.match(line):
            assert re.match(r"# .*[\u4e00-\u9fff]", text[number - 1]), line


def test_a_setting_in_a_comment_shows_the_default() -> None:
    defaults = setting_defaults()
    commented = [line for line in _lines("development.ini") if line["comment"]]
    assert len(commented) > 10
    for line in commented:
        assert line["text"] == _written(defaults[line["name"]]), line["name"]


@pytest.mark.parametrize("ini", ["development.ini", "production.ini"])
def test_the_ini_files_we_ship_are_accepted(ini: str) -> None:
    assert load_settings(ROOT / ini).here == ROOT


def test_development_and_production_differ_where_they_must() -> None:
    development = load_settings(ROOT / "development.ini")
    production = load_settings(ROOT / "production.ini")
    assert (development.demonstration, production.demonstration) == (True, False)
    assert (development.secure_cookies, production.secure_cookies) == (False, True)
    assert (development.followers, production.followers) == (True, False)
    assert development.classification == production.classification == "无"


def test_an_unknown_setting_is_refused_with_its_name_and_the_nearest_known(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match=r"wenshu\.databse.*最接近的是 wenshu\.database"):
        Settings.from_mapping({"wenshu.databse": "sqlite://"}, here=tmp_path)


@given(name=st.text(min_size=1))
def test_whatever_is_not_a_setting_is_refused(name: str) -> None:
    with pytest.raises(SettingsRefused, match="没有名为"):
        Settings.from_mapping({f"wenshu.x{name}": ""}, here=".")


def test_settings_of_pyramid_and_jinja_pass_by(tmp_path: Path) -> None:
    mapping = {
        "pyramid.reload_templates": "yes",
        "jinja2.undefined": "strict",
        "use": "egg:wenshu",
    }
    assert Settings.from_mapping(mapping, here=tmp_path) == Settings.from_mapping(
        {}, here=tmp_path
    )


def test_relative_paths_count_from_the_folder_of_the_ini(tmp_path: Path) -> None:
    ini = tmp_path / "elsewhere" / "node.ini"
    ini.parent.mkdir()
    ini.write_text("[app:main]\nwenshu.ldif = %(here)s/people.ldif\nwenshu.content = store\n")
    settings = load_settings(ini)
    assert settings.content == ini.parent / "store"
    assert settings.ldif == ini.parent / "people.ldif"
    assert settings.fonts == ini.parent / "var/site-fonts"
    assert settings.database == f"sqlite:///{ini.parent}/var/wenshu.db"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("sqlite:////srv/wenshu.db", "sqlite:////srv/wenshu.db"),
        ("sqlite://", "sqlite://"),
        ("postgresql://wenshu@db/wenshu", "postgresql+psycopg://wenshu@db/wenshu"),
        ("postgresql+psycopg://a:p%40w@db/w", "postgresql+psycopg://a:p%40w@db/w"),
    ],
)
def test_database_addresses_become_sqlalchemy_urls(
    written: str, read: str, tmp_path: Path
) -> None:
    assert Settings.from_mapping({"wenshu.database": written}, here=tmp_path).database == read


def test_a_password_in_the_database_address_does_not_show(tmp_path: Path) -> None:
    mapping = {"wenshu.database": "postgresql://wenshu:very-secret@db/wenshu"}
    assert "very-secret" not in repr(Settings.from_mapping(mapping, here=tmp_path))


@pytest.mark.parametrize(
    ("name", "text", "advice"),
    [
        ("wenshu.database", "mysql://db/wenshu", "SQLite 或 PostgreSQL"),
        ("wenshu.database", "not an address", "SQLite 或 PostgreSQL"),
        ("wenshu.session_hours", "半天", "大于零的整数"),
        ("wenshu.session_idle_minutes", "0", "大于零的整数"),
        ("wenshu.secure_cookies", "maybe", "yes 或 no"),
        ("wenshu.classification", "内部", "无、秘密、机密、绝密"),
        ("wenshu.directory", "nis", "ldif、ldap"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_would_fit(
    name: str, text: str, advice: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsRefused, match=advice) as refusal:
        Settings.from_mapping({name: text}, here=tmp_path)
    assert name in str(refusal.value)
    assert text in str(refusal.value)


def test_ldap_without_servers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match=r"ldap\.urls"):
        Settings.from_mapping({"wenshu.directory": "ldap"}, here=tmp_path)


def test_several_ldap_servers_keep_their_order(tmp_path: Path) -> None:
    settings = Settings.from_mapping({"ldap.urls": "ldap://b, ldap://a\nldap://c"}, here=tmp_path)
    assert settings.ldap.urls == ("ldap://b", "ldap://a", "ldap://c")


@pytest.mark.parametrize(
    "text", ["[server:main]\n", "[app:main\n", "[app:main]\na = %(nosuch)s\n"]
)
def test_a_broken_ini_is_refused_with_its_path(text: str, tmp_path: Path) -> None:
    ini = tmp_path / "broken.ini"
    ini.write_text(text)
    with pytest.raises(SettingsRefused, match=r"broken\.ini"):
        load_settings(ini)


def test_a_missing_ini_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match="-c"):
        load_settings(tmp_path / "nowhere.ini")


@pytest.mark.parametrize(
    ("section", "place"),
    [
        ("", ("127.0.0.1", 6543)),
        ("[server:main]\nlisten = localhost:6577\n", ("localhost", 6577)),
        ("[server:main]\nlisten = [::1]:80 127.0.0.1:81\n", ("::1", 80)),
    ],
)
def test_pages_are_served_where_the_file_says(
    tmp_path: Path, section: str, place: tuple[str, int]
) -> None:
    (tmp_path / "one.ini").write_text(f"[app:main]\nuse = egg:wenshu\n{section}")
    assert listens_at(tmp_path / "one.ini") == place


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.ini").write_text("[app:main]\n[server:main]\nlisten = 6577\n")
    with pytest.raises(SettingsRefused, match="listen“6577”不能用"):
        listens_at(tmp_path / "one.ini")
