"""How the last 件号 of a shelf is found, however many items stand on all of them."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from documents.archive.acts.foundation import LAST_ITEMS
from tests.unit.archive.year import archive


def test_no_other_item_is_read(tmp_path: Path) -> None:
    room = archive(tmp_path)
    with room.node.store.reading() as connection:
        for query in LAST_ITEMS:
            asked = str(query.compile(room.node.store.engine)).replace("?", "''")
            (step,) = connection.execute(text(f"explain query plan {asked}")).all()
            assert "USING COVERING INDEX" in step.detail, step
            assert "(agency=? AND shelf=?)" in step.detail, step
    room.node.close()
