"""`office identifier`: what it prints, and its exit status."""

from __future__ import annotations

from click.testing import CliRunner

from documents.numbering.identifier import EXAMPLE
from office.cli import main


def test_a_right_identifier_is_taken_apart() -> None:
    result = CliRunner().invoke(main, ["identifier", EXAMPLE.lower()])
    assert result.exit_code == 0
    assert "文种：通知" in result.output
    assert f"公文标识：{EXAMPLE}" in result.output


def test_a_wrong_one_is_refused_in_a_sentence() -> None:
    result = CliRunner().invoke(main, ["identifier", EXAMPLE.replace("00037", "00038")])
    assert result.exit_code == 1
    assert "校验字符不对" in result.output
