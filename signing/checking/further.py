"""A file that several seal, one after the other: whether what came back is the same file with
exactly the further seals that were asked for."""

from __future__ import annotations

from collections.abc import Sequence

from office.kernel.clock import Clock
from office.kernel.refusals import Refused
from signing.certificates.trusted import Trusted
from signing.checking.files import report
from signing.checking.report import TIME_STAMP, Entry, Verdict

PDF = "pdf"


class SealsOnFiles:
    """By whom this node trusts, now."""

    def __init__(self, trusted: Trusted, *, clock: Clock) -> None:
        self._trusted = trusted
        self._clock = clock

    def must_hold(self, data: bytes, *, whose: str) -> list[Entry]:
        """The seals on it, none of which is 无效. That one cannot be confirmed here (an authority
        that this node does not know) stops nobody: the report says so to whoever asks."""
        found = report(data, name="", trust=self._trusted.trust(), now=self._clock.now())
        made = [each for each in found.entries if each.kind != TIME_STAMP]
        if found.verdict is Verdict.INVALID:
            words = "".join(each.words for entry in found.entries for each in entry.problems)
            raise Refused(f"{whose}文件上的印章不成立，不能采用：{words}请对方核对后重新送来。")
        return made

    def must_be_sealed_further(
        self, before: bytes, after: bytes, *, form: str, boxes: int
    ) -> None:
        """Raises Refused unless `after` is `before` with the seals of one more organ.

        A PDF only grows, and bears a signature for each box; an OFD has one for all of them, and
        what was in it is under the seals before, which must all be there and hold.
        """
        if form == PDF and not after.startswith(before):
            raise Refused(
                "送回的 PDF 不是在送去的文件上加盖的，不能采用。请对方在原文件上重新用印。"
            )
        stood = self.must_hold(before, whose="送去的")
        made = self.must_hold(after, whose="送回的")
        wanted = len(stood) + (boxes if form == PDF else 1)
        if _names(made[: len(stood)]) != _names(stood) or len(made) != wanted:
            raise Refused(
                f"送回的文件上应有 {wanted} 个印章，实际 {len(made)} 个，"
                "或者原有的印章有变动，不能采用。请对方核对后重新用印。"
            )


def _names(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    return [(each.signer, each.serial) for each in entries]
