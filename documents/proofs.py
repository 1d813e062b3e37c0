"""Proof pages of drafts for the screen: laid out when looked at, stored nowhere."""

from __future__ import annotations

import threading
from collections import OrderedDict

from documents.typesetting import Typesetter

KEPT = 64


class Proofs:
    """The newest proofs by agency and revision. A revision never changes, so neither do they."""

    def __init__(self, typesetter: Typesetter) -> None:
        self._typesetter = typesetter
        self._kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._turn = threading.Lock()

    def pdf(self, agency: str, revision: str) -> bytes:
        """The revision's pages, marked 送审稿."""
        key = (agency, revision)
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        data = self._typesetter.lay_out(self._typesetter.manuscript(agency, revision))
        with self._turn:
            self._kept[key] = data
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return data
