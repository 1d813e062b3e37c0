"""Revisions (修改): drafts by number, differences, merging, what is not saved yet, files."""
