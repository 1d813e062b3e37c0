"""The client's side of the wire: a call of another node's operations."""
