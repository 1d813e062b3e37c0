"""Commands of assignments that stand in modules of their own."""
