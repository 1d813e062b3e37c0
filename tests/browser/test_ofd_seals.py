"""ofd.js verifies the SM2 signature of the seals that we press, and sees one that is broken."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from documents.layout import compose
from documents.layout.ofd import write_ofd
from documents.typefaces.typeface import Typefaces
from office.packing import packed
from signing.ofd.sealing import seal_ofd
from signing.ofd.seam import seam_stamps
from tests.certified import NOW
from tests.readers.ofdjs import SCALE, _script, opened
from tests.unit.layout.specimens import ISSUE, NOTICE
from tests.unit.signing.signed import CITY, presser, seal_of, sealed
from tests.unit.signing.test_ofd_sealing import parts

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat"
_VERDICTS = """async data => {
  const bytes = Uint8Array.from(atob(data), each => each.charCodeAt(0));
  const documents = await new Promise((done, failed) =>
    ofd.parseOfdDocument({ofd: bytes.buffer, success: done, fail: failed}));
  const found = [];
  const look = (value, depth) => {
    if (!value || typeof value !== 'object' || depth > 8 || ArrayBuffer.isView(value)) return;
    if ('verifyRet' in value) found.push(value.verifyRet);
    else for (const each of Object.values(value)) look(each, depth + 1);
  };
  look(documents[0].stampAnnot, 0);
  return found;
}"""


def verdicts(ofd: bytes, *, browser: Browser) -> list[bool]:
    page = browser.new_page()
    try:
        page.add_script_tag(path=_script())
        found: list[bool] = page.evaluate(_VERDICTS, base64.b64encode(ofd).decode("ascii"))
        return found
    finally:
        page.close()


@pytest.mark.slow
def test_ofdjs_verifies_what_we_sealed_and_nothing_else(
    browser: Browser, typefaces: Typefaces
) -> None:
    good = sealed(CITY, ofd=write_ofd(compose(NOTICE, issue=ISSUE), typefaces=typefaces))
    assert set(verdicts(good, browser=browser)) == {True}
    them = parts(good)
    them[VALUE] = them[VALUE][:-1] + bytes([them[VALUE][-1] ^ 1])
    assert set(verdicts(packed(them), browser=browser)) == {False}


_CLIPS = """() => [...document.body.children].map(page =>
  [...page.querySelectorAll("image")].map(each => each.parentElement)
    .filter(each => each.style.clip).map(each => {
      const [, right, , left] = each.style.clip.match(/[\\d.]+(?=px)/g).map(Number);
      const x = parseFloat(each.style.left);
      return [x + left, x + right, page.clientWidth];
    }))"""


@pytest.mark.slow
def test_ofdjs_draws_a_strip_of_the_seal_on_the_right_edge_of_every_page(
    browser: Browser, typefaces: Typefaces
) -> None:
    ofd = write_ofd(compose(NOTICE, issue=ISSUE), typefaces=typefaces)
    over = seal_ofd(
        ofd,
        stamps=seam_stamps(ofd, width=42, height=42),
        seal=seal_of(CITY),
        signer=presser(CITY),
        at=NOW,
    )
    assert set(verdicts(over, browser=browser)) == {True}
    with opened(over, browser=browser) as reader:
        pages = reader.page.evaluate(_CLIPS)
    assert len(pages) > 2
    for ((left, right, edge),) in pages:
        assert right == pytest.approx(edge, abs=1)
        assert right - left == pytest.approx(42 / len(pages) * SCALE, abs=1)
