"""Meetings, notices and replies (回执)."""
