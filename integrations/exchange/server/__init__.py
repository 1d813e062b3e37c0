"""The server's side of the wire: from bytes of another node to a call, and back."""
