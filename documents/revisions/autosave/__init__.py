"""What somebody typed and has not saved yet: kept beside the papers, no part of their history."""
