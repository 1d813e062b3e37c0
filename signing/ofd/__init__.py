"""电子签章 of OFD: SM2 signatures with a seal (GB/T 38540-2020, GB/T 33190-2016 18)."""
