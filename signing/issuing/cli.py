"""The command `office ca`: the development authority, imported keys, whom the node trusts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from office.cli import config_option, operator
from office.house import House
from office.kernel.refusals import Refused
from office.settings import load_settings
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate, NotACertificate
from signing.certificates.findings import day
from signing.certificates.revocation import NotAList, Reason, RevocationList
from signing.checkpoints.application import Checkpoints
from signing.issuing.application import Certificates, Holder
from signing.issuing.holders import KINDS, holder, usual_for
from signing.issuing.states import state_of
from signing.issuing.tls import ALGORITHMS, TLSFiles, issue_tls
from signing.keys.algorithms import Algorithm
from signing.keys.owners import HeldKey

REASONS = {each.words: each for each in Reason if each is not Reason.RESTORED}
kind_option = click.option("--kind", type=click.Choice(list(KINDS)), required=True, help="给谁。")
whose_option = click.option(
    "--for", "whose", default="", help="个人填登录名，机关填机关代码，印章填印章编号。"
)
pin_option = click.option(
    "--pin", is_flag=True, help="另设 PIN 码，签名时由持有人输入；印章必设。"
)


@click.group()
def ca() -> None:
    """证书与密钥：建立测试用证书机构，签发、导入、吊销证书，指定受信任的机构。

    测试用证书不具有法律效力；正式运行时导入国家认可的电子认证服务机构签发的证书。

    \b
    示例：
      office ca init
      office ca issue --kind person --for zhouhuaiyuan
      office ca list
    """


@ca.command()
@click.option("--name", default="文枢", show_default=True, help="机构名称，其后自动加“测试”。")
@config_option
def init(name: str, config: Path) -> None:
    """建立测试用证书机构（SM2 和 ECDSA 各一套根证书、签发证书）和密钥保护文件。

    \b
    示例：
      office ca init
      office ca init --name 云川省 -c development.ini
    """
    with _opened(config) as house:
        house.find(Certificates).make_authority(name=name, by=operator())
    click.echo(f"测试用证书机构已建立在 {house.settings.ca}，并已列入受信任的机构。")
    _about_secret(house)


@ca.command()
@click.option("--rotate", is_flag=True, help="更换：所有私钥用新的密钥重新加密。")
@config_option
def secret(*, rotate: bool, config: Path) -> None:
    """建立或更换密钥保护文件（设置 wenshu.key_secret）。

    \b
    示例：
      office ca secret
      office ca secret --rotate -c production.ini
    """
    with _opened(config) as house:
        room = house.find(Certificates)
        if rotate:
            click.echo(f"已更换密钥保护文件，重新加密私钥 {room.rotate_secret()} 把。")
        elif not room.make_secret():
            click.echo("密钥保护文件已经有了，没有改动。")
    _about_secret(house)


@ca.command()
@kind_option
@whose_option
@click.option(
    "--algorithm",
    type=click.Choice([each.value for each in Algorithm]),
    multiple=True,
    help="算法，可写多次；不写时为 sm2 和 ecdsa（SM2 用于 OFD，另一种用于 PDF），"
    "接收加密公文的为 sm2 和 rsa。",
)
@pin_option
@config_option
def issue(*, kind: str, whose: str, algorithm: tuple[str, ...], pin: bool, config: Path) -> None:
    """由测试用证书机构签发证书；同一用途原有的由新的代替。

    \b
    示例：
      office ca issue --kind person --for zhouhuaiyuan --pin
      office ca issue --kind agency --for lanzhou --algorithm rsa
      office ca issue --kind time
      office ca issue --kind exchange --for lanzhou
      office ca issue --kind encryption --for lanzhou
    """
    with _opened(config) as house:
        room = house.find(Certificates)
        known = _holder(house, kind=kind, whose=whose)
        typed = _new_pin() if pin or known.purpose is Purpose.SEAL else ""
        for each in map(Algorithm, algorithm) if algorithm else usual_for(known.purpose):
            kept = room.issue(known, algorithm=each, by=operator(), pin=typed)
            click.echo(f"已签发：{_line(kept)}")


@ca.command()
@click.argument("hosts", nargs=-1, required=True)
@click.option(
    "--into", type=click.Path(file_okay=False, path_type=Path), required=True, help="写入的目录。"
)
@click.option(
    "--algorithm",
    type=click.Choice([each.value for each in ALGORITHMS]),
    default=Algorithm.ECDSA.value,
    show_default=True,
)
@config_option
def tls(*, hosts: tuple[str, ...], into: Path, algorithm: str, config: Path) -> None:
    """由测试用证书机构为 HOSTS（本节点的主机名或 IP 地址）签发公文交换所用的 TLS 证书。

    写出证书、私钥（不设口令，权限 600）和机构的根证书三个文件，供 exchange.tls_ 开头的设置使用。

    \b
    示例：
      office ca tls oa.yunchuan.example 10.0.0.1 --into var/tls
    """
    files = TLSFiles(into)
    with _opened(config) as house:
        room = house.find(Certificates)
        made = issue_tls(room, hosts, files, algorithm=Algorithm(algorithm))
    click.echo(f"已签发 {'、'.join(hosts)} 的 TLS 证书，到{day(made.ends)}。请在配置文件中写：")
    click.echo(f"exchange.tls_certificate = {files.certificate.resolve()}")
    click.echo(f"exchange.tls_key = {files.key.resolve()}")
    click.echo(f"exchange.tls_authorities = {files.authorities.resolve()}")


@ca.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@kind_option
@whose_option
@click.option("--password", prompt="文件的口令", hide_input=True)
@pin_option
@config_option
def import_(*, file: Path, kind: str, whose: str, password: str, pin: bool, config: Path) -> None:
    """导入 PKCS#12 文件（.p12、.pfx）中的私钥和证书。

    \b
    示例：
      office ca import zhouhuaiyuan.p12 --kind person --for zhouhuaiyuan --pin
    """
    with _opened(config) as house:
        known = _holder(house, kind=kind, whose=whose)
        typed = _new_pin() if pin or known.purpose is Purpose.SEAL else ""
        kept, outcome = house.find(Certificates).bring(
            file.read_bytes(), password=password, holder=known, by=operator(), pin=typed
        )
        click.echo(f"已导入：{_line(kept)}")
        click.echo(outcome.words)


@ca.command()
@click.argument("uri")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@kind_option
@whose_option
@click.option("--pin", prompt="介质的 PIN 码", hide_input=True)
@config_option
def token(uri: str, file: Path, kind: str, whose: str, pin: str, config: Path) -> None:
    """登记硬件介质（PKCS#11）中的私钥：URI 写明介质和密钥，FILE 是它的证书。私钥不离开介质。

    \b
    示例：
      office ca token 'pkcs11:token=云川;object=印章' 印章.crt --kind person --for zhouhuaiyuan
    """
    with _opened(config) as house:
        known = _holder(house, kind=kind, whose=whose)
        kept, outcome = house.find(Certificates).bring_token(
            uri, certificates=file.read_bytes(), holder=known, by=operator(), pin=pin
        )
        click.echo(f"已登记：{_line(kept)}")
        click.echo(outcome.words)


@ca.command(name="list")
@config_option
def list_(config: Path) -> None:
    """列出证书：编号、归谁、算法、有效期、状态。

    \b
    示例：
      office ca list -c production.ini
    """
    with _opened(config) as house:
        room = house.find(Certificates)
        now, trust = house.node.clock.now(), room.trusted.trust()
        for each in room.keys.held():
            click.echo(f"{_line(each)}　{state_of(each, trust=trust, now=now).words}")


@ca.command()
@click.argument("id")
@click.option(
    "--reason", type=click.Choice(list(REASONS)), default="未说明原因", show_default=True
)
@config_option
def revoke(id: str, reason: str, config: Path) -> None:
    """吊销测试用证书机构签发的证书（ID 见 office ca list），并删除其私钥。

    \b
    示例：
      office ca revoke 7b0c… --reason 私钥泄露
    """
    with _opened(config) as house:
        found = house.find(Certificates).revoke(id, reason=REASONS[reason], by=operator())
        click.echo(f"已吊销：{_line(found)}（{reason}）。新的吊销列表已生效。")


@ca.command()
@click.argument("file", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--days", type=int, help="重新签发的有效多少天；不写时按设置 wenshu.ca_list_days。")
@config_option
def crl(*, file: Path | None, days: int | None, config: Path) -> None:
    """导入别的机构的吊销列表；不写文件时，由测试用证书机构重新签发自己的。

    吊销列表到期以前要换新的，“运行情况”和 office check 会提醒。

    \b
    示例：
      office ca crl
      office ca crl --days 7
      office ca crl 云川省电子认证.crl -c production.ini
    """
    with _opened(config) as house:
        room = house.find(Certificates)
        if file is None:
            ends = room.publish(by=operator(), days=days)
            click.echo(f"测试用证书机构的吊销列表已重新签发，有效期到{day(ends)}。")
            return
        try:
            made = RevocationList.read(file.read_bytes())
        except NotAList as fault:
            raise Refused(str(fault)) from fault
        is_new = room.trusted.add_list(made, by=operator())
        until = f"，有效期到{day(made.ends)}" if made.ends else ""
        click.echo(
            f"{'已导入' if is_new else '已经有了，没有改动'}：吊销 {len(made.entries)} 张{until}。"
        )


@ca.group()
def trust() -> None:
    """指定受信任的机构：它（及其下级）签发的证书才算有效。

    \b
    示例：
      office ca trust add 根证书.crt -c production.ini
    """


@trust.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--makes-seals",
    is_flag=True,
    help="只作为制章者，或者给制章者发证的机构。",
)
@config_option
def add(*, file: Path, makes_seals: bool, config: Path) -> None:
    """信任文件中的机构证书（PEM 或 DER）：根证书作为信任的起点，下级机构的证书只作衔接。

    验章时，外单位的电子印章（GB/T 38540）要由受信任的制章者制作。制章者的证书没有写明制章用途的，
    加 --makes-seals 列入：写制章者自己的证书，或者专门给制章者发证的机构的证书；不作别的用途。

    \b
    示例：
      office ca trust add 根证书.crt -c production.ini
      office ca trust add 云川省制章中心.crt --makes-seals
    """
    with _opened(config) as house:
        try:
            made = Certificate.read(file.read_bytes())
        except NotACertificate as fault:
            raise Refused(str(fault)) from fault
        trusted = house.find(Certificates).trusted
        is_new = trusted.add(made, by=operator(), makes_seals=makes_seals)
        what = "受信任的制章者" if makes_seals else "受信任的机构"
        click.echo(f"{'已列入' if is_new else '原已列入'}{what}：{made.subject}")
        click.echo(f"请与该机构公布的指纹核对（SHA-256）：{made.fingerprint}")


@trust.command()
@click.argument("fingerprint")
@config_option
def remove(fingerprint: str, config: Path) -> None:
    """不再信任一个机构（写它的指纹）。

    \b
    示例：
      office ca trust remove 3f9a…
    """
    with _opened(config) as house:
        house.find(Certificates).trusted.withdraw(fingerprint, by=operator())
        click.echo("已撤下。它签发的证书从现在起不再算有效。")


@ca.command()
@click.argument("id", required=False)
@click.option("--lists", is_flag=True, help="导出吊销列表。")
@config_option
def export(*, id: str | None, lists: bool, config: Path) -> None:
    """以 PEM 写出证书及其上级证书；不写 ID 时写出受信任的机构。从不写出私钥。

    \b
    示例：
      office ca export > 受信任的机构.pem
      office ca export 7b0c… > 证书.pem
      office ca export --lists > 吊销列表.pem
    """
    with _opened(config) as house:
        room = house.find(Certificates)
        if lists:
            parts = [each.pem for each in room.trusted.lists()]
        elif id:
            found = room.keys.find(id)
            parts = [found.certificate.pem, *(Certificate(each).pem for each in found.issuers)]
        else:
            standing = [each for each in room.trusted.authorities() if not each.withdrawn_at]
            parts = [each.certificate.pem for each in standing]
        click.echo(b"".join(parts).decode(), nl=False)


@contextmanager
def _opened(config: Path) -> Iterator[House]:
    house = House(load_settings(config))
    try:
        yield house
    finally:
        house.close()


def _holder(house: House, *, kind: str, whose: str) -> Holder:
    return holder(house.directory, kind=kind, whose=whose, node=house.find(Checkpoints).known_name)


def _new_pin() -> str:
    typed: str = click.prompt(
        "PIN 码（至少 6 位）", hide_input=True, confirmation_prompt="再输一遍"
    )
    return typed


def _line(held: HeldKey) -> str:
    return (
        f"{held.id}　{held.owner.kind.words}　{held.certificate.subject}　"
        f"{held.algorithm.value.upper()}　到{day(held.certificate.ends)}"
    )


def _about_secret(house: House) -> None:
    click.echo(
        f"密钥保护文件：{house.settings.key_secret}。请与数据库分开备份；丢失后私钥无法恢复。"
    )
