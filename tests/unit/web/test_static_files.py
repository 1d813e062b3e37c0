from __future__ import annotations

from pathlib import Path

from office.web.static_files import ContentAddress


def test_the_address_changes_with_the_content(tmp_path: Path) -> None:
    sheet = tmp_path / "a.css"
    sheet.write_text("a{}")
    address = ContentAddress(tmp_path)
    before = address.digest("a.css")
    sheet.write_text("a{color:red}")
    assert before is not None
    assert address.digest("a.css") not in (None, before)


def test_a_file_that_is_not_there_keeps_its_plain_address(tmp_path: Path) -> None:
    request = object()
    assert ContentAddress(tmp_path)(request, "build/office.js", {}) == ("build/office.js", {})
