"""Time stamps: OpenSSL believes ours, and we believe none that is not signed or not of this."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from asn1crypto import core, tsp

from integrations.timestamps.http import HTTPTimeAuthority
from office.kernel.refusals import Refused
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Use, check
from signing.certificates.findings import Code
from signing.certificates.signed import Held
from signing.keys.algorithms import Algorithm
from signing.timestamps.asking import time_stamp
from signing.timestamps.authority import OwnTimeAuthority
from signing.timestamps.token import NotATimeStamp, read_time_stamp
from tests.certified import NOW, openssl, trust_in, two_steps

WORDS = "澜政办发〔2026〕12号".encode()


def authority(algorithm: Algorithm, *, purpose: Purpose = Purpose.TIME) -> OwnTimeAuthority:
    signer = two_steps(algorithm)[1].issue("云川测试时间戳", purpose=purpose)
    return OwnTimeAuthority(signer, now=lambda: NOW)


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_a_time_stamp_says_when_and_of_what(algorithm: Algorithm) -> None:
    found = time_stamp(WORDS, authority=authority(algorithm), digest=algorithm.digest)
    again = read_time_stamp(found.der)
    assert (again.at, again.at.tzinfo, again.held) == (NOW, UTC, Held.HOLDS)
    assert again.is_of(WORDS)
    assert not again.is_of(WORDS + b" ")
    trust = trust_in(*two_steps(algorithm))
    outcome = check(again.certificate, trust=trust, at=again.at, use=Use.STAMP_TIME)
    assert outcome.is_good, outcome.words


@pytest.mark.parametrize("algorithm", [Algorithm.ECDSA, Algorithm.RSA])
def test_openssl_asks_and_believes_the_answer(algorithm: Algorithm, tmp_path: Path) -> None:
    root, issuing = two_steps(algorithm)
    data, query, reply = (tmp_path / name for name in ("data", "query.tsq", "reply.tsr"))
    data.write_bytes(WORDS)
    asked = ("ts", "-query", "-data", data, "-sha256", "-cert", "-out", query)
    good, said = openssl(*asked)
    assert good, said
    reply.write_bytes(authority(algorithm).answer(query.read_bytes()))
    (tmp_path / "root.pem").write_bytes(root.certificate.pem)
    (tmp_path / "issuing.pem").write_bytes(issuing.certificate.pem)
    verify = (
        *("ts", "-verify", "-in", reply, "-CAfile", tmp_path / "root.pem"),
        *("-untrusted", tmp_path / "issuing.pem", "-attime", str(int(NOW.timestamp()))),
    )
    for what in (("-queryfile", query), ("-data", data)):
        good, said = openssl(*verify, *what)
        assert good, said
    data.write_bytes(WORDS + b" ")
    assert not openssl(*verify, "-data", data)[0]


def test_a_changed_time_stamp_is_broken() -> None:
    found = time_stamp(WORDS, authority=authority(Algorithm.ECDSA))
    moved = found.der.replace(b"20261120014200Z", b"20251120014200Z", 1)
    assert moved != found.der
    assert read_time_stamp(moved).held is Held.BROKEN
    with pytest.raises(NotATimeStamp):
        read_time_stamp(found.der[:200])


def test_a_certificate_for_other_things_stamps_no_time() -> None:
    found = time_stamp(WORDS, authority=authority(Algorithm.ECDSA, purpose=Purpose.PERSON))
    trust = trust_in(*two_steps(Algorithm.ECDSA))
    outcome = check(found.certificate, trust=trust, at=found.at, use=Use.STAMP_TIME)
    assert outcome.codes == {Code.USAGE}


class Twisting:
    """An authority that answers something else than it was asked."""

    def __init__(self, twisted: bytes | None = None, *, nonce: bool = False) -> None:
        self.twisted, self.nonce = twisted, nonce

    def answer(self, request: bytes) -> bytes:
        if self.twisted is not None:
            return self.twisted
        asked = tsp.TimeStampReq.load(request)
        if self.nonce:
            asked["nonce"] = 1
        else:
            asked["message_imprint"]["hashed_message"] = bytes(32)
        return authority(Algorithm.ECDSA).answer(asked.dump(force=True))


@pytest.mark.parametrize(
    ("twisting", "words"),
    [
        (Twisting(), "不是所问的内容"),
        (Twisting(nonce=True), "不是所问的内容"),
        (Twisting(b"<html>"), "不是时间戳"),
        (Twisting(authority(Algorithm.ECDSA).answer(b"junk")), "rejection"),
    ],
)
def test_an_answer_to_another_question_is_refused(twisting: Twisting, words: str) -> None:
    with pytest.raises(Refused, match=words):
        time_stamp(WORDS, authority=twisting)


class Service(BaseHTTPRequestHandler):
    """RFC 3161 3.4, over the loopback."""

    def do_POST(self) -> None:
        request = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.headers["Content-Type"] == "application/timestamp-query"
        self.send_response(302 if self.path == "/elsewhere" else 200)
        self.send_header("Location", "/")
        self.end_headers()
        large = self.path == "/large"
        self.wfile.write(bytes(300_000) if large else authority(Algorithm.ECDSA).answer(request))

    def log_message(self, *words: object) -> None:
        """Nothing."""


@pytest.fixture
def service() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_service_answers_over_http(service: str) -> None:
    assert time_stamp(WORDS, authority=HTTPTimeAuthority(f"{service}/")).is_of(WORDS)


def test_a_service_that_does_not_answer_as_it_should_is_refused(service: str) -> None:
    for path, words in (("/large", "过大"), ("/elsewhere", "没有答复")):
        with pytest.raises(Refused, match=words):
            time_stamp(WORDS, authority=HTTPTimeAuthority(service + path))
    with pytest.raises(Refused, match="没有答复"):
        time_stamp(WORDS, authority=HTTPTimeAuthority("http://127.0.0.1:1/"))
    with pytest.raises(Refused, match="地址"):
        HTTPTimeAuthority("file:///etc/passwd")


def test_the_certificate_in_a_time_stamp_is_the_one_it_names() -> None:
    found = time_stamp(WORDS, authority=authority(Algorithm.ECDSA))
    assert isinstance(found.certificate, Certificate)
    assert {each.subject for each in found.offered} == {"云川测试签发机构", "云川测试根"}


def test_making_and_reading_one_never_unfolds_it_again_and_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The library encodes what it has built anew at each look, three times a level."""
    keeper, counted = authority(Algorithm.ECDSA), list[str]()
    encoded = core.Sequence._set_contents

    def counting(self: core.Sequence, *given: bool, **more: bool) -> None:
        counted.append(type(self).__name__)
        encoded(self, *given, **more)

    monkeypatch.setattr(core.Sequence, "_set_contents", counting)
    for number in range(20):
        counted.clear()
        time_stamp(b"%d" % number, authority=keeper)
        assert len(counted) < 200
