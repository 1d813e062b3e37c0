"""Acts of the room that stand in modules of their own."""
