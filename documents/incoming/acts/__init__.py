"""The acts of the incoming room, by what they are about."""
