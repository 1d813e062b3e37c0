"""The script of the pages (TypeScript) and the one command that builds it."""
