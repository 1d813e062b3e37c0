"""Time stamps (RFC 3161): somebody else says when something was there already."""
