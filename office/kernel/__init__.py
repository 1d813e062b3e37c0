"""Journal, recorder, registers, commands, followers, content: how acts are kept."""
