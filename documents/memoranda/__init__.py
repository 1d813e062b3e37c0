"""签报（呈批件）: what a unit lays before its own leaders. It is no statutory type of document."""
