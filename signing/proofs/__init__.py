"""One paper's history as a file that anybody can verify without us."""
