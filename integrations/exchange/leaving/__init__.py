"""封发: what leaves for other nodes, written and signed once, and what is asked before it does."""
