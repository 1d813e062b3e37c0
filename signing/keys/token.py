"""Keys that never leave their token (PKCS#11): a USB key, a card, a cryptographic machine.

Which module is loaded is the ini's to say alone (`wenshu.pkcs11`): an address in the database
that named one would let whoever writes there run a program of theirs.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from asn1crypto.algos import DSASignature

from office.kernel.refusals import Refused
from signing.keys.algorithms import Algorithm
from signing.keys.owners import HeldKey
from signing.keys.pin import WrongPIN
from signing.keys.signer import Signer

SCHEME = "pkcs11:"
_KNOWN = {"token", "serial", "object", "id"}
# To be logged in holds for the whole process (PKCS#11 5.6): two acts at once would share it.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a key lies, as a pkcs11: address says (RFC 7512)."""

    token: str
    serial: bytes = b""
    object: str = ""
    id: bytes = b""


def place_of(uri: str) -> Place:
    """Raises Refused: no such address, what we do not know of, or a PIN or module in it."""
    path, _, query = uri.removeprefix(SCHEME).partition("?")
    parts = [each.partition("=") for each in path.split(";") if each]
    names = [name for name, _, _ in parts]
    if query:
        raise Refused(
            "pkcs11: 地址中不得写 PIN 码、模块等（“?”之后的部分）。请去掉；"
            "模块由设置 wenshu.pkcs11 指定。",
            field="uri",
        )
    if not uri.startswith(SCHEME) or len(set(names)) < len(names) or set(names) - _KNOWN:
        raise Refused(
            "硬件介质的地址应写作 pkcs11:token=介质名称;object=密钥名称。请核对。", field="uri"
        )
    raw = {name: value for name, _, value in parts}
    said = {name: unquote(value) for name, value in raw.items()}
    if not said.get("token") or not (said.get("object") or said.get("id")):
        raise Refused(
            "硬件介质的地址要写明介质（token=）和密钥（object= 或 id=）。请补上。", field="uri"
        )
    return Place(
        token=said["token"],
        serial=said.get("serial", "").encode(),
        object=said.get("object", ""),
        id=unquote_to_bytes(raw.get("id", "")),
    )


class TokenSigner:
    """For the length of one act: the PIN is kept as long as this object, and nowhere else."""

    def __init__(
        self,
        module: Path,
        place: Place,
        *,
        pin: str,
        certificate: bytes,
        issuers: tuple[bytes, ...],
        algorithm: Algorithm,
    ) -> None:
        if algorithm not in _SIGN:
            raise Refused(
                "PKCS#11 标准没有规定 SM2 签名，所装的模块不能用 SM2 签名。"
                "请改用导入的 SM2 证书，或者用介质厂商的签章服务。"
            )
        self._module = module
        self._place = place
        self._pin = pin
        self.certificate = certificate
        self.issuers = issuers
        self.algorithm = algorithm
        with self._key():
            pass  # the PIN and the key are right, or this never becomes a signer

    def __repr__(self) -> str:
        return f"TokenSigner({self.algorithm.value})"

    def sign(self, data: bytes) -> bytes:
        """As the port says."""
        with self._key() as key:
            return _SIGN[self.algorithm](key, data)

    @contextmanager
    def _key(self) -> Iterator[Any]:
        """Logged in for this one thing."""
        with (
            _one_at_a_time,
            _told(),
            _token(self._module, self._place).open(user_pin=self._pin) as session,
        ):
            yield _found(session, self._place)


def open_token(module: Path | None) -> Callable[[HeldKey, str], Signer]:
    """What the keystore opens tokens with."""

    def opened(held: HeldKey, pin: str) -> Signer:
        if module is None:
            raise Refused(
                "没有设置 PKCS#11 模块（wenshu.pkcs11），不能使用硬件介质中的私钥。"
                "请系统管理员设置后重启服务。"
            )
        return TokenSigner(
            module,
            place_of(held.token),
            pin=pin,
            certificate=held.certificate.der,
            issuers=held.issuers,
            algorithm=held.algorithm,
        )

    return opened


def _token(module: Path, place: Place) -> Any:
    try:
        import pkcs11  # noqa: PLC0415 - an optional part of the installation
    except ImportError:
        raise Refused(
            "本节点没有装 PKCS#11 支持。请执行 pip install 'wenshu[pkcs11]' 后重启服务。"
        ) from None
    wanted: dict[str, Any] = {"token_label": place.token}
    if place.serial:
        wanted["token_serial"] = place.serial
    try:
        library = pkcs11.lib(str(module))
    except RuntimeError as fault:
        raise Refused(
            f"PKCS#11 模块 {module} 装不上：{fault}。请核对设置 wenshu.pkcs11。"
        ) from None
    return library.get_token(**wanted)


def _found(session: Any, place: Place) -> Any:
    from pkcs11 import ObjectClass  # noqa: PLC0415 - as above

    wanted: dict[str, Any] = {"object_class": ObjectClass.PRIVATE_KEY}
    if place.object:
        wanted["label"] = place.object
    if place.id:
        wanted["id"] = place.id
    return session.get_key(**wanted)


@contextmanager
def _told() -> Iterator[None]:
    """What a module complains of, as sentences."""
    try:
        from pkcs11 import exceptions  # noqa: PLC0415 - as above
    except ImportError:
        yield  # `_token` says so
        return
    try:
        yield
    except (exceptions.PinIncorrect, exceptions.PinInvalid, exceptions.PinLenRange):
        raise WrongPIN(
            "介质的 PIN 码不对。请核对后重新输入；连续输错，介质会自行锁定。", field="pin"
        ) from None
    except exceptions.PinLocked:
        raise Refused(
            "介质的 PIN 码已经锁定。请用介质自带的工具解锁，或者联系发证机构。", field="pin"
        ) from None
    except (exceptions.NoSuchToken, exceptions.TokenNotPresent, exceptions.DeviceRemoved):
        raise Refused("没有找到硬件介质。请插好介质后再试。") from None
    except (exceptions.NoSuchKey, exceptions.MultipleObjectsReturned):
        raise Refused("介质中没有、或者不止一把这个名称的私钥。请核对 pkcs11: 地址。") from None
    except (exceptions.MechanismInvalid, exceptions.MechanismParamInvalid):
        raise Refused("这个介质不支持所要的签名算法。请换用别的证书。") from None
    except exceptions.PKCS11Error as fault:
        raise Refused(
            f"硬件介质没有办成（{type(fault).__name__}）。请重新插好介质再试；"
            "仍不行的，把这句话告诉系统管理员。"
        ) from None


def _by_rsa(key: Any, data: bytes) -> bytes:
    from pkcs11 import Mechanism  # noqa: PLC0415 - as above

    return bytes(key.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS))


def _by_ecdsa(key: Any, data: bytes) -> bytes:
    """Tokens give r and s side by side."""
    from pkcs11 import Mechanism  # noqa: PLC0415 - as above

    pair = key.sign(sha256(data).digest(), mechanism=Mechanism.ECDSA)
    return bytes(DSASignature.from_p1363(bytes(pair)).dump())


_SIGN: dict[Algorithm, Callable[[Any, bytes], bytes]] = {
    Algorithm.RSA: _by_rsa,
    Algorithm.ECDSA: _by_ecdsa,
}
