"""Whether who signed was entitled to at the moment, and by what the moment is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from signing.certificates.certificate import Certificate
from signing.certificates.checking import Trust, Use, check
from signing.certificates.findings import Code, Outcome
from signing.certificates.revocation import RevocationList
from signing.checking.report import Problem, Verdict
from signing.timestamps.token import TimeStamp

_BAD = {
    *(Code.REVOKED, Code.EXPIRED, Code.NOT_YET, Code.SIGNATURE),
    *(Code.USAGE, Code.NOT_AN_AUTHORITY, Code.DEPTH),
}
"""Against the signature; the others only leave it unproven."""
_SINCE = {Code.EXPIRED, Code.REVOKED}


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
    """`at`: the moment that counts."""

    at: datetime
    proven: bool
    verdict: Verdict
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


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

    Nobody but a time stamp proves when: without one a certificate that has since ended or been
    taken back leaves it open whether the signature is older than that.
    """
    good, doubts = _believed(stamps, around=around)
    at = min((each.at for each in good), default=claimed or around.now)
    outcome = around.check(certificate, at=at, use=use, offered=offered)
    problems = [*doubts, *problems_of(outcome)]
    notes = list(outcome.notes)
    verdicts = [verdict_of(outcome), *(Verdict.UNPROVEN for _ in doubts)]
    if claimed is not None and good and claimed > at:
        words = "签名人自报的时间晚于时间戳，两者矛盾。"
        problems.append(Problem(code="time", words=words))
        verdicts.append(Verdict.UNPROVEN)
    if not good:
        notes.append("签名时间由签名人自报，没有时间戳证明。")
        late = claimed is None or claimed > around.now
        since = around.check(certificate, at=around.now, use=use, offered=offered)
        if outcome.is_good and (late or since.codes & _SINCE):
            problems.append(_unproven(since, late=late))
            verdicts.append(Verdict.UNPROVEN)
    return Entitled(
        at=at,
        proven=bool(good),
        verdict=max(verdicts, key=list(Verdict).index),
        problems=tuple(problems),
        notes=tuple(notes),
    )


def _unproven(since: Outcome, *, late: bool) -> Problem:
    if late:
        return Problem(code="time", words="签名人没有写明签名时间，或者写的是将来的时间。")
    words = "".join(each.words for each in since.findings if each.code in _SINCE)
    return Problem(
        code="time", words=f"没有时间戳，不能证明签名是在此之前做的：{words}请向发文单位核实。"
    )


def _believed(
    stamps: Sequence[TimeStamp], *, around: Circumstances
) -> tuple[list[TimeStamp], list[Problem]]:
    good, doubts = [], []
    for each in stamps:
        outcome = around.check(
            each.certificate, at=each.at, use=Use.STAMP_TIME, offered=each.offered
        )
        if outcome.is_good:
            good.append(each)
        else:
            words = f"时间戳不能采信：{outcome.words}"
            doubts.append(Problem(code="time-stamp", words=words))
    return good, doubts


def problems_of(outcome: Outcome) -> list[Problem]:
    """What was found against a certificate."""
    return [Problem(code=each.code.value, words=each.words) for each in outcome.findings]


def verdict_of(outcome: Outcome) -> Verdict:
    """Of a certificate alone."""
    if outcome.is_good:
        return Verdict.VALID
    return Verdict.INVALID if outcome.codes & _BAD else Verdict.UNPROVEN
