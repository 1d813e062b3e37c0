"""`office ca`: an authority for trying, certificates for people and agencies, imports."""

from __future__ import annotations

import json
import re
import shutil
import ssl
import stat
from pathlib import Path

import pytest
from asn1crypto import pem
from click.testing import CliRunner, Result

from documents.demonstration.cast import CITY
from integrations.exchange.tls import Identity, client_context, server_context
from office.cli import main
from office.directory.demonstration import demonstration_ldif
from office.house import House
from office.kernel.clock import SystemClock
from office.settings import load_settings
from signing.certificates.certificate import Certificate
from signing.certificates.findings import day
from signing.issuing.application import Certificates
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.owners import Owner, OwnerKind
from signing.keys.private import PrivateKey
from signing.keys.verifying import is_signed
from tests.certified import DAY, TestAuthority, openssl
from tests.unit.signing.test_pdf_sealing import plain_pdf

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A node with the demonstration's directory and nothing else."""
    folder = tmp_path_factory.mktemp("node")
    with demonstration_ldif() as source:
        shutil.copyfile(source, folder / "directory.ldif")
    path = folder / "node.ini"
    path.write_text(
        "[app:main]\nuse = egg:wenshu\nwenshu.ldif = directory.ldif\nwenshu.followers = no\n"
    )
    done(path, "directory", "sync")
    return folder


@pytest.fixture
def ini(empty: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    shutil.copytree(empty, tmp_path / "node")
    return tmp_path / "node/node.ini"


def run(ini: Path, *words: str | Path, typed: str = "") -> Result:
    return CliRunner().invoke(main, [*map(str, words), "-c", str(ini)], input=typed)


def done(ini: Path, *words: str | Path, typed: str = "") -> str:
    result = run(ini, *words, typed=typed)
    assert result.exit_code == 0, result.output
    return result.output


def refused(ini: Path, *words: str | Path, typed: str = "") -> str:
    result = run(ini, *words, typed=typed)
    assert result.exit_code == 1, result.output
    return result.output


def test_a_certificate_for_the_network_serves_both_sides_of_a_connection(ini: Path) -> None:
    done(ini, "ca", "init")
    folder = ini.parent / "tls"
    told = done(ini, "ca", "tls", "localhost", "127.0.0.1", "--into", folder)
    identity = Identity(
        *(folder / f"{each}.pem" for each in ("certificate", "key", "authorities"))
    )
    assert all(str(each) in told for each in (identity.certificate, identity.key))
    assert stat.S_IMODE(identity.key.stat().st_mode) == 0o600
    for host in ("localhost", "127.0.0.1"):
        server, client = _shake_hands(identity, host)
        shown = Certificate.read(identity.certificate.read_bytes()).der
        assert (server, client) == (shown, shown)
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        _shake_hands(identity, "oa.yunchuan.example")
    assert "没有覆盖" in refused(ini, "ca", "tls", "localhost", "--into", folder)


@pytest.mark.parametrize(
    "host", ["https://localhost", "localhost:8443", "a b", "-a.example", "云"]
)
def test_no_certificate_for_what_is_no_host(ini: Path, host: str) -> None:
    done(ini, "ca", "init")
    assert "不是主机名" in refused(ini, "ca", "tls", "--into", ini.parent / "tls", "--", host)
    assert not (ini.parent / "tls").exists()


def _shake_hands(identity: Identity, host: str) -> tuple[bytes | None, bytes | None]:
    """What client and server showed each other, over memory."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    # The paced sockets of the exchange are for real connections alone.
    server = server_context(identity).wrap_bio(to_server, to_client, server_side=True)
    client = client_context(identity).wrap_bio(to_client, to_server, server_hostname=host)
    waiting = [client, server]
    while waiting:
        for each in list(waiting):
            try:
                each.do_handshake()
                waiting.remove(each)
            except ssl.SSLWantReadError:
                pass
    return client.getpeercert(binary_form=True), server.getpeercert(binary_form=True)


def test_from_nothing_to_a_signature_and_its_revocation(ini: Path) -> None:
    assert "office ca secret" in refused(ini, "ca", "issue", "--kind", "time")
    done(ini, "ca", "init")
    assert stat.S_IMODE((ini.parent / "var/key-secret").stat().st_mode) == 0o600
    assert "已经建立" in refused(ini, "ca", "init")
    done(ini, "ca", "issue", "--kind", "person", "--for", "zhouhuaiyuan")
    done(ini, "ca", "issue", "--kind", "agency", "--for", CITY, "--algorithm", "sm2")
    told = done(ini, "ca", "issue", "--kind", "seal-maker", "--for", CITY)
    assert "测试" not in told.split("　")[2], (
        "its name is the agency's; 测试 stands in its subject"
    )
    typed = "852741\n852741\n"
    done(ini, "ca", "issue", "--kind", "seal", "--for", f"{CITY}/yin-1", typed=typed)
    done(ini, "ca", "issue", "--kind", "time")
    done(ini, "ca", "issue", "--kind", "node", "--algorithm", "sm2")
    done(ini, "ca", "issue", "--kind", "exchange", "--for", CITY, "--algorithm", "sm2")
    told = done(ini, "ca", "issue", "--kind", "encryption", "--for", CITY)
    assert ["SM2" in told, "RSA" in told, "ECDSA" in told] == [True, True, False]
    listed = done(ini, "ca", "list").splitlines()
    assert len(listed) == 13
    assert all(line.endswith("有效") for line in listed)
    person = next(line for line in listed if "周怀远" in line and "SM2" in line)
    house = House(load_settings(ini))
    try:
        owner = house.directory.person_by_login("zhouhuaiyuan")
        assert owner is not None
        signer = house.find(Keystore).signer(
            Owner(OwnerKind.PERSON, str(owner.id)), algorithm=Algorithm.SM2
        )
        certificate = Certificate(signer.certificate)
        assert is_signed(b"x", signature=signer.sign(b"x"), public=certificate.public)
        assert "测试" in str(certificate.parsed.subject.native)
        assert "测试" in certificate.issuer
    finally:
        house.close()
    id = ID.findall(person)[0]
    assert "已吊销" in done(ini, "ca", "revoke", id, "--reason", "私钥泄露")
    assert "已经吊销" in refused(ini, "ca", "revoke", id)
    listed = done(ini, "ca", "list").splitlines()
    assert sum("已吊销" in line for line in listed) == 1
    assert "私钥泄露" in next(line for line in listed if id in line)


@pytest.mark.slow
def test_openssl_follows_what_is_exported(ini: Path, tmp_path: Path) -> None:
    done(ini, "ca", "init", "--name", "云川省")
    told = done(ini, "ca", "issue", "--kind", "agency", "--for", CITY, "--algorithm", "ecdsa")
    id = ID.findall(told)[0]
    (tmp_path / "trusted.pem").write_text(done(ini, "ca", "export"))
    (tmp_path / "lists.pem").write_text(done(ini, "ca", "export", "--lists"))
    (tmp_path / "one.pem").write_text(done(ini, "ca", "export", id))
    words = (
        *("verify", "-x509_strict", "-crl_check_all", "-CAfile", tmp_path / "trusted.pem"),
        *("-CRLfile", tmp_path / "lists.pem", tmp_path / "one.pem"),
    )
    good, said = openssl(*words)
    assert good, said
    done(ini, "ca", "revoke", id)
    (tmp_path / "lists.pem").write_text(done(ini, "ca", "export", "--lists"))
    good, said = openssl(*words)
    assert not good
    assert "certificate revoked" in said


@pytest.mark.slow
def test_a_key_of_another_authority_is_imported_and_its_authority_trusted(
    ini: Path, tmp_path: Path
) -> None:
    now = SystemClock().now()
    state = TestAuthority(
        Algorithm.SM2, name="云川省电子认证", begins=now - DAY, ends=now + 99 * DAY
    )
    key = PrivateKey.generate(Algorithm.SM2)
    made = state.issue(key=key, begins=now - DAY, ends=now + 30 * DAY)
    (tmp_path / "key.pem").write_bytes(pem.armor("PRIVATE KEY", key.pkcs8()))
    (tmp_path / "one.pem").write_bytes(Certificate(made.certificate).pem)
    (tmp_path / "root.crt").write_bytes(state.certificate.pem)
    (tmp_path / "list.crl").write_bytes(state.list(begins=now - DAY, ends=now + DAY).der)
    openssl(
        *("pkcs12", "-export", "-inkey", tmp_path / "key.pem", "-in", tmp_path / "one.pem"),
        *("-out", tmp_path / "one.p12", "-passout", "pass:files-own"),
    )
    person = ("--kind", "person", "--for", "zhouhuaiyuan")
    words = ("ca", "import", tmp_path / "one.p12", *person)
    assert "office ca secret" in refused(ini, *words, typed="files-own\n")
    done(ini, "ca", "secret")
    assert "没有改动" in done(ini, "ca", "secret")
    assert "口令不对" in refused(ini, *words, typed="another\n")
    told = done(ini, *words, "--pin", typed="files-own\n739146\n739146\n")
    assert "不是受信任的机构签发的" in told
    told = done(ini, "ca", "trust", "add", tmp_path / "root.crt")
    assert state.certificate.fingerprint in told
    assert "原已列入" in done(ini, "ca", "trust", "add", tmp_path / "root.crt")
    makes = ("trust", "add", tmp_path / "one.pem", "--makes-seals")
    assert "已列入受信任的制章者：周怀远" in done(ini, "ca", *makes)
    assert "不能同时作为制章者" in refused(
        ini, "ca", "trust", "add", tmp_path / "root.crt", "--makes-seals"
    )
    assert "缺少发证机构" in done(ini, "ca", "list")
    done(ini, "ca", "crl", tmp_path / "list.crl")
    assert done(ini, "ca", "list").strip().endswith("即将到期")
    id = ID.findall(told := done(ini, "ca", "list"))[0]
    assert "向签发它的机构申请吊销" in refused_after_init(ini, id)
    done(ini, "ca", "trust", "remove", state.certificate.fingerprint)
    assert "不是受信任的机构签发的" in done(ini, "ca", "list")


def refused_after_init(ini: Path, id: str) -> str:
    assert "office ca init" in refused(ini, "ca", "revoke", id)
    done(ini, "ca", "init")
    return refused(ini, "ca", "revoke", id)


@pytest.mark.slow
def test_lists_of_our_authority_are_renewed_for_as_long_as_is_said(
    ini: Path, tmp_path: Path
) -> None:
    done(ini, "ca", "init")
    now = SystemClock().now()
    assert f"有效期到{day(now + 30 * DAY)}" in done(ini, "ca", "crl")
    assert f"有效期到{day(now + DAY)}" in done(ini, "ca", "crl", "--days", "1")
    assert "1 至 366 天" in refused(ini, "ca", "crl", "--days", "400")
    (tmp_path / "plain.pdf").write_bytes(plain_pdf())
    assert "注意" not in run(ini, "check", tmp_path / "plain.pdf").stderr
    state = TestAuthority(Algorithm.SM2, name="云川省电子认证", begins=now - 9 * DAY)
    (tmp_path / "root.crt").write_bytes(state.certificate.pem)
    (tmp_path / "list.crl").write_bytes(state.list(begins=now - 9 * DAY, ends=now + DAY).der)
    done(ini, "ca", "trust", "add", tmp_path / "root.crt")
    done(ini, "ca", "crl", tmp_path / "list.crl")
    found = run(ini, "check", tmp_path / "plain.pdf", "--json")
    assert f"“云川省电子认证”的证书吊销列表将于{day(now + DAY)}到期" in found.stderr
    assert json.loads(found.stdout)


@pytest.mark.slow
def test_the_secret_is_rotated_under_the_whole_node(ini: Path) -> None:
    done(ini, "ca", "init")
    done(ini, "ca", "issue", "--kind", "time")
    before = (ini.parent / "var/key-secret").read_bytes()
    assert "重新加密私钥 2 把" in done(ini, "ca", "secret", "--rotate")
    after = (ini.parent / "var/key-secret").read_bytes()
    assert before != after
    assert len(after.split()) == 1
    done(ini, "ca", "issue", "--kind", "time")
    (ini.parent / "var/key-secret").write_bytes(before)
    assert "密钥保护文件" in refused(ini, "ca", "issue", "--kind", "time")
    house = House(load_settings(ini))
    try:
        assert len(house.find(Certificates).keys.held()) == 4
    finally:
        house.close()


def test_what_is_not_there_is_told(ini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ini.parent)
    done(ini, "ca", "init")
    for words, told in (
        (("issue", "--kind", "person", "--for", "nobody"), "没有登录名为“nobody”的人"),
        (("issue", "--kind", "agency", "--for", "nowhere"), "没有代码为“nowhere”的机关"),
        (("issue", "--kind", "seal", "--for", CITY), "机关代码/印章编号"),
        (("export", "no-such"), "没有这把密钥"),
        (("crl", "node.ini"), "不是证书吊销列表"),
        (("trust", "add", "node.ini"), "不是 X.509 证书"),
        (("trust", "remove", "00"), "没有这个受信任的机构"),
    ):
        assert told in refused(ini, "ca", *words)
