"""A snapshot as a file that people hand each other: signed as it travels."""

from __future__ import annotations

import json
from binascii import Error

from integrations.exchange.kept.signed_json import from_json, to_json
from integrations.exchange.shapes import Signed
from office.kernel.refusals import Refused

FORMAT = "wenshu-snapshot-1"
LARGEST = 24 * 2**20
"""Bytes of a file: those of the largest snapshot, in base64."""
FEW = 4
"""Groups of a fingerprint that are read out in one breath."""


def written(signed: Signed) -> bytes:
    """The file."""
    return json.dumps({"format": FORMAT, **to_json(signed)}, indent=1).encode()


def read(data: bytes) -> Signed:
    """What `written` wrote. Raises Refused for anything else."""
    try:
        found = json.loads(data) if len(data) <= LARGEST else None
        if isinstance(found, dict) and found.get("format") == FORMAT:
            return from_json(found)
    except (Error, ValueError, TypeError, KeyError, RecursionError):
        pass
    raise Refused("这不是通讯录快照文件，或者内容不全。请核对所选的文件，或向对方重新索取。")


def in_fours(fingerprint: str) -> list[str]:
    """In groups of four characters, as people read it to each other."""
    return [fingerprint[at : at + 4].upper() for at in range(0, len(fingerprint), 4)]


def in_rows(fingerprint: str) -> str:
    """All groups in a line, wider apart after every fourth: as a table has them row by row."""
    groups = in_fours(fingerprint)
    return "　".join(" ".join(groups[at : at + FEW]) for at in range(0, len(groups), FEW))
