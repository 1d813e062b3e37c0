"""涉密不上网 on the command line."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from documents.command.typeset import typeset


def test_a_text_with_a_marking_is_not_typeset_and_nothing_is_written(tmp_path: Path) -> None:
    source = tmp_path / "t.txt"
    source.write_text("机密★1年\n关于会议的通知\n各单位：\n请参加会议。\n", "utf-8")
    target = tmp_path / "t.json"
    options = [str(source), "--json", str(target), "-c", str(tmp_path / "none.ini")]
    outcome = CliRunner().invoke(typeset, options)
    assert "涉密渠道" in str(outcome.exception)
    assert not target.exists()
