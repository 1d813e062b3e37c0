"""What a node shows on the network: a certificate for its addresses, as files that TLS reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from tempfile import mkdtemp

from asn1crypto import pem

from office.kernel.durable import make_folder, sync_folder, write_whole
from office.kernel.refusals import Refused
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.issuing.application import Certificates, subject_of
from signing.keys.algorithms import Algorithm
from signing.keys.private import PrivateKey

ALGORITHMS = (Algorithm.ECDSA, Algorithm.RSA)
"""Which OpenSSL speaks; TLS with SM2 (GB/T 38636) it does not."""
_NAME = re.compile(
    r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class TLSFiles:
    """In one folder, PEM, for the settings exchange.tls_….

    The certificate stands before those above it; the key has no password and mode 600.
    """

    folder: Path

    @property
    def certificate(self) -> Path:
        """Ours, then what is above it."""
        return self.folder / "certificate.pem"

    @property
    def key(self) -> Path:
        """Ours."""
        return self.folder / "key.pem"

    @property
    def authorities(self) -> Path:
        """The root of the development authority."""
        return self.folder / "authorities.pem"

    @property
    def exist(self) -> bool:
        """Whether anything is there; they come all at once."""
        return self.folder.exists() and any(self.folder.iterdir())


def issue_tls(
    room: Certificates, hosts: Sequence[str], files: TLSFiles, *, algorithm: Algorithm
) -> Certificate:
    """By the development authority, for server and client. Raises Refused: an address that is
    none, or a folder that holds files, as other nodes may know the
    certificate in it."""
    _must_be_hosts(hosts)
    if files.exist:
        raise Refused(
            f"{files.folder} 中已有文件，没有覆盖：其他节点凭快照认这张证书。"
            "换发的请写到另一个目录，先列为 exchange.next_tls_certificate，一天以后再换用。"
        )
    key = PrivateKey.generate(algorithm)
    made, issuers = room.authority.issue(
        subject_of(hosts[0]),
        public=key.public,
        algorithm=algorithm,
        purpose=Purpose.TLS,
        now=room.clock.now(),
        hosts=tuple(hosts),
    )
    *between, root = map(Certificate, issuers)
    make_folder(files.folder.parent)
    begun = TLSFiles(Path(mkdtemp(dir=files.folder.parent, prefix=f".{files.folder.name}-")))
    for path, data in (
        (begun.authorities, root.pem),
        (begun.key, pem.armor("PRIVATE KEY", key.pkcs8())),
        (begun.certificate, b"".join(each.pem for each in (made, *between))),
    ):
        write_whole(path, data, draft=f".{path.name}-")
    sync_folder(begun.folder)
    begun.folder.rename(files.folder)
    sync_folder(files.folder.parent)
    return made


def _must_be_hosts(hosts: Sequence[str]) -> None:
    for each in hosts:
        if not (_is_ip(each) or _NAME.fullmatch(each)):
            raise Refused(
                f"“{each}”不是主机名或 IP 地址，没有签发。请写其他节点用来找到本节点的主机名，"
                "如 oa.yunchuan.example，不带 https:// 和端口。"
            )


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
