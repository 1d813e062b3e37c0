"""Inner forms filled in and laid out: for the screen, for paper, or stored as seen."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from documents.layout.forms import Form, Value, compose_form, find_form
from documents.layout.pages import Pages
from documents.screen_pages import ScreenPages
from documents.typesetting import Typesetter

KEPT = 64


class Printer:
    """Lays out the site's forms, else the product's.

    It remembers the newest screens by what was filled in: whoever asks has read that from the
    events just then, so nothing outlives its destruction here.
    """

    def __init__(self, typesetter: Typesetter, *, site_forms: Path) -> None:
        self._typesetter = typesetter
        self._site_forms = site_forms
        self._kept: OrderedDict[str, ScreenPages] = OrderedDict()
        self._turn = threading.Lock()

    def screen(self, form: str, values: Mapping[str, Value]) -> ScreenPages:
        """The filled-in form for the screen. Raises FormRefused for what has no place in it."""
        found = find_form(form, site=self._site_forms)
        key = _key(found, values)
        with self._turn:
            kept = self._kept.pop(key, None)
        kept = kept or self._typesetter.form_on_screen(compose_form(found, values))
        with self._turn:
            self._kept[key] = kept
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return kept

    def paper(self, form: str, values: Mapping[str, Value]) -> bytes:
        """The filled-in form as a PDF."""
        return self._typesetter.form_on_paper(self._pages(form, values))

    def shown(
        self, agency: str, form: str, values: Mapping[str, Value], *, revision: str
    ) -> dict[str, Any]:
        """Store the filled-in form as what somebody saw and consented to (design D7)."""
        pages = self._pages(form, values)
        return self._typesetter.shown_form(agency, pages, revision=revision)

    def _pages(self, form: str, values: Mapping[str, Value]) -> Pages:
        return compose_form(find_form(form, site=self._site_forms), values)


def _key(form: Form, values: Mapping[str, Value]) -> str:
    """Of the form as it is now and all that is filled in."""
    return sha256(repr((form, sorted(values.items()))).encode()).hexdigest()
