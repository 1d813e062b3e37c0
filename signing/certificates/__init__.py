"""X.509 certificates: read, issued, checked up to their root and against revocation."""
