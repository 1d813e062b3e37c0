"""Whom each outgoing document names."""
