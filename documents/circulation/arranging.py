"""What only the office does with a circulation (不得横传), and what readers ask of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from documents.circulation.readers import Readers, Recorded
from documents.circulation.stages import Mark, Mode
from office.kernel.refusals import Refused


class Arranging(Readers):
    """Each act refuses, or has the circulation record it (design D4)."""

    _reader_asked: Recorded
    _declined: Recorded
    _reader_added: Recorded
    _reader_removed: Recorded
    _skipped: Recorded
    _reordered: Recorded
    _was_withdrawn: Recorded
    _reminded: Recorded

    def ask_for_reader(self, *, by: str, reader: str, reason: str, at: datetime) -> None:
        """请求加阅: a reader thinks that somebody else should read it; the office decides."""
        self._must_be_going("请求加阅")
        if self._reads_it(reader):
            raise Refused("此件本来就传阅给所选的人，不用再加。")
        if reader in self.wishes:
            raise Refused("已经有人请求传阅给所选的人，正等文书审定。")
        if not reason.strip():
            raise Refused("请写明为什么要传阅给所选的人，以便文书审定（公文不得横传）。")
        self._reader_asked(timestamp=at, by=by, reader=reader, reason=reason)

    def decline(self, *, by: str, reader: str, reason: str, at: datetime) -> None:
        """不加阅."""
        if reader not in self.wishes:
            raise Refused("没有这项加阅请求，或者已经审定。请刷新页面查看。")
        if not reason.strip():
            raise Refused("不加阅的，请写明理由，以便请求的人知道。")
        others = len(self.wishes) - 1
        self._declined(timestamp=at, by=by, reader=reader, reason=reason, wishes_left=others)

    def add(self, *, by: str, readers: Sequence[str], at: datetime) -> None:
        """加阅: after those who are to read it; who was skipped is to read it after all."""
        self._must_be_going("增加传阅人")
        added = [each for each in dict.fromkeys(readers) if not self._reads_it(each)]
        if not added:
            raise Refused("请选择要增加的传阅人；已经在名单中的不用再加。")
        left = len(set(self.wishes) - set(added))
        self._reader_added(timestamp=at, by=by, to=added, wishes_left=left)

    def remove(self, *, by: str, reader: str, reason: str, at: datetime) -> None:
        """移出: they need not read it at all."""
        self._must_be_going("移出传阅人")
        self._must_be_unread(reader, doing="移出")
        self._must_leave_somebody(reader, doing="移出")
        if not reason.strip():
            raise Refused("移出传阅人必须写明理由。请填写理由。")
        self._reader_removed(timestamp=at, by=by, reader=reader, reason=reason)

    def skip(self, *, by: str, reader: str, reason: str, at: datetime) -> None:
        """跳过: it goes on without them (出差、请假); they stay on the list, marked so."""
        self._must_be_going("跳过")
        self._must_be_unread(reader, doing="跳过")
        if self.places[reader].mark is Mark.SKIPPED:
            raise Refused("所选的人已经跳过。要补阅的，请用“加阅”。")
        self._must_leave_somebody(reader, doing="跳过")
        if not reason.strip():
            raise Refused("跳过传阅人必须写明理由，例如“出差，回来后补阅”。请填写理由。")
        self._skipped(timestamp=at, by=by, reader=reader, reason=reason)

    def reorder(self, *, by: str, order: Sequence[str], at: datetime) -> None:
        """调整顺序 of those whom it has not reached."""
        self._must_be_going("调整顺序")
        if self.mode is Mode.AT_ONCE:
            raise Refused("此件同时传阅，没有先后顺序，不用调整。")
        if sorted(order) != sorted(self.ahead):
            raise Refused("传阅名单已经变化，顺序没有调整。请刷新页面后再调整。")
        if tuple(order) == self.ahead:
            raise Refused("顺序没有变化。请选择要提前或者推后的人。")
        self._reordered(timestamp=at, by=by, to=list(order))

    def withdraw(self, *, by: str, reason: str, at: datetime) -> None:
        """收回: nobody needs to read it any more."""
        self._must_be_going("收回")
        if not reason.strip():
            raise Refused("收回传阅必须写明理由。请填写理由。")
        self._was_withdrawn(timestamp=at, by=by, reason=reason, to=list(self.holders))

    def remind(
        self,
        *,
        by: str,
        readers: Sequence[str],
        at: datetime,
        remind_at: str = "",
        deputies: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """催阅 before whom it lies. `remind_at`: when again (ISO), empty for not; `deputies`: by
        reader, who acts for them and is told too."""
        self._must_be_going("催阅")
        late = [each for each in dict.fromkeys(readers) if each in self.holders]
        if not late:
            raise Refused("请选择要催阅的人：只催还没有阅、而且已经传到的人。")
        told = {each: list((deputies or {}).get(each, ())) for each in late}
        self._reminded(timestamp=at, by=by, to=late, remind_at=remind_at, deputies=told)

    def _reads_it(self, reader: str) -> bool:
        return reader in self.readers

    def _must_leave_somebody(self, reader: str, *, doing: str) -> None:
        others = [each for each in self.readers if each != reader]
        if not others:
            raise Refused(f"只有这一位传阅人，不能{doing}。不再传阅的，请收回传阅。")
