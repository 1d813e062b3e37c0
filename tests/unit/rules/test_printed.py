"""What an issued text tells of its signers and copy number."""

from __future__ import annotations

from documents.rules import as_printed
from tests.unit.rules.pairs import REQUEST, request


def test_a_draft_has_no_signer_yet() -> None:
    about = as_printed(request(number=""))
    assert (about.signers, about.copy_number) == (None, None)


def test_an_issued_text_names_its_signers_and_copy_number() -> None:
    about = as_printed(request(unrecognised=("000123", "签发人：周怀远　程远", "签发人：李岚")))
    assert about.signers == ("周怀远", "程远", "李岚")
    assert about.copy_number == "000123"


def test_an_issued_text_without_them_is_known_to_lack_them() -> None:
    about = as_printed(REQUEST)
    assert (about.signers, about.copy_number) == ((), "")
