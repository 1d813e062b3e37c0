"""Any file that may be signed, checked: what it is says its first bytes, never its name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from office.kernel.refusals import Refused
from office.outside.archive import Archive
from signing.certificates.certificate import Certificate, NotACertificate
from signing.certificates.checking import Trust, Use
from signing.certificates.findings import Code
from signing.certificates.offered import believable
from signing.checking import proofs
from signing.checking.certified import (
    TOLERANCE,
    Circumstances,
    Entitled,
    entitled,
    is_tried,
    problems_of,
    verdict_of,
)
from signing.checking.report import TIME_STAMP, Entry, Problem, Report, Verdict, worst
from signing.ofd import apart
from signing.ofd import checking as ofd
from signing.ofd.seal import ElectronicSeal
from signing.pdf import checking as pdf

LARGEST = 100_000_000
"""Bytes."""
REMEDY = "请向提供文件的单位索取完好的文件。"
_ZIP, _PROOF, _OFD = b"PK\x03\x04", "proof.json", "OFD.xml"
_PDF, _START = b"%PDF-", 1024
_UNKNOWN = "这不是 PDF、OFD，也不是本系统导出的证明，不能验章。请核对所选的文件。"
_WHOLE = "整个文件"
_BROKEN_TOO = "另有 {} 个时间戳不成立（被改动过，或者不是这个签名的），没有采信。"
_UNKNOWN_MAKER = (
    "不能确认这枚印章是谁的，请向发文单位核实；确知它是制章单位的，"
    "请系统管理员在“证书与密钥”中把它的证书作为制章者导入。"
)
_UNPROVEN = {
    *(pdf.Fault.UNSUPPORTED, pdf.Fault.WEAK, pdf.Fault.METADATA_CHANGED),
    ofd.Fault.UNSUPPORTED,
}


def report(
    data: bytes,
    *,
    name: str,
    trust: Trust,
    now: datetime,
    words: Mapping[str, str] | None = None,
) -> Report:
    """Of a PDF, an OFD or a proof. Nothing of it is kept and nothing in it is run.

    `words`: what kinds of events are called, by their topics. Raises Refused.
    """
    if len(data) > LARGEST:
        raise Refused(f"文件大于 {LARGEST // 1_000_000} MB，没有核验。")
    around = Circumstances(trust=trust, now=now)
    if data.startswith(_ZIP):
        archive = Archive(data, remedy=REMEDY)
        _must_be_one_thing(data, archive.names)
        if _PROOF in archive.names:
            return _of_proof(data, archive, name=name, around=around, words=words or {})
    format, entries = _sealed(data, around)
    return Report(
        name=name,
        format=format,
        digest=sha256(data).hexdigest(),
        checked_at=now,
        entries=entries,
    )


def _must_be_one_thing(data: bytes, names: Collection[str]) -> None:
    """What shows one thing to one reader and another to the next is refused."""
    kinds = [each for each in (_PROOF, _OFD) if each in names]
    kinds += [each for each in ("PDF",) if _PDF in data[:_START]]
    if len(kinds) > 1:
        raise Refused(f"文件同时写成几种格式（{'、'.join(kinds)}），不能采信。{REMEDY}")
    if not kinds:
        raise Refused(_UNKNOWN)


def _of_proof(
    data: bytes, archive: Archive, *, name: str, around: Circumstances, words: Mapping[str, str]
) -> Report:
    def checking(part: bytes, called: str) -> Report:
        format, entries = _sealed(part, around)
        digest = sha256(part).hexdigest()
        return Report(
            name=called, format=format, digest=digest, checked_at=around.now, entries=entries
        )

    entries, history, files = proofs.entries_of(archive, around, words=words, checking=checking)
    return Report(
        name=name,
        format=proofs.FORMAT,
        digest=sha256(data).hexdigest(),
        checked_at=around.now,
        entries=entries,
        history=history,
        files=files,
    )


def _sealed(data: bytes, around: Circumstances) -> tuple[str, tuple[Entry, ...]]:
    if data.startswith(_ZIP):
        return "OFD", _of_ofd(data, around)
    if _PDF in data[:_START]:
        return "PDF", _of_pdf(data, around)
    raise Refused(_UNKNOWN)


def _of_pdf(data: bytes, around: Circumstances) -> tuple[Entry, ...]:
    found = pdf.checked(data)
    if not found.signatures:
        return ()
    lists = believable(found.lists, trust=around.trust, offered=found.offered)
    around = replace(around, offered=found.certificates, lists=lists)
    entries = []
    for place, each in enumerate(found.signatures):
        later = [
            stamp.time_stamp
            for stamp in found.signatures[place:]
            if stamp.is_time_stamp and stamp.time_stamp and not stamp.faults
        ]
        own = () if each.is_time_stamp else each.time_stamps
        if each.is_time_stamp:
            entries.append(_pdf_time_stamp(each, around=around))
            continue
        held = None
        if each.signed is not None:
            held = entitled(
                each.signed.certificate,
                claimed=each.at,
                stamps=[*own, *later],
                offered=each.signed.offered,
                around=around,
            )
        certificate = each.signed.certificate if each.signed else None
        entry = _entry(each.faults, certificate=certificate, held=held, signature=each)
        if each.broken_stamps and each.time_stamps:
            entry = replace(entry, notes=(*entry.notes, _BROKEN_TOO.format(each.broken_stamps)))
        entries.append(entry)
    return tuple(entries)


def _pdf_time_stamp(signature: pdf.PDFSignature, *, around: Circumstances) -> Entry:
    stamp = signature.time_stamp
    entry = _entry(
        signature.faults,
        certificate=stamp.certificate if stamp else None,
        held=None,
        signature=signature,
        kind=TIME_STAMP,
    )
    if stamp is None:
        return entry
    outcome = around.check(
        stamp.certificate, at=stamp.at, use=Use.STAMP_TIME, offered=stamp.offered
    )
    return replace(
        entry,
        at=stamp.at,
        proven=outcome.is_good,
        testing=is_tried(outcome),
        verdict=worst([entry.verdict, verdict_of(outcome)]),
        problems=(*entry.problems, *problems_of(outcome)),
        notes=outcome.notes,
    )


def _of_ofd(data: bytes, around: Circumstances) -> tuple[Entry, ...]:
    return tuple(_ofd_entry(each, around=around) for each in apart.checked(data))


def _ofd_entry(signature: ofd.OFDSignature, *, around: Circumstances) -> Entry:
    pressed = signature.pressed
    certificate = _certificate(pressed.certificate) if pressed else None
    if pressed is None or certificate is None:
        return _entry(signature.faults, certificate=None, held=None, signature=signature)
    held = entitled(
        certificate,
        claimed=signature.at,
        stamps=[signature.time_stamp] if signature.time_stamp else [],
        offered=(),
        around=around,
    )
    entry = _entry(signature.faults, certificate=certificate, held=held, signature=signature)
    maker = _certificate(pressed.seal.maker)
    if maker is None:
        return replace(entry, seal=pressed.seal.name)  # told as a broken seal
    verdict, problems, testing = _made(
        signature, maker, seal=pressed.seal, told=held, around=around
    )
    return replace(
        entry,
        seal=pressed.seal.name,
        maker=maker.subject,
        testing=entry.testing or testing,
        verdict=worst([entry.verdict, verdict]),
        problems=(*entry.problems, *problems),
    )


def _made(
    signature: ofd.OFDSignature,
    maker: Certificate,
    *,
    seal: ElectronicSeal,
    told: Entitled,
    around: Circumstances,
) -> tuple[Verdict, list[Problem], bool]:
    """When a seal was made says only its maker. So it is judged when it was pressed, as whoever
    pressed it (`told`): a maker who had been taken back by then makes no seal good."""
    held = entitled(
        maker,
        claimed=signature.at,
        stamps=[signature.time_stamp] if signature.time_stamp else [],
        offered=(),
        around=around,
        use=Use.MAKE_SEALS,
    )
    problems = [_of_maker(each) for each in held.problems if each not in told.problems]
    if seal.begins >= maker.begins - TOLERANCE:
        return held.verdict, problems, held.testing
    words = f"印章“{seal.name}”写明的起用时间早于制章者证书的起期，制章时间不可信。"
    problems.append(Problem(code="maker-time", words=words))
    return worst([held.verdict, Verdict.UNPROVEN]), problems, held.testing


def _of_maker(problem: Problem) -> Problem:
    known = problem.code == Code.USAGE
    more = _UNKNOWN_MAKER if known else ""
    return Problem(code=f"maker-{problem.code}", words=f"制章者：{problem.words}{more}")


def _entry(
    faults: Sequence[pdf.Told] | Sequence[ofd.Told],
    *,
    certificate: Certificate | None,
    held: Entitled | None,
    signature: pdf.PDFSignature | ofd.OFDSignature,
    kind: str = "签章",
) -> Entry:
    own = [_severity(each.fault) for each in faults]
    if certificate is None and not own:
        own = [Verdict.UNPROVEN]
    problems = [
        Problem(code=each.fault.value, words=each.words, part=getattr(each, "part", ""))
        for each in faults
    ]
    return Entry(
        kind=kind,
        verdict=worst([*own, *([held.verdict] if held else [])]),
        signer=certificate.subject if certificate else "",
        organization=certificate.organization if certificate else "",
        issuer=certificate.issuer if certificate else "",
        serial=f"{certificate.serial:x}" if certificate else "",
        valid=(certificate.begins, certificate.ends) if certificate else None,
        at=held.at if held else None,
        proven=held.proven if held else False,
        pages=tuple(each + 1 for each in signature.pages),
        covers="" if faults else _WHOLE,
        added=signature.added,
        problems=(*problems, *(held.problems if held else ())),
        notes=held.notes if held else (),
        testing=bool(held and held.testing),
    )


def _severity(fault: pdf.Fault | ofd.Fault) -> Verdict:
    return Verdict.UNPROVEN if fault in _UNPROVEN else Verdict.INVALID


def _certificate(der: bytes) -> Certificate | None:
    try:
        return Certificate.read(der)
    except NotACertificate:
        return None
