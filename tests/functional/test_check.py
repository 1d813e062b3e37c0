"""验章: /check and `office check` tell everybody the same of a file, and keep nothing of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from webtest import Upload

from office.house import House
from office.kernel.clock import SetClock
from signing.certificates.building import Purpose
from signing.certificates.trusted import Trusted
from signing.checking import cli
from signing.checking.cli import check
from signing.issuing.application import Certificates, Holder
from signing.keys.algorithms import Algorithm
from signing.keys.owners import Owner, OwnerKind
from signing.pdf.sealing import sign_pdf
from tests.certified import BEGAN, DAY, NOW, two_steps
from tests.functional.office_app import DRAFTER, OfficeApp, Visitor, office_app
from tests.unit.signing.proof_changes import CHANGES, mutated
from tests.unit.signing.proven import Kept, kept
from tests.unit.signing.signed import CITY, COURT, plain_pdf, sealed, signed
from tests.unit.signing.test_pdf_sealing import pressed

__all__ = ["kept"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as running:
        trusting(running.house)
        yield running


def trusting(house: House) -> None:
    trusted, now = house.find(Trusted), house.node.clock.now()
    for algorithm in (Algorithm.ECDSA, Algorithm.SM2):
        for each in two_steps(algorithm):
            trusted.add(each.certificate, by="operator:test")
            trusted.add_list(each.list(begins=now - DAY, ends=now + 7 * DAY), by="operator:test")


def test_anybody_logged_in_has_a_file_checked(office: OfficeApp) -> None:
    now = office.house.node.clock.now()
    good, two = sealed(CITY, at=now), signed(CITY, COURT, at=now)
    visitor = office.log_in(DRAFTER)

    def sent(name: str, data: bytes, *, status: int = 200) -> str:
        page = visitor.open("/check")
        assert page.html.select_one("input.drop[type=file]")["accept"] == ".pdf,.ofd,.zip"
        form = next(each for each in page.forms.values() if each.action.endswith("/check"))
        form["file"] = Upload(name, data)
        text: str = form.submit(status=status).text
        return text

    told = sent("通知.ofd", good)
    assert "有效：全部内容都在签章保护之内，1 个签章都成立。" in told
    assert "签名人自报" in told
    assert CITY in told
    assert "2 个签章都成立" in sent("通知.pdf", two)
    changed = sent("通知.pdf", two.replace(b"page 2", b"page 9"))
    assert "无效：文件或者签章有问题" in changed
    assert "文件内容在签名之后被改动过。" in changed
    assert "有效：全部" not in changed
    assert "没有签章" in sent("plain.pdf", plain_pdf())
    assert "不是 PDF、OFD，也不是本系统导出的证明" in sent("<b>.docx", b"text", status=422)
    damaged = sent("通知.pdf", b"%PDF-1.7\n%%EOF", status=422)
    assert "结论：“通知.pdf”不能核验。" in damaged
    assert sha256(b"%PDF-1.7\n%%EOF").hexdigest() in damaged
    assert "没有选文件" in sent("", b"", status=422)


def test_the_page_is_for_those_who_are_logged_in(office: OfficeApp) -> None:
    answer = Visitor(office).get("/check", status="*")
    assert answer.status_int in (302, 303, 401, 403)


def command(office: OfficeApp, folder: Path) -> Callable[..., tuple[int, str]]:
    """`office check` on the office's own node."""
    ini = folder / "node.ini"
    ini.write_text(
        "[app:main]\nuse = egg:wenshu\nwenshu.database = sqlite:///wenshu.db\n"
        f"wenshu.ldif = {office.house.settings.ldif}\nwenshu.followers = no\n"
    )

    def run(*words: str | Path) -> tuple[int, str]:
        done = CliRunner().invoke(check, [*map(str, words), "-c", str(ini)])
        return done.exit_code, done.output

    return run


def test_the_command_ends_well_only_for_what_is_valid(office: OfficeApp, tmp_path: Path) -> None:
    good, bad, other = (tmp_path / name for name in ("good.pdf", "bad.pdf", "other.txt"))
    good.write_bytes(signed(CITY, at=BEGAN + DAY))  # the command has the machine's clock
    bad.write_bytes(good.read_bytes()[:-30])
    other.write_bytes(b"text")
    run = command(office, tmp_path)
    code, said = run(good)
    assert (code, "有效：全部内容" in said) == (0, True)
    code, said = run(good, bad, other, "--json")
    assert code == 1
    first, second, third = json.loads(said)
    assert (first["verdict"], first["format"]) == ("valid", "PDF")
    assert first["entries"][0]["signer"] == CITY
    assert (second["verdict"], third["verdict"]) == ("unproven", "unproven")
    code, said = run(bad)
    assert (code, "已损坏" in said) == (1, True)


def tried_pdf(office: OfficeApp) -> bytes:
    """Sealed with a certificate of the node's own development authority."""
    room = office.house.find(Certificates)
    room.make_authority(name="云川省", by="operator:test")
    city = Holder(owner=Owner(OwnerKind.AGENCY, "1"), purpose=Purpose.SEAL, name=CITY)
    key = room.issue(city, algorithm=Algorithm.ECDSA, by="operator:test", pin="852741")
    return sign_pdf(
        plain_pdf(),
        signer=room.keys.signer_of(key.id, pin="852741"),
        field="Seal1",
        at=office.house.node.clock.now(),
        pressed=pressed(),
    )


def test_what_the_authority_for_trying_certified_is_valid_and_says_that_it_binds_nobody(
    office: OfficeApp, tmp_path: Path
) -> None:
    tried, real = tmp_path / "tried.pdf", tmp_path / "real.pdf"
    tried.write_bytes(tried_pdf(office))
    real.write_bytes(signed(CITY, at=BEGAN + DAY))
    visitor = office.log_in(DRAFTER)
    told: list[str] = []

    def badges(file: Path) -> list[str]:
        page = visitor.open("/check")
        form = next(each for each in page.forms.values() if each.action.endswith("/check"))
        form["file"] = Upload(file.name, file.read_bytes())
        answer = form.submit(status=200)
        told.append(answer.text)
        return [each.text.strip() for each in answer.html.select("tbody .badge")]

    assert badges(tried) == ["有效（测试证书）"] * 2, "of the file and of its seal"
    assert "但用的是测试用证书机构签发的证书（测试证书，无法律效力）" in told[-1]
    assert badges(real) == ["有效"] * 2
    assert "无法律效力" not in told[-1]

    run = command(office, tmp_path)
    code, said = run(tried)
    assert (code, said.count("测试证书，无法律效力")) == (0, 2), "0113: it is valid all the same"
    _, said = run(tried, real, "--json")
    assert [each["testing"] for each in json.loads(said)] == [True, False]


@pytest.mark.parametrize("kept", [Algorithm.SM2], indirect=True, ids=["sm2"])
def test_the_command_tells_of_a_proof_what_it_covers_and_what_it_leaves_out(
    office: OfficeApp, kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "House", partial(House, clock=SetClock(NOW + DAY)))
    run = command(office, tmp_path)
    good, bad = tmp_path / "证明.zip", tmp_path / "bad.zip"
    good.write_bytes(kept.proof)
    bad.write_bytes(mutated(kept, CHANGES[0][0]))
    code, said = run(good)
    assert code == 0, said
    assert "证明.zip：有效：办理记录和文件全部在证明的保护之内" in said
    assert "保护的内容：15 条办理记录" in said
    assert "未给出的内容：2 条是内部办理记录" in said
    assert "已销毁的内容：7 条已经两人审批销毁（见第18号记录）" in said
    code, said = run(good, bad, "--json")
    assert code == 1
    first, second = json.loads(said)
    assert (first["verdict"], second["verdict"]) == ("valid", "invalid")
    assert [each["given"] for each in first["history"]["records"]].count("inner") == 2
    assert "event-content-changed" in {each["code"] for each in second["entries"][1]["problems"]}
