from __future__ import annotations

import re

from office.web.headers import new_reference, policy_for


def test_a_file_can_do_nothing_even_when_opened_by_itself() -> None:
    for content_type in ("image/svg+xml", "text/plain", "application/octet-stream", ""):
        assert "sandbox" in policy_for(content_type)
        assert "script-src" not in policy_for(content_type)


def test_a_pdf_can_be_read_in_the_browser() -> None:
    assert "sandbox" not in policy_for("application/pdf")
    assert "default-src 'none'" in policy_for("application/pdf")


def test_a_reference_can_be_told_on_the_telephone() -> None:
    assert re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}", new_reference())
