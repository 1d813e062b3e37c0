"""Whether who signed was entitled to at the moment, and by what the moment is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from signing.certificates.authority import is_for_testing
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Trust, Use, check
from signing.certificates.findings import Code, Outcome
from signing.certificates.revocation import RevocationList
from signing.checking.report import Problem, Verdict, worst
from signing.timestamps.token import TimeStamp

_BAD = {
    *(Code.REVOKED, Code.EXPIRED, Code.NOT_YET, Code.SIGNATURE),
    *(Code.USAGE, Code.NOT_AN_AUTHORITY, Code.DEPTH),
}
"""Against the signature; the others only leave it unproven."""
_UNKNOWN = {Code.LIST_MISSING, Code.LIST_EXPIRED, Code.LIST_SIGNATURE, Code.LIST_UNUSABLE}
_SINCE = {Code.EXPIRED, Code.REVOKED, *_UNKNOWN}
"""What of today leaves a moment open that nobody has proven."""
TOLERANCE = timedelta(minutes=5)
"""By which clocks of servers differ, the signer's from the time authority's and from ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is known besides the file: whom the node trusts and what time it is; and what the
    file offers, believed no further than it is signed."""

    trust: Trust
    now: datetime
    offered: Sequence[Certificate] = ()
    lists: Sequence[RevocationList] = ()

    def check(
        self,
        certificate: Certificate,
        *,
        at: datetime,
        use: Use = Use.SIGN,
        offered: Iterable[Certificate] = (),
    ) -> Outcome:
        """By all of it."""
        return check(
            certificate,
            trust=self.trust,
            at=at,
            use=use,
            offered=(*self.offered, *offered),
            lists=self.lists,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitled:
    """`at`: the moment that counts; `testing`: by a certificate or a time stamp that leads up to
    an authority for trying."""

    at: datetime
    proven: bool
    verdict: Verdict
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    testing: bool = False


def entitled(
    certificate: Certificate,
    *,
    claimed: datetime | None,
    stamps: Sequence[TimeStamp],
    offered: Sequence[Certificate],
    around: Circumstances,
    use: Use = Use.SIGN,
) -> Entitled:
    """`claimed`: when, as whoever signed says; `stamps`: that are whole and cover the signature.

    Any good time stamp proves when, the earliest of them how early; one that is not believed
    takes nothing from it (ETSI EN 319 102-1 5.5.4). Nobody else proves it: without one whoever
    has a stolen key writes what day he likes, so the certificate must be good now too, by lists
    that are in force now.
    """
    good, doubts = _believed(stamps, around=around)
    at = min((each.at for each, _ in good), default=claimed or around.now)
    outcome = around.check(certificate, at=at, use=use, offered=offered)
    notes = list(outcome.notes)
    if good:
        notes += [f"另有一个{each.words}" for each in doubts]
        doubts = _contradicting(claimed, at)
    else:
        notes.append("签名时间由签名人自报，没有时间戳证明。")
        since = around.check(certificate, at=around.now, use=use, offered=offered)
        doubts += _unproven(claimed, since, now=around.now) if outcome.is_good else []
    return Entitled(
        at=at,
        proven=bool(good),
        verdict=worst([verdict_of(outcome, use=use), *(Verdict.UNPROVEN for _ in doubts)]),
        problems=(*doubts, *problems_of(outcome)),
        notes=tuple(notes),
        testing=is_tried(outcome) or any(is_tried(each) for _, each in good),
    )


def is_tried(outcome: Outcome) -> bool:
    """Whether the anchor is an authority for trying, whose certificates have no legal effect."""
    return is_for_testing(outcome.path[-1])


def _contradicting(claimed: datetime | None, at: datetime) -> list[Problem]:
    if claimed is None or claimed <= at + TOLERANCE:
        return []
    return [Problem(code="time", words="签名人自报的时间晚于时间戳，两者矛盾。")]


def _unproven(claimed: datetime | None, since: Outcome, *, now: datetime) -> list[Problem]:
    if claimed is None or claimed > now + TOLERANCE:
        return [Problem(code="time", words="签名人没有写明签名时间，或者写的是将来的时间。")]
    found = [each for each in since.findings if each.code in _SINCE]
    if not found:
        return []
    words = "".join(each.words for each in found)
    if {each.code for each in found} <= _UNKNOWN:
        what = "没有时间戳，要按现行的吊销列表核验，而"
        return [Problem(code="time", words=f"{what}{words}")]
    what = "没有时间戳，不能证明签名是在此之前做的："
    return [Problem(code="time", words=f"{what}{words}请向发文单位核实。")]


def _believed(
    stamps: Sequence[TimeStamp], *, around: Circumstances
) -> tuple[list[tuple[TimeStamp, Outcome]], list[Problem]]:
    good: list[tuple[TimeStamp, Outcome]] = []
    doubts = []
    for each in stamps:
        outcome = around.check(
            each.certificate, at=each.at, use=Use.STAMP_TIME, offered=each.offered
        )
        if outcome.is_good:
            good.append((each, outcome))
        else:
            words = f"时间戳不能采信：{outcome.words}"
            doubts.append(Problem(code="time-stamp", words=words))
    return good, doubts


def problems_of(outcome: Outcome) -> list[Problem]:
    """What was found against a certificate."""
    return [Problem(code=each.code.value, words=each.words) for each in outcome.findings]


def verdict_of(outcome: Outcome, *, use: Use = Use.SIGN) -> Verdict:
    """Of a certificate alone. Seals that others make may have makers whose certificates do not
    say so: they are not known as makers, which does not make their seals false."""
    if outcome.is_good:
        return Verdict.VALID
    bad = _BAD - {Code.USAGE} if use is Use.MAKE_SEALS else _BAD
    return Verdict.INVALID if outcome.codes & bad else Verdict.UNPROVEN
