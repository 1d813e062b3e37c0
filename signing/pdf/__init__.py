"""PDF signatures (PAdES, ETSI EN 319 142) through pyHanko, with any of our signers."""
