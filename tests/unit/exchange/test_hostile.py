"""Whatever others send is read or refused by its code, quickly, and nobody else is asked."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from tests.unit.exchange.hostile import GOLDEN, READERS

SECONDS, BYTES = 1.0, 100_000_000
READ = {"schema to fetch", "long certificate", "crowd of agencies"}
"""What is no harm where its form has it: a hint to a schema, much of what may be much."""
DOCTYPES = {
    *("doctype", "external", "entity", "external entity", "file entity", "parameter entity"),
    *("billion laughs", "quadratic"),
}


@pytest.fixture(scope="module", params=READERS)
def told(request: pytest.FixtureRequest) -> dict[str, dict[str, Any]]:
    """Of each case what reading it took, with a listener that must hear nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        ran = subprocess.run(
            [sys.executable, "-m", "tests.unit.exchange.hostile", request.param, address],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[3],
        )
        server.settimeout(0.1)
        with suppress(TimeoutError):
            server.accept()
            pytest.fail("something was fetched")
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(lines) > 60
    return {line["case"]: line for line in lines}


def test_each_is_refused_as_invalid_in_a_sentence(told: dict[str, dict[str, Any]]) -> None:
    for case, it in told.items():
        if case in READ and it["code"] == "":
            continue
        assert it["code"] == Code.ENVELOPE_INVALID, f"{case}: {it}"
        assert it["said"].endswith("请发送方按交换协议重新生成后再送。"), f"{case}: {it}"
        assert "passwd" not in it["said"]
        assert "root:" not in it["said"]


def test_a_document_type_is_refused_before_it_is_parsed(told: dict[str, dict[str, Any]]) -> None:
    for case in DOCTYPES:
        said = told[case]["said"]
        assert "文档类型或实体定义" in said or "上限" in said, f"{case}: {said}"


def test_none_takes_a_second_or_much_memory(told: dict[str, dict[str, Any]]) -> None:
    for case, it in told.items():
        assert it["seconds"] < SECONDS, f"{case}: {it}"
        assert it["grew"] < BYTES, f"{case}: {it}"


PIECES = [
    *(b"<", b">", b"/", b'"', b"=", b"&", b"&#13;", b"&b;", b"<!--", b"-->", b"<![CDATA[", b"]]>"),
    *(
        b"<?a",
        b"?>",
        b"xmlns",
        b'="',
        b"\x00",
        b"\xff",
        b"\r\n",
        b"0",
        b"9" * 400,
        b"-",
        b"+",
        b".",
    ),
    *(b"INF", b"NaN", b"1e999", b"T24:00:00", b"Z", b"+14:00", b"-99999", b"0000", b":99", b"'"),
    "。﻿\u2028\U0001f300".encode(),
]


@st.composite
def changed(draw: st.DrawFn, name: str) -> bytes:
    """A good document, with pieces put in, taken out or exchanged."""
    data = (GOLDEN / f"{name}.xml").read_bytes()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 30))
        piece = draw(st.sampled_from(PIECES) | st.binary(max_size=5) | st.just(data[start:]))
        data = data[:start] + piece + data[start + length :]
    return data


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=300)
@given(data=st.data())
def test_whatever_comes_is_a_value_or_refused(name: str, data: st.DataObject) -> None:
    document = data.draw(st.binary(max_size=300) | changed(name))
    with suppress(NotTaken):
        READERS[name](document)
