"""移交: everything in progress goes from who leaves a post to who takes over, in one act."""
