"""The server's side of the wire: from bytes of another node to a call, and back."""

CERTIFICATE = "wenshu.exchange.certificate"
"""In the environ: the caller's certificate, DER, as its TLS connection showed it."""
