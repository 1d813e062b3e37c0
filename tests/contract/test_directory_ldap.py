"""What only a server can do wrong: certificates, silence, clear text, referrals (faults 52)."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from ldap3 import NONE, Connection, Server

from integrations.ldap.address import LDAPAddress
from integrations.ldap.session import session
from integrations.ldap.source import LDAPSource
from office.directory.ports import SourceUnavailable
from office.kernel.refusals import Refused
from office.settings import LDAPSettings
from tests.contract.conftest import DEMONSTRATION
from tests.servers.certificates import Authority
from tests.servers.slapd import READER_PASSWORD, SUFFIX, RunningSlapd, find_slapd, free_port
from tests.servers.slapd import slapd as started_slapd

# LDAPMessage 1, ExtendedResponse: protocolError, and success (RFC 4511 4.12, 4.14.2)
NO_TLS = bytes.fromhex("300c02010178070a010204000400")
YES_TLS = bytes.fromhex("300c02010178070a010004000400")


@pytest.fixture
def settings(slapd: RunningSlapd) -> LDAPSettings:
    return LDAPSettings(
        urls=(slapd.ldap,),
        base=slapd.base,
        bind_dn=slapd.bind_dn,
        bind_password_file=slapd.bind_password_file,
        ca=slapd.ca,
        timeout=1,
    )


@contextmanager
def server(*answers: bytes) -> Iterator[tuple[int, bytearray]]:
    """A port that gives each answer to something received, then listens; and what it heard."""
    heard = bytearray()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(5)

        def serve() -> None:
            remaining = list(answers)
            try:
                connection, _ = listener.accept()
                with connection:
                    while data := connection.recv(4096):
                        heard.extend(data)
                        if remaining:
                            connection.sendall(remaining.pop(0))
            except OSError:
                return

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1], heard
        # a listener that is only closed would keep accept() waiting
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


def asking(other: RunningSlapd, settings: LDAPSettings) -> LDAPSettings:
    """The settings for another server than the session's."""
    return replace(
        settings,
        urls=(other.ldap,),
        ca=other.ca,
        bind_password_file=other.bind_password_file,
    )


def is_right(settings: LDAPSettings) -> bool:
    return LDAPSource(settings).check_password("hewanqing", "wenshu-2026")


def test_tls_from_the_first_byte_serves_as_well(
    settings: LDAPSettings, slapd: RunningSlapd
) -> None:
    assert is_right(replace(settings, urls=(slapd.ldaps,)))


@pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
def test_a_server_with_another_authoritys_certificate_is_not_believed(
    settings: LDAPSettings, slapd: RunningSlapd, tmp_path: Path, scheme: str
) -> None:
    Authority.make(tmp_path / "other.pem")

    with pytest.raises(SourceUnavailable, match="certificate verify failed"):
        is_right(replace(settings, urls=(getattr(slapd, scheme),), ca=tmp_path / "other.pem"))


@pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
def test_a_certificate_for_another_host_is_not_believed(
    settings: LDAPSettings, slapd: RunningSlapd, scheme: str
) -> None:
    url = getattr(slapd, scheme).replace("127.0.0.1", "localhost")

    with pytest.raises(SourceUnavailable, match="Hostname mismatch"):
        is_right(replace(settings, urls=(url,)))


def test_without_an_authority_of_its_own_a_site_relies_on_the_systems(
    settings: LDAPSettings,
) -> None:
    with pytest.raises(SourceUnavailable, match="certificate verify failed"):
        is_right(replace(settings, ca=None))


def test_a_missing_authority_file_is_named(settings: LDAPSettings, tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match=r"nowhere\.pem"):
        is_right(replace(settings, ca=tmp_path / "nowhere.pem"))


def test_the_next_server_is_asked_when_one_is_down(
    settings: LDAPSettings, slapd: RunningSlapd
) -> None:
    down = f"ldap://127.0.0.1:{free_port()}"

    assert is_right(replace(settings, urls=(down, slapd.ldap)))


def test_a_server_that_failed_is_asked_last_from_then_on(
    settings: LDAPSettings, slapd: RunningSlapd, caplog: pytest.LogCaptureFixture
) -> None:
    down = f"ldap://127.0.0.1:{free_port()}"
    source = LDAPSource(replace(settings, urls=(down, slapd.ldap)))

    source.check_password("hewanqing", "wenshu-2026")
    source.check_password("hewanqing", "wenshu-2026")

    assert [down in each.getMessage() for each in caplog.records] == [True]


def test_when_all_servers_are_down_each_is_named_with_what_to_do(settings: LDAPSettings) -> None:
    first, second = (f"ldap://127.0.0.1:{free_port()}" for _ in range(2))

    with pytest.raises(SourceUnavailable, match="请系统管理员检查") as refusal:
        is_right(replace(settings, urls=(first, second)))

    assert first in str(refusal.value)
    assert second in str(refusal.value)


@pytest.mark.timeout(60)  # a server that is not left is waited for without end
@pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
def test_a_silent_server_is_left_after_the_time_out(settings: LDAPSettings, scheme: str) -> None:
    with server() as (port, _), pytest.raises(SourceUnavailable):
        is_right(replace(settings, urls=(f"{scheme}://127.0.0.1:{port}",)))


@pytest.mark.parametrize("answer", [NO_TLS, YES_TLS + b"not TLS"])
def test_nothing_secret_is_sent_to_a_server_that_does_not_encrypt(
    settings: LDAPSettings, answer: bytes
) -> None:
    with server(answer) as (port, heard), pytest.raises(SourceUnavailable):
        is_right(replace(settings, urls=(f"ldap://127.0.0.1:{port}",)))

    assert heard  # the request for encryption itself
    assert "文枢".encode() not in heard
    assert READER_PASSWORD.encode() not in heard
    assert b"wenshu-2026" not in heard


def test_clear_text_cannot_be_switched_on(settings: LDAPSettings) -> None:
    with pytest.raises(Refused, match="明文"):
        LDAPSource(replace(settings, start_tls=False))


def test_the_server_of_these_tests_would_refuse_clear_text(slapd: RunningSlapd) -> None:
    address = LDAPAddress.parse(slapd.ldap)
    connection = Connection(
        Server(address.host, port=address.port, get_info=NONE),
        user=slapd.bind_dn,
        password=READER_PASSWORD,
    )

    connection.bind()
    connection.unbind()

    assert connection.result["description"] == "confidentialityRequired"


def test_small_packets_are_not_held_back(settings: LDAPSettings, slapd: RunningSlapd) -> None:
    with session(LDAPAddress.parse(slapd.ldap), settings) as open_session:
        connected = open_session._connection.socket
        assert connected.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert connected.version() in {"TLSv1.2", "TLSv1.3"}


def test_an_empty_password_never_reaches_the_server(
    settings: LDAPSettings, slapd: RunningSlapd
) -> None:
    with session(LDAPAddress.parse(slapd.ldap), settings) as open_session:
        before = open_session._connection.server.next_message_id()
        assert open_session.bind(f"uid=hewanqing,ou=人员,{SUFFIX}", "") is False
        assert open_session._connection.server.next_message_id() == before + 1


def test_an_answer_cut_short_is_not_taken_for_the_directory(
    settings: LDAPSettings, tmp_path: Path
) -> None:
    with (
        started_slapd(tmp_path, ldif=[DEMONSTRATION], total_limit="10") as other,
        pytest.raises(SourceUnavailable, match="sizeLimitExceeded"),
    ):
        LDAPSource(asking(other, settings), page_size=7).entries()


def test_a_wrong_account_is_told_without_its_password(
    settings: LDAPSettings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "password"
    file.write_text("guess-7431\n", encoding="utf-8")
    caplog.set_level(logging.DEBUG)

    with pytest.raises(SourceUnavailable, match=r"ldap\.bind_dn") as refusal:
        is_right(replace(settings, bind_password_file=file))

    assert "guess-7431" not in str(refusal.value) + caplog.text


def test_a_missing_password_file_is_named(settings: LDAPSettings, tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match=r"nowhere\.password"):
        is_right(replace(settings, bind_password_file=tmp_path / "nowhere.password"))
    with pytest.raises(Refused, match=r"没有 ldap\.bind_password_file"):
        is_right(replace(settings, bind_password_file=None))


def test_without_an_account_the_server_decides_what_it_shows(settings: LDAPSettings) -> None:
    anonymous = replace(settings, bind_dn="", bind_password_file=None)

    with pytest.raises(SourceUnavailable, match="insufficientAccessRights"):
        LDAPSource(anonymous).entries()


def test_what_is_not_asked_for_does_no_harm(settings: LDAPSettings, tmp_path: Path) -> None:
    odd = tmp_path / "odd.ldif"
    odd.write_text(
        f"dn: uid=photo,ou=人员,{SUFFIX}\nobjectClass: inetOrgPerson\nuid: photo\n"
        "cn: 某\nsn: 某\nemployeeNumber: 1\njpegPhoto:: /9j/\n",
        encoding="utf-8",
    )
    folder = tmp_path / "slapd"
    folder.mkdir()
    with started_slapd(folder, ldif=[DEMONSTRATION, odd]) as other:
        people = LDAPSource(asking(other, settings)).entries().people

    assert [each.name for each in people if each.login == "photo"] == ["某"]


def test_passwords_are_not_logged(
    settings: LDAPSettings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    down = f"ldap://127.0.0.1:{free_port()}"

    assert is_right(replace(settings, urls=(down, *settings.urls)))

    assert down in caplog.text
    assert "wenshu-2026" not in caplog.text
    assert READER_PASSWORD not in caplog.text


def test_a_referral_is_refused_and_not_followed(settings: LDAPSettings, tmp_path: Path) -> None:
    with server() as (port, heard):
        elsewhere = tmp_path / "referral.ldif"
        elsewhere.write_text(
            f"dn: ou=别处,{SUFFIX}\n"
            "objectClass: referral\nobjectClass: extensibleObject\nou: 别处\n"
            f"ref: ldap://127.0.0.1:{port}/ou=别处,{SUFFIX}\n",
            encoding="utf-8",
        )
        folder = tmp_path / "slapd"
        folder.mkdir()
        with (
            started_slapd(folder, ldif=[DEMONSTRATION, elsewhere]) as other,
            pytest.raises(SourceUnavailable, match="转介"),
        ):
            LDAPSource(asking(other, settings)).entries()

    assert not heard


@pytest.mark.slow  # fetches packages
def test_slapd_is_had_without_root_and_without_an_installed_one(
    settings: LDAPSettings, tmp_path: Path
) -> None:
    program = find_slapd(search_path="")

    assert "var/debian" in str(program.path)
    with started_slapd(tmp_path, ldif=[DEMONSTRATION], program=program) as other:
        assert is_right(asking(other, settings))


@pytest.mark.parametrize(
    "url",
    ["http://ldap", "ldap:///", "ldap://host:port", "ldap://host/o=base", "ldapi://x", "host"],
)
def test_an_address_that_is_none_is_refused_by_name(settings: LDAPSettings, url: str) -> None:
    with pytest.raises(Refused, match=r"ldap\.urls"):
        LDAPSource(replace(settings, urls=(url,)))


def test_addresses_have_the_usual_ports() -> None:
    assert LDAPAddress.parse("ldap://one.example").port == 389
    assert LDAPAddress.parse("ldaps://one.example").port == 636
    assert str(LDAPAddress.parse("ldaps://[::1]:1636")) == "ldaps://[::1]:1636"
