"""The acts of the room of supervision, by what they are about."""
