"""What of the agency's papers is found, and the page on which people look for it."""
