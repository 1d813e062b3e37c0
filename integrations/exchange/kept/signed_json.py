"""Signed documents in events: their bytes as they are, in base64."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

from integrations.exchange.shapes import Signed


def to_json(signed: Signed) -> dict[str, Any]:
    """A plain JSON value."""
    return {
        "content": _text(signed.content),
        "algorithm": signed.algorithm,
        "value": _text(signed.value),
        "certificates": [_text(each) for each in signed.certificates],
    }


def from_json(value: dict[str, Any]) -> Signed:
    """Read what `to_json` wrote."""
    return Signed(
        content=b64decode(value["content"]),
        algorithm=value["algorithm"],
        value=b64decode(value["value"]),
        certificates=tuple(b64decode(each) for each in value["certificates"]),
    )


def _text(data: bytes) -> str:
    return b64encode(data).decode()
