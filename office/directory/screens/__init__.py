"""The directory's own pages: who acts for whom, and the address groups."""
