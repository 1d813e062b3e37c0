"""The journal proves itself: signed checkpoints over a Merkle tree of its entries (RFC 6962)."""
