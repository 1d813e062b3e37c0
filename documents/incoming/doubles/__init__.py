"""The same document by two routes: offered for folding, never folded by itself."""
