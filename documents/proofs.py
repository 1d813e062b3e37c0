"""Proof pages of drafts for the screen: laid out when looked at, stored nowhere.

What was destroyed is shown no more: before it answers from memory, it asks the content store.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

from documents.screen_pages import ScreenPages
from documents.typesetting import Proof, Typesetter

KEPT = 64


class Proofs:
    """The newest proofs by agency and revision. A revision never changes, so neither do they."""

    def __init__(self, typesetter: Typesetter) -> None:
        self._typesetter = typesetter
        self._kept: OrderedDict[tuple[str, str], Proof] = OrderedDict()
        self._turn = threading.Lock()

    def screen(self, agency: str, revision: str) -> ScreenPages:
        """The revision's pages, marked 送审稿."""
        return self._proof(agency, revision).screen

    def missing(self, agency: str, revision: str) -> str:
        """Characters of the revision that no typeface has: boxes would be printed."""
        return self._proof(agency, revision).missing

    def _proof(self, agency: str, revision: str) -> Proof:
        key = (agency, revision)
        with self._turn:
            kept = self._kept.pop(key, None)
            if kept and self._typesetter.stands(agency, kept):
                self._kept[key] = kept
                return kept
        proof = self._typesetter.proof(agency, revision)  # or says what is missing
        with self._turn:
            self._kept[key] = proof
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return proof
