"""A proof: events of some streams, each with its way to a signed checkpoint, and what they name.

Its form is read by `data/verify_proof.py`, which goes along in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib.resources import files
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from office.kernel.clock import CHINA
from office.kernel.destruction import CARRIED_OUT
from office.kernel.journal import journal
from office.kernel.references import references
from office.kernel.refusals import Missing, Refused
from office.packing import packed
from signing.checkpoints.application import Checkpoints
from signing.checkpoints.statement import SignedStatement
from signing.checkpoints.tree import inclusion

FORMAT = "wenshu-proof-1"
SCRIPT, README = "verify_proof.py", "说明.txt"
KINDS = {b"%PDF-": "pdf", b"PK\x03\x04": "ofd"}
"""How the files begin that go along: the pages of a paper, not the parts they are made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What is asked for. `streams`: the paper's own first; `tells`: whether an event is given with
    its content, from its topic and its facts; `withheld`: ids of events that are given without,
    whatever they hold; `words`: what a kind of event is called;
    `organ`: the agency's name (出具单位)."""

    title: str
    agency: str
    streams: Sequence[UUID]
    audience: str
    tells: Callable[[str, Mapping[str, Any]], bool]
    words: Mapping[str, str]
    withheld: Collection[int] = ()
    organ: str = ""


class Prover:
    """Over one node's journal, its checkpoints and its contents."""

    def __init__(self, checkpoints: Checkpoints) -> None:
        self._checkpoints = checkpoints
        self._node = checkpoints.node

    def prove(self, asked: Proven) -> bytes:
        """The ZIP. Raises Refused: no events, no key to sign with.

        A checkpoint is written first where the newest does not reach the last of the events.
        """
        rows = self._rows(asked)
        if not rows:
            raise Missing("没有找到这一件的办理记录。请核对。")
        acts = self._destroying([row.id for row in rows if not row.state])
        size = max(row.id for row in (*rows, *acts.values()))
        signed = self._checkpoint(size)
        told = [self._told(row, asked=asked, acts=acts, signed=signed) for row in rows]
        known = {row.id for row in rows}
        others = {row.id: row for row in acts.values() if row.id not in known}
        told += [
            _event(row, path=self._path(row, signed)) | _state(row) for row in others.values()
        ]
        contents = self._documents(told, streams={row.originator_id for row in rows}, of=asked)
        contents[README] = _explained(
            asked, told, documents=dict(contents), signed=signed
        ).encode()
        contents[SCRIPT] = files("signing.proofs").joinpath("data", SCRIPT).read_bytes()
        proof = {
            "format": FORMAT,
            "title": asked.title,
            "audience": asked.audience,
            "made": self._node.clock.now().isoformat(timespec="seconds"),
            "streams": _counted(rows),
            "events": sorted(told, key=lambda each: each["id"]),
            "files": {name: sha256(data).hexdigest() for name, data in contents.items()},
        }
        text = _json(proof)
        return packed(
            {
                "proof.json": text,
                "checkpoint.json": _json(signed.to_json()),
                "signature.json": _json(self._checkpoints.signed_by_node(text)),
                **contents,
            }
        )

    def _rows(self, asked: Proven) -> list[Row[Any]]:
        query = select(journal).where(
            journal.c.originator_id.in_(list(asked.streams)), journal.c.agency == asked.agency
        )
        with self._node.store.reading() as connection:
            return list(connection.execute(query.order_by(journal.c.id)))

    def _checkpoint(self, size: int) -> SignedStatement:
        newest = self._checkpoints.newest()
        if newest is None or newest.size < size:
            return self._checkpoints.write()
        return self._checkpoints.own(newest.size)

    def _destroying(self, emptied: Sequence[int]) -> dict[int, Row[Any]]:
        """The act that destroyed each of these."""
        if not emptied:
            return {}
        query = select(journal).where(journal.c.topic == CARRIED_OUT, journal.c.state != b"")
        with self._node.store.reading() as connection:
            acts = connection.execute(query).all()
        return {id: act for act in acts for id in json.loads(act.state)["rows"] if id in emptied}

    def _told(
        self,
        row: Row[Any],
        *,
        asked: Proven,
        acts: Mapping[int, Row[Any]],
        signed: SignedStatement,
    ) -> dict[str, Any]:
        event = _event(row, path=self._path(row, signed))
        if not row.state:
            if row.id not in acts:
                raise Refused(
                    f"第{row.id}号事件的内容是空的，而没有销毁行为说明它，不能作证明。"
                    "请系统管理员执行 office verify。"
                )
            return event | {"why": "destroyed", "destroyed_by": acts[row.id].id}
        if row.id in asked.withheld or not asked.tells(row.topic, json.loads(row.state)):
            return event | {"why": "inner"}
        return event | _state(row)

    def _path(self, row: Row[Any], signed: SignedStatement) -> list[str]:
        size = signed.statement.size
        path = inclusion(self._checkpoints.nodes, index=row.id - 1, size=size)
        return [each.hex() for each in path]

    def _documents(
        self, told: Sequence[Mapping[str, Any]], *, streams: Collection[UUID], of: Proven
    ) -> dict[str, bytes]:
        """Pages that an event which is told names. What is gone was destroyed, and is told so."""
        query = (
            select(references.c.digest)
            .where(references.c.subject.in_(streams), references.c.agency == of.agency)
            .distinct()
            .order_by(references.c.digest)
        )
        with self._node.store.reading() as connection:
            digests = connection.execute(query).scalars().all()
        states = [each["state"] for each in told if "state" in each]
        found = {}
        for digest in digests:
            if not any(digest in state for state in states):
                continue
            if not self._node.content.has(of.agency, digest):
                continue
            data = self._node.content.get(of.agency, digest)
            if kind := _kind(data):
                found[f"documents/{digest}.{kind}"] = data
        return found


def _event(row: Row[Any], *, path: list[str]) -> dict[str, Any]:
    return {
        "id": row.id,
        "agency": row.agency,
        "stream": str(row.originator_id),
        "version": row.originator_version,
        "topic": row.topic,
        "command": row.command,
        "digest": row.digest.hex(),
        "path": path,
    }


def _state(row: Row[Any]) -> dict[str, Any]:
    return {"state": row.state.decode()}


def _counted(rows: Iterable[Row[Any]]) -> dict[str, int]:
    """How many events each stream has."""
    found: dict[str, int] = {}
    for row in rows:
        found[str(row.originator_id)] = found.get(str(row.originator_id), 0) + 1
    return found


def _kind(data: bytes) -> str:
    """PDF or OFD; nothing for any other ZIP."""
    kind = next((kind for magic, kind in KINDS.items() if data.startswith(magic)), "")
    return "" if kind == "ofd" and b"OFD.xml" not in data else kind


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


WHY = {"inner": "内部办理记录，只给出摘要", "destroyed": "内容已经两人审批销毁，只留下摘要"}


_SEALED = (b"/ByteRange", b"Signatures.xml")
"""What stands in every signed PDF and OFD."""


def _moment(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone(CHINA):%Y-%m-%d %H:%M:%S}（北京时间）"


def _file_line(name: str, data: bytes) -> str:
    kind = name.rpartition(".")[2].upper()
    sealed = "已签名、盖章" if any(each in data for each in _SEALED) else "没有签名、盖章"
    return f"  {name}　{kind}，{sealed}"


def _explained(
    asked: Proven,
    told: Sequence[Mapping[str, Any]],
    *,
    documents: Mapping[str, bytes],
    signed: SignedStatement,
) -> str:
    said = signed.statement
    lines = [
        f"《{asked.title}》办理过程的证明",
        "",
        f"出具单位：{asked.organ or asked.agency}（节点“{said.node}”），供{asked.audience}使用。",
        f"其中的事件都在日志的前 {said.size} 个事件之中，",
        f"日志由该节点于 {_moment(said.at)}签署检查点。",
        f"检查点的根值：{said.root}",
        "",
        "核验：安装 Python 3.10 以上和 OpenSSL 3，从发证机构取得根证书（PEM），执行",
        f"  python {SCRIPT} 本证明.zip 根证书.pem",
        "显示“核验通过”，即每个事件都在检查点签署之时的日志中，没有改动、调换、遗漏；文件与",
        "事件所记的摘要一致；签名的证书能衔接到根证书。核验程序只有一百来行，可以自行审阅，",
        "也可以按本文件和 RFC 9162 另写。根证书务必另行取得，不要用本证明自带的。",
        "",
        "本证明不说明检查点之后的办理情况，也不说明证书是否曾被吊销（请查发证机构的吊销列表）。",
        "“各流没有遗漏”由导出的节点签名保证；其余各项不靠该节点，只靠检查点。",
        "",
        "包内的文件：",
        *(_file_line(name, data) for name, data in sorted(documents.items())),
        "",
        "事件：",
    ]
    for each in sorted(told, key=lambda it: int(it["id"])):
        words = asked.words.get(each["topic"], each["topic"])
        act = f"，见第{each['destroyed_by']}号事件" if "destroyed_by" in each else ""
        why = f"（{WHY[each['why']]}{act}）" if "why" in each else ""
        lines.append(f"  第{each['id']}号　{words}{why}")
    return "\r\n".join((*lines, ""))
