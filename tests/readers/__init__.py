"""Readers of OFD that others wrote: what they see is compared with what we wrote."""
