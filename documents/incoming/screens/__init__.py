"""The pages and forms of an incoming paper."""
