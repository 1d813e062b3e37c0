"""Readers of OFD and PDF that others wrote: what they see is compared with what we wrote."""
