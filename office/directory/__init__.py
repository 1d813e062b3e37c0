"""Agencies, issuing identities, units, people, posts and ranks, all dated (design D9)."""
