"""What somebody signs of what they wrote by hand: that ink, on those pages, with those words."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from signing.certificates.certificate import Certificate
from signing.certificates.checking import Use
from signing.certificates.trusted import Trusted
from signing.keys.algorithms import Algorithm, UnknownAlgorithm
from signing.keys.keystore import Keystore
from signing.keys.owners import HeldKey, Owner, OwnerKind
from signing.keys.signer import Signer
from signing.keys.verifying import is_signed

PREFERRED = (Algorithm.SM2, Algorithm.ECDSA, Algorithm.RSA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """`shown`: the digest of the pages on the screen; `place`: the paper and its version seen."""

    ink: str
    shown: str
    place: str
    person: str
    time: datetime
    words: str

    def to_bytes(self) -> bytes:
        """Canonical JSON: names in order, no blanks, UTF-8."""
        value = {
            "ink": self.ink,
            "shown": self.shown,
            "place": self.place,
            "person": self.person,
            "time": self.time.isoformat(),
            "words": self.words,
        }
        return json.dumps(
            value, ensure_ascii=False, separators=(",", ":"), sort_keys=True
        ).encode()


def signer_of(keys: Keystore, person: str, *, pin: str) -> Signer | None:
    """What this person signs with; None without a key that only they can use.

    Refused as `Keystore.signer` is.
    """
    found = _key_of(keys, person)
    return keys.signer_of(found.id, pin=pin) if found else None


def has_key(keys: Keystore, person: str) -> bool:
    """Whether this person has a key that only they can use."""
    return _key_of(keys, person) is not None


def _key_of(keys: Keystore, person: str) -> HeldKey | None:
    """One without a PIN would sign for whoever sits at their desk."""
    owner = Owner(OwnerKind.PERSON, person)
    found = (keys.current(owner, algorithm=each) for each in PREFERRED)
    return next((each for each in found if each and each.has_pin), None)


def signed(statement: Statement, signer: Signer) -> dict[str, Any]:
    """As events carry it."""
    return {
        "signature": b64encode(signer.sign(statement.to_bytes())).decode(),
        "certificate": b64encode(signer.certificate).decode(),
        "issuers": [b64encode(each).decode() for each in signer.issuers],
    }


def certificate_of(signature: Mapping[str, Any]) -> Certificate:
    """Of whom it says it is."""
    return Certificate.read(b64decode(signature["certificate"]))


def verified(statement: Statement, signature: Mapping[str, Any], *, trusted: Trusted) -> str:
    """What is wrong with it, as a sentence; empty where nothing is."""
    certificate = certificate_of(signature)
    try:
        good = is_signed(
            statement.to_bytes(),
            signature=b64decode(signature["signature"]),
            public=certificate.public,
        )
    except UnknownAlgorithm:
        good = False
    if not good:
        return "签名与所写的内容、所看的页面不符"
    outcome = trusted.check(
        certificate,
        at=statement.time,
        use=Use.SIGN,
        offered=[Certificate.read(b64decode(each)) for each in signature["issuers"]],
    )
    return "" if outcome.is_good else outcome.words
