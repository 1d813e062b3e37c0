"""What hypothesis draws for tests of the exchange: anything that may travel."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

EARLY = datetime(1970, 1, 2, tzinfo=UTC).replace(tzinfo=None)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(minutes=-210))])

texts = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=["Cs"],
        exclude_characters="".join(map(chr, {*range(32)} - {9, 10, 13})) + "\ufffe\uffff",
    ),
    max_size=30,
)
moments = st.datetimes(min_value=EARLY, max_value=EARLY.replace(year=2900), timezones=ZONES)
digests = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
ids = st.uuids().map(str)
codes = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,63}", fullmatch=True)
counts = st.integers(1, 10**18)
